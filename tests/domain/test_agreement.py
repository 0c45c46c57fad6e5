"""An agreement: its limits are said, and nothing else is agreed on the quiet."""

import pytest

from instructional_coaching.domain.agreement import Agreement, AgreementStanding
from tests.domain.school import day, private


def test_only_what_is_said_is_agreed() -> None:
    """Neither a stance nor that the appraiser may know of it."""
    agreement = Agreement(limits=private("limits"), since=day(0))
    assert agreement.stance is None
    assert agreement.contact_dates_for_appraiser is False


def test_the_limits_of_confidentiality_are_said() -> None:
    """There is no agreement without them, and no day from which it holds unless it is given."""
    with pytest.raises(TypeError, match="limits"):
        Agreement(since=day(0))  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="since"):
        Agreement(limits=private("limits"))  # type: ignore[call-arg]


def test_before_anything_was_agreed_there_is_no_agreement() -> None:
    """That is where reversing the first one goes back to."""
    assert AgreementStanding().agreement is None
