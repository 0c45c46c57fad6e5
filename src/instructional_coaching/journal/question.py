"""The questions that a scenario asks, by name."""

from collections.abc import Mapping

from instructional_coaching.errors import InvalidValue
from instructional_coaching.journal.answer import Answer, Asked, Question
from instructional_coaching.journal.answer_of_cadence import QUESTIONS_OF_CADENCE
from instructional_coaching.journal.answer_of_profile import QUESTIONS_OF_PROFILES
from instructional_coaching.journal.answer_of_record import QUESTIONS_OF_RECORDS
from instructional_coaching.journal.answer_of_view import QUESTIONS_OF_SIGHT
from instructional_coaching.workspace.unit import UnitOfWork

QUESTIONS: Mapping[str, Question] = {
    **QUESTIONS_OF_RECORDS,
    **QUESTIONS_OF_CADENCE,
    **QUESTIONS_OF_PROFILES,
    **QUESTIONS_OF_SIGHT,
}
"""The questions by name; each comes from the module of its area."""


def ask(question: str, unit: UnitOfWork, asked: Asked) -> Answer:
    """Return the answer to a question.

    Args:
        question: Its name, one of `QUESTIONS`.
        unit: A unit of the person who asks.
        asked: Of what, and as of when.

    Raises:
        NotFound: there is no such record at that time, or this person may not know of it.
        InvalidValue: there is no such question, or no such kind of record.
    """
    found = QUESTIONS.get(question)
    if found is None:
        raise InvalidValue("ask", "is no question", f"the questions are {', '.join(QUESTIONS)}")
    return found.answer(unit, asked)
