"""A round of practice: each part after the one before, and the response to feedback is the coachee's."""

from typing import Any

import pytest

from instructional_coaching.domain import Goal, PracticeRound
from instructional_coaching.domain.relationship_status import EndReason
from instructional_coaching.domain.round_part import FeedbackResponse, PracticeSetting, RoundPart
from instructional_coaching.errors import (
    ForeignRecord,
    InvalidValue,
    NotACoach,
    NotAnAuthor,
    NotItsAuthor,
    OutOfOrder,
    WrongState,
)
from tests.domain.school import (
    begun,
    day,
    handed_over,
    met,
    method_of,
    private,
    proposed,
    refused,
    round_accepted,
    round_answered,
    round_planned,
    round_practised,
    round_tried,
    set_aside,
)
from tests.domain.situations import situation

REF = "practice_round p1"
OPEN = (FeedbackResponse.ACCEPTED, FeedbackResponse.ADAPTED)


def reflected(**given: Any) -> PracticeRound:
    """Let Ben reflect on day 7."""
    told: dict[str, Any] = {"text": private("I hurry"), "by": "ben", "when": day(7)}
    return round_tried().reflect(**(told | given))


def void() -> PracticeRound:
    """Let Amara void a round that was gone through to its end."""
    return reflected().void(reason=private("other class"), by="amara", when=day(8))


def take(round_: PracticeRound, verb: str, **given: Any) -> PracticeRound:
    """Take a verb with the arguments of its situation."""
    arguments = dict(situation(f"practice_round.{verb}").arguments) | given
    return method_of(round_, verb)(**arguments)  # type: ignore[no-any-return]


def test_a_round_goes_from_plan_to_reflection() -> None:
    """Every part says by whom and when; the latest day is that of the last thing that happened."""
    assert (round_planned().planned_by, round_planned().when) == ("amara", day(2))
    attempt = round_practised().attempt
    assert attempt is not None
    assert (attempt.by, attempt.when, attempt.setting, attempt.minutes) == (
        "ben",
        day(3),
        PracticeSetting.LESSON,
        10,
    )
    feedback = round_answered().feedback
    assert feedback is not None
    assert (feedback.by, feedback.when, feedback.text) == ("amara", day(4), private("three more answered"))
    accepted = round_accepted()
    assert (accepted.response, accepted.responded, accepted.response_text) == (
        FeedbackResponse.ACCEPTED,
        day(5),
        private("yes"),
    )
    reflection = reflected().reflection
    assert reflection is not None
    assert (reflection.by, reflection.when, reflection.text) == ("ben", day(7), private("I hurry"))
    days = [round_planned(), round_practised(), round_answered(), accepted, round_tried(), reflected()]
    assert [one.latest for one in days] == [day(n) for n in (2, 3, 4, 5, 6, 7)]
    assert [one.followed_up for one in days] == [False] * 4 + [True] * 2


def test_it_is_held_on_the_day_of_the_attempt() -> None:
    """Until then, on the day it was planned."""
    assert round_planned().held == day(2)
    assert reflected().held == day(3)


WHEN_POSSIBLE: dict[str, list[bool]] = {
    #               planned practised answered accepted tried  void
    "practise": [True, False, False, False, False, False],
    "give_feedback": [False, True, False, False, False, False],
    "respond": [False, False, True, True, False, False],
    "try_out": [False, False, False, True, False, False],
    "reflect": [False, True, True, True, True, False],
    "void": [True, True, True, True, True, False],
}


@pytest.mark.parametrize("at", range(6))
@pytest.mark.parametrize("verb", WHEN_POSSIBLE)
def test_each_step_follows_what_it_needs(verb: str, at: int) -> None:
    """The whole table; a refusal names the round and what was attempted."""
    states = [round_planned(), round_practised(), round_answered(), round_accepted(), round_tried(), void()]
    if WHEN_POSSIBLE[verb][at]:
        assert take(states[at], verb) != states[at]
    else:
        with refused(WrongState, "wrong-state", REF, verb) as caught:
            take(states[at], verb)
        assert (caught.value.state == "void") is (at == 5)


@pytest.mark.parametrize("verb", WHEN_POSSIBLE)
def test_a_void_round_is_refused_as_void_whatever_else_it_lacks(verb: str) -> None:
    """Not as one that is yet to be practised."""
    planned = round_planned().void(reason=private("twice"), by="amara", when=day(2))
    with refused(WrongState, "wrong-state", REF, verb, "is void"):
        take(planned, verb)


def test_a_round_is_reflected_on_once() -> None:
    """The coachee puts their own words right by correcting them."""
    with refused(WrongState, "wrong-state", REF, "reflect", "reflected on"):
        take(reflected(), "reflect")


@pytest.mark.parametrize(
    ("before", "verb", "number"),
    [
        (round_planned(), "practise", 2),
        (round_practised(), "give_feedback", 3),
        (round_practised(), "reflect", 3),
        (round_answered(), "respond", 4),
        (round_accepted(), "try_out", 5),
    ],
)
def test_no_part_is_dated_before_the_one_it_follows(before: PracticeRound, verb: str, number: int) -> None:
    """On the same day it may be."""
    assert take(before, verb, when=day(number)).latest == max(day(number), before.latest)
    with refused(OutOfOrder, "out-of-order", REF, verb, day(number).isoformat()):
        take(before, verb, when=day(number - 1))


@pytest.mark.parametrize(("who", "number"), [("head", 6), ("cara", 29), ("amara", 30)])
def test_nobody_outside_the_pair_of_that_day_plans_practises_or_tries(who: str, number: int) -> None:
    """The tenures of the day decide."""
    pair, told = handed_over(), (who, day(number).isoformat())
    with refused(NotAnAuthor, "not-an-author", REF, "plan", *told):
        round_planned(relationship=pair, by=who, when=day(number))
    for before, verb in (
        (round_planned(), "practise"),
        (round_practised(), "give_feedback"),
        (round_accepted(), "try_out"),
    ):
        with refused(NotAnAuthor, "not-an-author", REF, verb, *told):
            take(before, verb, relationship=pair, by=who, when=day(number))


@pytest.mark.parametrize(("who", "number"), [("ben", 40), ("amara", 29), ("cara", 30)])
def test_the_coachee_and_the_coaches_of_the_day_do(who: str, number: int) -> None:
    """Whoever of them: practice that nobody coached is practice too."""
    pair = handed_over()
    assert round_planned(relationship=pair, by=who, when=day(number)).planned_by == who
    assert take(round_planned(), "practise", relationship=pair, by=who, when=day(number)).attempt


def test_feedback_is_a_coachs() -> None:
    """What the coachee thinks of it is a reflection; the refusal doesn't say that they were nobody there."""
    with refused(NotACoach, "not-a-coach", REF, "give_feedback", "ben", day(9).isoformat(), "reflection"):
        take(round_practised(), "give_feedback", by="ben")


def test_a_co_coach_gives_feedback_too() -> None:
    """It need not be the one who planned it."""
    pair = handed_over()
    assert take(round_practised(), "give_feedback", relationship=pair, by="cara", when=day(31)).feedback


@pytest.mark.parametrize("goal", [proposed().decline(by="ben", when=day(1)), set_aside(), met()])
def test_nothing_is_practised_for_a_goal_that_is_not_live(goal: Goal) -> None:
    """Declined, set aside or met."""
    with refused(WrongState, "wrong-state", "goal g1", goal.status, "practice for it"):
        round_planned(goal=goal, when=day(5))


def test_a_stranger_is_not_told_whether_a_goal_is_live() -> None:
    """Whoever may not plan learns that, and nothing of the goal's state."""
    with refused(NotAnAuthor, "not-an-author", REF, "plan", "head"):
        round_planned(goal=met(), by="head", when=day(5))


def test_a_round_keeps_to_its_relationship() -> None:
    """Neither another's goal nor another relationship is drawn in."""
    with refused(ForeignRecord, "foreign-record", REF, "plan", "goal g1"):
        round_planned(relationship=begun(id="r2"))
    for before, verb in (
        (round_planned(), "practise"),
        (round_practised(), "give_feedback"),
        (round_accepted(), "try_out"),
    ):
        with refused(ForeignRecord, "foreign-record", REF, verb, "relationship r2"):
            take(before, verb, relationship=begun(id="r2"))


def test_nothing_is_practised_after_the_end() -> None:
    """The day of the end is the last."""
    ended = begun().end(reason=EndReason.COMPLETED, by="head", when=day(9))
    assert take(round_planned(), "practise", relationship=ended, when=day(9)).attempt
    with refused(WrongState, "wrong-state", REF, "practise"):
        take(round_planned(), "practise", relationship=ended, when=day(10))


@pytest.mark.parametrize("response", FeedbackResponse)
def test_what_was_accepted_or_adapted_is_tried(response: FeedbackResponse) -> None:
    """Deferred leaves it open, declined is neutral: neither is tried, and neither needs a reason."""
    answered = round_accepted(response=response, text=None)
    assert (answered.response, answered.response_text) == (response, None)
    if response in OPEN:
        assert take(answered, "try_out").tried == day(9)
    else:
        with refused(WrongState, "wrong-state", REF, "try_out", response, "accepted, adapted"):
            take(answered, "try_out")


def test_without_a_response_nothing_is_tried() -> None:
    """It is the coachee's to say what they make of it."""
    with refused(WrongState, "wrong-state", REF, "try_out", "without a response"):
        take(round_answered(), "try_out")


def test_a_response_is_changed_until_it_was_tried() -> None:
    """Deferred today, accepted tomorrow: the later one counts, with its own day and words."""
    deferred = round_accepted(response=FeedbackResponse.DEFERRED)
    accepted = deferred.respond(response=FeedbackResponse.ADAPTED, by="ben", when=day(6))
    assert (accepted.response, accepted.responded, accepted.response_text) == (
        FeedbackResponse.ADAPTED,
        day(6),
        None,
    )
    with refused(WrongState, "wrong-state", REF, "respond", "is tried:"):
        take(round_tried(), "respond")
    with refused(WrongState, "wrong-state", REF, "respond", "is without feedback:"):
        take(round_planned(), "respond")


def test_feedback_is_tried_once() -> None:
    """The day on which it was first tried stays."""
    with refused(WrongState, "wrong-state", REF, "try_out", "tried", "wasn't tried yet"):
        take(round_tried(), "try_out")


def test_a_response_that_is_reversed_after_it_was_tried_takes_the_trying_with_it() -> None:
    """Ben had not accepted it: nothing was followed up, and he can still respond."""
    recorded = round_accepted(recorded_by="amara")
    tried = recorded.try_out(relationship=begun(), by="amara", when=day(6))
    assert tried.followed_up
    back = tried.reverse(by="ben", when=day(7))
    assert back == round_answered()
    assert not back.followed_up
    assert take(back, "respond").response is FeedbackResponse.ADAPTED


def test_a_reflection_that_is_reversed_leaves_what_was_tried_meanwhile() -> None:
    """Each decision takes back what it changed, and nothing else."""
    noted = round_accepted().reflect(text=private("?"), by="ben", recorded_by="amara", when=day(6))
    tried = noted.try_out(relationship=begun(), by="ben", when=day(6))
    assert tried.reverse(by="ben", when=day(7)) == round_tried()


def test_a_response_that_is_reversed_leaves_a_corrected_reflection() -> None:
    """Words that Ben put right in between stay put right."""
    mine = round_answered().reflect(text=private("I hury"), by="ben", when=day(5))
    told = {"response": FeedbackResponse.DECLINED, "by": "ben", "when": day(6)}
    recorded = mine.respond(recorded_by="amara", **told)  # type: ignore[arg-type]
    put_right = recorded.correct(
        part=RoundPart.REFLECTION, text=private("I hurry"), reason=private("slip"), by="ben", when=day(7)
    )
    back = put_right.reverse(by="ben", when=day(8))
    assert back.response is None
    assert back.reflection is not None
    assert back.reflection.text == private("I hurry")


def test_both_decisions_are_reversed_one_after_the_other() -> None:
    """The latest first; the first response comes back where the second was reversed."""
    first = round_accepted(recorded_by="amara")
    noted = first.reflect(text=private("?"), by="ben", recorded_by="amara", when=day(6))
    told = {"response": FeedbackResponse.DECLINED, "by": "ben", "when": day(6)}
    third = noted.respond(recorded_by="amara", **told)  # type: ignore[arg-type]
    assert third.reverse(by="ben", when=day(6)) == noted
    assert third.reverse(by="ben", when=day(6)).reverse(by="ben", when=day(6)) == first
    assert first.reverse(by="ben", when=day(6)) == round_answered()


@pytest.mark.parametrize("verb", ["confirm", "reverse"])
def test_a_void_round_is_still_the_coachees_to_settle(verb: str) -> None:
    """What was said in their name is theirs, also where the round doesn't hold."""
    waiting = round_accepted(recorded_by="amara").void(reason=private("twice"), by="amara", when=day(6))
    assert method_of(waiting, verb)(by="ben", when=day(6)).unconfirmed == ()


PARTS = {
    RoundPart.PRACTICE: ("amara", "practice"),
    RoundPart.ATTEMPT: ("ben", "attempt"),
    RoundPart.FEEDBACK: ("amara", "feedback"),
    RoundPart.REFLECTION: ("ben", "reflection"),
}


@pytest.mark.parametrize("who", ["amara", "ben", "cara", "head"])
@pytest.mark.parametrize("part", RoundPart)
def test_whoever_wrote_a_part_corrects_it_and_nobody_else_does(part: RoundPart, who: str) -> None:
    """Also long afterwards; who wrote it and when stay, and so does everything else."""
    author, field = PARTS[part]
    before = reflected()
    told = {"part": part, "text": private("better"), "reason": private("slip"), "by": who, "when": day(99)}
    if who != author:
        with refused(NotItsAuthor, "not-its-author", REF, "correct", who):
            before.correct(**told)  # type: ignore[arg-type]
        return
    after = before.correct(**told)  # type: ignore[arg-type]
    old, new = getattr(before, field), getattr(after, field)
    assert (new if part is RoundPart.PRACTICE else new.text) == private("better")
    assert part is RoundPart.PRACTICE or (new.by, new.when) == (old.by, old.when)
    assert after._with(**{field: old}) == before


@pytest.mark.parametrize("part", [RoundPart.ATTEMPT, RoundPart.FEEDBACK, RoundPart.REFLECTION])
def test_what_is_not_there_is_not_corrected(part: RoundPart) -> None:
    """By nobody."""
    with refused(InvalidValue, "invalid-value", "part", "is not there yet"):
        round_planned().correct(part=part, text="x", reason="slip", by="ben", when=day(5))


def test_a_void_round_is_not_corrected() -> None:
    """Nothing is done to what doesn't hold."""
    with refused(WrongState, "wrong-state", REF, "correct", "void"):
        void().correct(part=RoundPart.PRACTICE, text="x", reason="slip", by="amara", when=day(9))


@pytest.mark.parametrize("who", ["ben", "cara", "head"])
def test_whoever_planned_it_voids_it_and_nobody_else_does(who: str) -> None:
    """With a reason; others are told that it isn't theirs, and not whether it is void."""
    assert void().voided == private("other class")
    for round_ in (reflected(), void()):
        with refused(NotItsAuthor, "not-its-author", REF, "void", who):
            round_.void(reason="slip", by=who, when=day(9))
