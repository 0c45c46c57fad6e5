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
