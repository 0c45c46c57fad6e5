"""Calendar, absences, working days and tenures as they were on a day, whenever they were entered.

A school enters most of this late. An entry that gives the first day of something holds from that day on, or
it would be a question of diligence who is overdue.
"""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.analysis.eligible_day import Surroundings
from instructional_coaching.domain import Absence, Calendar, Person, Relationship
from instructional_coaching.domain.absence import AbsenceKind
from instructional_coaching.domain.calendar import DayKind
from instructional_coaching.workspace.recall import Recall
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import OFFICE, PAIR, START, memory

TERM: dict[str, Any] = {"name": "Autumn", "first": "2025-09-01", "last": "2025-12-19"}


def on(number: int) -> date:
    """Return a day of October."""
    return date(2025, 10, number)


def typed(workspace: Workspace, do: str, day: int, **given: Any) -> None:
    """Let the head do something on a day of October, and type it on that day."""
    told = {"by": "head", "recorded_by": "head", "when": on(day).isoformat()} | given
    with workspace.unit(OFFICE) as unit:
        unit.perform(do, logged=datetime(2025, 10, day, 16, tzinfo=UTC), **told)


@pytest.fixture
def school() -> Workspace:
    """A school that begins with all of this on the 1st of October, of people who have been there before."""
    workspace, since = memory(), {"by": "office", "when": START.isoformat()}
    for id in ("head", "amara", "ben", "cara", "dina"):
        typed(workspace, "person.join", 1, id=id, duties=["leader"] if id == "head" else [], **since)
    coached = {"relationship": PAIR, "coach": "dina", "role": "co_coach", "first": START.isoformat()}
    typed(workspace, "relationship.begin", 1, id=PAIR, coach="amara", coachee="ben", **since)
    typed(workspace, "relationship.add_coach", 1, **coached, **since)
    typed(workspace, "calendar.draw_up", 1, id="oakfield")
    typed(workspace, "calendar.add_term", 1, calendar="oakfield", **TERM)
    return workspace


def recall(workspace: Workspace, **bounds: Any) -> Recall:
    """Return what the office sees of the past."""
    return workspace.unit(OFFICE).recall(**bounds)


def around(workspace: Workspace, who: str = "ben", **bounds: Any) -> Surroundings:
    """Return what decides about Ben's days, as it then was."""
    found = workspace.unit(Actor(who)).recall(**bounds).coaching(PAIR).around
    assert found is not None
    return found


def away_on(workspace: Workspace, day: int, **bounds: Any) -> bool:
    """Say whether Ben was away on a day, asked as of that day."""
    return any(one.covers(on(day)) for one in around(workspace, as_of=on(day), **bounds).absences)


def test_an_absence_whose_first_day_was_corrected_began_on_that_day(school: Workspace) -> None:
    """Noted as from the 10th, in truth from the 6th; before the correction was typed nobody knew."""
    typed(school, "absence.note", 10, id="x1", person="ben")
    typed(school, "absence.correct", 14, absence="x1", first=on(6).isoformat(), reason="slip")
    assert [day for day in (5, 6, 9, 10) if away_on(school, day)] == [6, 9, 10]
    assert not away_on(school, 9, known_at=on(13))


def test_an_absence_that_was_noted_ahead_is_known_before_it_begins(school: Workspace) -> None:
    """Also when its first day was put right afterwards."""
    typed(school, "absence.note", 2, id="x1", person="ben", first=on(20).isoformat())
    typed(school, "absence.correct", 3, absence="x1", first=on(21).isoformat(), reason="slip")
    assert [one.when for one in around(school, as_of=on(2)).absences] == [on(21)]
    assert [day for day in (19, 20, 21) if away_on(school, day)] == [21]


def test_whoever_came_back_was_back_though_it_was_noted_later(school: Workspace) -> None:
    """That the absence was open until somebody thought of it makes no day of it one without them."""
    typed(school, "absence.note", 6, id="x1", person="ben")
    typed(school, "absence.come_back", 15, absence="x1", last=on(8).isoformat())
    assert [day for day in (7, 8, 9, 15) if away_on(school, day)] == [7, 8]
    assert away_on(school, 9, known_at=on(14))


def test_a_day_that_was_marked_later_was_what_it_was(school: Workspace) -> None:
    """A burst pipe of the 10th that is entered on the 13th closed the school on the 10th."""
    typed(school, "calendar.mark", 13, calendar="oakfield", first=on(10).isoformat(), kind="closed")
    kinds = {day: around(school, as_of=on(day)).kind_on(on(10)) for day in (9, 10, 13)}
    assert kinds == {9: DayKind.PUPIL_DAY, 10: DayKind.CLOSED, 13: DayKind.CLOSED}
    assert around(school, as_of=on(10), known_at=on(12)).kind_on(on(10)) is DayKind.PUPIL_DAY


def test_a_calendar_that_is_drawn_up_late_holds_for_the_days_before(school: Workspace) -> None:
    """A school that begins with this library in its midst can ask about the beginning of its term."""
    calendar = recall(school, as_of=date(2025, 9, 10)).calendar()
    assert calendar is not None
    assert calendar.kind_on(date(2025, 9, 10)) is DayKind.PUPIL_DAY
    assert recall(school, as_of=date(2025, 9, 10), known_at=date(2025, 9, 30)).calendar() is None
    assert recall(school, as_of=date(2025, 9, 10)).get(Calendar, "oakfield") == calendar


def test_working_days_are_those_of_the_day_from_which_they_hold(school: Workspace) -> None:
    """Entered on the 15th, to hold from the Monday before: the 14th is no day of Ben's."""
    days = {"working_days": ["monday"], "starts": on(13).isoformat()}
    typed(school, "person.change_working_days", 15, person="ben", **days)
    assert not recall(school, as_of=on(14)).get(Person, "ben").works_on(on(14))
    assert recall(school, as_of=on(14), known_at=on(14)).get(Person, "ben").works_on(on(14))
    assert recall(school, as_of=on(10)).get(Person, "ben").working == ()


def test_a_stand_in_who_was_entered_later_stood_in(school: Workspace) -> None:
    """And one whose tenure was ended later had gone."""
    stand_in = {"coach": "cara", "role": "stand_in", "first": on(6).isoformat(), "last": on(8).isoformat()}
    typed(school, "relationship.add_coach", 9, relationship=PAIR, **stand_in)
    typed(school, "relationship.end_tenure", 20, relationship=PAIR, coach="dina", last=on(14).isoformat())
    then = {day: recall(school, as_of=on(day)).get(Relationship, PAIR) for day in (5, 6, 14, 15)}
    assert [day for day, one in then.items() if "cara" in one.coaches_on(on(6))] == [6, 14, 15]
    assert [day for day, one in then.items() if "dina" in one.coaches_on(on(16))] == [5, 6]


def test_whoever_asks_about_a_coaching_gets_no_reason_of_anybodys_absence(school: Workspace) -> None:
    """The coach and a leader get the days alone; Ben, whose it is, the reason too; and void ones only he."""
    for id in ("x1", "x2"):
        typed(school, "absence.note", 6, id=id, person="ben", kind="illness", last=on(8).isoformat())
    typed(school, "absence.void", 7, absence="x2", reason="twice")
    seen = {who: around(school, who).absences for who in ("amara", "head", "ben")}
    for who in ("amara", "head"):
        (one,) = seen[who]
        assert (one.id, one.last, one.kind) == ("x1", on(8), AbsenceKind.OTHER)
    assert [(one.id, one.kind) for one in seen["ben"]] == [(id, AbsenceKind.ILLNESS) for id in ("x1", "x2")]
    assert [one.voided for one in seen["ben"]] == [None, "twice"]


def test_an_absence_is_recalled_by_whoever_sees_all_of_it(school: Workspace) -> None:
    """Neither a coach nor a leader finds any in the past that they don't see today."""
    typed(school, "absence.note", 6, id="x1", person="ben", kind="illness")
    for who, found in (("ben", ["x1"]), ("amara", []), ("head", [])):
        past = school.unit(Actor(who)).recall(as_of=on(9))
        assert [one.id for one in past.find(Absence)] == found
