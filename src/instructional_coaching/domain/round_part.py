"""What a round of practice is made of: the attempt, the words on it, and what the coachee does with them."""

from datetime import date
from enum import StrEnum

from instructional_coaching.domain.check import Minutes, PersonId, Text
from instructional_coaching.domain.value import Value, content, value


class PracticeSetting(StrEnum):
    """Where an attempt was made."""

    REHEARSAL = "rehearsal"
    LESSON = "lesson"


class FeedbackResponse(StrEnum):
    """What the coachee does with feedback. Declining is neutral; deferring leaves it open."""

    ACCEPTED = "accepted"
    ADAPTED = "adapted"
    DEFERRED = "deferred"
    DECLINED = "declined"


class RoundPart(StrEnum):
    """A part of a round that somebody wrote."""

    PRACTICE = "practice"
    ATTEMPT = "attempt"
    FEEDBACK = "feedback"
    REFLECTION = "reflection"


@value
class Attempt(Value):
    """An attempt at the skill.

    Attributes:
        by: Who noted it.
        when: The day it was made.
        setting: In rehearsal or in a lesson.
        minutes: How long, 1 to 600, where that was said.
        text: What happened, where that was said.
    """

    by: PersonId = content()
    when: date = content()
    setting: PracticeSetting = content()
    minutes: Minutes | None = content(default=None)
    text: Text | None = content(default=None)


@value
class Written(Value):
    """Something that somebody wrote on a day: feedback, or a reflection.

    Attributes:
        by: Who wrote it.
        when: The day.
        text: What it says.
    """

    by: PersonId = content()
    when: date = content()
    text: Text = content()


@value
class RoundStanding(Value):
    """What the coachee's decisions about a round change."""

    response: FeedbackResponse | None = content(default=None)
    response_text: Text | None = content(default=None)
    responded: date | None = content(default=None)
    tried: date | None = content(default=None)
    reflection: Written | None = content(default=None)
