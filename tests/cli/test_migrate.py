"""`coaching migrate`: dry, refused, done, and killed half way in a process of its own."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from instructional_coaching.storage import Document, Key, Put, Query
from instructional_coaching.storage.sqlite import SQLiteBackend
from tests.cli.running import coach, process, store_in
from tests.hooks.installing import install_module, on_the_path

VISITS = 1_800
PAGE = 500
PLUGIN = """
import os
import signal

from instructional_coaching import KindEntry, StorageBackendEntry
from instructional_coaching.hooks import hookimpl
from instructional_coaching.storage.sqlite import SQLiteBackend


class Dying:
    '''A store that is killed with its process, right after so many commits.'''

    def __init__(self, address):
        path, _, self.after = address.removeprefix("dying:///").partition("?")
        self.inner = SQLiteBackend(path)
        self.get, self.find, self.close = self.inner.get, self.inner.find, self.inner.close
        self.commits = 0

    def commit(self, writes):
        self.inner.commit(writes)
        self.commits += bool(writes)
        if self.commits == int(self.after):
            os.kill(os.getpid(), signal.SIGKILL)


def more(document):
    return document | {"steps": document["steps"] + 1}


@hookimpl
def coaching_migrations():
    return [KindEntry("oakfield.visit", (more,))]


@hookimpl
def coaching_storage_backends():
    return [StorageBackendEntry("dying", Dying)]
"""


def visits(path: Path) -> list[tuple[int, int, int]]:
    """Return of every visit how many steps it took, its revision and its version."""
    store = SQLiteBackend(path)
    found = [
        (json.loads(one.body)["steps"], one.revision, one.schema)
        for one in store.find(Query("oakfield.visit"))
    ]
    store.close()
    return found


OLD, NEW = (0, 3, 1), (1, 3, 2)


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """A store with documents of a plugin, all in version 1; the version 2 of the plugin is installed."""
    plugins = tmp_path / "plugins"
    plugins.mkdir()
    install_module(plugins, "oakfield-visits", "2.0", PLUGIN)
    store = SQLiteBackend(tmp_path / "school.db")
    body = json.dumps({"steps": 0})
    ids = [f"school/{number:05d}" for number in range(VISITS)]
    tags = (("school", "school"),)
    store.commit([Put(Document(Key("oakfield.visit", id), 3, 1, body, tags=tags), 0) for id in ids])
    store.close()
    with on_the_path(plugins):
        yield tmp_path / "school.db"


def test_a_dry_run_counts_and_writes_nothing(path: Path) -> None:
    answer = coach("migrate", "--store", store_in(path.parent), "--dry-run")
    assert (answer.code, answer.lines[-2]) == (0, f"{VISITS} documents to rewrite; nothing was written")
    told = json.loads(coach("migrate", "--store", store_in(path.parent), "--dry-run", "--json").out)
    assert told["forms"] == [{"kind": "oakfield.visit", "version": 1, "present": 2, "documents": VISITS}]
    assert (told["dry_run"], told["rewritten"]) == (True, 0)
    assert visits(path) == [OLD] * VISITS


def test_a_migration_says_what_it_did_and_the_second_does_nothing(path: Path) -> None:
    told = json.loads(coach("migrate", "--store", store_in(path.parent), "--json").out)
    assert (told["rewritten"], told["rebuilt"], told["problems"]) == (VISITS, [], [])
    assert visits(path) == [NEW] * VISITS
    answer = coach("migrate", "--store", store_in(path.parent))
    assert (answer.code, answer.lines[-2]) == (0, "0 documents rewritten")


def test_a_newer_document_ends_it_with_the_kind_the_versions_and_the_remedy(path: Path) -> None:
    store = SQLiteBackend(path)
    last = list(store.find(Query("oakfield.visit")))[-1]
    store.commit([Put(attrs.evolve(last, schema=7), 3, rewrites=True)])
    store.close()
    answer = coach("migrate", "--store", store_in(path.parent))
    assert answer.code == 1
    assert "oakfield.visit: schema version 7 is not one of those known (1 to 2)" in answer.err
    assert "install the version of the library or the plugin that wrote it" in answer.err
    assert visits(path)[:-1] == [OLD] * (VISITS - 1)


@pytest.mark.parametrize("commits", [1, 3])
def test_what_a_killed_migration_left_is_done_by_the_next_one(path: Path, commits: int) -> None:
    """Whole commits are there and none by half; run again, every document has taken its step once."""
    plugins = str(path.parent / "plugins")
    address = f"dying:///{path}?{commits}"
    ended = process("migrate", "--store", address, PYTHONPATH=plugins)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert visits(path) == [*[NEW] * (commits * PAGE), *[OLD] * (VISITS - commits * PAGE)]
    ended = process("migrate", "--store", store_in(path.parent), "--json", PYTHONPATH=plugins)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["rewritten"] == VISITS - commits * PAGE
    assert visits(path) == [NEW] * VISITS
    assert coach("doctor", "--store", store_in(path.parent)).code == 0


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("    raise ValueError(document['steps'])", "raised ValueError"),
        ("    return 42", "has a step that returned"),
        ("    return {'steps': object()}", "raised TypeError"),
    ],
)
def test_a_step_of_a_plugin_that_fails_names_the_plugin(tmp_path: Path, step: str, said: str) -> None:
    """And nothing is written."""
    code = PLUGIN.replace('    return document | {"steps": document["steps"] + 1}', step)
    install_module(tmp_path, "oakfield-visits", "2.0", code)
    store = SQLiteBackend(tmp_path / "school.db")
    store.commit([Put(Document(Key("oakfield.visit", "school/1"), 3, 1, '{"steps": 0}'), 0)])
    store.close()
    with on_the_path(tmp_path):
        answer = coach("migrate", "--store", store_in(tmp_path))
    assert answer.code == 1
    assert "oakfield-visits 2.0" in answer.err
    assert said in answer.err
    assert visits(tmp_path / "school.db") == [OLD]


@pytest.mark.parametrize("kind", ["note", "core.note", "Oakfield.visit", "oakfield.", "oakfield/visit"])
def test_a_plugin_can_not_claim_a_kind_of_the_library(tmp_path: Path, kind: str) -> None:
    install_module(tmp_path, "oakfield-visits", "2.0", PLUGIN.replace("oakfield.visit", kind))
    SQLiteBackend(tmp_path / "school.db").close()
    with on_the_path(tmp_path):
        answer = coach("migrate", "--store", store_in(tmp_path))
    assert answer.code == 1
    assert "oakfield-visits 2.0" in answer.err
    assert "no kind in a namespace of your own" in answer.err


def test_two_plugins_can_not_share_a_namespace(tmp_path: Path) -> None:
    install_module(tmp_path, "oakfield-visits", "2.0", PLUGIN)
    other = PLUGIN.replace("oakfield.visit", "oakfield.film").replace('"dying"', '"other"')
    install_module(tmp_path, "other-school", "1.0", other)
    SQLiteBackend(tmp_path / "school.db").close()
    with on_the_path(tmp_path):
        answer = coach("migrate", "--store", store_in(tmp_path))
    assert answer.code == 1
    assert "the namespace oakfield of kinds is brought twice" in answer.err
    assert "oakfield-visits 2.0" in answer.err
    assert "other-school 1.0" in answer.err
