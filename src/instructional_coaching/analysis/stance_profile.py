"""The stances taken, by minutes: a distribution over what was recorded, with the rest beside it.

The spectrum is ordinal, so there is no mean; a stance that nobody recorded is not inferred.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

import attrs

from instructional_coaching.domain.session import Session
from instructional_coaching.domain.stance import Stance


@attrs.frozen
class StanceProfile:
    """Minutes by stance.

    Attributes:
        facilitative: Minutes recorded as facilitative.
        dialogical: Minutes recorded as dialogical.
        directive: Minutes recorded as directive.
        unrecorded: Minutes of sessions for which no stance is recorded.
        untimed: Sessions that have no minutes at all.
        sessions: Ids of the sessions that decided it, in the order given.
    """

    facilitative: int = 0
    dialogical: int = 0
    directive: int = 0
    unrecorded: int = 0
    untimed: int = 0
    sessions: tuple[str, ...] = ()

    @property
    def recorded(self) -> int:
        """Minutes for which a stance is recorded."""
        return self.facilitative + self.dialogical + self.directive

    def minutes(self, stance: Stance) -> int:
        """Return the minutes recorded in a stance."""
        return {
            Stance.FACILITATIVE: self.facilitative,
            Stance.DIALOGICAL: self.dialogical,
            Stance.DIRECTIVE: self.directive,
        }[stance]

    def share(self, stance: Stance) -> Fraction | None:
        """Return a stance's share of the recorded minutes, exact; None where none are recorded."""
        return Fraction(self.minutes(stance), self.recorded) if self.recorded else None


def stance_profile(sessions: Iterable[Session]) -> StanceProfile:
    """Return the minutes by stance of the sessions that took place; all others are left out."""
    held = [session for session in sessions if session.took_place]
    by_stance = {
        stance: sum(
            segment.minutes for session in held for segment in session.segments if segment.stance is stance
        )
        for stance in Stance
    }
    return StanceProfile(
        facilitative=by_stance[Stance.FACILITATIVE],
        dialogical=by_stance[Stance.DIALOGICAL],
        directive=by_stance[Stance.DIRECTIVE],
        unrecorded=sum(session.minutes or 0 for session in held) - sum(by_stance.values()),
        untimed=sum(session.minutes is None for session in held),
        sessions=tuple(session.id for session in held),
    )


def stance_profile_by_coach(sessions: Iterable[Session]) -> Mapping[str, StanceProfile]:
    """Return the stance profile of each coach, by the coach that each session keeps, by id."""
    by_coach: dict[str, list[Session]] = {}
    for session in sessions:
        if session.took_place:
            by_coach.setdefault(session.coach, []).append(session)
    return {coach: stance_profile(by_coach[coach]) for coach in sorted(by_coach)}
