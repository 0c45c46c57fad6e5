"""Scores by one version of a rubric: 0 and three ways of having no level are four different things."""

from typing import Any

import pytest

from instructional_coaching.domain import PracticeRound, ScoreSheet, Session
from instructional_coaching.domain.rubric import Criterion, Level, Rubric, Unscored
from instructional_coaching.domain.score_sheet import Score
from instructional_coaching.domain.session_status import MissReason
from instructional_coaching.errors import (
    AnotherRubric,
    ForeignRecord,
    InvalidValue,
    NotAnAuthor,
    NotItsAuthor,
    OutOfOrder,
    WrongState,
)
from tests.domain.defined import RUBRIC, rubric
from tests.domain.school import (
    SCORES,
    begun,
    day,
    handed_over,
    logged,
    planned,
    private,
    refused,
    round_answered,
    round_planned,
    round_practised,
    sheet,
)

REF = "score_sheet q1"
NEWER = rubric(title="Questioning, second edition")


def scored(criterion: str, rank: int) -> Score:
    """Return a score with a level."""
    return Score(criterion=criterion, rank=rank)


def without(criterion: str, unscored: Unscored) -> Score:
    """Return a score without one."""
    return Score(criterion=criterion, unscored=unscored)


def test_a_sheet_says_what_was_scored_when_by_whom_and_by_which_version() -> None:
    """Of one session, or of the feedback of one round."""
    one = sheet()
    assert (one.session, one.practice_round, one.author, one.when) == ("s1", None, "amara", day(7))
    assert (one.rubric, one.relationship, one.coachee) == (RUBRIC.pin, "r1", "ben")
    other = sheet(session=None, practice_round=round_answered())
    assert (other.session, other.practice_round) == (None, "p1")


def test_zero_and_the_three_ways_of_having_no_level_are_four_different_things() -> None:
    """None of them equals another, and none is read as another."""
    four = [scored("asking", 0), *(without("asking", one) for one in Unscored)]
    assert len(set(four)) == 4
    assert [one.rank for one in four] == [0, None, None, None]
    assert [one.unscored for one in four] == [None, *Unscored]
    read = [sheet(scores=(one,)).score("asking") for one in four]
    assert read == four


def test_what_the_sheet_says_nothing_of_is_not_scored() -> None:
    """That is neither 0 nor not observed."""
    assert sheet().score("answers") == without("answers", Unscored.NOT_SCORED)
    assert sheet().score("asking") == SCORES[0]


@pytest.mark.parametrize("given", [{}, {"rank": 0, "unscored": Unscored.NOT_SCORED}])
def test_a_score_is_a_level_or_says_why_it_has_none(given: dict[str, Any]) -> None:
    """Not both, and not neither; 0 is a level."""
    with refused(InvalidValue, "invalid-value", "rank", "a level or says why"):
        Score(criterion="asking", **given)


@pytest.mark.parametrize(
    "given", [{"session": None}, {"session": logged(), "practice_round": round_answered()}]
)
def test_one_thing_is_scored(given: dict[str, Any]) -> None:
    """Not none, and not two."""
    with refused(InvalidValue, "invalid-value", "session", "one thing is scored"):
        sheet(**given)


@pytest.mark.parametrize(
    ("scores", "field", "said"),
    [
        ((), "scores", "at least one"),
        ((scored("smiling", 1),), "scores[0].criterion", "asking, wait-time, answers, board"),
        ((scored("asking", 1), without("asking", Unscored.NOT_OBSERVED)), "scores[1].criterion", "twice"),
        ((scored("asking", 1), scored("board", 3)), "scores[1].rank", "known are 0, 1, 2"),
        ((scored("asking", -1),), "scores[0].rank", "known are 0, 1, 2"),
    ],
)
def test_scores_fit_the_rubric(scores: tuple[Score, ...], field: str, said: str) -> None:
    """Its criteria, each once, and its levels; when they are filled in and when they are corrected."""
    with refused(InvalidValue, "invalid-value", field, said):
        sheet(scores=scores)
    with refused(InvalidValue, "invalid-value", field, said):
        sheet().correct(rubric=RUBRIC, scores=scores, reason="slip", by="amara", when=day(8))


def test_a_level_need_not_be_small_or_positive() -> None:
    """CLASS runs from 1, Marzano from 0, others through both signs."""
    signed = Rubric(
        id="a/b",
        title="Signed",
        levels=(Level(rank=-1, title="Less"), Level(rank=1, title="More")),
        criteria=(Criterion(id="talk", title="Talk"),),
    )
    assert sheet(rubric=signed, scores=(scored("talk", -1),)).score("talk").rank == -1
    with refused(InvalidValue, "invalid-value", "scores[0].rank", "known are -1, 1"):
        sheet(rubric=signed, scores=(scored("talk", 0),))


@pytest.mark.parametrize(("who", "number"), [("head", 7), ("cara", 29), ("amara", 30)])
def test_nobody_outside_the_pair_of_that_day_scores(who: str, number: int) -> None:
    """And a stranger learns nothing of what would be scored."""
    with refused(NotAnAuthor, "not-an-author", REF, "fill_in", who, day(number).isoformat()):
        sheet(relationship=handed_over(), session=planned(), by=who, when=day(number))


def test_the_coachee_scores_themselves() -> None:
    """A sheet of their own beside the coach's."""
    assert sheet(by="ben").author == "ben"


def test_what_is_scored_belongs_to_the_relationship() -> None:
    """A session or a round of another one is refused."""
    for given in ({"session": logged()}, {"session": None, "practice_round": round_answered()}):
        with refused(ForeignRecord, "foreign-record", REF, "fill_in"):
            sheet(relationship=begun(id="r2"), **given)


VOIDED = {"reason": private("slip"), "by": "amara", "when": day(8)}


@pytest.mark.parametrize(
    ("record", "state"),
    [
        (planned(), "planned"),
        (
            planned().cancel(relationship=begun(), reason=MissReason.COACH_AWAY, by="amara", when=day(7)),
            "cancelled",
        ),
        (planned().miss(relationship=begun(), by="amara", when=day(7)), "missed"),
        (logged().void(**VOIDED), "void"),  # type: ignore[arg-type]
        (round_planned(), "without feedback"),
        (round_practised(), "without feedback"),
        (round_answered().void(**VOIDED), "void"),  # type: ignore[arg-type]
    ],
)
def test_what_does_not_hold_is_not_scored(record: Session | PracticeRound, state: str) -> None:
    """A session that took place, or feedback that was given."""
    given: dict[str, Any] = {"session": None} | {record.KIND: record}
    with refused(WrongState, "wrong-state", record.ref, "scoring it", state):
        sheet(**given, when=day(9))


def test_nothing_is_scored_before_it_was_held_or_said() -> None:
    """On the same day it is."""
    round_ = {"session": None, "practice_round": round_answered()}
    assert sheet(when=day(7)).when == day(7)
    assert sheet(when=day(4), **round_).when == day(4)
    with refused(OutOfOrder, "out-of-order", REF, "fill_in", day(6).isoformat(), day(7).isoformat()):
        sheet(when=day(6))
    with refused(OutOfOrder, "out-of-order", REF, "fill_in", day(3).isoformat(), day(4).isoformat()):
        sheet(when=day(3), **round_)


def correct(one: ScoreSheet, *scores: Score, **given: Any) -> ScoreSheet:
    """Let Amara correct a sheet."""
    told: dict[str, Any] = {"rubric": RUBRIC, "reason": private("slip"), "by": "amara", "when": day(99)}
    return one.correct(scores=scores, **(told | given))


def test_its_author_corrects_it_criterion_by_criterion() -> None:
    """What isn't given stays, in its place; what is new comes after it. Also long after the tenure."""
    after = correct(sheet(), scored("board", 2), scored("wait-time", 1))
    assert after.scores == (SCORES[0], scored("wait-time", 1), scored("board", 2))
    assert (after.when, after.rubric, after.author) == (day(7), RUBRIC.pin, "amara")


def test_a_correction_belongs_to_the_author() -> None:
    """Whoever scores it otherwise fills in a sheet of their own."""
    with refused(NotItsAuthor, "not-its-author", REF, "correct", "ben"):
        correct(sheet(), scored("asking", 2), by="ben")


def test_a_correction_keeps_to_the_version_that_was_scored_by() -> None:
    """Another version, or another rubric, has other levels under the same words."""
    with refused(AnotherRubric, "another-rubric", REF, NEWER.pin, RUBRIC.pin, "crosswalk"):
        correct(sheet(), scored("asking", 2), rubric=NEWER)


def test_a_void_sheet_is_not_corrected() -> None:
    """Nothing is done to what doesn't hold."""
    void = sheet().void(reason=private("other class"), by="amara", when=day(8))
    with refused(WrongState, "wrong-state", REF, "correct", "void"):
        correct(void, scored("asking", 2))
