"""Who may not know why somebody was away, or that they were, can't tell from anything they are given.

A word out of four is easily guessed, so it is not enough that it shows nowhere. Schools that differ in
nothing but an absence must give the same answers to everything that can be asked.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import Absence
from instructional_coaching.domain.absence import AbsenceKind
from instructional_coaching.domain.transition import Record
from instructional_coaching.workspace.workspace import Workspace
from tests.access.canary import everything_in, records_in
from tests.access.probing import obtained
from tests.workspace.school import PAIR, act, got, refusal_of
from tests.workspace.specimen import WHY_AWAY, stocked

COLLEAGUES = ("zed", "amara", "ben", "ivo")
ANOTHER = AbsenceKind.TRAINING
LATER = "2025-12-01"


@pytest.fixture(scope="module")
def schools() -> Iterator[Mapping[AbsenceKind | None, Workspace]]:
    """A school in which Nina was ill, one in which she was being trained, and one in which she was there.

    Ivo led it once, and doesn't any more.
    """
    opened = {why: stocked(why) for why in (WHY_AWAY, ANOTHER, None)}
    for workspace in opened.values():
        for duties, when in ((["leader"], "2025-09-15"), ([], LATER)):
            act(workspace, "head", "person.change_duties", person="ivo", duties=duties, when=when)
    yield opened
    for workspace in opened.values():
        workspace.close()


def told(workspace: Workspace, records: list[Record], who: str) -> list[str]:
    """Return all that somebody is told, whatever they ask and try, down to the last word of it."""
    said = [one for given in obtained(workspace, records, who) for one in everything_in(given)]
    return [*said, *(str(refusal_of(attempt)) for attempt in attempts(workspace, who))]


def attempts(workspace: Workspace, who: str) -> Iterator[Any]:
    """Yield attempts on Nina's absence with all that they need, each reason among them."""
    for id in ("x1", "x-void"):
        for kind in AbsenceKind:
            correct: dict[str, Any] = {"absence": id, "kind": kind.value, "reason": "slip"}
            yield lambda: workspace.unit(Actor(who)).perform("absence.correct", **correct)  # noqa: B023
            note: dict[str, Any] = {"id": id, "person": "nina", "kind": kind.value}
            yield lambda: workspace.unit(Actor(who)).perform("absence.note", **note)  # noqa: B023
        for do, given in (("come_back", {"last": LATER}), ("void", {"reason": "slip"})):
            arguments: dict[str, Any] = {"absence": id, **given}
            yield lambda: workspace.unit(Actor(who)).perform(f"absence.{do}", **arguments)  # noqa: B023


@pytest.mark.parametrize("who", ["head", *COLLEAGUES])
def test_why_somebody_was_away_makes_no_difference(
    schools: Mapping[AbsenceKind | None, Workspace], who: str
) -> None:
    """Not to a leader, who knows that she was; nor to anybody else."""
    records = records_in(schools[WHY_AWAY])
    answers = told(schools[WHY_AWAY], records, who)
    assert len(answers) > 500
    assert told(schools[ANOTHER], records, who) == answers


@pytest.mark.parametrize("who", COLLEAGUES)
def test_that_somebody_was_away_makes_no_difference(
    schools: Mapping[AbsenceKind | None, Workspace], who: str
) -> None:
    """Neither to a stranger, nor to those of another coaching, nor to one who led the school when she was."""
    records = records_in(schools[WHY_AWAY])
    assert told(schools[WHY_AWAY], records, who) == told(schools[None], records, who)


def test_it_makes_one_to_those_who_may_know(schools: Mapping[AbsenceKind | None, Workspace]) -> None:
    """Or else the tests above would say nothing: a leader knows that, and she herself why."""
    records = records_in(schools[WHY_AWAY])
    assert told(schools[WHY_AWAY], records, "head") != told(schools[None], records, "head")
    assert told(schools[WHY_AWAY], records, "nina") != told(schools[ANOTHER], records, "nina")
    assert got(schools[ANOTHER], "nina", Absence, "x1").kind is ANOTHER


def test_an_absence_is_in_no_timeline() -> None:
    """Not even in that of whoever was away: a timeline is of a relationship."""
    with stocked() as workspace:
        act(workspace, "head", "absence.note", id="x2", person="ben", kind="illness", when=LATER)
        for who in ("ben", "amara"):
            assert "absence" not in {one.kind for one in workspace.unit(Actor(who)).timeline(PAIR)}
        assert [one.entry.verb for one in workspace.unit(Actor("ben")).history(Absence, "x2")] == [
            "absence.note"
        ]
