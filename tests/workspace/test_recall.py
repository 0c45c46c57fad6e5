"""Records as they were on a day, as far as that was known on another."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import Cycle, Goal, PracticeRound, Relationship, ScoreSheet, Session
from instructional_coaching.domain.goal_status import GoalStatus
from instructional_coaching.domain.transition import Record
from instructional_coaching.errors import InvalidValue, NotFound
from instructional_coaching.workspace.recall import Recall
from instructional_coaching.workspace.workspace import Workspace
from tests.domain.defined import RUBRIC
from tests.workspace.life import Life
from tests.workspace.school import OFFICE, PAIR, act, found_school, memory
from tests.workspace.situation import furnished, records_of
from tests.workspace.specimen import stocked

OURS: dict[str, Any] = {"relationship": PAIR}


def on(number: int) -> date:
    """Return a day of October."""
    return date(2025, 10, number)


def typed(workspace: Workspace, who: str, do: str, day: int, logged: int, **given: Any) -> None:
    """Let the office bring in what somebody typed on a day of October about another."""
    told = {"by": who, "recorded_by": who, "when": on(day).isoformat()} | given
    instant = datetime(2025, 10, logged, 16, tzinfo=UTC)
    with workspace.unit(OFFICE) as unit:
        unit.perform(do, logged=instant, **told)


def recall(workspace: Workspace, who: str = "ben", **bounds: Any) -> Recall:
    """Return what somebody sees of the past."""
    return workspace.unit(Actor(who)).recall(**bounds)


def log(workspace: Workspace, id: str = "s1", day: int = 6, logged: int = 6, **given: Any) -> None:
    """Let Amara log a session."""
    told: dict[str, Any] = {"kind": "conversation", "minutes": 30} | given
    typed(workspace, "amara", "session.log", day, logged, id=id, **OURS, **told)


def correct(workspace: Workspace, day: int, logged: int, **given: Any) -> None:
    """Let Amara correct it."""
    typed(workspace, "amara", "session.correct", day, logged, session="s1", reason="slip", **given)


def ids(found: Iterator[Record]) -> list[str]:
    """Return the ids of what was found."""
    return [one.id for one in found]


def hidden(past: Recall, kind: type[Record], id: str) -> bool:
    """Say whether a record isn't there, by id and in a search."""
    with pytest.raises(NotFound) as caught:
        past.get(kind, id)
    assert caught.value.code == "not-found"
    return id not in ids(past.find(kind))


@pytest.mark.parametrize("furnish", [stocked, furnished])
def test_without_bounds_everything_is_as_it_stands(furnish: Any) -> None:
    """For every record of every kind, by id and in a search."""
    with furnish() as workspace:
        for (_, id), record in records_of(workspace).items():
            who = getattr(record, "author", "") if record.KIND == "note" else ""
            past = recall(workspace, who) if who else workspace.unit(OFFICE).recall()
            assert past.get(type(record), id) == record
            assert record in list(past.find(type(record)))


def test_without_bounds_a_random_life_is_as_it_stands() -> None:
    """And on the last day, as far as was known on it, too."""
    with memory() as workspace:
        Life(found_school(workspace), seed=20).live(600)
        records = [one for (kind, _), one in records_of(workspace).items() if kind != "note"]
        assert len(records) > 20
        for bounds in ({}, {"as_of": date(2025, 12, 19), "known_at": date(2025, 12, 19)}):
            past = workspace.unit(OFFICE).recall(**bounds)
            assert [past.get(type(one), one.id) for one in records] == records


def test_what_was_typed_later_was_not_known(quick: Workspace) -> None:
    """A session of the 6th that was typed on the 9th is hidden on the 8th and there from the 9th on."""
    log(quick, logged=9)
    assert hidden(recall(quick, known_at=on(8)), Session, "s1")
    for past in (
        recall(quick, known_at=on(9)),
        recall(quick, as_of=on(6)),
        recall(quick, as_of=on(6), known_at=on(9)),
    ):
        assert past.get(Session, "s1").when == on(6)
        assert ids(past.find(Session)) == ["s1"]


def test_what_happened_later_had_not_happened(quick: Workspace) -> None:
    """On the day itself it had."""
    log(quick)
    assert hidden(recall(quick, as_of=on(5)), Session, "s1")
    assert recall(quick, as_of=on(6)).get(Session, "s1").minutes == 30


def test_a_correction_holds_for_the_days_before_it(quick: Workspace) -> None:
    """What was wrong then was wrong; but before it was typed, nobody knew."""
    log(quick)
    correct(quick, 10, 11, minutes=45)
    assert recall(quick, as_of=on(6)).get(Session, "s1").minutes == 45
    assert recall(quick, as_of=on(6), known_at=on(11)).get(Session, "s1").minutes == 45
    for day in (6, 20):
        assert recall(quick, as_of=on(day), known_at=on(10)).get(Session, "s1").minutes == 30


def test_a_void_session_is_void_for_the_days_before_too(quick: Workspace) -> None:
    """It never held."""
    log(quick)
    typed(quick, "amara", "session.void", 10, 10, session="s1", reason="other class")
    assert recall(quick, as_of=on(6)).get(Session, "s1").voided == "other class"
    assert recall(quick, as_of=on(6), known_at=on(9)).get(Session, "s1").voided is None


def test_a_corrected_day_is_the_day_it_was_held(quick: Workspace) -> None:
    """A session moved by correction from the 10th to the 6th was held by the 6th, as far as is known now."""
    log(quick, day=10, logged=10)
    correct(quick, 12, 12, held="2025-10-06", **OURS)
    assert recall(quick, as_of=on(6)).get(Session, "s1").when == on(6)
    assert hidden(recall(quick, as_of=on(5)), Session, "s1")
    assert hidden(recall(quick, as_of=on(6), known_at=on(11)), Session, "s1")
    correct(quick, 13, 13, held="2025-10-08", **OURS)
    assert hidden(recall(quick, as_of=on(7)), Session, "s1")
    assert recall(quick, as_of=on(8)).get(Session, "s1").when == on(8)
    assert recall(quick, as_of=on(6), known_at=on(12)).get(Session, "s1").when == on(6)


def test_a_planned_session_whose_day_was_corrected_is_planned_until_then(quick: Workspace) -> None:
    """The plan of the 1st stands until the day on which it was really held."""
    plan: dict[str, Any] = {"id": "s1", "kind": "conversation", "planned_for": "2025-10-06"}
    typed(quick, "amara", "session.plan", 1, 1, **plan, **OURS)
    typed(quick, "amara", "session.hold", 6, 6, session="s1", **OURS)
    correct(quick, 9, 9, held="2025-10-08", **OURS)
    assert recall(quick, as_of=on(7)).get(Session, "s1").status == "planned"
    assert recall(quick, as_of=on(8)).get(Session, "s1").status == "held"
    assert recall(quick, as_of=on(7), known_at=on(8)).get(Session, "s1").status == "held"


def test_what_rests_on_something_hidden_is_hidden_too(quick: Workspace) -> None:
    """A goal that was proposed on paper wasn't adopted as far as was known, though that was typed early."""
    goal = {"id": "g1", "statement": "talk", "focus": "student"}
    typed(quick, "amara", "goal.propose", 1, 9, **goal, **OURS)
    typed(quick, "ben", "goal.adopt", 2, 3, goal="g1")
    typed(quick, "ben", "goal.set_aside", 4, 4, goal="g1", reason="too_wide")
    assert hidden(recall(quick, known_at=on(8)), Goal, "g1")
    assert recall(quick, as_of=on(3)).get(Goal, "g1").status is GoalStatus.ADOPTED
    assert recall(quick, as_of=on(1)).get(Goal, "g1").status is GoalStatus.PROPOSED


def test_a_step_that_rests_on_a_hidden_one_is_left_out_and_what_follows_is_not(quick: Workspace) -> None:
    """Adopted late, revised early: as far as was known on the 8th, it was only proposed and revised."""
    goal = {"id": "g1", "statement": "talk", "focus": "student"}
    typed(quick, "amara", "goal.propose", 1, 1, **goal, **OURS)
    typed(quick, "ben", "goal.adopt", 2, 9, goal="g1")
    typed(quick, "ben", "goal.set_aside", 3, 3, goal="g1", reason="too_wide")
    typed(quick, "ben", "goal.share_focus", 3, 4, goal="g1", label="talk")
    then = recall(quick, known_at=on(8)).get(Goal, "g1")
    assert (then.status, then.shared_focus) == (GoalStatus.PROPOSED, "talk")


def test_what_was_withdrawn_is_taken_from_the_day_to_which_it_belonged(quick: Workspace) -> None:
    """And not from an earlier day under the same artefact, whatever day is asked for."""
    typed(quick, "amara", "cycle.begin", 1, 1, id="c1", model="oakfield/free", **OURS)
    for day in (2, 6):
        typed(
            quick, "amara", "cycle.produce", day, day, cycle="c1", artefact="plan", words=f"of {day}", **OURS
        )
    typed(quick, "amara", "cycle.withdraw", 8, 8, cycle="c1", artefact="plan", made="2025-10-06", reason="x")
    for day in (2, 6, 9):
        assert [one.words for one in recall(quick, as_of=on(day)).get(Cycle, "c1").produced] == ["of 2"]
    known = recall(quick, as_of=on(6), known_at=on(7)).get(Cycle, "c1")
    assert [one.words for one in known.produced] == ["of 2", "of 6"]


def test_a_cycle_was_in_the_stage_of_the_day(quick: Workspace) -> None:
    """What was produced afterwards was not there."""
    typed(quick, "amara", "cycle.begin", 1, 1, id="c1", model="oakfield/free", **OURS)
    typed(quick, "amara", "cycle.move", 5, 5, cycle="c1", to="plan", **OURS)
    typed(quick, "amara", "cycle.produce", 3, 6, cycle="c1", artefact="plan", words="late", **OURS)
    assert recall(quick, as_of=on(4)).get(Cycle, "c1").stage == "aim"
    assert recall(quick, as_of=on(5)).get(Cycle, "c1").stage == "plan"
    assert [one.visit for one in recall(quick, as_of=on(4)).get(Cycle, "c1").produced] == [0]
    assert recall(quick, as_of=on(4), known_at=on(5)).get(Cycle, "c1").produced == ()


def test_a_round_and_its_scores_are_as_they_then_were(quick: Workspace) -> None:
    """Feedback that was corrected reads corrected; what came later isn't there yet."""
    goal = {"id": "g1", "statement": "talk", "focus": "student"}
    typed(quick, "amara", "goal.propose", 1, 1, **goal, **OURS)
    plan = {"id": "p1", "goal": "g1", "skill": "wait time", "practice": "count"}
    typed(quick, "amara", "practice_round.plan", 2, 2, **plan, **OURS)
    typed(quick, "ben", "practice_round.practise", 3, 3, practice_round="p1", setting="lesson", **OURS)
    typed(quick, "amara", "practice_round.give_feedback", 4, 4, practice_round="p1", text="three", **OURS)
    sheet: dict[str, Any] = {"id": "q1", "rubric": RUBRIC.id, "practice_round": "p1"}
    scores = [{"criterion": "asking", "rank": 0}]
    typed(quick, "amara", "score_sheet.fill_in", 5, 5, scores=scores, **sheet, **OURS)
    better = {"part": "feedback", "text": "four", "reason": "slip"}
    typed(quick, "amara", "practice_round.correct", 6, 6, practice_round="p1", **better)
    rescored: dict[str, Any] = {"rubric": RUBRIC.pin, "scores": [{"criterion": "asking", "rank": 1}]}
    typed(quick, "amara", "score_sheet.correct", 7, 7, score_sheet="q1", reason="slip", **rescored)
    then = recall(quick, as_of=on(4)).get(PracticeRound, "p1")
    assert then.feedback is not None
    assert then.feedback.text == "four"
    assert recall(quick, as_of=on(3)).get(PracticeRound, "p1").feedback is None
    assert recall(quick, as_of=on(5)).get(ScoreSheet, "q1").score("asking").rank == 1
    assert recall(quick, as_of=on(5), known_at=on(6)).get(ScoreSheet, "q1").score("asking").rank == 0
    assert hidden(recall(quick, as_of=on(4)), ScoreSheet, "q1")


def test_who_may_see_is_decided_today(quick: Workspace) -> None:
    """A successor recalls what is theirs to see; a predecessor no longer recalls what they once saw."""
    goal = {"id": "g1", "statement": "talk", "focus": "student"}
    typed(quick, "amara", "goal.propose", 1, 1, **goal, **OURS)
    act(quick, "head", "relationship.hand_over", relationship=PAIR, to="cara", when="2025-10-06")
    log(quick, day=3, logged=3)
    assert recall(quick, "cara", as_of=on(2)).get(Goal, "g1").statement == "talk"
    assert hidden(recall(quick, "amara", as_of=on(2)), Goal, "g1")
    assert recall(quick, "amara", as_of=on(3)).get(Session, "s1").id == "s1"
    assert hidden(recall(quick, "cara", as_of=on(3)), Session, "s1")
    for who in ("head", "zed"):
        assert hidden(recall(quick, who), Session, "s1")


def test_a_leader_recalls_no_activity(quick: Workspace) -> None:
    """What they see of today is the activity, and a recalled record is a whole one."""
    for who in ("head", "zed"):
        assert hidden(recall(quick, who), Relationship, PAIR)


def test_records_are_recalled_by_what_they_refer_to(quick: Workspace) -> None:
    """In the order in which they now stand; an unknown reference is refused."""
    log(quick, "s1", 6)
    log(quick, "s2", 3, 3, goals=[])
    past = recall(quick, as_of=on(9))
    assert ids(past.find(Session, relationship=PAIR)) == ["s2", "s1"]
    assert ids(past.find(Session, relationship="nobody")) == []
    assert ids(recall(quick, as_of=on(3)).find(Session, coach="amara")) == ["s2"]
    with pytest.raises(InvalidValue):
        list(past.find(Session, colour="red"))


def test_what_is_not_saved_yet_is_recalled_too(quick: Workspace) -> None:
    """A unit sees its own changes."""
    with quick.unit(Actor("ben")) as unit:
        unit.perform("session.log", id="s1", kind="conversation", when="2025-10-06", **OURS)
        assert unit.recall(as_of=on(6)).get(Session, "s1").when == on(6)
        assert hidden(unit.recall(as_of=on(5)), Session, "s1")


def test_what_is_recalled_has_no_unsaved_entries(quick: Workspace) -> None:
    """It is to be read, and compared."""
    log(quick)
    assert recall(quick).get(Session, "s1").unsaved == ()
