"""What was practised, and what became of the feedback: counts of rounds, with the rounds that decided them.

Feedback is *followed up* when it was accepted or adapted, and tried. All feedback is in the denominator, also
what is deferred or has no response yet; what was declined leaves it, for declining is neutral.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

import attrs

from instructional_coaching.domain.practice_round import PracticeRound
from instructional_coaching.domain.round_part import FeedbackResponse


@attrs.frozen
class SkillPractice:
    """The rounds practised on one skill.

    Attributes:
        skill: The skill, in the words of its first round.
        rounds: Ids of the rounds, the earliest first.
        tried: Ids of those of which the feedback was tried.
    """

    skill: str = attrs.field(repr=False)
    rounds: tuple[str, ...]
    tried: tuple[str, ...] = ()


@attrs.frozen
class PracticeProfile:
    """Rounds of practice, by skill and by what became of the feedback. Each list is of ids, in order.

    Attributes:
        practised: Rounds that were practised, the earliest first.
        not_practised: Rounds that are planned, and weren't practised yet.
        skills: The rounds practised by skill, the one practised first before the others.
        accepted: Rounds of which the feedback was accepted.
        adapted: Rounds of which it was adapted.
        deferred: Rounds of which the response is deferred.
        declined: Rounds of which it was declined.
        unanswered: Rounds with feedback and without a response.
        tried: Rounds of which accepted or adapted feedback was tried.
    """

    practised: tuple[str, ...] = ()
    not_practised: tuple[str, ...] = ()
    skills: tuple[SkillPractice, ...] = ()
    accepted: tuple[str, ...] = ()
    adapted: tuple[str, ...] = ()
    deferred: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()

    def responded(self, response: FeedbackResponse) -> tuple[str, ...]:
        """Return the rounds of which the coachee's response is this one."""
        return {
            FeedbackResponse.ACCEPTED: self.accepted,
            FeedbackResponse.ADAPTED: self.adapted,
            FeedbackResponse.DEFERRED: self.deferred,
            FeedbackResponse.DECLINED: self.declined,
        }[response]

    @property
    def to_follow_up(self) -> int:
        """How much feedback there is to follow up: all but what was declined."""
        return len(self.accepted) + len(self.adapted) + len(self.deferred) + len(self.unanswered)

    @property
    def followed_up(self) -> Fraction | None:
        """The share of it that was followed up, exact; None where there is nothing to follow up."""
        return Fraction(len(self.tried), self.to_follow_up) if self.to_follow_up else None


def practice_profile(rounds: Iterable[PracticeRound]) -> PracticeProfile:
    """Return the practice profile of some rounds; those that were voided are left out."""
    standing = sorted((one for one in rounds if one.voided is None), key=lambda one: (one.held, one.id))
    done = list(practised(standing))
    by_response = {
        response: tuple(one.id for one in standing if one.response is response)
        for response in FeedbackResponse
    }
    return PracticeProfile(
        practised=tuple(one.id for one in done),
        not_practised=tuple(one.id for one in standing if one.attempt is None),
        skills=tuple(map(_skill, by_skill(done).values())),
        accepted=by_response[FeedbackResponse.ACCEPTED],
        adapted=by_response[FeedbackResponse.ADAPTED],
        deferred=by_response[FeedbackResponse.DEFERRED],
        declined=by_response[FeedbackResponse.DECLINED],
        unanswered=tuple(one.id for one in standing if one.feedback and one.response is None),
        tried=tuple(one.id for one in standing if one.followed_up),
    )


def practised(rounds: Iterable[PracticeRound]) -> Iterator[PracticeRound]:
    """Yield the rounds that were practised and stand."""
    return (one for one in rounds if one.attempt is not None and one.voided is None)


def by_skill(rounds: Iterable[PracticeRound]) -> Mapping[str, list[PracticeRound]]:
    """Return rounds by skill: its words, whatever their case and the spaces between them."""
    found: dict[str, list[PracticeRound]] = {}
    for one in rounds:
        found.setdefault(" ".join(one.skill.split()).casefold(), []).append(one)
    return found


def _skill(rounds: list[PracticeRound]) -> SkillPractice:
    tried = tuple(one.id for one in rounds if one.followed_up)
    return SkillPractice(rounds[0].skill, tuple(one.id for one in rounds), tried)
