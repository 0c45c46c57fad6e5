"""Which steps a session can take from where it stands: the whole table."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from instructional_coaching.domain import Session
from instructional_coaching.domain.session_status import MissReason, SessionStatus
from instructional_coaching.errors import OutOfOrder, WrongState
from tests.domain.school import begun, day, logged, method_of, planned, private, refused
from tests.domain.situations import situation

AMARA: dict[str, Any] = {"relationship": begun(), "by": "amara", "when": day(7)}
AT: Mapping[str, Callable[[], Session]] = {
    "planned": planned,
    "moved": lambda: planned().move(to=day(8), **AMARA),
    "held": lambda: planned().hold(minutes=30, **AMARA),
    "logged": logged,
    "cancelled": lambda: planned().cancel(**AMARA),
    "missed": lambda: planned().miss(**AMARA),
}
STATUS = {
    "planned": SessionStatus.PLANNED,
    "moved": SessionStatus.PLANNED,
    "held": SessionStatus.HELD,
    "logged": SessionStatus.HELD,
    "cancelled": SessionStatus.CANCELLED,
    "missed": SessionStatus.MISSED,
}
ONLY_PLANNED = ("planned", "moved")
POSSIBLE = {
    "hold": ONLY_PLANNED,
    "move": ONLY_PLANNED,
    "cancel": ONLY_PLANNED,
    "miss": ONLY_PLANNED,
    "correct": ("held", "logged"),
    "void": tuple(AT),
}
LEADS = {
    "hold": SessionStatus.HELD,
    "move": SessionStatus.PLANNED,
    "cancel": SessionStatus.CANCELLED,
    "miss": SessionStatus.MISSED,
    "correct": SessionStatus.HELD,
}


def take(session: Session, verb: str) -> Session:
    """Take a verb with the arguments of its situation."""
    found: Session = method_of(session, verb)(**situation(f"session.{verb}").arguments)
    return found


@pytest.mark.parametrize("state", AT)
def test_each_step_leads_where_it_says(state: str) -> None:
    """A moved session is planned, a logged one held."""
    assert AT[state]().status is STATUS[state]


@pytest.mark.parametrize("state", AT)
@pytest.mark.parametrize("verb", POSSIBLE)
def test_each_step_is_possible_from_these_states_and_no_others(verb: str, state: str) -> None:
    """A refusal names the state it is in and the one from which it is possible."""
    session = AT[state]()
    if state in POSSIBLE[verb]:
        assert take(session, verb).status is LEADS.get(verb, session.status)
    else:
        allowed = f"possible from: {STATUS[POSSIBLE[verb][0]]}"
        with refused(WrongState, "wrong-state", "session s1", verb, STATUS[state], allowed):
            take(session, verb)


@pytest.mark.parametrize("state", AT)
@pytest.mark.parametrize("verb", POSSIBLE)
def test_nothing_is_possible_once_it_is_void(verb: str, state: str) -> None:
    """Whatever it was before."""
    void = AT[state]().void(reason=private("slip"), by="amara", when=day(8))
    assert void.status is STATUS[state]
    with refused(WrongState, "wrong-state", "session s1", verb, "is void", "anything that isn't void"):
        take(void, verb)


@pytest.mark.parametrize("state", AT)
def test_only_what_was_held_and_not_voided_took_place(state: str) -> None:
    """Plans, cancellations and misses count nowhere."""
    session = AT[state]()
    assert session.took_place is (STATUS[state] is SessionStatus.HELD)
    assert not session.void(reason=private("slip"), by="amara", when=day(8)).took_place


@pytest.mark.parametrize("verb", ["cancel", "miss"])
def test_a_cancellation_or_a_miss_carries_a_reason_or_says_that_none_was_recorded(verb: str) -> None:
    """Nobody is asked why."""
    assert method_of(planned(), verb)(**AMARA).reason is MissReason.NOT_RECORDED
    away = method_of(planned(), verb)(reason=MissReason.TEACHER_AWAY, **AMARA)
    assert (away.reason, away.when) == (MissReason.TEACHER_AWAY, day(7))


def test_a_session_is_not_missed_before_its_day() -> None:
    """On the day itself it may be."""
    assert planned().miss(**AMARA).status is SessionStatus.MISSED
    with refused(OutOfOrder, "out-of-order", "session s1", "miss", day(6).isoformat(), day(7).isoformat()):
        planned().miss(relationship=begun(), by="amara", when=day(6))


def test_a_session_is_cancelled_ahead_of_its_day() -> None:
    """That is what cancelling is for."""
    assert planned().cancel(relationship=begun(), by="ben", when=day(1)).status is SessionStatus.CANCELLED
