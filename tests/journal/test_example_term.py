"""The example term is what a school would bring: it must come in whole, and stay what it says."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import instructional_coaching as ic
from instructional_coaching import Actor
from instructional_coaching.domain import RECORDS, Record
from instructional_coaching.storage import StorageBackend
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.storage.sqlite import SQLiteBackend
from tests.journal.term import KINDS, TERM, School, Sheet

STEWARD = Actor("office", steward=True)
ABSENT: set[type[Record]] = {
    ic.Note,
    *(kind for kind in RECORDS if kind.KIND in ("practice_round", "score_sheet", "cycle")),
}
"""Kinds of which the example has none."""


@pytest.fixture(params=["memory", "sqlite"])
def school(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[School]:
    backend: StorageBackend = (
        MemoryBackend() if request.param == "memory" else SQLiteBackend(tmp_path / "school.db")
    )
    taken = School(backend).with_staff()
    taken.take(TERM / "log.csv")
    yield taken
    backend.close()


def test_every_line_of_both_files_is_taken() -> None:
    school = School()
    staff, log = school.take(TERM / "staff.csv"), school.take(TERM / "log.csv")
    assert (staff.source, staff.lines, staff.verbs) == ("staff.csv", 18, (("person.join", 18),))
    assert (log.source, log.lines) == ("log.csv", 219)
    assert dict(log.verbs) == Counter(row[4] for row in Sheet.read("log.csv").rows)


def test_each_line_is_one_entry_with_its_day_its_author_and_who_typed_it(school: School) -> None:
    log = Sheet.read("log.csv")
    lines = Counter(
        (
            log.get(n, "do"),
            log.get(n, "when"),
            log.get(n, "by"),
            log.get(n, "recorded_by") or log.get(n, "by"),
        )
        for n in log.lines
    )
    with school.workspace.unit(STEWARD) as unit:
        entries = Counter(
            (one.entry.verb, one.entry.when.isoformat(), one.entry.by, one.entry.recorded_by)
            for relationship in unit.find(ic.Relationship)
            for one in unit.timeline(relationship.id)
        )
    assert entries == lines


def test_what_was_logged_later_says_so_and_the_rest_was_logged_on_its_day(school: School) -> None:
    log = Sheet.read("log.csv")
    with school.workspace.unit(STEWARD) as unit:
        days = {
            (one.entry.when, one.entry.logged.date())
            for relationship in unit.find(ic.Relationship)
            for one in unit.timeline(relationship.id)
            if one.entry.logged
        }
    late = {(log.get(n, "when"), log.get(n, "logged")) for n in log.lines if log.get(n, "logged")}
    assert {(str(when), str(logged)) for when, logged in days if when != logged} == late


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.KIND)
def test_every_record_is_what_its_entries_lead_to(school: School, kind: type[Record]) -> None:
    with school.workspace.unit(STEWARD) as unit:
        records = list(unit.find(kind))
        assert bool(records) == (kind not in ABSENT)
        for record in records:
            assert unit.rebuilt(kind, record.id) == record


def test_both_stores_hold_the_same_and_answer_the_same(tmp_path: Path) -> None:
    """Every record, every entry, every date and tag, to the last character."""
    schools = [School(MemoryBackend()), School(SQLiteBackend(tmp_path / "school.db"))]
    for school in schools:
        school.with_staff().take(TERM / "log.csv")
    in_memory, in_file = (school.documents() for school in schools)
    schools[1].backend.close()
    assert in_memory == in_file
    assert {document.key.kind for document in in_file} == {*KINDS} - {kind.KIND for kind in ABSENT}


def test_decisions_that_a_coach_typed_are_counted_and_stay_unconfirmed_until_settled() -> None:
    school = School().with_staff()
    log = Sheet.read("log.csv")
    decisions = ("agree", "adopt", "set_aside", "complete", "decline", "meet", "revise")
    typed = [n for n in log.lines if log.get(n, "recorded_by")]
    assert all(log.get(n, "do").endswith(decisions) for n in typed)
    assert school.take(TERM / "log.csv").unconfirmed == len(typed)
    with school.workspace.unit(STEWARD) as unit:
        assert not unit.get(ic.Goal, "ben-g1").unconfirmed, "confirmed on 26 September"
        (open_still,) = unit.get(ic.Goal, "callum-g1").unconfirmed
    assert (open_still.verb, open_still.recorded_by) == ("adopt", "dev")
