"""Whether coaching is due: where a relationship stands under its cadence rule."""

from datetime import date

import pytest

from instructional_coaching.analysis.cadence_standing import (
    URGENCY,
    CadenceStanding,
    CadenceStatus,
    decisive,
)
from instructional_coaching.analysis.due import standings, without_rule
from instructional_coaching.domain import CadenceRule, Relationship
from instructional_coaching.domain.cadence_rule import Requirement
from instructional_coaching.domain.relationship_status import EndReason
from instructional_coaching.domain.tenure import CoachRole
from tests.analysis.cadence import (
    AUTUMN,
    BY,
    FORTNIGHTLY,
    START,
    TALK,
    WEEKLY,
    Case,
    begun,
    case,
    gap,
    held,
    on,
    per,
    planned,
    rule,
)

S = CadenceStatus
WITHOUT_RULE = (S.ENDED, S.PAUSED, S.NOT_STARTED, S.NO_COACH)


def standing(status: CadenceStatus, number: int = 1, *, slips: bool = False) -> CadenceStanding:
    """Return a standing of no more than a status."""
    return CadenceStanding(status, START, requirement=number, is_slipping=slips)


def ended(before: Relationship, day: date) -> Relationship:
    """Let it end on a day."""
    return before.end(reason=EndReason.COMPLETED, by="ben", when=day)


class TestWithoutRule:
    def test_from_the_day_of_its_end_on_it_has_ended(self) -> None:
        """The day before, it had not."""
        found = case(WEEKLY, relationship=ended(begun(rule(WEEKLY)), on(9, 16)))
        assert found.statuses(on(9, 15), on(9, 16), on(12, 25)) == ["overdue", "ended", "ended"]
        told = found.on(9, 16)
        assert (told.reason, told.rule, told.window) == ("ended on 2026-09-16", None, None)
        assert not told.is_slipping

    def test_from_the_day_of_the_pause_on_it_rests(self) -> None:
        """And on the day on which it is resumed it doesn't."""
        pair = begun(rule(WEEKLY)).pause(by="ben", when=on(9, 16)).resume(by="ben", when=on(9, 28))
        found = case(WEEKLY, relationship=pair.pause(by="ben", when=on(10, 5)))
        assert found.statuses(on(9, 15), on(9, 16), on(9, 27), on(9, 28), on(10, 5)) == [
            "overdue",
            "paused",
            "paused",
            "due",
            "paused",
        ]
        assert found.on(9, 20).reason == "paused since 2026-09-16"
        assert found.on(10, 6).reason == "paused since 2026-10-05"

    def test_before_the_first_day_of_coaching_it_has_not_started(self) -> None:
        """That somebody stands in before does not start it."""
        pair = begun(rule(WEEKLY), starts=on(9, 14))
        early = pair.add_coach(coach="dev", role=CoachRole.STAND_IN, first=START, **BY)
        for one in (pair, early):
            found = case(WEEKLY, relationship=one)
            assert found.statuses(on(9, 13), on(9, 14)) == ["not_started", "due"]
            assert found.on(9, 13).reason == "starts on 2026-09-14"

    def test_what_ended_before_it_started_never_started(self) -> None:
        """On the days before its end."""
        found = case(WEEKLY, relationship=ended(begun(rule(WEEKLY), starts=on(9, 14)), on(9, 9)))
        assert found.statuses(on(9, 8), on(9, 9)) == ["not_started", "ended"]
        assert found.on(9, 8).reason == "ended before it started"

    def test_after_the_last_coach_it_has_none(self) -> None:
        """Until somebody coaches again, in whatever role."""
        pair = begun(rule(WEEKLY)).add_coach(
            coach="dev", role=CoachRole.CO_COACH, first=START, last=on(9, 18), **BY
        )
        pair = pair.end_tenure(coach="amara", by="office", when=on(9, 16))
        pair = pair.add_coach(coach="eve", role=CoachRole.STAND_IN, first=on(9, 23), **BY)
        found = case(WEEKLY, relationship=pair)
        assert found.statuses(on(9, 18), on(9, 19), on(9, 22), on(9, 23)) == [
            "overdue",
            "no_coach",
            "no_coach",
            "overdue",
        ]
        assert found.on(9, 22).reason == "no coach since 2026-09-19"

    def test_the_reason_says_nobody_s_name(self) -> None:
        """Nor does any other answer that needs no rule."""
        pair = begun(rule(WEEKLY), starts=on(9, 14))
        gone = pair.end_tenure(coach="amara", by="office", when=on(9, 25))
        for one, day in ((pair, START), (gone, on(10, 1)), (gone.pause(by="ben", when=on(10, 1)), on(10, 1))):
            told = without_rule(one, day)
            assert told is not None
            assert "amara" not in str(told.reason)


class TestUnknown:
    def test_without_a_cadence_it_is_unknown(self) -> None:
        """And the reason says from when there is one."""
        found = Case(begun(), ())
        assert (found.on(9, 9).status, found.on(9, 9).reason) == ("unknown", "no cadence has been arranged")
        later = rule(WEEKLY)
        pair = begun().arrange(cadence=later, starts=on(9, 23), **BY)
        told = Case(pair, (later,)).on(9, 22)
        assert (told.status, told.reason, told.rule) == (
            "unknown",
            "no cadence applies before 2026-09-23",
            None,
        )
        assert Case(pair, (later,)).on(9, 23).status == "due"

    def test_without_a_calendar_it_is_unknown(self) -> None:
        """The rule is named all the same."""
        told = case(WEEKLY, calendar=None).on(9, 9)
        assert (told.status, told.reason) == ("unknown", "the school has no calendar")
        assert told.rule == rule(WEEKLY).pin
        assert told.window is None

    def test_where_no_rule_needs_to_be_asked_none_is_missed(self) -> None:
        """An end or a pause is known without cadence and calendar."""
        for pair in (ended(begun(), on(9, 16)), begun().pause(by="ben", when=on(9, 16))):
            assert Case(pair, (), calendar=None).on(9, 16).status != "unknown"


class TestStandings:
    def test_each_requirement_has_a_standing_of_its_own(self) -> None:
        """In the order of the rule, with its number."""
        found = case(WEEKLY, FORTNIGHTLY, sessions=[held(on(9, 9))])
        each = found.each(9, 16)
        assert [(one.requirement, one.status) for one in each] == [(1, "due"), (2, "open")]
        assert {one.rule for one in each} == {found.rules[0].pin}

    def test_where_no_clock_runs_or_no_rule_applies_there_are_none(self) -> None:
        """While it rests, before it starts, and without a cadence."""
        resting = begun(rule(WEEKLY)).pause(by="ben", when=on(9, 16))
        assert case(WEEKLY, relationship=resting).each(9, 16) == ()
        assert case(WEEKLY).each(9, 6) == ()
        found = Case(begun(), ())
        assert found.around is not None
        assert standings(found.relationship, found.meetings, rule(WEEKLY), found.around, on(9, 9)) == ()


class TestSeveralRequirements:
    def test_all_of_takes_the_worst_and_any_of_the_best(self) -> None:
        """Whatever their order."""
        for n, worse in enumerate(URGENCY):
            for better in URGENCY[n + 1 :]:
                pair = [standing(better, 1), standing(worse, 2)]
                for found in (pair, pair[::-1]):
                    assert decisive(rule(WEEKLY, FORTNIGHTLY), found).status is worse
                    assert decisive(rule(WEEKLY, FORTNIGHTLY, any_of=True), found).status is better

    def test_of_two_that_are_as_urgent_the_first_decides(self) -> None:
        """It is named."""
        pair = [standing(S.DUE, 1), standing(S.DUE, 2)]
        for any_of in (False, True):
            assert decisive(rule(WEEKLY, FORTNIGHTLY, any_of=any_of), pair).requirement == 1

    @pytest.mark.parametrize(
        ("slips", "of_all", "of_any"),
        [
            ((False, False), False, False),
            ((True, False), True, False),
            ((False, True), True, False),
            ((True, True), True, True),
        ],
    )
    def test_contact_slips_under_one_of_all_or_under_each_of_any(
        self, slips: tuple[bool, bool], of_all: bool, of_any: bool
    ) -> None:
        """Whichever of them decides."""
        pair = [standing(S.DUE, 1, slips=slips[0]), standing(S.OPEN, 2, slips=slips[1])]
        assert decisive(rule(WEEKLY, FORTNIGHTLY), iter(pair)).is_slipping is of_all
        assert decisive(rule(WEEKLY, FORTNIGHTLY, any_of=True), iter(pair)).is_slipping is of_any

    def test_where_contact_slips_the_windows_that_say_so_are_told(self) -> None:
        """Also where it does so under another requirement than the one that decides."""
        found = case(gap(10), WEEKLY, sessions=[held(on(9, 25))])
        alone = case(gap(10), sessions=[held(on(9, 25))])
        told = found.on(9, 28)
        assert (told.requirement, told.is_slipping, alone.on(9, 28).is_slipping) == (1, True, False)
        assert [one.is_met for one in told.looked_back] == [True, False, False]

    def test_every_status_that_a_requirement_gives_has_its_urgency(self) -> None:
        """And no other."""
        assert set(URGENCY) == set(CadenceStatus) - {*WITHOUT_RULE, S.UNKNOWN}

    def test_a_rule_of_two_requirements_is_as_its_school_combines_them(self) -> None:
        """A talk every week, and a visit every half-term; or either of them."""
        visits = per("half_term", counts=frozenset({"observation"}))
        sessions = [held(on(9, 16))]
        assert case(WEEKLY, visits, sessions=sessions).on(9, 16).status == "due"
        assert case(WEEKLY, visits, sessions=sessions).on(9, 16).requirement == 2
        assert case(WEEKLY, visits, sessions=sessions, any_of=True).on(9, 16).status == "on_track"
        assert case(WEEKLY, visits, sessions=sessions, any_of=True).on(9, 16).requirement == 1


class TestPrecedence:
    """Of the statuses that apply, the first is given: each is shown to come before each later one."""

    def life(self, requirement: Requirement) -> tuple[CadenceRule, Relationship]:
        """Begin on Wednesday 16 September, under a rule."""
        made = rule(requirement)
        return made, begun(made, starts=on(9, 16))

    @pytest.mark.parametrize("requirement", [WEEKLY, gap(2)], ids=["per_period", "no_longer_than"])
    @pytest.mark.parametrize("with_booking", [False, True])
    def test_ended_paused_and_no_coach_come_before_whatever_the_rule_says(
        self, requirement: Requirement, with_booking: bool
    ) -> None:
        """Overdue or booked on the same day, were it not for them."""
        made, pair = self.life(requirement)
        day, sessions = on(9, 22), [planned(on(9, 22))] if with_booking else []
        told = {
            "overdue": pair,
            "no_coach": pair.end_tenure(coach="amara", by="office", when=on(9, 17)),
        }
        told["paused"] = told["no_coach"].pause(by="ben", when=on(9, 18))
        told["ended"] = ended(told["paused"], on(9, 21))
        assert {name: Case(one, (made,), tuple(sessions)).at(day).status for name, one in told.items()} == {
            name: name for name in told
        }

    def test_a_pause_comes_before_a_start_and_an_end_before_both(self) -> None:
        """Where it was paused, or ended, before it began."""
        made, pair = self.life(WEEKLY)
        paused = pair.pause(by="ben", when=on(9, 9))
        told = {"not_started": pair, "paused": paused, "ended": ended(paused, on(9, 9))}
        assert {name: Case(one, (made,)).on(9, 9).status for name, one in told.items()} == {
            name: name for name in told
        }

    def test_before_the_start_there_is_no_lack_of_a_coach(self) -> None:
        """Though nobody coaches yet; a session may be booked for the first day."""
        made, pair = self.life(WEEKLY)
        assert Case(pair, (made,), (planned(on(9, 16)),)).on(9, 15).status == "not_started"

    @pytest.mark.parametrize("requirement", [WEEKLY, gap(2)], ids=["per_period", "no_longer_than"])
    def test_overdue_comes_before_booked_and_due(self, requirement: Requirement) -> None:
        """What was missed isn't made good by a plan, nor forgotten in a new window."""
        made, pair = self.life(requirement)
        found = Case(pair, (made,))
        assert found.on(9, 22).status == "overdue"
        assert found.also(planned(on(9, 22))).on(9, 22).status == "overdue"

    def test_overdue_comes_before_not_expected(self) -> None:
        """In half-term, in a part-week, and while a coachee is gone."""
        late = case(WEEKLY, sessions=[held(on(10, 8))])
        assert late.statuses(on(10, 18), on(10, 19), on(10, 28)) == ["due", "overdue", "overdue"]

    @pytest.mark.parametrize(
        ("requirement", "without"),
        [
            (WEEKLY, "due"),
            (per("week", warn=1), "open"),
            (per("week", least_days=4), "not_expected"),
            (gap(9), "due"),
            (gap(9, warn=1), "open"),
        ],
    )
    def test_booked_comes_before_due_open_and_not_expected(
        self, requirement: Requirement, without: str
    ) -> None:
        """If the session is inside the window."""
        made, pair = self.life(requirement)
        found = Case(pair, (made,), calendar=AUTUMN)
        assert found.on(9, 17).status == without
        assert found.also(planned(on(9, 18), TALK)).on(9, 17).status == "booked"

    @pytest.mark.parametrize("requirement", [per("week", warn=1), gap(2, warn=1)])
    def test_due_comes_before_open(self, requirement: Requirement) -> None:
        """Both are unmet with time left; within the last days it is due."""
        made, pair = self.life(requirement)
        assert Case(pair, (made,)).statuses(on(9, 16), on(9, 18)) == ["open", "due"]

    def test_not_expected_comes_before_on_track(self) -> None:
        """Contact where none was expected is not what keeps it on track."""
        made, pair = self.life(per("week", least_days=4))
        assert Case(pair, (made,), (held(on(9, 17)),)).on(9, 17).status == "not_expected"
        ending = case(FORTNIGHTLY, sessions=[held(on(12, 18))])
        assert ending.on(12, 18).status == "not_expected"
