"""Knight's spectrum of coaching stances: facilitative, dialogical, directive.

The stance of a conversation is recorded, by segment, or not recorded; it is never inferred, and never
averaged: the spectrum is ordinal.
"""

from collections.abc import Mapping
from enum import StrEnum

from instructional_coaching.domain.check import Label, Minutes
from instructional_coaching.domain.value import Value, activity, content, value


class Stance(StrEnum):
    """A coach's stance, ordered from facilitative to directive."""

    FACILITATIVE = "facilitative"
    DIALOGICAL = "dialogical"
    DIRECTIVE = "directive"

    @property
    def place(self) -> int:
        """The place on the spectrum, from 0 for facilitative to 2 for directive."""
        return list(Stance).index(self)

    @property
    def traits(self) -> "StanceTraits":
        """What characterises the stance."""
        return _TRAITS[self]

    def __lt__(self, other: object) -> bool:
        return self.place < _place_of(other)

    def __le__(self, other: object) -> bool:
        return self.place <= _place_of(other)

    def __gt__(self, other: object) -> bool:
        return self.place > _place_of(other)

    def __ge__(self, other: object) -> bool:
        return self.place >= _place_of(other)


def _place_of(other: object) -> int:
    if not isinstance(other, Stance):
        raise TypeError("a stance has a place beside stances only, so write Stance(word)")
    return other.place


@value
class StanceTraits(Value):
    """What characterises a stance, after Knight's comparison of the three.

    Attributes:
        expertise: What becomes of the coach's expertise.
        thinking: Who does most of the thinking.
        goal_focus: What the goal is mostly about.
        decides: Who decides.
        talk: What the talk is like.
        suits: When it fits.
    """

    expertise: Label = activity()
    thinking: Label = activity()
    goal_focus: Label = activity()
    decides: Label = activity()
    talk: Label = activity()
    suits: Label = activity()


_TRAITS: Mapping[Stance, StanceTraits] = {
    Stance.FACILITATIVE: StanceTraits(
        expertise="withheld",
        thinking="mostly the coachee",
        goal_focus="teacher",
        decides="the coachee",
        talk="listening, paraphrase, questions",
        suits="a coachee who already knows; any topic",
    ),
    Stance.DIALOGICAL: StanceTraits(
        expertise="shared, as a possibility",
        thinking="both",
        goal_focus="student",
        decides="the coachee, after joint inquiry",
        talk="inquiry balanced with advocacy",
        suits="expertise is needed and context matters",
    ),
    Stance.DIRECTIVE: StanceTraits(
        expertise="the focus of the session",
        thinking="mostly the coach",
        goal_focus="strategy",
        decides="the coach or the programme",
        talk="explain, model, correct",
        suits="a novice; a programme that needs fidelity",
    ),
}


@value
class Segment(Value):
    """A stretch of a session in one stance.

    Attributes:
        stance: The stance taken.
        minutes: How long, 1 to 600.
    """

    stance: Stance = content()
    minutes: Minutes = content()
