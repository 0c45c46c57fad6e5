"""Valid coaching models of every shape, and one fault planted in each."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs
from hypothesis import strategies as st

from instructional_coaching.domain.stage import Artefact, ModelRole, Order, RoleDuties, Stage

Draw = Callable[[st.SearchStrategy[Any]], Any]
Fields = dict[str, Any]
Planted = tuple[str, str]


@st.composite
def sound(draw: st.DrawFn) -> Fields:
    """Draw the order, stages, artefacts and roles of a model that breaks no rule."""
    count = draw(st.integers(2, 5))
    names = [f"stage-{n}" for n in range(count)]
    artefacts = [
        Artefact(id=f"thing-{n}", title="Thing", duty=draw(st.sampled_from([None, "observe"])))
        for n in range(count)
    ]
    stages = []
    for n, name in enumerate(names):
        ahead = names[n + 1 : n + 2]
        loops = draw(st.lists(st.sampled_from(names[: n + 1]), max_size=2, unique=True))
        had = [one.id for one in artefacts[: n + 1]]
        stages.append(
            Stage(
                id=name,
                title="Stage",
                produces=(artefacts[n].id,),
                requires=tuple(draw(st.lists(st.sampled_from(had), max_size=2, unique=True))),
                expects=tuple(draw(st.lists(st.sampled_from([one.id for one in artefacts]), max_size=1))),
                next=(*ahead, *loops) if draw(st.booleans()) or loops else (),
                may_finish=not ahead or draw(st.booleans()),
            )
        )
    return {
        "order": draw(st.sampled_from(Order)),
        "stages": tuple(stages),
        "artefacts": tuple(artefacts),
        "roles": (RoleDuties(role=ModelRole.COACH, duties=frozenset({"observe"})),),
    }


def _in_stage(draw: Draw, fields: Fields, name: str, *more: str) -> str:
    """Add names to a list of some stage, and return the path of the last one."""
    n = draw(st.integers(0, len(fields["stages"]) - 1))
    stage = fields["stages"][n]
    there = (*getattr(stage, name), *more)
    if name == "next" and not stage.next:  # what follows by default is to be named, to stay
        there = (*(one.id for one in fields["stages"][n + 1 : n + 2]), *more)
    _put(fields, n, **{name: there})
    return f"stages[{n}].{name}[{len(there) - 1}]"


def _put(fields: Fields, n: int, **changes: Any) -> None:
    stages = list(fields["stages"])
    stages[n] = attrs.evolve(stages[n], **changes)
    fields["stages"] = tuple(stages)


def _ordered(draw: Draw, fields: Fields) -> None:
    fields["order"] = draw(st.sampled_from([Order.STRICT, Order.ADVANCE_WITH_A_REASON]))


def _unknown(name: str) -> Callable[[Draw, Fields], Planted]:
    return lambda draw, fields: (_in_stage(draw, fields, name, "nowhere"), "unknown-reference")


def _repeated_stage(draw: Draw, fields: Fields) -> Planted:
    fields["stages"] += (draw(st.sampled_from(fields["stages"])),)
    return f"stages[{len(fields['stages']) - 1}].id", "repeated-id"


def _repeated_artefact(draw: Draw, fields: Fields) -> Planted:
    fields["artefacts"] += (draw(st.sampled_from(fields["artefacts"])),)
    return f"artefacts[{len(fields['artefacts']) - 1}].id", "repeated-id"


def _nobodys_duty(draw: Draw, fields: Fields) -> Planted:
    fields["artefacts"] += (Artefact(id="other", title="Other", duty="unheard-of"),)
    return f"artefacts[{len(fields['artefacts']) - 1}].duty", "nobodys-duty"


def _unreachable(draw: Draw, fields: Fields) -> Planted:
    _ordered(draw, fields)
    last = len(fields["stages"]) - 1
    _put(fields, last, next=(*fields["stages"][last].next, "stage-0"))
    fields["stages"] += (Stage(id="island", title="Island", may_finish=True),)
    return f"stages[{last + 1}]", "unreachable-stage"


def _dead_end(draw: Draw, fields: Fields) -> Planted:
    _ordered(draw, fields)
    _in_stage(draw, fields, "next", "swamp")
    fields["stages"] += (Stage(id="swamp", title="Swamp"),)
    return f"stages[{len(fields['stages']) - 1}]", "dead-end"


def _never_produced(draw: Draw, fields: Fields) -> Planted:
    fields["artefacts"] += (Artefact(id="never", title="Never"),)
    return _in_stage(draw, fields, "requires", "never"), "not-produced"


def _produced_too_late(draw: Draw, fields: Fields) -> Planted:
    fields["order"] = Order.STRICT
    n = draw(st.integers(0, len(fields["stages"]) - 2))
    fields["artefacts"] += (Artefact(id="later", title="Later"),)
    later = draw(st.integers(n + 1, len(fields["stages"]) - 1))
    _put(fields, later, produces=(*fields["stages"][later].produces, "later"))
    _put(fields, n, requires=(*fields["stages"][n].requires, "later"))
    return f"stages[{n}].requires[{len(fields['stages'][n].requires) - 1}]", "not-produced"


FAULTS: Mapping[str, Callable[[Draw, Fields], Planted]] = {
    "a next stage that isn't there": _unknown("next"),
    "an artefact produced that isn't there": _unknown("produces"),
    "an artefact required that isn't there": _unknown("requires"),
    "an artefact expected that isn't there": _unknown("expects"),
    "a stage twice": _repeated_stage,
    "an artefact twice": _repeated_artefact,
    "a duty that nobody has": _nobodys_duty,
    "a stage out of reach": _unreachable,
    "a stage without a way out": _dead_end,
    "an artefact that nothing produces": _never_produced,
    "an artefact that is produced too late": _produced_too_late,
}
