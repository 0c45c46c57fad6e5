"""Why days don't count, in few words."""

from datetime import date

import pytest

from instructional_coaching.analysis.eligible_day import LeftOut, WhyNot
from instructional_coaching.cli.cadence_reason import not_counting


@pytest.mark.parametrize("why", list(WhyNot))
def test_every_reason_for_which_a_day_does_not_count_has_words(why: WhyNot) -> None:
    """Also where the school says nothing of its own."""
    day = date(2026, 9, 16)
    (told,) = not_counting([LeftOut(day, day, why, "person ben")])
    assert told.startswith("16 Sept ")
    assert "_" not in told


@pytest.mark.parametrize(
    ("record", "says"), [("absence a1", "16 Sept coachee away (a1)"), ("absence", "16 Sept coachee away")]
)
def test_an_absence_is_named_to_those_who_may_know_of_it(record: str, says: str) -> None:
    """To the others it is days on which somebody was away."""
    day = date(2026, 9, 16)
    assert list(not_counting([LeftOut(day, day, WhyNot.COACHEE_AWAY, record)])) == [says]
