"""What holds of the five features for any relationship, on any calendar and under any thresholds."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from instructional_coaching.analysis.eligible_day import Surroundings
from instructional_coaching.analysis.feature import FeatureValue
from instructional_coaching.analysis.feature_facts import FeatureFacts, feature_facts
from instructional_coaching.analysis.feature_outlook import feature_outlook, features_on
from instructional_coaching.analysis.feature_threshold import FeatureThresholds
from instructional_coaching.analysis.five_features import five_features
from instructional_coaching.domain.calendar import DayKind
from instructional_coaching.domain.relationship_status import RelationshipStatus
from instructional_coaching.domain.round_part import PracticeSetting
from tests.analysis.cadence import Case
from tests.analysis.coaching import LAW
from tests.analysis.drawn import cases
from tests.analysis.featuring import THRESHOLDS, practised_round

pytestmark = pytest.mark.long

MET, NOT_MET, CANT_TELL = FeatureValue.MET, FeatureValue.NOT_MET, FeatureValue.CANT_TELL


def school_days(around: Surroundings, after: date, until: date, *, working: bool = False) -> int:
    """Count days of school one by one."""
    days = [after + timedelta(days=n) for n in range(1, (until - after).days + 1)]
    works = around.coachee.works_on if around.coachee and working else lambda _: True
    return sum(around.calendar.kind_on(one) is not DayKind.CLOSED and works(one) for one in days)


@LAW
@given(cases(), THRESHOLDS)
def test_intensive_and_sustained_are_what_counting_day_by_day_gives(
    drawn: tuple[Case, date], thresholds: FeatureThresholds
) -> None:
    """Against the rule as it is written, for any relationship on any calendar."""
    case, as_of = drawn
    pair, around = case.relationship, case.around
    found = five_features(feature_facts(pair, case.sessions, (), around, thresholds), as_of, thresholds)
    if around is None:
        assert (found.intensive.value, found.sustained.value) == (CANT_TELL, CANT_TELL)
        return

    def silence(after: date, until: date) -> int:
        return school_days(around, after, until, working=thresholds.working_days)

    start = min((one.first for one in pair.tenures), default=pair.since)
    ended = pair.status is RelationshipStatus.ENDED and pair.since <= as_of
    until = pair.since if ended else as_of
    contacts = sorted(one.when for one in case.sessions if one.took_place)
    lengths = [silence(*two) for two in pairwise([start, *contacts, until])]
    too_long = max(lengths) > thresholds.gap
    told_yet = silence(start, until) > thresholds.gap
    assert found.intensive.value is (NOT_MET if too_long else MET if told_yet else CANT_TELL)

    if school_days(around, start, until) < thresholds.span:
        assert found.sustained.value is (NOT_MET if ended else CANT_TELL)
    else:
        half = (thresholds.span + 1) // 2
        of_late = any(school_days(around, start, one) >= half for one in contacts)
        assert found.sustained.value is (MET if of_late else CANT_TELL)


@LAW
@given(cases(), THRESHOLDS)
def test_who_sees_no_content_gets_the_same_answer_or_none(
    drawn: tuple[Case, date], thresholds: FeatureThresholds
) -> None:
    """A leader is never told another value than the pair; where content decides, it can't be told."""
    case, as_of = drawn
    rounds = [practised_round("p1", date(2026, 8, 24), setting=PracticeSetting.LESSON)]
    whole: FeatureFacts = feature_facts(case.relationship, case.sessions, rounds, case.around, thresholds)
    if whole.latest and as_of < whole.latest:
        return
    theirs = five_features(whole.as_activity(), as_of, thresholds)
    for one, other in zip(five_features(whole, as_of, thresholds).each, theirs.each, strict=True):
        assert other.value in (one.value, CANT_TELL)
        assert not any(ref.startswith("practice_round") for ref in other.deciding)


@LAW
@given(cases(), THRESHOLDS)
def test_every_answer_says_why_and_what_decided_it(
    drawn: tuple[Case, date], thresholds: FeatureThresholds
) -> None:
    """What decided it are records that there are, each named once."""
    case, as_of = drawn
    found = five_features(
        feature_facts(case.relationship, case.sessions, (), case.around, thresholds), as_of, thresholds
    )
    there = {one.ref for one in case.sessions} | {case.relationship.ref, "calendar school", "person ben"}
    for one in found.each:
        assert one.why
        assert one.deciding
        assert set(one.deciding) <= there
        assert len(set(one.deciding)) == len(one.deciding)


@LAW
@given(cases(), THRESHOLDS)
def test_what_will_be_is_what_is_found_then(drawn: tuple[Case, date], thresholds: FeatureThresholds) -> None:
    """The outlook has every day on which something turns, and none on which nothing does."""
    case, _ = drawn
    found = feature_facts(case.relationship, case.sessions, (), case.around, thresholds)
    phases = feature_outlook(found, thresholds)

    first = found.latest or found.start
    assert phases[0].first == first
    assert all(one.values != two.values and one.first < two.first for one, two in pairwise(phases))
    for day in (first + timedelta(days=n) for n in range(200)):
        phase = features_on(phases, day)
        assert phase is not None
        assert phase.values == tuple(one.value for one in five_features(found, day, thresholds).each)
    assert features_on(phases, first - timedelta(days=1)) is None
