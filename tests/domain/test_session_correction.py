"""Putting a session right: its author alone, also after their tenure, and only what they recorded."""

from typing import Any

import attrs
import pytest

from instructional_coaching.domain import Session
from instructional_coaching.domain.session_status import SessionKind
from instructional_coaching.errors import InvalidValue, NotAnAuthor, NotItsAuthor, OutOfOrder
from tests.domain.school import begun, day, handed_over, logged, planned, private, refused
from tests.domain.situations import LINK, SEGMENTS


def recorded() -> Session:
    """Let Amara log on day 7 a session with Fred, with all that belongs to it."""
    return logged(participants=("fred",), goals=("g1",), segments=SEGMENTS, links=(LINK,))


def corrected(**given: Any) -> Any:
    """Let Amara correct on day 60, long after the hand-over, the session that she logged on day 7."""
    told: dict[str, Any] = {
        "relationship": handed_over(),
        "reason": private("slip"),
        "by": "amara",
        "when": day(60),
    }
    return recorded().correct(**(told | given))


def test_a_coach_corrects_their_own_session_after_their_tenure() -> None:
    """The session keeps its day and the coach of its time."""
    session = corrected(summary=private("better words"))
    assert (session.summary, session.when, session.coach, session.author) == (
        private("better words"),
        day(7),
        "amara",
        "amara",
    )


def test_after_their_tenure_a_coach_does_nothing_else() -> None:
    """Neither logs a new session of today nor plans one; one of their own days they may log late."""
    for build, word in ((logged, "log"), (planned, "plan")):
        with refused(NotAnAuthor, "not-an-author", "session s1", word, "amara"):
            build(
                relationship=handed_over(),
                when=day(60),
                **({"planned_for": day(61)} if word == "plan" else {}),
            )
    assert logged(relationship=handed_over(), when=day(29)).coach == "amara"


@pytest.mark.parametrize("other", ["ben", "cara", "head"])
def test_nobody_else_corrects_it(other: str) -> None:
    """Not the coachee, whose session it is as well, and not the coach who followed."""
    with refused(NotItsAuthor, "not-its-author", "session s1", "correct", other, "ask the author"):
        corrected(by=other, summary="other")


def test_the_coachee_corrects_what_they_logged() -> None:
    """Being the author is what counts; the coach stays the coach."""
    mine = logged(by="ben")
    session = mine.correct(relationship=begun(), reason=private("slip"), minutes=50, by="ben", when=day(8))
    assert (session.minutes, session.author, session.coach) == (50, "ben", "amara")


def test_what_is_not_given_stays() -> None:
    """A correction of nothing leaves the session as it is, with the reason in its history."""
    session = corrected()
    assert session == recorded()
    assert dict(session.unsaved[-1].arguments)["reason"] == private("slip")


def test_everything_recorded_can_be_put_right() -> None:
    """Day, kind, minutes, participants, goals, segments, summary and links."""
    session = corrected(
        held=day(6),
        kind=SessionKind.REHEARSAL,
        minutes=60,
        participants=("gita",),
        goals=("g2",),
        segments=SEGMENTS[:1],
        summary=private("new"),
        links=(LINK,),
    )
    assert (session.when, session.kind, session.minutes) == (day(6), SessionKind.REHEARSAL, 60)
    assert (session.participants, session.goals, session.segments) == (("gita",), ("g2",), SEGMENTS[:1])
    assert (session.summary, session.links) == (private("new"), (LINK,))


@pytest.mark.parametrize("name", ["participants", "goals", "segments", "links"])
def test_what_was_recorded_by_mistake_is_taken_back_to_none(name: str) -> None:
    """Nobody else had taken part, no goal was served; what isn't named stays."""
    full = recorded()
    none: dict[str, Any] = {name: ()}
    session = full.correct(reason=private("slip"), by="amara", when=day(8), **none)
    assert session == attrs.evolve(full, **none)
    assert getattr(full, name) != ()


def test_the_pair_are_not_corrected_into_those_who_took_part() -> None:
    """The same rule as when it was logged."""
    for one in ("amara", "ben"):
        with refused(InvalidValue, "invalid-value", "participants", "coach or the coachee"):
            corrected(participants=("fred", one))


def test_a_corrected_day_is_not_after_the_day_of_the_correction() -> None:
    """What was held, was held; on the day itself it may have been."""
    for number in (28, 29):
        assert corrected(held=day(number), when=day(29)).when == day(number)
    with refused(OutOfOrder, "out-of-order", "session s1", "correct", "2026-10-05", "2026-10-06"):
        corrected(held=day(29), when=day(28))


def test_on_a_corrected_day_its_coach_must_have_been_one() -> None:
    """The last day of the tenure is one of theirs, the day after isn't."""
    assert corrected(held=day(29)).when == day(29)
    with refused(NotAnAuthor, "not-an-author", "session s1", "correct", "amara", day(30).isoformat()):
        corrected(held=day(30))
    with refused(NotAnAuthor, "not-an-author", "session s1", "correct", "amara", day(-1).isoformat()):
        corrected(held=day(-1))


def test_only_a_corrected_day_takes_the_relationship() -> None:
    """Words and minutes are put right without it, also where the tenure was cut short afterwards."""
    session = logged().correct(minutes=50, reason=private("slip"), by="amara", when=day(8))
    assert (session.minutes, session.coach) == (50, "amara")
    with refused(
        InvalidValue, "invalid-value", "relationship", "is missing", "when the day held is corrected"
    ):
        logged().correct(held=day(6), reason=private("slip"), by="amara", when=day(8))


def test_a_correction_needs_a_reason() -> None:
    """An empty one is none."""
    with pytest.raises(TypeError, match="reason"):
        logged().correct(by="amara", when=day(8))  # type: ignore[call-arg]
    with refused(InvalidValue, "invalid-value", "reason", "empty"):
        corrected(reason=" ")
