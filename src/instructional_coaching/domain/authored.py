"""Records that their author can correct or void, with a reason; the earlier version stays in the history."""

from datetime import date
from typing import Self

from instructional_coaching.domain.check import PersonId, Text
from instructional_coaching.domain.transition import Record, transition
from instructional_coaching.domain.value import activity, content, value
from instructional_coaching.domain.void import require_not_void
from instructional_coaching.errors import NotItsAuthor


@value
class Authored(Record):
    """Something that somebody recorded.

    Attributes:
        author: Who recorded it; they alone can correct or void it.
        voided: Why it was voided; None while it stands.
    """

    author: PersonId = activity()
    when: date = activity()
    voided: Text | None = content(default=None)

    @transition(amends=True)
    def void(self, *, reason: Text, by: str, when: date, recorded_by: str | None = None) -> Self:
        """Declare that it doesn't hold, with a reason. It stays in the history and counts nowhere.

        Raises:
            NotItsAuthor: ``by`` is somebody else.
            WrongState: it is void already.
        """
        self._require_author("void", by)
        return self._with(voided=reason)

    def _require_author(self, attempted: str, by: str) -> None:
        require_its_author(self.ref, attempted, by, self.author)
        require_not_void(self.ref, attempted, self.voided)


def require_its_author(ref: str, attempted: str, by: str, author: str) -> None:
    """Refuse what only the one who wrote something may do with it.

    Raises:
        NotItsAuthor: ``by`` is somebody else.
    """
    if by != author:
        raise NotItsAuthor(ref, attempted, by)
