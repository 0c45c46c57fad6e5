"""A store and a dict that are told the same, over random commits and searches."""

from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Final

import attrs
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from instructional_coaching.errors import ConcurrencyConflict
from instructional_coaching.storage import Delete, Document, Key, Put, Query, StorageBackend, Write
from instructional_coaching.testing.store.capability import Capability
from instructional_coaching.testing.store.promise import Promises

KINDS: Final = ("note", "log")

keys = st.builds(Key, st.sampled_from(KINDS), st.sampled_from(["a", "B", "\uffff", "\U00010000"]))
dates = st.sampled_from(["", "2024-01-01", "2024-01-02", "2024-01-03"])
tag_sets = st.lists(st.tuples(st.sampled_from("xy"), st.sampled_from("xyz")), max_size=3).map(tuple)
queries = st.builds(
    Query,
    kind=st.sampled_from([*KINDS, "none"]),
    tags=tag_sets.map(lambda tags: tags[:2]),
    since=dates,
    until=dates,
    after=st.none() | st.tuples(dates, st.sampled_from(["", "a", "C", "\U00010000"])),
    limit=st.none() | st.integers(0, 3),
)


@st.composite
def intents(draw: st.DrawFn) -> tuple[Key, bool, int, Document]:
    """A key, whether to delete it, how far off the expected revision is, and a document to put."""
    key = draw(keys)
    body = draw(st.text(max_size=5))
    return (
        key,
        draw(st.booleans()) and draw(st.booleans()),
        draw(st.sampled_from([0] * 8 + [1, -1])),
        Document(key, 1, draw(st.integers(1, 3)), body, draw(dates), draw(tag_sets)),
    )


class Twins(RuleBasedStateMachine):
    """A store and its model. A run keeps to kinds of its own, so that all runs can have one place."""

    def __init__(self, open_backend: Callable[[], StorageBackend], durable: bool, run: str) -> None:
        super().__init__()
        self.model: dict[Key, Document] = {}
        self.open_backend = open_backend
        self.durable = durable
        self.run = run
        self.backend = open_backend()

    def _own(self, key: Key) -> Key:
        return Key(f"{self.run} {key.kind}", key.id)

    @rule(wanted=st.lists(intents(), max_size=4, unique_by=lambda intent: intent[0]))
    def commit(self, wanted: list[tuple[Key, bool, int, Document]]) -> None:
        """Commit some writes, most of them with the right expectation."""
        writes: list[Write] = []
        after = dict(self.model)
        conflict: tuple[str, int, int] | None = None
        for common, deletes, off, new in wanted:
            key = self._own(common)
            actual = self.model[key].revision if key in self.model else 0
            expected = max(actual + off, 1 if deletes else 0)
            if deletes:
                writes.append(Delete(key, expected))
                after.pop(key, None)
            else:
                after[key] = attrs.evolve(new, key=key, revision=expected + 1)
                writes.append(Put(after[key], expected))
            if expected != actual and conflict is None:
                conflict = (str(key), expected, actual)
        raised: tuple[str, int, int] | None = None
        try:
            self.backend.commit(writes)
        except ConcurrencyConflict as error:
            raised = error.key, error.expected, error.actual
        assert raised == conflict
        if conflict is None:
            self.model = after

    @rule(wanted=st.lists(keys, max_size=5))
    def get(self, wanted: list[Key]) -> None:
        """Read some documents."""
        own = [self._own(key) for key in wanted]
        assert list(self.backend.get(own)) == [self.model.get(key) for key in own]

    @rule(query=queries)
    def find(self, query: Query) -> None:
        """Search by everything that a query can ask for."""
        own = attrs.evolve(query, kind=f"{self.run} {query.kind}")
        found = [one for one in self.model.values() if _is_asked_for(one, own)]
        found.sort(key=lambda one: (one.at, one.key.id))
        assert list(self.backend.find(own)) == found[: query.limit]

    @precondition(lambda self: self.durable)
    @rule()
    def reopen(self) -> None:
        """Close the store, and open it again."""
        self.backend.close()
        self.backend = self.open_backend()

    def teardown(self) -> None:
        """See that the store holds what the model holds, and nothing more."""
        try:
            stored = [one for kind in KINDS for one in self.backend.find(Query(f"{self.run} {kind}"))]
            assert {one.key: one for one in stored} == self.model
            assert len(stored) == len(self.model)
        finally:
            self.backend.close()


class Model(Promises):
    """Everything at random."""

    def random_runs(self) -> settings:
        """How many runs of the machine, and how long each of them is."""
        return settings(
            max_examples=60 * self.effort,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=[HealthCheck.too_slow],
        )

    def test_the_store_does_what_a_dict_does(self, place: str) -> None:
        """Whatever is committed and asked for, however often it is opened, it answers like a dict."""
        runs = count()
        opening = partial(self.open_backend, place)
        durable = Capability.DURABLE in self.capabilities

        class Run(Twins):
            def __init__(self) -> None:
                super().__init__(opening, durable, f"{next(runs)}")

        run_state_machine_as_test(Run, settings=self.random_runs())


def _is_asked_for(one: Document, query: Query) -> bool:
    return (
        one.key.kind == query.kind
        and set(query.tags) <= set(one.tags)
        and query.since <= one.at
        and (query.until == "" or one.at <= query.until)
        and (query.after is None or query.after < (one.at, one.key.id))
    )
