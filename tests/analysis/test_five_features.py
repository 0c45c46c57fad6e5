"""Individualised, intensive, sustained, context-specific, focused: met, not met, or can't be told."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from instructional_coaching.analysis.eligible_day import Surroundings
from instructional_coaching.analysis.feature import FeatureName, FeatureValue
from instructional_coaching.analysis.feature_threshold import FeatureThresholds
from instructional_coaching.analysis.five_features import five_features
from instructional_coaching.domain.calendar import DayKind
from instructional_coaching.domain.link import LinkKind
from instructional_coaching.domain.relationship_status import EndReason
from instructional_coaching.domain.round_part import PracticeSetting
from instructional_coaching.domain.session import Session
from instructional_coaching.errors import InvalidValue
from tests.analysis.cadence import AUTUMN, LOOK, begun, closed, held, on, teacher
from tests.analysis.featuring import facts, features, linked, practised_round

MET, NOT_MET, CANT_TELL = FeatureValue.MET, FeatureValue.NOT_MET, FeatureValue.CANT_TELL
HALF = FeatureThresholds(one_to_one=Decimal("0.5"))


def alone(id: str, minutes: int | None) -> Session:
    """Hold a session with Ben alone."""
    return held(on(9, 10), id=id, minutes=minutes)


def group(id: str, minutes: int | None) -> Session:
    """Hold a session with Ben and Cleo."""
    return held(on(9, 11), id=id, minutes=minutes, participants=("cleo",))


# --- individualised --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sessions", "thresholds", "value"),
    [
        ((alone("s1", 30),), FeatureThresholds(), MET),
        ((alone("s1", None),), FeatureThresholds(), MET),
        ((alone("s1", 30), group("s2", 1)), FeatureThresholds(), NOT_MET),
        ((alone("s1", 30), group("s2", None)), FeatureThresholds(), NOT_MET),
        ((alone("s1", 30), group("s2", 30)), HALF, MET),
        ((alone("s1", 30), group("s2", 31)), HALF, NOT_MET),
        ((group("s1", 30),), FeatureThresholds(one_to_one=Decimal(0)), MET),
        # The group may have had anything from 1 to 600 minutes.
        ((alone("s1", 600), group("s2", None)), HALF, MET),
        ((alone("s1", 599), group("s2", None)), HALF, CANT_TELL),
        ((alone("s1", None), group("s2", 600)), HALF, CANT_TELL),
        ((alone("s1", None), group("s2", 600), group("s3", 1)), HALF, NOT_MET),
        ((alone("s1", None), group("s2", 1)), HALF, MET),
    ],
)
def test_it_is_individualised_where_the_declared_share_of_minutes_is_one_to_one(
    sessions: tuple[Session, ...], thresholds: FeatureThresholds, value: FeatureValue
) -> None:
    """What nobody recorded decides nothing: it is met, or not, only if it is whatever those minutes were."""
    found = features(on(9, 30), *sessions, thresholds=thresholds)

    assert found.individualised.value is value
    assert found.in_group is any(not one.one_to_one for one in sessions)


def test_the_share_is_exact_and_of_recorded_minutes() -> None:
    found = features(on(9, 30), alone("s1", 20), group("s2", 40), alone("s3", None)).individualised

    assert found.figures == {"one_to_one": 20, "minutes": 60, "untimed": 1, "share": Fraction(1, 3)}
    assert found.why == ("20 of 60 minutes one-to-one, and 1 of 1 session without minutes; all are to be")
    untimed = features(on(9, 30), alone("s3", None), group("s4", None)).individualised
    assert untimed.figures["share"] is None
    assert untimed.why == "1 of 2 sessions without minutes one-to-one; all are to be"
    half = features(on(9, 30), alone("s1", 29), group("s2", 31), thresholds=HALF).individualised
    assert half.why == "29 of 60 minutes one-to-one; at least 1/2 of them are to be"


def test_every_session_is_named_where_they_are_at_hand() -> None:
    """Otherwise the first, the last, and the first of a group."""
    sessions = [alone("s1", 20), group("s2", 40), group("s3", 40), held(on(9, 14), id="s4", minutes=5)]
    folded = facts(*sessions)

    named = five_features(folded, on(9, 30), sessions=("s1", "s2", "s3", "s4")).individualised.deciding
    assert named == ("session s1", "session s2", "session s3", "session s4")
    bounded = five_features(folded, on(9, 30)).individualised.deciding
    assert bounded == ("session s1", "session s2", "session s4")
    assert features(on(9, 30), sessions[0]).individualised.deciding == ("session s1",)


# --- intensive and sustained -----------------------------------------------------------------------------


def test_ten_school_days_without_contact_are_within_ten_and_eleven_are_not() -> None:
    """To a day, at the start, between two sessions and at the end."""
    first, second = held(on(9, 21), id="s1"), held(on(10, 5), id="s2")

    assert features(on(10, 19), first, second).intensive.value is MET
    assert features(on(10, 20), first, second).intensive.value is NOT_MET
    between = features(on(10, 6), first, held(on(10, 6), id="s2")).intensive
    assert between.value is NOT_MET
    assert between.why == "11 school days without contact, to 2026-10-06; at most 10 are to be"
    assert features(on(9, 22), held(on(9, 22), id="s1")).intensive.value is NOT_MET


def test_days_without_school_are_no_silence() -> None:
    """Half-term, a weekend, a day on which the school is closed; an INSET day and a day of mocks are."""
    sessions = (held(on(9, 7), id="s1"), held(on(9, 14), id="s2"), held(on(9, 28), id="s3"))
    later = held(on(10, 13), id="s4")

    assert features(on(10, 13), *sessions, later).intensive.value is NOT_MET
    around = Surroundings(closed(on(10, 5)))
    assert features(on(10, 13), *sessions, later, around=around).intensive.value is MET
    calendar = AUTUMN.mark(first=on(10, 5), kind=DayKind.STAFF_DAY, by="office", when=on(9, 1))
    mocks = calendar.mark(first=on(10, 6), kind=DayKind.NO_COACHING, by="office", when=on(9, 1))
    assert features(on(10, 13), *sessions, later, around=Surroundings(mocks)).intensive.value is NOT_MET


def test_a_part_timer_has_their_own_ten_days_where_the_thresholds_say_so() -> None:
    around = Surroundings(AUTUMN, teacher("monday", "wednesday"))
    sessions = (held(on(9, 9), id="s1"), held(on(10, 12), id="s2"))
    working = FeatureThresholds(working_days=True)

    assert features(on(10, 14), *sessions, around=around).intensive.value is NOT_MET
    found = features(on(10, 14), *sessions, around=around, thresholds=working).intensive
    assert (found.value, found.figures["longest"]) == (MET, 9)
    assert found.deciding == ("session s1", "session s2", "calendar school", "person ben")
    assert found.why == "never more than 10 working days without contact"


def test_what_is_met_names_the_longest_gap_and_the_last_contact() -> None:
    """From the start, the relationship says when it began."""
    found = features(on(10, 1), held(on(9, 18), id="s1"), held(on(9, 24), id="s2")).intensive

    assert (found.value, found.deciding) == (
        MET,
        ("relationship r1", "session s1", "session s2", "calendar school"),
    )
    assert found.figures == {
        "longest": 9,
        "first": on(9, 7),
        "last": on(9, 18),
        "silent_from": on(10, 9),
    }


def test_before_it_starts_nothing_can_be_told() -> None:
    found = features(on(9, 10), relationship=begun(starts=on(10, 1)))

    assert {one.value for one in found.each} == {CANT_TELL}
    assert {one.why for one in found.each} == {
        "coaching starts on 2026-10-01",
        "60 school days go beyond the calendar",
    }


def test_an_early_end_leaves_open_whether_it_was_intensive() -> None:
    """Within ten days no gap could be too long; after the end none grows."""
    ended = begun().end(reason=EndReason.COMPLETED, by="ben", when=on(9, 15))
    session = held(on(9, 10), id="s1")

    assert features(on(12, 1), session, relationship=ended).intensive.value is CANT_TELL
    late = begun().end(reason=EndReason.COMPLETED, by="ben", when=on(9, 24))
    assert features(on(12, 1), session, relationship=late).intensive.value is MET
    assert features(on(12, 1), session).intensive.value is NOT_MET


def test_what_ended_later_than_the_span_was_sustained() -> None:
    """To the day on which the span is reached; one day sooner it was not."""

    def ended(day: date) -> FeatureValue:
        pair = begun().end(reason=EndReason.COMPLETED, by="ben", when=day)
        return features(on(12, 18), held(on(11, 30), id="s1"), relationship=pair).sustained.value

    assert [ended(on(12, day)) for day in (4, 7, 8)] == [NOT_MET, MET, MET]


def test_it_went_on_if_there_was_contact_in_the_second_half_of_the_span() -> None:
    """However long the gaps are: that is another feature. Otherwise it fell silent, and nobody ended it."""

    def value(*contacts: date, span: int = 60) -> FeatureValue:
        sessions = (held(day, id=f"s{n}") for n, day in enumerate(contacts))
        return features(on(12, 18), *sessions, thresholds=FeatureThresholds(span=span)).sustained.value

    assert [value(), value(on(10, 16)), value(on(10, 19)), value(on(9, 7), on(12, 17))] == [
        CANT_TELL,
        CANT_TELL,
        MET,
        MET,
    ]
    assert [value(on(9, 7), span=1), value(on(9, 8), span=1), value(on(9, 8), span=3)] == [
        CANT_TELL,
        MET,
        CANT_TELL,
    ]


def test_a_calendar_that_ends_too_soon_leaves_open_whether_it_is_sustained() -> None:
    """But what ended within it was not, for the days that there were are too few."""
    pair = begun(starts=on(11, 2))
    session = held(on(11, 5), id="s1")

    found = features(on(12, 18), session, relationship=pair).sustained
    assert (found.value, found.why) == (CANT_TELL, "60 school days go beyond the calendar")
    ended = pair.end(reason=EndReason.COMPLETED, by="ben", when=on(12, 18))
    assert features(on(12, 18), session, relationship=ended).sustained.value is NOT_MET


# --- context-specific and focused ------------------------------------------------------------------------


def test_as_much_from_their_own_class_is_needed_as_is_declared() -> None:
    """An observation with a video is one; a lesson in which one practised is another."""
    wanted = FeatureThresholds(own_class=2)
    seen = held(on(9, 10), LOOK, id="s1", links=linked(LinkKind.VIDEO))
    lesson = practised_round("p1", on(9, 14), setting=PracticeSetting.LESSON)
    rehearsal = practised_round("p1", on(9, 14))

    one = features(on(9, 30), seen, rounds=[rehearsal], thresholds=wanted).context_specific
    assert (one.value, one.figures, one.deciding) == (NOT_MET, {"found": 1}, ("session s1",))
    assert one.why == "1 of 2 from their own class so far"
    two = features(on(9, 30), seen, rounds=[lesson], thresholds=wanted).context_specific
    assert (two.value, two.deciding) == (MET, ("session s1", "practice_round p1"))
    assert two.why == "from their own class on 2026-09-10, 2026-09-14"
    leader = features(on(9, 30), seen, rounds=None, thresholds=wanted).context_specific
    assert (leader.value, leader.deciding) == (CANT_TELL, ("session s1",))


def test_practice_before_the_first_session_counts() -> None:
    """What is too little, though, is held against nobody before there was a session."""
    lesson = practised_round("p1", on(9, 8), setting=PracticeSetting.LESSON)
    found = features(on(9, 9), rounds=[lesson])

    assert found.context_specific.value is MET
    assert (found.focused.value, found.focused.deciding) == (
        CANT_TELL,
        ("relationship r1", "practice_round p1"),
    )
    assert features(on(9, 9), rounds=[lesson, practised_round("p2", on(9, 9))]).focused.value is MET


@pytest.mark.parametrize(("needed", "value"), [(1, MET), (2, MET), (3, NOT_MET)])
def test_it_is_focused_where_one_skill_is_practised_often_enough(needed: int, value: FeatureValue) -> None:
    rounds = [
        practised_round("p1", on(9, 9)),
        practised_round("p2", on(9, 9)),
        practised_round("p3", on(9, 9), "b"),
    ]
    thresholds = FeatureThresholds(rounds=needed)

    assert features(on(9, 30), held(on(9, 9)), rounds=rounds, thresholds=thresholds).focused.value is value


# --- as of a day -----------------------------------------------------------------------------------------


def test_facts_do_not_answer_for_a_day_before_their_latest() -> None:
    """They have forgotten what was so then."""
    found = facts(held(on(9, 15), id="s1"), rounds=[practised_round("p1", on(9, 16))])

    assert five_features(found, on(9, 16)).as_of == on(9, 16)
    with pytest.raises(InvalidValue) as caught:
        five_features(found, on(9, 15))
    assert caught.value.field == "as_of"


def test_the_five_are_counted() -> None:
    found = features(on(9, 30), held(on(9, 10), LOOK, id="s1", minutes=20), around=None)

    assert [one.name for one in found.each] == list(FeatureName)
    assert [one.value for one in found.each] == [MET, CANT_TELL, CANT_TELL, MET, NOT_MET]
    assert [found.count(one) for one in FeatureValue] == [2, 1, 2]
