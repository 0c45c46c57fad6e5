"""A long random life of a school: verbs, people and days at random, of which many are refused."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import KINDS
from instructional_coaching.domain.check import Bounds, Identifies, IsWord
from instructional_coaching.domain.score_sheet import Score
from instructional_coaching.domain.transition import Verb, verbs_of
from instructional_coaching.domain.value import Value, annotations_of, stored_fields
from instructional_coaching.errors import CoachingError
from instructional_coaching.workspace.shelving import refers_to
from instructional_coaching.workspace.workspace import Workspace
from tests.domain.defined import ARTEFACTS, RUBRIC, STAGES, of_kind
from tests.workspace.school import NOW, OFFICE, PAIR, START, TEACHERS

VERBS = {name: (kind, verb) for kind in KINDS.values() for name, verb in verbs_of(kind).items()}
COACHES = ("amara", "cara", "dina")
PEOPLE = {"coachee": ("ben",), "coach": COACHES, "to": COACHES, "person": ("ben", *COACHES)}
OFTEN = ["score_sheet.fill_in", "cycle.produce", "practice_round.give_feedback"] * 2
RARE = {"relationship.end", "person.leave", "goal.meet"}


class Life:
    """A school that lives at random, from a seed.

    Attributes:
        taken: How often each verb was taken.
        refused: How often each code of refusal was met.
    """

    def __init__(self, workspace: Workspace, seed: int) -> None:
        self.workspace = workspace
        self.taken: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self._chance = random.Random(seed)
        self._day = START
        self._ids: dict[str, list[str]] = {kind: [] for kind in KINDS}
        self._ids |= {"person": list(TEACHERS), "relationship": [PAIR]}

    def live(self, steps: int) -> None:
        """Try so many steps, several of them in each unit of work."""
        while steps > 0:
            actor = self._actor()
            with self.workspace.unit(actor) as unit:
                for _ in range(self._chance.randint(1, 3)):
                    steps -= 1
                    do = self._chance.choice(
                        OFTEN + [one for one in VERBS if one not in RARE or steps % 30 == 0]
                    )
                    kind, verb = VERBS[do]
                    arguments = dict(self._arguments(kind.KIND, verb, actor))
                    try:
                        unit.perform(do, **arguments)
                    except CoachingError as refusal:
                        self.refused[refusal.code] += 1
                    else:
                        self.taken[do] += 1
                        self._ids[kind.KIND] += [arguments["id"]] if verb.creates else []

    def _actor(self) -> Actor:
        self._day = min(self._day + timedelta(days=self._chance.choice([0, 0, 0, 1])), NOW.date())
        who = self._chance.choice(
            ["ben"] * 6 + ["amara", "cara", "dina"] * 2 + ["head", "head", "hana", "office"]
        )
        return OFFICE if who == "office" else Actor(who)

    def _arguments(self, kind: str, verb: Verb, actor: Actor) -> Iterator[tuple[str, Any]]:
        yield "when", (self._day - timedelta(days=self._chance.choice([0, 0, 0, 1, 7]))).isoformat()
        if verb.decision and actor.id != "ben" and self._chance.random() < 0.8:
            yield "by", "ben"
        if actor.steward:
            yield "by", self._chance.choice(["ben", "amara", "head"])
            if self._chance.random() < 0.5:
                yield "logged", datetime.combine(self._day, datetime.min.time(), NOW.tzinfo)
        if verb.creates:
            yield "id", f"{kind[0]}{len(self._ids[kind])}"
        else:
            yield kind, self._known(kind)
        chosen = self._one_of(verb)
        yield from chosen.items()
        for name, annotation in verb.parameters.items():
            if name in chosen:
                continue
            if name in verb.records and name in verb.required and (verb.creates or name == "goal"):
                yield name, self._known(verb.records[name].KIND)
            elif name in verb.definitions:
                if verb.creates or name not in verb.required:
                    yield name, self._chance.choice(of_kind(verb.definitions[name])).id
            elif name in PEOPLE and refers_to(annotation):
                yield name, self._chance.choice(PEOPLE[name])
            elif name not in {"id", *verb.records} and (name in verb.required or self._chance.random() < 0.4):
                yield name, self._plain(annotation)

    def _one_of(self, verb: Verb) -> dict[str, Any]:
        """Return what of several is given: the session or the round scored, an artefact in its form."""
        if "artefact" in verb.parameters:
            artefact = self._chance.choice(ARTEFACTS)
            is_record = artefact.form in verb.records
            return {"artefact": artefact.id} | (
                {artefact.form: self._known(artefact.form)} if is_record else {}
            )
        several = [name for name in verb.records if name not in verb.required and name != "relationship"]
        name = self._chance.choice([*several, several[-1], several[-1]]) if several else ""
        return {name: self._known(verb.records[name].KIND)} if name else {}

    def _known(self, kind: str) -> str:
        known = self._ids[kind][-3:] if self._chance.random() < 0.95 else []
        return str(self._chance.choice(known or ["x9"]))

    def _plain(self, annotation: Any) -> Any:
        origin, parts = get_origin(annotation), get_args(annotation)
        if origin in (Union, UnionType):
            return self._plain(next(one for one in parts if one is not NoneType))
        if origin is Annotated:
            return self._ruled(*parts)
        if origin in (tuple, frozenset):
            least, most = (1, 1) if parts[0] is Score else (0, 2)
            return [self._plain(parts[0]) for _ in range(self._chance.randint(least, most))]
        if isinstance(annotation, type) and issubclass(annotation, Enum):
            return self._chance.choice(list(annotation)).value
        if isinstance(annotation, type) and issubclass(annotation, Value):
            return self._value(annotation)
        if annotation is date:
            return (self._day + timedelta(days=self._chance.randint(0, 9))).isoformat()
        return self._chance.random() < 0.5 if annotation is bool else str(self._chance.randint(0, 10))

    def _ruled(self, base: type, rule: Bounds | Identifies | IsWord) -> Any:
        if isinstance(rule, IsWord):
            return self._chance.choice(STAGES).id
        if isinstance(rule, Identifies):
            return self._known(rule.kind or "person")
        if base is int:
            return self._chance.randint(rule.least, min(rule.most, 60))
        return f"words {self._chance.randint(0, 999)}"

    def _value(self, cls: type[Value]) -> dict[str, Any]:
        if cls.__name__ == "Measure":
            return {"kind": self._chance.choice(["scale", "count"]), "unit": "level", "better": "up"}
        if cls.__name__ == "Link":
            return {"url": "https://films.example/1", "expires": "2026-01-01"}
        if cls is Score:
            none = self._chance.choice([{"unscored": "not_applicable"}, {"unscored": "not_observed"}])
            level = {"rank": self._chance.randint(0, 2)}
            return {
                "criterion": self._chance.choice(RUBRIC.criteria).id,
                **self._chance.choice([level, none]),
            }
        hints = annotations_of(cls)
        return {field.name: self._plain(hints[field.name]) for field in stored_fields(cls)}
