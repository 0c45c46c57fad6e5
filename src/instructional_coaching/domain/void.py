"""What was voided stands no more: nothing is done with it, and it counts nowhere."""

from instructional_coaching.errors import WrongState


def require_not_void(ref: str, attempted: str, voided: str | None) -> None:
    """Refuse what somebody would do with something that was voided.

    Args:
        ref: The record, as messages name it.
        attempted: What they would do.
        voided: Why it was voided; None while it stands.

    Raises:
        WrongState: it was.
    """
    if voided is not None:
        raise WrongState(ref, attempted, "void", "anything that isn't void")
