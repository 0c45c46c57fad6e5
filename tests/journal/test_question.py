"""Each question is answered in one word and by parts, as of a day, and to whoever may know."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.errors import InvalidValue, NotFound
from instructional_coaching.journal.answer import Answer, Asked
from instructional_coaching.journal.question import QUESTIONS, ask
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace
from tests.journal.trying import GOAL, answered

DAY = date(2026, 9, 30)
SESSION = "{when: 2026-09-10, by: amara, do: session.log, id: s1, relationship: r1, kind: conversation}"
ROUND = (
    "{when: 2026-09-10, by: ben, do: practice_round.plan, id: p1, relationship: r1, goal: g1, skill: wait,"
    " practice: Three seconds.}"
)
SHEET = (
    "{when: 2026-09-10, by: ben, do: score_sheet.fill_in, id: f1, relationship: r1, session: s1,"
    " rubric: core/feedback-quality, scores: [{criterion: narrow, rank: 0}]}"
)
CYCLE = "{when: 2026-09-10, by: ben, do: cycle.begin, id: c1, relationship: r1, model: core/impact-cycle}"
STEP = "{when: 2026-09-10, by: ben, do: action_step.propose, id: a1, goal: g1, relationship: r1, text: Wait.}"


@pytest.fixture
def unit() -> Iterator[UnitOfWork]:
    with (
        Workspace.in_memory(clock=lambda: datetime(2026, 9, 30, 12, tzinfo=UTC)) as workspace,
        workspace.unit(Actor("office", steward=True)) as unit,
    ):
        yield unit


@pytest.mark.parametrize("question", [one for one in QUESTIONS if one != "view"])
def test_nothing_is_answered_of_what_is_not_there(unit: UnitOfWork, question: str) -> None:
    with pytest.raises(NotFound) as caught:
        ask(question, unit, Asked("nobody", DAY))
    assert caught.value.code == "not-found"


def test_what_is_not_there_is_not_seen(unit: UnitOfWork) -> None:
    answer = ask("view", unit, Asked("nobody", DAY))

    assert (answer.word, answer.parts) == ("nothing", {})
    assert {"content", "activity", "minutes", "shared_focus"} <= answer.hidden


def test_there_is_no_other_question(unit: UnitOfWork) -> None:
    with pytest.raises(InvalidValue) as caught:
        ask("cadence", unit, Asked("r1", DAY))
    assert "goal.progress" in caught.value.hint


def test_there_is_no_other_kind_of_record(unit: UnitOfWork) -> None:
    with pytest.raises(InvalidValue) as caught:
        ask("view", unit, Asked("r1", DAY, kind="cadence"))
    assert "session" in caught.value.hint


@pytest.mark.parametrize(
    ("question", "journal", "holds"),
    [
        ("relationship", GOAL, "is: active, has: {lead: amara, coaches: [amara], coachee: ben}"),
        ("goal", GOAL, "is: adopted, has: {statement: Think., focus: student}, lacks: [measure, baseline]"),
        ("goal.progress", GOAL, "is: unknown, lacks: [baseline, latest, share, points]"),
        ("action_step", (*GOAL, STEP), "is: proposed, has: {text: Wait., unconfirmed: []}"),
        ("session", (*GOAL, SESSION), "is: held, has: {coach: amara}, lacks: [minutes]"),
        ("practice_round", (*GOAL, ROUND), "is: null, has: {skill: wait, followed_up: false}"),
        (
            "scores",
            (*GOAL, SESSION, SHEET),
            "is: core/feedback-quality, has: {narrow: 0, timely: not_scored}",
        ),
        ("cycle.stage", (*GOAL, CYCLE), "is: identify, has: {visited: [identify], produced: []}"),
        ("stance_profile", (*GOAL, SESSION), "is: 0, has: {unrecorded: 0, untimed: 1, sessions: [s1]}"),
        ("completion", GOAL, "is: null, lacks: [met, missed, windows, why]"),
        (
            "cadence.status",
            GOAL,
            "is: unknown, has: {reason: no cadence has been arranged}, lacks: [rule, days]",
        ),
        (
            "five_features",
            (*GOAL, SESSION),
            "is: 1, has: {individualised: met, individualised.untimed: 1}, lacks: [individualised.share]",
        ),
        (
            "coaching_time",
            (*GOAL, SESSION),
            "is: 0, has: {minutes: 0, untimed: [s1], sessions: [s1], by_goal: {}}, lacks: [in_group]",
        ),
        (
            "practice_profile",
            (*GOAL, ROUND),
            "is: null, has: {not_practised: [p1], to_follow_up: 0, skills: {}}, lacks: [practised, tried]",
        ),
    ],
)
def test_it_is_answered_in_a_word_and_by_parts(
    tmp_path: Path, question: str, journal: tuple[str, ...], holds: str
) -> None:
    of = {
        "action_step": "a1",
        "session": "s1",
        "practice_round": "p1",
        "scores": "f1",
        "cycle.stage": "c1",
        "goal": "g1",
        "goal.progress": "g1",
    }.get(question, "r1")
    found = answered(tmp_path, journal, f"{{ask: {question}, of: {of}, {holds}}}")

    assert found.expected == found.found
    assert found.holds


@pytest.mark.parametrize(
    ("question", "of", "void"),
    [
        ("session", "s1", "{when: 2026-09-11, by: amara, do: session.void, session: s1, reason: x}"),
        (
            "practice_round",
            "p1",
            "{when: 2026-09-11, by: ben, do: practice_round.void, practice_round: p1, reason: x}",
        ),
        ("scores", "f1", "{when: 2026-09-11, by: ben, do: score_sheet.void, score_sheet: f1, reason: x}"),
    ],
)
def test_what_is_void_is_called_so(tmp_path: Path, question: str, of: str, void: str) -> None:
    journal = (*GOAL, SESSION, ROUND, SHEET, void)

    assert answered(tmp_path, journal, f"{{ask: {question}, of: {of}, is: void}}").holds


def test_it_is_asked_of_the_records_as_they_were(tmp_path: Path) -> None:
    assert answered(tmp_path, GOAL, "{ask: goal, of: g1, as_of: 2026-09-08, is: proposed}").holds
    assert answered(tmp_path, GOAL, "{ask: goal, of: g1, as_of: 2026-09-07, refused: not-found}").holds
    assert answered(tmp_path, GOAL, "{ask: goal, of: g1, known_at: 2026-09-08, is: proposed}").holds


def test_a_leader_sees_activity_and_its_parts_only(tmp_path: Path) -> None:
    head = "{when: 2026-09-11, by: office, do: person.join, id: head, duties: [leader]}"
    journal = (*GOAL, SESSION, head)
    asked = "{ask: view, of: s1, viewer: head, is: activity, has: {status: held}, lacks: [content, summary]}"

    assert answered(tmp_path, journal, asked).holds
    asked = "{ask: view, of: s1, viewer: ben, is: everything, has: {content: true}, lacks: [summary, health]}"
    assert answered(tmp_path, journal, asked).holds


def test_a_kind_says_which_of_two_records_of_one_id_is_meant(tmp_path: Path) -> None:
    journal = (*GOAL, SESSION.replace("s1", "g1"))

    assert answered(tmp_path, journal, "{ask: view, of: g1, kind: session, has: {kind: conversation}}").holds
    assert answered(tmp_path, journal, "{ask: view, of: g1, kind: goal, has: {status: adopted}}").holds


def test_only_what_means_something_to_a_question_may_be_said_of_it() -> None:
    assert QUESTIONS["view"].takes("kind")
    assert not QUESTIONS["view"].takes("known_at")
    assert QUESTIONS["goal"].takes("known_at")
    assert not QUESTIONS["goal"].takes("kind")
    assert all(one.takes(name) for one in QUESTIONS.values() for name in ("of", "as_of", "viewer"))


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_says_what_it_answers(name: str) -> None:
    question = QUESTIONS[name]

    assert all((question.of, question.word, question.parts))
    assert question.word[0] != question.word[0].upper() or question.word.startswith("`")


def test_an_answer_hides_nothing_unless_it_says_so() -> None:
    assert Answer("adopted", {}).hidden == frozenset()
