"""A coaching model is checked like a program before it is accepted: what can't be reached, left or done."""

from collections.abc import Iterable, Iterator, Mapping

from instructional_coaching.domain.definition import repeated, unknown
from instructional_coaching.domain.stage import Artefact, Order, RoleDuties, Stage, next_of
from instructional_coaching.errors import Fault

_STAGE_IDS = "stages[*].id"
_ARTEFACT_IDS = "artefacts[*].id"
_EDGES = ("order", _STAGE_IDS, "stages[*].next")

Edges = Mapping[str, Iterable[str]]


def faults_of_model(
    order: Order,
    stages: tuple[Stage, ...],
    artefacts: tuple[Artefact, ...],
    roles: tuple[RoleDuties, ...],
) -> Iterator[Fault]:
    """Yield every fault of a coaching model."""
    edges: dict[str, tuple[str, ...]] = {}
    for stage in stages:
        edges[stage.id] = (*edges.get(stage.id, ()), *next_of(stages, stage))
    if not stages:
        yield Fault("stages", "is empty", "give at least one stage", "no-stages")
    yield from repeated((one.id for one in stages), "stages")
    yield from repeated((one.id for one in artefacts), "artefacts")
    yield from _references(stages, artefacts)
    yield from _nobodys(artefacts, roles)
    if order is not Order.FREE:
        yield from _unreachable(stages, edges)
        yield from _dead_ends(stages, edges)
    yield from _not_produced(order, stages, artefacts, edges)


def _references(stages: tuple[Stage, ...], artefacts: tuple[Artefact, ...]) -> Iterator[Fault]:
    known = tuple(one.id for one in stages)
    things = tuple(one.id for one in artefacts)
    for n, stage in enumerate(stages):
        yield from unknown(stage.next, f"stages[{n}].next", known, _STAGE_IDS)
        yield from unknown(stage.produces, f"stages[{n}].produces", things, _ARTEFACT_IDS)
        yield from unknown(stage.requires, f"stages[{n}].requires", things, _ARTEFACT_IDS)
        yield from unknown(stage.expects, f"stages[{n}].expects", things, _ARTEFACT_IDS)


def _nobodys(artefacts: tuple[Artefact, ...], roles: tuple[RoleDuties, ...]) -> Iterator[Fault]:
    known = {duty for one in roles for duty in one.duties}
    for n, artefact in enumerate(artefacts):
        if artefact.duty is not None and artefact.duty not in known:
            yield Fault(
                f"artefacts[{n}].duty",
                "is a duty that no role has",
                "give it to the coach or the coachee under roles, or leave it out",
                "nobodys-duty",
                ("roles[*].role", "roles[*].duties"),
            )


def _unreachable(stages: tuple[Stage, ...], edges: Edges) -> Iterator[Fault]:
    reached = _closure(edges, [one.id for one in stages[:1]])
    for n, stage in enumerate(stages):
        if stage.id not in reached:
            yield Fault(
                f"stages[{n}]",
                "can't be reached from the first stage",
                "name it in the next of a stage that can be reached, or take it out",
                "unreachable-stage",
                _EDGES,
            )


def _dead_ends(stages: tuple[Stage, ...], edges: Edges) -> Iterator[Fault]:
    backwards: dict[str, list[str]] = {}
    for before, following in edges.items():
        for one in following:
            backwards.setdefault(one, []).append(before)
    ends = _closure(backwards, [one.id for one in stages if one.may_finish])
    for n, stage in enumerate(stages):
        if stage.id not in ends:
            yield Fault(
                f"stages[{n}]",
                "leads to no stage in which the cycle may finish",
                "let it, or a stage after it, have may_finish: true",
                "dead-end",
                (*_EDGES, "stages[*].may_finish"),
            )


def _not_produced(
    order: Order, stages: tuple[Stage, ...], artefacts: tuple[Artefact, ...], edges: Edges
) -> Iterator[Fault]:
    known = {one.id for one in artefacts}
    strict: Mapping[str, set[str]] = _held_back(stages, edges) if order is Order.STRICT else {}
    for n, stage in enumerate(stages):
        before = [one for one in stages if order is Order.FREE or stage.id in _closure(edges, [one.id])]
        produced = {artefact for one in before for artefact in one.produces}
        lacking = strict.get(stage.id, set(stage.requires) - produced)
        for k, artefact in enumerate(stage.requires):
            if artefact in known and artefact in lacking:
                yield Fault(
                    f"stages[{n}].requires[{k}]",
                    "is an artefact that no stage up to this one produces",
                    "name it under produces here or in an earlier stage",
                    "not-produced",
                    ("stages[*].produces", *_EDGES, _ARTEFACT_IDS),
                )


def _held_back(stages: tuple[Stage, ...], edges: Edges) -> Mapping[str, set[str]]:
    """Return what a first pass through the stages can't have brought, by the stage that can't be left so.

    Where the order is strict, a stage that is reached through another can't bring what that one requires.
    """
    held_back: dict[str, set[str]] = {one.id: set() for one in stages[:1]}
    there: set[str] = set()
    while True:
        reached = [one for one in stages if one.id in held_back]
        there |= {artefact for one in reached for artefact in one.produces}
        left = [one for one in reached if there.issuperset(one.requires)]
        ahead = {name for one in left for name in edges[one.id]} - held_back.keys()
        if not ahead:  # what is lacking is told, and then granted, so that the stages beyond are checked too
            stuck = [one for one in reached if one not in left]
            if not stuck:
                return held_back
            beyond = {artefact for one in stages if one not in reached for artefact in one.produces}
            first = min(stuck, key=lambda one: beyond.issuperset({*one.requires} - there))
            held_back[first.id] |= {*first.requires} - there
            there |= held_back[first.id]
        held_back |= {name: set() for name in ahead}


def _closure(edges: Edges, start: Iterable[str]) -> set[str]:
    reached: set[str] = set()
    ahead = list(start)
    while ahead:
        one = ahead.pop()
        if one not in reached:
            reached.add(one)
            ahead += edges.get(one, ())
    return reached
