"""What the five features are judged by: a few facts that the records of a relationship fold into.

They don't grow with the history, a further session is folded in without reading what went before, and they
answer for every day from their latest on. What only coach and coachee may know stands apart from the rest.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Self

from instructional_coaching.analysis.contact import Coached
from instructional_coaching.analysis.deciding import Deciding, earliest
from instructional_coaching.analysis.eligible_day import Surroundings
from instructional_coaching.analysis.feature_threshold import DEFAULT_THRESHOLDS, FeatureThresholds
from instructional_coaching.analysis.practice_profile import by_skill, practised
from instructional_coaching.analysis.silence import DayFacts
from instructional_coaching.domain.check import RelationshipId
from instructional_coaching.domain.link import LinkKind
from instructional_coaching.domain.practice_round import PracticeRound
from instructional_coaching.domain.relationship_status import RelationshipStatus
from instructional_coaching.domain.round_part import PracticeSetting
from instructional_coaching.domain.session import Session
from instructional_coaching.domain.session_status import SessionKind
from instructional_coaching.domain.value import Value, activity, content, value
from instructional_coaching.errors import InvalidValue

IN_OWN_CLASS = frozenset({SessionKind.OBSERVATION, SessionKind.CO_TEACHING, SessionKind.VIDEO_REVIEW})
"""Kinds of session that are of the coachee's own class; modelling may be in any."""

FROM_OWN_CLASS = frozenset({LinkKind.VIDEO, LinkKind.PUPIL_WORK})
"""Kinds of link that lead to something from the coachee's own class."""


@value
class ContentFacts(Value):
    """What only those who see the content of a relationship may know.

    Attributes:
        links: The earliest sessions with a link to a video or to pupils' work, as many as are asked for.
        lessons: The earliest rounds practised in a lesson, as many as are asked for.
        on_one_skill: Rounds practised on one skill, as many as are asked for, of the skill that was the first
            to have them; where none has, all rounds of the skill with most.
        latest: The latest day on which a round was practised.
    """

    links: tuple[Deciding, ...] = content(default=())
    lessons: tuple[Deciding, ...] = content(default=())
    on_one_skill: tuple[Deciding, ...] = content(default=())
    latest: date | None = content(default=None)

    def after(self, held: Iterable[Session], thresholds: FeatureThresholds) -> Self:
        """Return what further sessions make of it."""
        linking = [_of(one) for one in held if any(link.kind in FROM_OWN_CLASS for link in one.links)]
        return self._with(links=earliest(thresholds.own_class, (*self.links, *linking)))

    def practised(self, rounds: Iterable[PracticeRound], thresholds: FeatureThresholds) -> Self:
        """Return it with these rounds of practice in place of those before."""
        done = sorted(practised(rounds), key=lambda one: (one.held, one.id))
        lessons = [one for one in done if one.attempt and one.attempt.setting is PracticeSetting.LESSON]
        return self._with(
            lessons=tuple(_of(one) for one in lessons[: thresholds.own_class]),
            on_one_skill=tuple(_of(one) for one in _on_one_skill(done, thresholds.rounds)),
            latest=done[-1].held if done else None,
        )


@value
class FeatureFacts(Value):
    """What the five features of one relationship are judged by.

    Attributes:
        relationship: The relationship.
        start: The first day of coaching.
        ended: The day on which it ended; None while it goes on.
        first: The first session held.
        last: The last session held.
        one_to_one: Minutes of sessions in which nobody else took part.
        group: Minutes of sessions in which others took part.
        untimed_one_to_one: How many sessions without minutes there are in which nobody else took part.
        untimed_group: How many there are in which others took part.
        first_group: The first session in which others took part.
        own_class: The earliest sessions of the coachee's own class, as many as are asked for.
        days: What the calendar makes of it; None where the school has none.
        inside: What only those who see the content may know; None where that wasn't looked at.
    """

    relationship: RelationshipId = activity()
    start: date = activity()
    ended: date | None = activity(default=None)
    first: Deciding | None = activity(default=None)
    last: Deciding | None = activity(default=None)
    one_to_one: int = activity(default=0)
    group: int = activity(default=0)
    untimed_one_to_one: int = activity(default=0)
    untimed_group: int = activity(default=0)
    first_group: Deciding | None = activity(default=None)
    own_class: tuple[Deciding, ...] = activity(default=())
    days: DayFacts | None = activity(default=None)
    inside: ContentFacts | None = content(default=None)

    @property
    def latest(self) -> date | None:
        """The latest day that they tell of, if any; they don't answer for a day before it."""
        days = (self.last.when if self.last else None, self.inside.latest if self.inside else None)
        return max((day for day in days if day), default=None)

    def as_activity(self) -> Self:
        """Return what of them a leader may know."""
        return self._with(inside=None)

    def after(
        self,
        session: Session,
        around: Surroundings | None,
        thresholds: FeatureThresholds = DEFAULT_THRESHOLDS,
    ) -> Self:
        """Return the facts with one more session: the same as all sessions together fold into.

        A session that didn't take place, or of another relationship, changes nothing.

        Args:
            session: A session that is not among theirs yet.
            around: What they were made with.
            thresholds: What they were made with.

        Raises:
            InvalidValue: it was held before their last session; fold all sessions anew.
        """
        return self.after_all([session], around, thresholds)

    def after_all(
        self,
        sessions: Iterable[Session],
        around: Surroundings | None,
        thresholds: FeatureThresholds = DEFAULT_THRESHOLDS,
    ) -> Self:
        """Return the facts with several more sessions, in whatever order they come; see `after`."""
        own = (one for one in sessions if one.took_place and one.relationship == self.relationship)
        held = sorted(own, key=lambda one: (one.when, one.id))
        if not held:
            return self
        if self.last and held[0].when < self.last.when:
            raise InvalidValue("session", "was held before the last one", "fold all sessions anew")
        return self._after(held, around, thresholds)

    def practised(
        self, rounds: Iterable[PracticeRound], thresholds: FeatureThresholds = DEFAULT_THRESHOLDS
    ) -> Self:
        """Return the facts with these rounds of practice in place of those before.

        Args:
            rounds: All rounds of the relationship; those that were practised count.
            thresholds: What the facts were made with.
        """
        own = (one for one in rounds if one.relationship == self.relationship)
        return self._with(inside=(self.inside or ContentFacts()).practised(own, thresholds))

    def _after(
        self, held: Sequence[Session], around: Surroundings | None, thresholds: FeatureThresholds
    ) -> Self:
        contacts = [_of(one) for one in held]
        alone, together = ([one for one in held if one.one_to_one is kind] for kind in (True, False))
        in_class = [_of(one) for one in held if one.kind in IN_OWN_CLASS]
        days = self.days
        if days and around:
            days = days.after(self.start, self.last, contacts, around, thresholds)
        return self._with(
            first=_first((self.first, *contacts)),
            last=max((one for one in (self.last, *contacts) if one), key=lambda one: one.order),
            one_to_one=self.one_to_one + sum(one.minutes or 0 for one in alone),
            group=self.group + sum(one.minutes or 0 for one in together),
            untimed_one_to_one=self.untimed_one_to_one + sum(one.minutes is None for one in alone),
            untimed_group=self.untimed_group + sum(one.minutes is None for one in together),
            first_group=_first((self.first_group, *map(_of, together))),
            own_class=earliest(thresholds.own_class, (*self.own_class, *in_class)),
            days=days,
            inside=self.inside and self.inside.after(held, thresholds),
        )


def feature_facts(
    relationship: Coached,
    sessions: Iterable[Session],
    rounds: Iterable[PracticeRound] | None,
    around: Surroundings | None,
    thresholds: FeatureThresholds = DEFAULT_THRESHOLDS,
) -> FeatureFacts:
    """Return what the five features of a relationship are judged by.

    Args:
        relationship: The relationship, or what a leader may know of it.
        sessions: Its sessions; those that took place count.
        rounds: Its rounds of practice, of which those that were practised count; None where whoever asks
            doesn't see them, and then what sessions link to isn't looked at either.
        around: What decides about the coachee's days; None where the school has no calendar.
        thresholds: From where on a feature is met.
    """
    start = min((one.first for one in relationship.tenures), default=relationship.since)
    facts = FeatureFacts(
        relationship=relationship.id,
        start=start,
        ended=relationship.since if relationship.status is RelationshipStatus.ENDED else None,
        days=DayFacts.at_start(start, around, thresholds) if around else None,
    )
    if rounds is not None:
        facts = facts.practised(rounds, thresholds)
    return facts.after_all(sessions, around, thresholds)


def _on_one_skill(done: Iterable[PracticeRound], needed: int) -> Sequence[PracticeRound]:
    skills = list(by_skill(done).values())
    enough = [one[:needed] for one in skills if len(one) >= needed]
    if enough:
        return min(enough, key=lambda one: (one[-1].held, one[-1].id))
    return max(skills, key=len) if skills else ()


def _first(found: Iterable[Deciding | None]) -> Deciding | None:
    return min((one for one in found if one), key=lambda one: one.order, default=None)


def _of(record: Session | PracticeRound) -> Deciding:
    return Deciding(ref=record.ref, when=record.held if isinstance(record, PracticeRound) else record.when)
