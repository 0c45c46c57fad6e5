"""What is promised to several processes that have a store open at one place."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from instructional_coaching.storage import Key, Query, StorageBackend
from instructional_coaching.testing.store.capability import Capability, needs
from instructional_coaching.testing.store.crew import Crew, Member
from instructional_coaching.testing.store.history import ACTS, IDS, call_from, impossible, read
from instructional_coaching.testing.store.promise import Promises
from instructional_coaching.testing.store.sample import TAGS, document, ids, put, stored

NAMES = "abcd"


class Processes(Promises):
    """Several processes."""

    @pytest.fixture(scope="class")
    @classmethod
    def crew(cls) -> Iterator[Crew]:
        """Four processes, kept for all of these promises."""
        crew = Crew(cls, len(NAMES), cls.patience)
        yield crew
        crew.disband()

    @needs(Capability.PROCESSES)
    def test_processes_that_open_a_new_store_at_once_have_the_same(self, crew: Crew, place: str) -> None:
        """Whichever comes first makes it, and none of them hinders or overwrites another."""
        with crew.at(place):
            crew.do(*(["put_one", name, 0, "text"] for name in NAMES))
        with closing(self.open_backend(place)) as backend:
            assert list(backend.find(Query("note", TAGS))) == [document(name, tags=TAGS) for name in NAMES]

    @needs(Capability.PROCESSES)
    def test_no_change_of_any_process_is_lost(self, crew: Crew, place: str, backend: StorageBackend) -> None:
        """Processes that count documents up together lose none of the steps that were acknowledged."""
        put(backend, document("x"), document("y"))
        times = 25 * self.effort
        with crew.at(place):
            acknowledged = crew.do(*(["count_up", ["x", "y"], times, len(NAMES)] for _ in NAMES))
        assert acknowledged == [times] * len(NAMES)
        last = 1 + times * len(NAMES)
        assert list(backend.find(Query("note", TAGS))) == [document(name, last, tags=TAGS) for name in "xy"]

    @needs(Capability.PROCESSES)
    def test_of_processes_with_one_expectation_one_wins(
        self, crew: Crew, place: str, backend: StorageBackend
    ) -> None:
        """Of several puts that expect the same revision one is made, and the others conflict with it."""
        with crew.at(place):
            for revision in range(20 * self.effort):
                answers = crew.do(*(["put_one", "1", revision, name] for name in NAMES))
                assert sorted(answers) == [-1, *[revision + 1] * (len(NAMES) - 1)]
                won = document("1", revision + 1, NAMES[answers.index(-1)], tags=TAGS)
                assert stored(backend, "1") == won

    @needs(Capability.PROCESSES)
    def test_processes_that_write_different_documents_never_conflict(
        self, crew: Crew, place: str, backend: StorageBackend
    ) -> None:
        """Everything that processes put at the same time is there, and none of them had to fail."""
        number = 25 * self.effort
        with crew.at(place):
            crew.do(*(["fill", name, number] for name in NAMES))
        everything = [f"{name}-{n:03}" for name in NAMES for n in range(number)]
        assert ids(backend, Query("note", TAGS)) == ids(backend, Query("note")) == everything

    @needs(Capability.PROCESSES)
    def test_what_processes_saw_happened_in_one_order(
        self, crew: Crew, place: str, backend: StorageBackend
    ) -> None:
        """Random histories of several processes are linearizable."""
        with crew.at(place):
            for seed in range(5 * self.effort):
                kind = f"round {seed}"
                acts = [crew.do(*(["play", kind, name, seed, act] for name in NAMES)) for act in range(ACTS)]
                calls = [[call_from(one) for act in acts for one in act[n]] for n in range(len(NAMES))]
                assert impossible([*calls, [read(backend, kind, IDS)]]) == "", f"seed {seed}"

    @needs(Capability.DURABLE, Capability.PROCESSES)
    def test_what_a_killed_process_committed_is_there_and_nothing_is_torn(self, place: str) -> None:
        """Of a process killed while it commits every acknowledged commit is there, and each is whole."""
        told = 0
        for acknowledged in (1, 2, 3, 5) * self.effort:
            with Member(type(self), self.patience) as one:
                one.is_told("open", place)
                one.answers()
                one.is_told("pair_up", 1000)
                for _ in range(acknowledged):
                    told = one.answers()
                told = max([told, *one.is_killed()])
            with closing(self.open_backend(place)) as backend:
                left, right = backend.get([Key("pair", "left"), Key("pair", "right")])
                assert left is not None
                assert right is not None
                assert (left.revision, left.body) == (right.revision, right.body)
                assert left.revision in (told, told + 1)
                steps = [f"{number:06}" for number in range(left.revision)]
                assert ids(backend, Query("step")) == ids(backend, Query("step", TAGS)) == steps
                put(backend, document(f"after {told}"))
