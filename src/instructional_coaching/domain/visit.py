"""The way of a cycle through the stages of its model, and what came of them."""

from datetime import date

from instructional_coaching.domain.check import PersonId, Ref, Text, Word
from instructional_coaching.domain.value import Value, content, value


@value
class Visit(Value):
    """A time spent in a stage.

    Attributes:
        stage: The stage.
        since: The first day.
        again: Whether it begins another pass through stages that were gone through before.
        reason: Why, where the order of the model asks for a reason.
    """

    stage: Word = content()
    since: date = content()
    again: bool = content(default=False)
    reason: Text | None = content(default=None)


@value
class Produced(Value):
    """An artefact that came of a stage.

    Attributes:
        artefact: Which, by its word in the model.
        visit: The visit to which it belongs, counted from 0.
        record: The record that it is, as kind and id, where it is one.
        words: Its words, where it has some.
        by: Who added it.
        when: The day to which it belongs: of a session or a data point the day it was held or observed, of
            anything else the day for which it was added.
    """

    artefact: Word = content()
    visit: int = content()
    record: Ref | None = content(default=None)
    words: Text | None = content(default=None)
    by: PersonId = content()
    when: date = content()
