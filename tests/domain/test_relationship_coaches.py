"""Who coaches on which day: handing over, co-coaches, stand-ins, and the end of a tenure."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from instructional_coaching.domain import Relationship
from instructional_coaching.domain.relationship_status import EndReason
from instructional_coaching.domain.tenure import CoachRole
from instructional_coaching.errors import NotAnAuthor, OutOfOrder, SamePerson, TwoLeadCoaches, WrongState
from tests.domain.school import (
    adopted,
    begun,
    counted,
    day,
    handed_over,
    logged,
    method_of,
    planned,
    point,
    proposed,
    refused,
    step,
)


@pytest.mark.parametrize(
    ("number", "lead"), [(-1, None), (0, "amara"), (29, "amara"), (30, "cara"), (31, "cara")]
)
def test_a_hand_over_changes_the_lead_from_its_day_on(number: int, lead: str | None) -> None:
    """The earlier lead's last day is the day before; no day has two, none between has none."""
    relationship = handed_over()
    assert relationship.lead_on(day(number)) == lead
    assert relationship.coaches_on(day(number)) == ({lead} if lead else frozenset())
    assert relationship.pair_on(day(number)) == {"ben", *([lead] if lead else [])}


def test_a_hand_over_counts_from_its_own_day_unless_another_is_named() -> None:
    """Decided and done at once."""
    assert begun().hand_over(to="cara", by="head", when=day(9)).lead_on(day(9)) == "cara"


def test_a_hand_over_does_not_start_before_it_was_decided() -> None:
    """The past isn't handed over."""
    with refused(OutOfOrder, "out-of-order", "relationship r1", "hand_over", "2026-09-15", "2026-09-16"):
        begun().hand_over(to="cara", by="head", when=day(9), starts=day(8))


def test_a_lead_has_at_least_one_day() -> None:
    """On their first day nothing can be handed over; on the second it can."""
    with refused(OutOfOrder, "out-of-order", "relationship r1", "hand_over"):
        begun().hand_over(to="cara", by="head", when=day(0))
    assert begun().hand_over(to="cara", by="head", when=day(1)).lead_on(day(0)) == "amara"


def test_a_hand_over_to_the_coachee_is_refused() -> None:
    """Nobody coaches themselves, and the message names the step."""
    with refused(SamePerson, "same-person", "relationship r1", "hand_over") as caught:
        begun().hand_over(to="ben", by="head", when=day(9))
    assert caught.value.attempted == "hand_over"


def test_a_hand_over_leaves_a_lead_to_come_where_they_are() -> None:
    """If one is entered for later already, an open hand-over would make two."""
    relationship = handed_over()
    with refused(TwoLeadCoaches, "two-lead-coaches", "relationship r1", "hand_over", day(30).isoformat()):
        relationship.hand_over(to="eva", by="head", when=day(25))


def test_a_hand_over_into_a_gap_ends_nobodys_tenure() -> None:
    """There is nobody to take it from."""
    gap = begun().end_tenure(coach="amara", by="head", when=day(5))
    after = gap.hand_over(to="cara", by="head", when=day(10))
    assert [after.lead_on(day(n)) for n in (5, 6, 9, 10)] == ["amara", None, None, "cara"]


def test_a_hand_over_leaves_co_coaches_alone() -> None:
    """Only the lead changes."""
    relationship = begun().add_coach(
        coach="dan", role=CoachRole.CO_COACH, first=day(0), by="head", when=day(0)
    )
    assert relationship.hand_over(to="cara", by="head", when=day(9)).coaches_on(day(9)) == {"cara", "dan"}


@pytest.mark.parametrize("role", [CoachRole.CO_COACH, CoachRole.STAND_IN])
def test_co_coaches_and_stand_ins_coach_beside_the_lead(role: CoachRole) -> None:
    """They are among the pair on their days, and never the lead."""
    relationship = begun().add_coach(
        coach="dan", role=role, first=day(5), last=day(7), by="head", when=day(1)
    )
    assert [sorted(relationship.coaches_on(day(n))) for n in (4, 5, 7, 8)] == [
        ["amara"],
        ["amara", "dan"],
        ["amara", "dan"],
        ["amara"],
    ]
    assert relationship.lead_on(day(5)) == "amara"


def test_a_second_lead_is_refused_also_for_days_to_come() -> None:
    """Amara's tenure is open, so every later day has a lead."""
    with refused(TwoLeadCoaches, "two-lead-coaches", "add_coach", day(300).isoformat()) as caught:
        begun().add_coach(coach="cara", role=CoachRole.LEAD, first=day(300), by="head", when=day(0))
    assert caught.value.attempted == "add_coach"


def test_a_lead_is_entered_for_days_that_have_none() -> None:
    """After the end of a tenure, from the day after on."""
    gap = begun().end_tenure(coach="amara", by="head", when=day(5))
    relationship = gap.add_coach(coach="cara", role=CoachRole.LEAD, first=day(6), by="head", when=day(5))
    assert [relationship.lead_on(day(n)) for n in (5, 6)] == ["amara", "cara"]
    with refused(TwoLeadCoaches, "two-lead-coaches", "add_coach", day(5).isoformat()):
        gap.add_coach(coach="cara", role=CoachRole.LEAD, first=day(5), by="head", when=day(5))


def test_the_coachee_is_not_entered_as_a_coach() -> None:
    """Not even as a stand-in."""
    with refused(SamePerson, "same-person", "add_coach") as caught:
        begun().add_coach(coach="ben", role=CoachRole.STAND_IN, first=day(5), by="head", when=day(1))
    assert caught.value.attempted == "add_coach"


def test_a_tenure_does_not_end_before_it_begins() -> None:
    """On the same day it may."""
    one_day = begun().add_coach(
        coach="dan", role=CoachRole.STAND_IN, first=day(5), last=day(5), by="head", when=day(1)
    )
    assert one_day.coaches_on(day(5)) == {"amara", "dan"}
    with refused(OutOfOrder, "out-of-order", "relationship r1", "add_coach", "2026-09-11", "2026-09-12"):
        begun().add_coach(
            coach="dan", role=CoachRole.STAND_IN, first=day(5), last=day(4), by="head", when=day(1)
        )


@pytest.mark.parametrize("number", [4, 5, 6])
def test_the_last_day_of_a_tenure_is_inclusive(number: int) -> None:
    """The day before and the day itself are in, the day after is out."""
    relationship = begun().end_tenure(coach="amara", by="head", when=day(1), last=day(5))
    assert (relationship.lead_on(day(number)) == "amara") is (number <= 5)


def test_a_tenure_ends_on_the_day_of_the_decision_unless_another_is_named() -> None:
    """That day inclusive."""
    relationship = begun().end_tenure(coach="amara", by="head", when=day(5))
    assert [relationship.lead_on(day(n)) for n in (5, 6)] == ["amara", None]


def test_ending_a_tenure_leaves_other_coaches_and_other_tenures_alone() -> None:
    """Dan's stays, and so does Amara's return."""
    relationship = (
        begun()
        .add_coach(coach="dan", role=CoachRole.CO_COACH, first=day(0), by="head", when=day(0))
        .end_tenure(coach="amara", by="head", when=day(5))
        .add_coach(coach="amara", role=CoachRole.LEAD, first=day(20), by="head", when=day(5))
        .end_tenure(coach="amara", by="head", when=day(25))
    )
    assert [(one.coach, one.last) for one in relationship.tenures] == [
        ("amara", day(5)),
        ("dan", None),
        ("amara", day(25)),
    ]


@pytest.mark.parametrize(("coach", "number"), [("cara", 5), ("amara", -1), ("ben", 5)])
def test_only_a_coach_of_that_day_has_a_tenure_to_end(coach: str, number: int) -> None:
    """The message names the coach and the day."""
    named = day(number).isoformat()
    with refused(WrongState, "wrong-state", "relationship r1", "end_tenure", coach, named, "covers the day"):
        begun().end_tenure(coach=coach, by="head", when=day(number))


def test_only_the_pair_of_a_day_authors_what_happens_on_it() -> None:
    """The coachee always; each coach on their own days."""
    relationship = handed_over()
    for person, number in (("ben", 0), ("ben", 99), ("amara", 29), ("cara", 30)):
        relationship.require_author("session s1", "log", person, day(number))
    for person, number in (("amara", 30), ("cara", 29), ("head", 5)):
        with refused(NotAnAuthor, "not-an-author", "session s1", "log", person, day(number).isoformat()):
            relationship.require_author("session s1", "log", person, day(number))


def ended() -> Relationship:
    """End Amara's coaching of Ben on day 10."""
    return begun().end(reason=EndReason.COMPLETED, by="head", when=day(10))


@pytest.mark.parametrize("who", ["ben", "amara"])
@pytest.mark.parametrize("number", [9, 10])
def test_until_its_last_day_the_pair_author_what_happens_in_it(number: int, who: str) -> None:
    """That day inclusive, also when it is typed later."""
    ended().require_author("session s1", "log", who, day(number))
    assert logged(relationship=ended(), by=who, when=day(number)).when == day(number)


@pytest.mark.parametrize("who", ["ben", "amara", "head"])
@pytest.mark.parametrize("number", [11, 99])
def test_after_its_end_nobody_authors_anything_in_it(number: int, who: str) -> None:
    """Not even the coachee: what has ended goes no further."""
    told = ("wrong-state", "session s1", "log", "part of what has ended", "a relationship that goes on")
    with refused(WrongState, *told):
        ended().require_author("session s1", "log", who, day(number))


def test_whatever_is_authored_keeps_to_the_end_of_the_relationship() -> None:
    """Goals, steps, data points, baselines and sessions."""
    goal = adopted(measure=counted())
    late: dict[str, Any] = {"relationship": ended(), "by": "ben", "when": day(11)}
    attempts: dict[str, Callable[[], object]] = {
        "goal g1": lambda: proposed(**late),
        "action_step a1": lambda: step(**late),
        "data_point d1": lambda: point(**late),
        "session s1": lambda: logged(**late),
    }
    for ref, attempt in attempts.items():
        with refused(WrongState, "wrong-state", ref, "part of what has ended"):
            attempt()
    with refused(WrongState, "wrong-state", "goal g1", "record_baseline", "part of what has ended"):
        goal.record_baseline(value=Decimal(7), observed=20, **late)
    for verb, more in (("hold", {}), ("move", {"to": day(12)}), ("cancel", {}), ("miss", {})):
        with refused(WrongState, "wrong-state", "session s1", verb, "part of what has ended"):
            method_of(planned(), verb)(**late, **more)


def test_a_pause_does_not_keep_the_pair_from_authoring() -> None:
    """Only an end does."""
    paused = begun().pause(by="head", when=day(3))
    assert logged(relationship=paused, by="ben", when=day(4)).when == day(4)


@pytest.mark.parametrize("last", [None, 9, 10])
def test_no_tenure_is_ended_once_the_relationship_has_ended(last: int | None) -> None:
    """Its tenures ended with it."""
    with refused(WrongState, "wrong-state", "relationship r1", "end_tenure", "ended", "active, paused"):
        ended().end_tenure(coach="amara", by="head", when=day(10), last=None if last is None else day(last))


@pytest.mark.parametrize(
    ("by", "named", "number", "coach"),
    [
        ("ben", None, 5, "amara"),
        ("amara", None, 5, "amara"),
        ("dan", None, 5, "dan"),
        ("dan", "amara", 5, "amara"),
        ("ben", "dan", 5, "dan"),
        ("amara", None, 40, "cara"),
        ("ben", None, 40, "cara"),
    ],
)
def test_a_session_is_its_named_coachs_or_of_who_records_it_or_the_leads(
    by: str, named: str | None, number: int, coach: str
) -> None:
    """The default: the one named, else the one who records it if they coach that day, else the lead."""
    relationship = handed_over().add_coach(
        coach="dan", role=CoachRole.CO_COACH, first=day(0), by="head", when=day(20)
    )
    assert relationship.require_coach("session s1", "log", day(number), by, named) == coach


def test_nobody_is_the_coach_of_a_day_without_one() -> None:
    """Neither somebody named who is none, nor anybody where only a co-coach is there for the coachee."""
    relationship = handed_over()
    with refused(NotAnAuthor, "not-an-author", "session s1", "log", "cara", day(5).isoformat()):
        relationship.require_coach("session s1", "log", day(5), "ben", "cara")
    with refused(NotAnAuthor, "not-an-author", "session s1", "log", "nobody", day(-1).isoformat()):
        relationship.require_coach("session s1", "log", day(-1), "ben")
