"""A relationship: begun, agreed on, paused, resumed, ended, and what rests on the law."""

from collections.abc import Callable, Mapping

import attrs
import pytest

from instructional_coaching.domain import Relationship
from instructional_coaching.domain.agreement import Agreement
from instructional_coaching.domain.helping import RelationshipKind
from instructional_coaching.domain.relationship_status import Basis, EndReason, RelationshipStatus
from instructional_coaching.domain.stance import Stance
from instructional_coaching.domain.tenure import CoachRole, Tenure
from instructional_coaching.errors import OutOfOrder, SamePerson, StatutoryBasis, WrongState
from tests.domain.school import START, begun, day, method_of, private, refused
from tests.domain.situations import situation

AT: Mapping[RelationshipStatus, Callable[[], Relationship]] = {
    RelationshipStatus.ACTIVE: begun,
    RelationshipStatus.PAUSED: lambda: begun().pause(by="head", when=day(1)),
    RelationshipStatus.ENDED: lambda: begun().end(reason=EndReason.COMPLETED, by="head", when=day(1)),
}
RUNNING = (RelationshipStatus.ACTIVE, RelationshipStatus.PAUSED)
POSSIBLE = {
    "agree": RUNNING,
    "hand_over": RUNNING,
    "add_coach": RUNNING,
    "end_tenure": RUNNING,
    "pause": RUNNING[:1],
    "resume": RUNNING[1:],
    "end": RUNNING,
}

# What leaves a coachee without coaching, with what it needs.
WITHDRAWING: Mapping[str, Mapping[str, object]] = {
    "end": {"reason": EndReason.COACHEE_WITHDREW},
    "end_tenure": {"coach": "amara"},
    "pause": {},
}


@pytest.mark.parametrize("status", RelationshipStatus)
@pytest.mark.parametrize("verb", POSSIBLE)
def test_each_step_is_possible_from_these_states_and_no_others(verb: str, status: RelationshipStatus) -> None:
    """The whole table; a refusal names the states from which it is possible."""
    take = method_of(AT[status](), verb)
    arguments = situation(f"relationship.{verb}").arguments
    if status in POSSIBLE[verb]:
        assert take(**arguments).unsaved[-1].verb == f"relationship.{verb}"
    else:
        allowed = f"possible from: {', '.join(POSSIBLE[verb])}"
        with refused(WrongState, "wrong-state", "relationship r1", verb, status, allowed):
            take(**arguments)


def test_a_relationship_begins_with_one_lead_coach() -> None:
    """Active, voluntary instructional coaching from the day of the decision, unless it is said otherwise."""
    relationship = begun()
    assert (relationship.kind, relationship.basis) == (
        RelationshipKind.INSTRUCTIONAL_COACHING,
        Basis.VOLUNTARY,
    )
    assert (relationship.status, relationship.since) == (RelationshipStatus.ACTIVE, START)
    assert relationship.tenures == (Tenure(coach="amara", role=CoachRole.LEAD, first=START),)
    assert (relationship.coachee, relationship.agreement, relationship.end_reason) == ("ben", None, None)


def test_coaching_may_start_later_than_it_was_decided_but_not_earlier() -> None:
    """Decided in July, begun in September."""
    relationship = begun(starts=day(12), kind=RelationshipKind.MENTORING, basis=Basis.PROGRAMME)
    assert (relationship.since, relationship.tenures[0].first) == (START, day(12))
    assert (relationship.kind, relationship.basis) == (RelationshipKind.MENTORING, Basis.PROGRAMME)
    with refused(OutOfOrder, "out-of-order", "relationship r1", "begin", "2026-09-06", "2026-09-07"):
        begun(starts=day(-1))


def test_nobody_coaches_themselves() -> None:
    """Coach and coachee are two people, from the beginning and in a record built by hand."""
    with refused(SamePerson, "same-person", "relationship r1", "another coach"):
        begun(coach="ben")
    with refused(SamePerson, "same-person", "relationship r1"):
        attrs.evolve(begun(), coachee="amara")


def test_pausing_and_resuming_date_the_state() -> None:
    """The tenures go on: who the coach is doesn't change."""
    paused = begun().pause(by="ben", when=day(3))
    assert (paused.status, paused.since, paused.lead_on(day(4))) == (
        RelationshipStatus.PAUSED,
        day(3),
        "amara",
    )
    resumed = paused.resume(by="head", when=day(5))
    assert (resumed.status, resumed.since) == (RelationshipStatus.ACTIVE, day(5))


@pytest.mark.parametrize("verb", ["pause", "resume", "end"])
def test_a_change_of_state_is_not_dated_before_the_one_it_follows(verb: str) -> None:
    """On the same day it may be."""
    found = situation(f"relationship.{verb}")
    since = found.subject.since
    assert found.take(when=since).since == since
    with refused(OutOfOrder, "out-of-order", "relationship r1", verb, since.isoformat()):
        found.take(when=since.replace(year=2025))


def test_ending_ends_open_tenures_on_that_day_inclusive() -> None:
    """Those that had ended stay as they were, and those to come never begin."""
    relationship = (
        begun()
        .add_coach(coach="dan", role=CoachRole.STAND_IN, first=day(1), last=day(2), by="head", when=day(0))
        .add_coach(coach="eva", role=CoachRole.CO_COACH, first=day(50), by="head", when=day(0))
    )
    ended = relationship.end(reason=EndReason.LEFT_SCHOOL, by="head", when=day(10))
    assert (ended.status, ended.since, ended.end_reason) == (
        RelationshipStatus.ENDED,
        day(10),
        EndReason.LEFT_SCHOOL,
    )
    assert [(one.coach, one.last) for one in ended.tenures] == [("amara", day(10)), ("dan", day(2))]
    assert ended.coaches_on(day(10)) == {"amara"}
    assert ended.coaches_on(day(11)) == frozenset()


def test_a_relationship_ended_before_coaching_started_never_had_a_coach() -> None:
    """Nothing is left of a tenure that was to begin later."""
    ended = begun(starts=day(12)).end(reason=EndReason.PROGRAMME_ENDED, by="head", when=day(5))
    assert ended.tenures == ()


def test_the_coachee_ends_what_is_voluntary() -> None:
    """Withdrawing is theirs."""
    for basis in (Basis.VOLUNTARY, Basis.PROGRAMME):
        ended = begun(basis=basis).end(reason=EndReason.COACHEE_WITHDREW, by="ben", when=day(3))
        assert ended.status is RelationshipStatus.ENDED


@pytest.mark.parametrize("basis", [Basis.VOLUNTARY, Basis.PROGRAMME])
@pytest.mark.parametrize("verb", WITHDRAWING)
def test_the_coachee_withdraws_from_what_is_voluntary_in_other_ways_too(verb: str, basis: Basis) -> None:
    """Pausing it and ending a tenure are theirs where ending it is."""
    after = method_of(begun(basis=basis), verb)(**WITHDRAWING[verb], by="ben", when=day(3))
    assert after.unsaved[-1].by == "ben"


@pytest.mark.parametrize("recorded_by", [None, "ben", "head"])
@pytest.mark.parametrize("verb", WITHDRAWING)
def test_the_coachee_can_not_end_what_rests_on_the_law(verb: str, recorded_by: str | None) -> None:
    """Nor pause it, nor end a tenure, whoever types it; the remedy names who can, and what else there is."""
    told = ("statutory-basis", "relationship r1", verb, "the school ends it", "hand_over")
    with refused(StatutoryBasis, *told) as caught:
        method_of(begun(basis=Basis.STATUTORY), verb)(
            **WITHDRAWING[verb], by="ben", when=day(3), recorded_by=recorded_by
        )
    assert caught.value.attempted == verb


@pytest.mark.parametrize("by", ["head", "amara"])
@pytest.mark.parametrize("verb", WITHDRAWING)
def test_the_school_ends_what_rests_on_the_law(verb: str, by: str) -> None:
    """When the entitlement is complete, for example; it pauses it too, and ends a tenure."""
    after = method_of(begun(basis=Basis.STATUTORY), verb)(**WITHDRAWING[verb], by=by, when=day(3))
    assert after.unsaved[-1].by == by


def test_everything_else_stays_the_coachees_where_the_basis_is_statutory() -> None:
    """They agree or don't, as anybody, and they take up again what the school had paused."""
    agreed = begun(basis=Basis.STATUTORY).agree(limits=private("limits"), by="ben", when=day(1))
    assert agreed.agreement is not None
    resumed = agreed.pause(by="head", when=day(2)).resume(by="ben", when=day(3))
    assert resumed.status is RelationshipStatus.ACTIVE


def test_ending_needs_a_reason_from_the_list() -> None:
    """There is no default."""
    with pytest.raises(TypeError, match="reason"):
        begun().end(by="head", when=day(3))  # type: ignore[call-arg]


def test_the_coachee_agrees_on_limits_stance_and_what_the_appraiser_may_know() -> None:
    """Nothing about stance or appraiser is agreed unless it is said."""
    agreed = begun().agree(limits=private("limits"), by="ben", when=day(2))
    assert agreed.agreement == Agreement(
        limits=private("limits"), stance=None, contact_dates_for_appraiser=False, since=day(2)
    )
    fuller = agreed.agree(
        limits=private("other"),
        stance=Stance.DIALOGICAL,
        contact_dates_for_appraiser=True,
        by="ben",
        when=day(3),
    )
    assert fuller.agreement is not None
    assert (
        fuller.agreement.stance,
        fuller.agreement.contact_dates_for_appraiser,
        fuller.agreement.since,
    ) == (
        Stance.DIALOGICAL,
        True,
        day(3),
    )


def test_reversing_an_agreement_goes_back_to_the_one_before() -> None:
    """Not to none."""
    first = begun().agree(limits=private("limits"), by="ben", when=day(2))
    second = first.agree(limits=private("wider"), by="ben", recorded_by="amara", when=day(3))
    assert second.reverse(by="ben", when=day(4)).agreement == first.agreement


def test_a_relationship_built_by_hand_names_what_is_wrong() -> None:
    """The whole record is checked, not only the verbs."""
    built: Relationship = begun()
    with pytest.raises(Exception, match="two lead coaches") as caught:
        attrs.evolve(built, tenures=built.tenures * 2)
    assert getattr(caught.value, "code", None) == "two-lead-coaches"
