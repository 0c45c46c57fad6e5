"""At which revision documents were met, of the latest of them only, so that a long search needs no memory."""

from itertools import islice

from instructional_coaching.storage.port import Key

MOST_MET = 10_000
"""Of how many documents that it has only read a unit remembers the revision."""


class Met:
    """The revisions at which a unit met documents first."""

    def __init__(self) -> None:
        self._revisions: dict[Key, int] = {}

    def __contains__(self, key: Key) -> bool:
        return key in self._revisions

    def revision(self, key: Key, now: int) -> int:
        """Return at which revision a document was met; that of now where it wasn't."""
        return self._revisions.get(key, now)

    def meet(self, key: Key, revision: int) -> None:
        """Remember a revision, unless an earlier one is remembered. The earlier half is let go in time."""
        self._revisions.setdefault(key, revision)
        if len(self._revisions) > MOST_MET:
            self._revisions = dict(islice(self._revisions.items(), MOST_MET // 2, None))
