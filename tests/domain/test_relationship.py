"""A relationship: begun, agreed on, paused, resumed, ended, and what rests on the law."""

from collections.abc import Callable, Mapping
from itertools import pairwise

import attrs
import pytest
from hypothesis import given

from instructional_coaching.domain import Relationship
from instructional_coaching.domain.agreement import Agreement
from instructional_coaching.domain.helping import RelationshipKind
from instructional_coaching.domain.pause import Pause
from instructional_coaching.domain.relationship_status import Basis, EndReason, RelationshipStatus
from instructional_coaching.domain.stance import Stance
from instructional_coaching.domain.tenure import CoachRole, Tenure
from instructional_coaching.errors import OutOfOrder, SamePerson, StatutoryBasis, WrongState
from tests.domain.school import LAW, START, begun, day, method_of, private, refused
from tests.domain.situations import situation
from tests.domain.strategies import lives

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


def resting(relationship: Relationship, until: int = 30) -> list[int]:
    """Return the numbers of the days, from -5 on, on which a relationship rested."""
    return [n for n in range(-5, until) if any(one.covers(day(n)) for one in relationship.pauses)]


def test_each_pause_is_kept_with_the_day_it_ended() -> None:
    """The first day is one of rest, and the day on which it is taken up again isn't."""
    assert begun().pauses == ()
    paused = begun().pause(by="head", when=day(3))
    assert (paused.pauses, resting(paused, 400)) == ((Pause(first=day(3)),), list(range(3, 400)))
    resumed = paused.resume(by="head", when=day(6))
    assert (resumed.pauses, resting(resumed)) == ((Pause(first=day(3), resumed=day(6)),), [3, 4, 5])
    again = resumed.pause(by="head", when=day(10))
    assert again.pauses == (*resumed.pauses, Pause(first=day(10)))
    assert resting(again.resume(by="head", when=day(12))) == [3, 4, 5, 10, 11]


def test_a_pause_of_no_day_is_a_pause() -> None:
    """Taken up again on the day of the pause, it rested on none; the next may begin on that day too."""
    once = begun().pause(by="head", when=day(3)).resume(by="head", when=day(3))
    assert (once.pauses, resting(once)) == ((Pause(first=day(3), resumed=day(3)),), [])
    assert resting(once.pause(by="head", when=day(3)).resume(by="head", when=day(5))) == [3, 4]


def test_a_relationship_that_ends_in_a_pause_was_never_taken_up_again() -> None:
    """The pause stays as it was; that it has ended says the rest."""
    ended = begun().pause(by="head", when=day(3)).end(reason=EndReason.COMPLETED, by="head", when=day(9))
    assert (ended.status, ended.since) == (RelationshipStatus.ENDED, day(9))
    assert ended.pauses == (Pause(first=day(3)),)


def test_other_steps_leave_the_pauses() -> None:
    """A hand-over in a pause doesn't end it."""
    paused = begun().pause(by="head", when=day(3))
    handed = paused.hand_over(to="cara", by="head", when=day(4))
    assert (handed.pauses, handed.status) == (paused.pauses, RelationshipStatus.PAUSED)


def test_one_that_was_paused_before_pauses_were_kept_is_taken_up_again() -> None:
    """When it was paused isn't known; since when it goes on is."""
    old = attrs.evolve(begun().pause(by="head", when=day(3)), pauses=())
    assert (old.resume(by="head", when=day(5)).pauses, old.resume(by="head", when=day(5)).since) == (
        (),
        day(5),
    )


@LAW
@given(lives(Relationship))
def test_it_rests_in_its_last_pause_alone_and_only_while_it_is_paused(relationship: Relationship) -> None:
    """Whatever led to it: pauses are in order, share no day, and all but the last are over."""
    ends = [(one.first, one.resumed) for one in relationship.pauses]
    assert [last for _, last in ends[:-1] if last is None] == []
    assert all(last is not None and last <= first for (_, last), (first, _) in pairwise(ends))
    assert all(last is None or first <= last for first, last in ends)
    is_open = bool(ends) and ends[-1][1] is None
    assert is_open or relationship.status is not RelationshipStatus.PAUSED
    assert not (is_open and relationship.status is RelationshipStatus.ACTIVE)


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
