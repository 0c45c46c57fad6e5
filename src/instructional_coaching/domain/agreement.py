"""What coach and coachee agree about how they work."""

from datetime import date

from instructional_coaching.domain.check import Text
from instructional_coaching.domain.stance import Stance
from instructional_coaching.domain.value import Value, activity, content, value


@value
class Agreement(Value):
    """What coach and coachee have agreed about how they work.

    Attributes:
        limits: The limits of confidentiality in the school's words; a safeguarding concern goes to the
            designated lead, and a line here should say so.
        stance: The stance that was agreed on; neither the one intended for a session nor the one taken in it.
        contact_dates_for_appraiser: Whether the coachee's appraiser may know of the coaching and its dates.
        since: The day from which it holds.
    """

    limits: Text = content()
    stance: Stance | None = content(default=None)
    contact_dates_for_appraiser: bool = content(default=False)
    since: date = activity()


@value
class AgreementStanding(Value):
    """What a decision about the agreement changes."""

    agreement: Agreement | None = content(default=None)
