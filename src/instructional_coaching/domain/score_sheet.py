"""Scores by a rubric, criterion by criterion: a level, or one of the three ways of having none."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Self

from instructional_coaching.domain.authored import Authored
from instructional_coaching.domain.check import Id, Identifies, PersonId, RelationshipId, Text, Word
from instructional_coaching.domain.practice_round import PracticeRound
from instructional_coaching.domain.relationship import Relationship
from instructional_coaching.domain.rubric import Rank, Rubric, RubricPin, Unscored
from instructional_coaching.domain.session import Session
from instructional_coaching.domain.transition import require_order, transition
from instructional_coaching.domain.value import Value, activity, content, value
from instructional_coaching.domain.void import require_not_void
from instructional_coaching.errors import AnotherRubric, ForeignRecord, InvalidValue, WrongState

RoundId = Annotated[str, Identifies("practice_round")]
SessionId = Annotated[str, Identifies("session")]


@value
class Score(Value):
    """The score of one criterion.

    Attributes:
        criterion: Which, by its word in the rubric.
        rank: The rank of the level, which may be 0; None where there is none.
        unscored: Why there is none; None where there is one.
        why: What it rests on.
    """

    criterion: Word = content()
    rank: Rank | None = content(default=None)
    unscored: Unscored | None = content(default=None)
    why: Text | None = content(default=None)

    def __attrs_post_init__(self) -> None:
        if (self.rank is None) == (self.unscored is None):
            raise InvalidValue(
                "rank", "a score is a level or says why it has none", "give rank, or unscored, and not both"
            )


@value
class ScoreSheet(Authored):
    """Scores by one version of one rubric, of one thing.

    Attributes:
        relationship: The relationship it belongs to.
        coachee: The coachee.
        rubric: The rubric, pinned to its content.
        practice_round: The round whose feedback was scored, if it was that.
        session: The session that was scored, if it was that.
        when: The day of scoring.
        scores: One for each criterion that was looked at, in the order given; the rest are not scored.
    """

    KIND = "score_sheet"

    relationship: RelationshipId = activity()
    coachee: PersonId = activity()
    rubric: RubricPin = content()
    practice_round: RoundId | None = content(default=None)
    session: SessionId | None = content(default=None)
    scores: tuple[Score, ...] = content()

    def score(self, criterion: str) -> Score:
        """Return the score of a criterion; not scored where the sheet says nothing of it."""
        given = (one for one in self.scores if one.criterion == criterion)
        return next(given, Score(criterion=criterion, unscored=Unscored.NOT_SCORED))

    @classmethod
    @transition
    def fill_in(
        cls,
        *,
        id: Id,
        relationship: Relationship,
        rubric: Rubric,
        scores: tuple[Score, ...],
        by: str,
        when: date,
        practice_round: PracticeRound | None = None,
        session: Session | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Score the feedback of a round, or a session, by a rubric.

        Raises:
            NotAnAuthor: ``by`` is neither the coachee nor a coach of that day.
            ForeignRecord: what is scored belongs to another relationship.
            WrongState: the session wasn't held, the round has no feedback, or what is scored is void.
            OutOfOrder: dated before what is scored.
            InvalidValue: nothing or two things are scored, a criterion or a level isn't the rubric's, or a
                criterion stands twice.
        """
        ref = f"{cls.KIND} {id}"
        relationship.require_author(ref, "fill_in", by, when)
        given = [one for one in (practice_round, session) if one is not None]
        if len(given) != 1:
            raise InvalidValue("session", "one thing is scored", "give practice_round or session")
        require_order(ref, "fill_in", when, _day_of(ref, relationship, given[0]))
        _require_fitting(scores, rubric)
        return cls(
            id=id,
            relationship=relationship.id,
            coachee=relationship.coachee,
            author=by,
            rubric=rubric.pin,
            practice_round=practice_round.id if practice_round else None,
            session=session.id if session else None,
            when=when,
            scores=scores,
        )

    @transition(amends=True)
    def correct(
        self,
        *,
        rubric: Rubric,
        scores: tuple[Score, ...],
        reason: Text,
        by: str,
        when: date,
        recorded_by: str | None = None,
    ) -> Self:
        """Put scores right, as their author, with a reason; a criterion that isn't given stays as it was.

        Raises:
            NotItsAuthor: ``by`` is somebody else.
            AnotherRubric: it is another rubric than the sheet's, or another version of it.
            InvalidValue: a criterion or a level isn't the rubric's, or a criterion stands twice.
            WrongState: it is void.
        """
        self._require_author("correct", by)
        if rubric.pin != self.rubric:
            raise AnotherRubric(self.ref, "correct", rubric.pin, self.rubric)
        _require_fitting(scores, rubric)
        given = {one.criterion: one for one in scores}
        kept = tuple(given.pop(one.criterion, one) for one in self.scores)
        return self._with(scores=(*kept, *given.values()))


def _day_of(ref: str, relationship: Relationship, scored: PracticeRound | Session) -> date:
    """Return the earliest day on which something can be scored: the day of the session or the feedback."""
    if scored.relationship != relationship.id:
        raise ForeignRecord(ref, "fill_in", scored.ref)
    require_not_void(scored.ref, "scoring it", scored.voided)
    if isinstance(scored, Session):
        if not scored.took_place:
            raise WrongState(scored.ref, "scoring it", scored.status, "held")
        return scored.when
    if scored.feedback is None:
        raise WrongState(scored.ref, "scoring it", "without feedback", "answered with feedback")
    return scored.feedback.when


def _require_fitting(scores: tuple[Score, ...], rubric: Rubric) -> None:
    for place, problem, remedy in _misfits(scores, rubric):
        raise InvalidValue(place, problem, remedy)


def _misfits(scores: tuple[Score, ...], rubric: Rubric) -> Iterator[tuple[str, str, str]]:
    ranks = {one.rank for one in rubric.levels}
    known = [one.id for one in rubric.criteria]
    if not scores:
        yield "scores", "is empty", "score at least one criterion"
    for n, one in enumerate(scores):
        if one.criterion not in known:
            yield f"scores[{n}].criterion", "is no criterion of the rubric", f"known are {', '.join(known)}"
        if one.criterion in (earlier.criterion for earlier in scores[:n]):
            yield f"scores[{n}].criterion", "stands twice", "score each criterion once"
        if one.rank is not None and one.rank not in ranks:
            levels = ", ".join(map(str, sorted(ranks)))
            yield f"scores[{n}].rank", "is the rank of no level of the rubric", f"known are {levels}"
