"""A private note: a record of its own, which nobody but its author sees in the product.

A person it is about may ask for it by law; a host's form for notes should say so.
"""

from datetime import date
from typing import Self

from instructional_coaching.domain.authored import Authored
from instructional_coaching.domain.check import Id, PersonId, Text
from instructional_coaching.domain.transition import transition
from instructional_coaching.domain.value import content, value


@value
class Note(Authored):
    """Something its author keeps to themselves.

    Attributes:
        about: The person it is about.
        when: The day it was written.
        text: What it says.
    """

    KIND = "note"

    about: PersonId = content()
    text: Text = content()

    @classmethod
    @transition
    def write(
        cls,
        *,
        id: Id,
        about: PersonId,
        text: Text,
        by: str,
        when: date,
        recorded_by: str | None = None,
    ) -> Self:
        """Write a note about somebody."""
        return cls(id=id, author=by, about=about, text=text, when=when)

    @transition(amends=True)
    def correct(
        self, *, text: Text, reason: Text, by: str, when: date, recorded_by: str | None = None
    ) -> Self:
        """Put the text right, with a reason; the earlier text stays in the history.

        Raises:
            NotItsAuthor: ``by`` is somebody else.
            WrongState: it is void.
        """
        self._require_author("correct", by)
        return self._with(text=text)
