"""Refusals for want of a right."""

from instructional_coaching.errors.base import CoachingError


class AccessDenied(CoachingError):
    """Something that the actor may not do with a record whose existence they may know."""

    code = "access-denied"
    status = 403
    says = "{actor} may not {action}: {reason}"
    remedy = "{remedy_for_it}"

    actor: str
    action: str
    reason: str
    remedy_for_it: str
