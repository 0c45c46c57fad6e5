"""Times without contact in days of school: the longest that is over, and from when the last is too long."""

from instructional_coaching.analysis.deciding import Deciding
from instructional_coaching.analysis.eligible_day import Surroundings
from instructional_coaching.analysis.feature_threshold import FeatureThresholds
from instructional_coaching.analysis.silence import Silence
from tests.analysis.cadence import AUTUMN, held, on, teacher
from tests.analysis.coaching import shuffled
from tests.analysis.featuring import TERM, facts


def test_the_longest_silence_is_the_earliest_of_several() -> None:
    """And the first session of its last day ends it."""
    days = [on(9, 7), on(9, 14), on(9, 14), on(9, 21)]
    found = facts(*shuffled(held(day, id=f"s{n}") for n, day in enumerate(days))).days

    assert found is not None
    assert found.longest == Silence(
        days=5, first=on(9, 7), last=on(9, 14), after="session s0", before="session s1"
    )


def test_the_first_session_of_a_day_ends_a_silence_whenever_it_is_folded_in() -> None:
    """A session of a later day ends none that was over before."""
    one, other, later = held(on(9, 14), id="b"), held(on(9, 14), id="a"), held(on(9, 16), id="a2")
    found = facts(one).after(other, TERM)

    assert found.days is not None
    assert found.days.longest is not None
    assert (found.days.longest.before, found.last) == ("session a", Deciding(ref="session b", when=on(9, 14)))
    next_one = found.after(held(on(10, 14), id="d"), TERM).days
    assert next_one is not None
    assert next_one.longest is not None
    assert next_one.longest.after == "session b"
    after = facts(one, held(on(9, 16), id="c")).after(later, TERM).days
    assert after is not None
    assert after.longest is not None
    assert after.longest.before == "session b"


def test_working_days_are_counted_where_the_thresholds_say_so() -> None:
    """Two days a week: a silence of a month is eight of them. The span is one of the school."""
    around = Surroundings(AUTUMN, teacher("monday", "thursday"))
    sessions = (held(on(9, 7), id="s1"), held(on(10, 5), id="s2"))
    found = facts(*sessions, around=around, thresholds=FeatureThresholds(working_days=True)).days

    assert found is not None
    assert (found.calendar, found.coachee) == ("calendar school", "person ben")
    assert found.longest is not None
    assert found.longest.days == 8
    assert (found.tellable_from, found.silent_from) == (on(10, 15), on(11, 19))
    assert (found.span_half, found.span_reached) == (on(10, 19), on(12, 7))
    plain = facts(*sessions, around=around).days
    assert plain is not None
    assert plain.longest is not None
    assert (plain.longest.days, plain.coachee) == (20, None)


def test_without_a_calendar_days_are_never_counted() -> None:
    """Not after a further session either, though the school has drawn one up since."""
    found = facts(held(on(9, 15), id="s1"), around=None)

    assert found.days is None
    assert found.after(held(on(9, 16), id="s2"), None).days is None
    assert found.after(held(on(9, 16), id="s2"), TERM).days is None
