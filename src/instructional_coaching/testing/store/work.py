"""What a caller does, in a thread or a process, with a store that others use at the same time."""

from itertools import count

from instructional_coaching.errors import ConcurrencyConflict
from instructional_coaching.storage import Delete, Document, Key, Put, StorageBackend
from instructional_coaching.testing.store.sample import TAGS, document


def count_up(backend: StorageBackend, ids: list[str], times: int, callers: int) -> int:
    """Count some documents up together, as often as asked, and return how often that was acknowledged.

    Every conflict is met because another caller has committed in between, so there can't be more of them
    than the other callers make commits.

    Raises:
        AssertionError: The documents were not at one revision, or there were more conflicts than commits.
    """
    acknowledged = 0
    for _ in range(times * callers):
        found = [one.revision if one else 0 for one in backend.get([Key("note", id) for id in ids])]
        assert len(set(found)) == 1, f"half of a commit was seen: revisions {sorted(set(found))}"
        revision = found[0]
        try:
            backend.commit([Put(document(id, revision + 1, tags=TAGS), revision) for id in ids])
        except ConcurrencyConflict:
            continue
        acknowledged += 1
        if acknowledged == times:
            return acknowledged
    conflicts, others = times * callers - acknowledged, times * (callers - 1)
    raise AssertionError(f"{conflicts} conflicts, and no more than {others} commits to conflict with")


def put_one(backend: StorageBackend, id: str, expected: int, body: str) -> int:
    """Put one document; return the revision that it conflicts with, or -1 if it was put."""
    try:
        backend.commit([Put(document(id, expected + 1, body, tags=TAGS), expected)])
    except ConcurrencyConflict as conflict:
        return conflict.actual
    return -1


def delete_one(backend: StorageBackend, id: str, expected: int) -> int:
    """Delete one document; return the revision that it conflicts with, or -1 if it was deleted."""
    try:
        backend.commit([Delete(Key("note", id), expected)])
    except ConcurrencyConflict as conflict:
        return conflict.actual
    return -1


def fill(backend: StorageBackend, caller: str, number: int) -> None:
    """Put so many documents, one by one, and read each of them back."""
    for n in range(number):
        one = document(f"{caller}-{n:03}", tags=TAGS)
        backend.commit([Put(one, 0)])
        (found,) = backend.get([one.key])
        assert found == one, f"{one.key} isn't what was just put there"


class PairUp:
    """Counts two documents up together and leaves one of each number, so that a torn commit would show."""

    def __init__(self, backend: StorageBackend) -> None:
        self._backend = backend
        left = backend.get([Key("pair", "left")])[0]
        self._numbers = count(left.revision if left else 0)

    def once(self) -> int:
        """Make the next commit, and return its number."""
        number = next(self._numbers)
        body = f"{number} " * 10_000
        self._backend.commit(
            [
                Put(Document(Key("pair", "left"), number + 1, 1, body, tags=TAGS), number),
                Put(Document(Key("step", f"{number:06}"), 1, 1, "text", tags=TAGS), 0),
                Put(Document(Key("pair", "right"), number + 1, 1, body, tags=TAGS), number),
            ]
        )
        return number + 1
