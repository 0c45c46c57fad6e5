"""The five features of coaching, as they are on a day."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction

import attrs


class FeatureName(StrEnum):
    """A feature of coaching."""

    INDIVIDUALISED = "individualised"
    INTENSIVE = "intensive"
    SUSTAINED = "sustained"
    CONTEXT_SPECIFIC = "context_specific"
    FOCUSED = "focused"


class FeatureValue(StrEnum):
    """Whether a feature is met. What can't be told is held against nobody."""

    MET = "met"
    NOT_MET = "not_met"
    CANT_TELL = "cant_tell"


Figure = int | Fraction | date | None


@attrs.frozen
class Feature:
    """One of the five features, as it is on a day.

    Attributes:
        name: Which.
        value: Whether it is met.
        why: Why, in a few words without anything private.
        deciding: Kind and id of the records that decided it.
        figures: The numbers and days behind it, by name.
    """

    name: FeatureName
    value: FeatureValue
    why: str
    deciding: tuple[str, ...] = ()
    figures: Mapping[str, Figure] = attrs.field(factory=dict[str, Figure])


@attrs.frozen
class FiveFeatures:
    """The five features of one relationship, as they are on a day.

    Attributes:
        as_of: The day.
        individualised: Whether it is for one coachee at a time.
        intensive: Whether there is contact at least every couple of weeks.
        sustained: Whether it goes on over time.
        context_specific: Whether it is about the coachee's own class.
        focused: Whether one skill is practised several times.
        in_group: Whether others took part in a session, so that not all of it is one-to-one.
    """

    as_of: date
    individualised: Feature
    intensive: Feature
    sustained: Feature
    context_specific: Feature
    focused: Feature
    in_group: bool

    @property
    def each(self) -> tuple[Feature, ...]:
        """The five, in order."""
        return tuple(getattr(self, name) for name in FeatureName)

    def count(self, value: FeatureValue) -> int:
        """Return how many of them have a value."""
        return sum(one.value is value for one in self.each)
