"""Kinds of helping relationship, with what characterises each.

The traits follow the founding description of instructional coaching: mentoring as expert and novice,
executive coaching as questions with little need of expertise in the context, sports coaching as goals and
specific feedback on a narrow area, practised several times.
"""

from collections.abc import Mapping
from enum import StrEnum

from instructional_coaching.domain.value import Value, activity, value


class RelationshipKind(StrEnum):
    """A kind of helping relationship."""

    INSTRUCTIONAL_COACHING = "instructional_coaching"
    MENTORING = "mentoring"
    EXECUTIVE_COACHING = "executive_coaching"
    SPORTS_COACHING = "sports_coaching"

    @property
    def traits(self) -> "RelationshipTraits":
        """What characterises the kind."""
        return _TRAITS[self]


@value
class RelationshipTraits(Value):
    """What characterises a kind of helping relationship.

    Attributes:
        context_expertise: The helper needs expertise in the other's own field of work.
        mainly_questions: It works mainly by questions that draw out the other's thinking.
        narrow_practice: It refines a narrow area of practice, several times, with specific feedback.
    """

    context_expertise: bool = activity()
    mainly_questions: bool = activity()
    narrow_practice: bool = activity()


_TRAITS: Mapping[RelationshipKind, RelationshipTraits] = {
    RelationshipKind.INSTRUCTIONAL_COACHING: RelationshipTraits(
        context_expertise=True, mainly_questions=False, narrow_practice=True
    ),
    RelationshipKind.MENTORING: RelationshipTraits(
        context_expertise=True, mainly_questions=False, narrow_practice=False
    ),
    RelationshipKind.EXECUTIVE_COACHING: RelationshipTraits(
        context_expertise=False, mainly_questions=True, narrow_practice=False
    ),
    RelationshipKind.SPORTS_COACHING: RelationshipTraits(
        context_expertise=True, mainly_questions=False, narrow_practice=True
    ),
}
