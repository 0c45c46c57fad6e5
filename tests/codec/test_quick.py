"""What is known to be as it was written is read quickly, and just as the strict converter reads it."""

import json
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.codec.document import dumps, from_body, to_body, to_plain
from instructional_coaching.codec.quick import Engine, Plain, WithMsgspec
from instructional_coaching.codec.schema import version_of
from instructional_coaching.domain import RECORDS, Session
from instructional_coaching.domain.transition import Record
from instructional_coaching.errors import InvalidInput, SchemaError
from instructional_coaching.workspace.caseload import CaseloadEntry
from tests.codec.strategy import LAW, records
from tests.workspace.specimen import SPECIMENS, read, stocked

needs_msgspec = pytest.mark.skipif(
    find_spec("msgspec") is None, reason="needs msgspec, which the extra fast brings"
)
ENGINES = (Plain, pytest.param(WithMsgspec, marks=needs_msgspec))
every_engine = pytest.mark.parametrize("engine", ENGINES)
every_kind = pytest.mark.parametrize("kind", RECORDS)


@every_engine
@every_kind
@LAW
@given(data=st.data())
def test_a_record_is_read_and_written_as_by_the_strict_converter(
    engine: type[Engine], kind: type[Record], data: st.DataObject
) -> None:
    """Any record that the domain allows, to the byte, and to the type of everything in it."""
    record = data.draw(records(kind))
    quick = engine()
    read, body = quick.reader(kind), dumps(to_plain(record))
    assert read is not None
    assert quick.writer(kind)(record) == body
    found = read(body)
    assert found == record
    assert found.unsaved == ()
    assert (repr(to_plain(found)), hash(found)) == (repr(to_plain(record)), hash(record))


@every_engine
@every_kind
def test_entries_that_are_not_saved_are_no_part_of_what_is_written(
    engine: type[Engine], kind: type[Record]
) -> None:
    """Whichever way it is written."""
    with stocked() as shop:
        record = SPECIMENS[kind.KIND].step(read(shop, SPECIMENS[kind.KIND]))
    assert record.unsaved
    assert engine().writer(kind)(record) == dumps(to_plain(record))


@every_engine
def test_an_entry_of_the_caseload_is_read_quickly_too(engine: type[Engine]) -> None:
    """It is read more often than anything else."""
    assert engine().reader(CaseloadEntry) is not None


def session_body(**changed: Any) -> str:
    """Return the body of a session in which something was changed by hand."""
    with stocked() as shop:
        return dumps(to_plain(read(shop, SPECIMENS["session"])) | changed)


@every_engine
@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("minutes", "45"),
        ("minutes", 4.5),
        ("when", "yesterday"),
        ("kind", "chat"),
        ("goals", "g1"),
        ("id", 5),
    ],
)
def test_what_is_of_another_type_is_refused_by_every_engine(
    engine: type[Engine], field: str, given: object
) -> None:
    """And then by the strict converter, which says where it is."""
    quick = engine().reader(Session)
    assert quick is not None
    with pytest.raises(Exception):  # noqa: B017 - each engine has errors of its own
        quick(session_body(**{field: given}))
    with pytest.raises(InvalidInput) as raised:
        from_body(Session, session_body(**{field: given}), 1, "here", intact=True)
    assert [one.path for one in raised.value.problems] == [f"$.{field}"]


def test_what_is_not_known_to_be_intact_is_checked_in_full() -> None:
    """A session of no minutes is none, also where its type is right."""
    body = session_body(minutes=0, segments=[])
    with pytest.raises(InvalidInput, match="minutes"):
        from_body(Session, body, version_of("session"), "here")


def test_a_document_of_another_version_is_never_read_quickly() -> None:
    """A newer one is refused, and not half read."""
    with pytest.raises(SchemaError):
        from_body(Session, session_body(), version_of("session") + 1, "here", intact=True)


def test_without_msgspec_all_is_read_by_the_standard_library() -> None:
    """In a process in which it can't be found."""
    script = """
import sys
sys.modules["msgspec"] = None
import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name == "msgspec" else found(name, package)
from instructional_coaching.codec.quick import Plain, engine
from instructional_coaching.codec.document import from_body
from instructional_coaching.domain import Session
assert isinstance(engine(), Plain)
print(from_body(Session, sys.argv[1], 1, "here", intact=True).id)
"""
    ran = subprocess.run(
        [sys.executable, "-c", script, session_body()], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == json.loads(session_body())["id"]


def test_nothing_is_made_for_a_kind_before_one_of_it_is_read() -> None:
    """A process that only opens a store makes none of it."""
    script = """
from instructional_coaching import Actor, Workspace
from instructional_coaching.codec.assembly import assembled
from instructional_coaching.storage.memory import MemoryBackend
Workspace(MemoryBackend()).unit(Actor("amara"))
print(assembled.cache_info().currsize)
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "0"


@needs_msgspec
def test_what_was_written_by_either_is_read_by_the_other() -> None:
    """A store doesn't depend on what is installed."""
    with stocked() as shop:
        record = read(shop, SPECIMENS["goal"])
    assert (
        to_body(record) == Plain().writer(type(record))(record) == WithMsgspec().writer(type(record))(record)
    )
