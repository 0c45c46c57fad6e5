"""What is promised to several threads that use one store, or several at one place."""

from contextlib import ExitStack, closing
from functools import partial
from threading import Barrier

from instructional_coaching.storage import Query, StorageBackend
from instructional_coaching.testing.store.capability import Capability, needs
from instructional_coaching.testing.store.concurrence import at_once
from instructional_coaching.testing.store.history import ACTS, IDS, Call, impossible, play, read
from instructional_coaching.testing.store.promise import Promises
from instructional_coaching.testing.store.sample import TAGS, document, ids, put, stored
from instructional_coaching.testing.store.work import count_up, delete_one, fill, put_one

CALLERS = "abcd"


class Threads(Promises):
    """Several threads."""

    def test_no_change_of_any_thread_is_lost(self, backend: StorageBackend) -> None:
        """Threads that count documents up together lose none of their steps, and never see half of one."""
        names = [f"{n:02}" for n in range(20)]
        put(backend, *(document(name) for name in names))
        times = 15 * self.effort
        counting = partial(count_up, backend, names, times, len(CALLERS))
        acknowledged = at_once(self.patience, *(counting for _ in CALLERS))
        assert acknowledged == [times] * len(CALLERS)
        last = 1 + times * len(CALLERS)
        assert list(backend.find(Query("note", TAGS))) == [document(name, last, tags=TAGS) for name in names]

    def test_of_threads_with_one_expectation_one_wins(self, backend: StorageBackend) -> None:
        """Of several puts that expect the same revision one is made, and the others conflict with it."""
        for revision in range(20 * self.effort):
            answers = at_once(
                self.patience, *(partial(put_one, backend, "1", revision, caller) for caller in CALLERS)
            )
            assert sorted(answers) == [-1, *[revision + 1] * (len(CALLERS) - 1)]
            found = stored(backend, "1")
            assert found is not None
            assert (found.revision, found.body) == (revision + 1, CALLERS[answers.index(-1)])

    def test_of_a_put_and_a_delete_at_once_one_wins(self, backend: StorageBackend) -> None:
        """A document that is saved and deleted at the same time is either saved or gone, as was told."""
        for number in range(20 * self.effort):
            id = f"{number}"
            put(backend, document(id, tags=TAGS))
            saved, deleted = at_once(
                self.patience, partial(put_one, backend, id, 1, "saved"), partial(delete_one, backend, id, 1)
            )
            assert (saved, deleted) in ((-1, 2), (0, -1))
            assert stored(backend, id) == (document(id, 2, "saved", tags=TAGS) if saved == -1 else None)
            assert (id in ids(backend, Query("note", TAGS))) is (saved == -1)

    def test_threads_that_write_different_documents_never_conflict(self, backend: StorageBackend) -> None:
        """A conflict is about the documents of a commit and no others; nothing that was put is missing."""
        number = 20 * self.effort
        at_once(self.patience, *(partial(fill, backend, caller, number) for caller in CALLERS))
        everything = [f"{caller}-{n:03}" for caller in CALLERS for n in range(number)]
        assert ids(backend, Query("note", TAGS)) == ids(backend, Query("note")) == everything

    def test_threads_read_what_they_like_while_others_write(self, backend: StorageBackend) -> None:
        """A search among commits gives each document as it was at some time, in order, and none twice."""
        names = [f"{n:02}" for n in range(20)]
        put(backend, *(document(name, tags=TAGS) for name in names))
        last = 1 + 10 * self.effort

        def search(query: Query) -> int:
            for _ in range(10 * self.effort):
                found = list(backend.find(query))
                assert [one.key.id for one in found] == names
                assert all(one == document(one.key.id, one.revision, tags=TAGS) for one in found)
            return 0

        counting = partial(count_up, backend, names, 10 * self.effort, 1)
        at_once(self.patience, counting, *(partial(search, Query("note", tags)) for tags in ((), TAGS)))
        assert [one.revision for one in backend.find(Query("note"))] == [last] * len(names)

    def test_what_threads_saw_happened_in_one_order(self, backend: StorageBackend) -> None:
        """Random histories of several threads on one store are linearizable."""
        for seed in range(10 * self.effort):
            self._play(seed, [backend] * len(CALLERS))

    @needs(Capability.SHARED)
    def test_what_several_stores_saw_happened_in_one_order(self, place: str) -> None:
        """Random histories of threads, each with a store of its own at one place, are linearizable."""
        with ExitStack() as stack:
            backends = [stack.enter_context(closing(self.open_backend(place))) for _ in CALLERS]
            for seed in range(4 * self.effort):
                self._play(seed, backends)

    def _play(self, seed: int, backends: list[StorageBackend]) -> None:
        kind = f"round {seed}"
        curtain = Barrier(len(CALLERS))

        def play_all(backend: StorageBackend, caller: str) -> list[Call]:
            calls: list[Call] = []
            try:
                for act in range(ACTS):
                    curtain.wait(self.patience)
                    calls += play(backend, kind, caller, seed, act)
            except BaseException:
                curtain.abort()
                raise
            return calls

        players = zip(backends, CALLERS, strict=True)
        calls = at_once(self.patience, *(partial(play_all, one, caller) for one, caller in players))
        assert impossible([*calls, [read(backends[0], kind, IDS)]]) == "", f"seed {seed}"
        found = list(backends[0].find(Query(kind)))
        for tags in {one.tags for one in found}:
            assert list(backends[-1].find(Query(kind, tags))) == [one for one in found if one.tags == tags]
