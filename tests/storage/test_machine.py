"""Both stores against a dict, over random commits and searches."""

import tempfile
from pathlib import Path

from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from instructional_coaching.errors import ConcurrencyConflict
from instructional_coaching.storage import Delete, Document, Key, Put, Query, StorageBackend, Write
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.storage.sqlite import SQLiteBackend
from tests.storage.samples import QUICK

CALM = settings(
    max_examples=60,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
)

keys = st.builds(Key, st.sampled_from(["note", "log"]), st.sampled_from(["a", "B", "\uffff", "\U00010000"]))
dates = st.sampled_from(["", "2024-01-01", "2024-01-02", "2024-01-03"])
tag_sets = st.lists(st.tuples(st.sampled_from("xy"), st.sampled_from("xyz")), max_size=3).map(tuple)
cursors = st.none() | st.tuples(dates, st.sampled_from(["", "a", "C", "\U00010000"]))
queries = st.builds(
    Query,
    kind=st.sampled_from(["note", "log", "none"]),
    tags=tag_sets.map(lambda tags: tags[:2]),
    since=dates,
    until=dates,
    after=cursors,
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


class Store(RuleBasedStateMachine):
    """A store and a dict that are told the same."""

    def __init__(self) -> None:
        super().__init__()
        self.model: dict[Key, Document] = {}
        self.backend = self.opened()

    def opened(self) -> StorageBackend:
        return MemoryBackend()

    @rule(wanted=st.lists(intents(), max_size=4, unique_by=lambda intent: intent[0]))
    def commit(self, wanted: list[tuple[Key, bool, int, Document]]) -> None:
        writes: list[Write] = []
        after = dict(self.model)
        conflict: tuple[str, int, int] | None = None
        for key, deletes, off, new in wanted:
            actual = self.model[key].revision if key in self.model else 0
            expected = max(actual + off, 1 if deletes else 0)
            if deletes:
                writes.append(Delete(key, expected))
                after.pop(key, None)
            else:
                after[key] = Document(key, expected + 1, new.schema, new.body, new.at, new.tags)
                writes.append(Put(after[key], expected))
            if expected != actual and conflict is None:
                conflict = (str(key), expected, actual)
        raised: tuple[object, ...] | None = None
        try:
            self.backend.commit(writes)
        except ConcurrencyConflict as error:
            raised = error.args
        else:
            self.model = after
        assert raised == conflict

    @rule(wanted=st.lists(keys, max_size=5))
    def get(self, wanted: list[Key]) -> None:
        assert list(self.backend.get(wanted)) == [self.model.get(key) for key in wanted]

    @rule(query=queries)
    def find(self, query: Query) -> None:
        found = [
            document
            for key, document in self.model.items()
            if key.kind == query.kind
            and set(query.tags) <= set(document.tags)
            and query.since <= document.at
            and (query.until == "" or document.at <= query.until)
            and (query.after is None or query.after < (document.at, key.id))
        ]
        found.sort(key=lambda document: (document.at, document.key.id))
        assert list(self.backend.find(query)) == found[: query.limit]

    def teardown(self) -> None:
        stored = [*self.backend.find(Query("note")), *self.backend.find(Query("log"))]
        assert {document.key: document for document in stored} == self.model
        self.backend.close()


class File(Store):
    """A store in a file, which is closed and opened again in between."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(dir=QUICK)
        super().__init__()

    def opened(self) -> StorageBackend:
        return SQLiteBackend(Path(self.folder.name) / "store.db")

    @rule()
    def reopen(self) -> None:
        self.backend.close()
        self.backend = self.opened()

    def teardown(self) -> None:
        super().teardown()
        self.folder.cleanup()


def test_the_store_in_memory_does_what_a_dict_does() -> None:
    """Whatever is committed, the store in memory answers like a dict."""
    run_state_machine_as_test(Store, settings=CALM)


def test_the_store_in_a_file_does_what_a_dict_does() -> None:
    """Whatever is committed, and however often it is opened again, the file answers like a dict."""
    run_state_machine_as_test(File, settings=CALM)
