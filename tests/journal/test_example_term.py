"""The example term is what a school would bring: it must come in whole, and stay what it says."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import instructional_coaching as ic
from instructional_coaching import Actor
from instructional_coaching.domain import RECORDS, Record
from instructional_coaching.domain.transition import Entry
from instructional_coaching.storage import StorageBackend
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.storage.sqlite import SQLiteBackend
from tests.journal.term import FILES, KINDS, TERM, School, Sheet

STEWARD = Actor("office", steward=True)
ABSENT: set[type[Record]] = {ic.Note}
"""Kinds of which the example has none."""
REGISTER = ("person", "calendar")
"""Kinds that other files bring."""


@pytest.fixture(scope="module", params=["memory", "sqlite"])
def school(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """A school with all of the term, to be read only."""
    backend: StorageBackend = MemoryBackend()
    if request.param == "sqlite":
        backend = SQLiteBackend(tmp_path_factory.mktemp("term") / "school.db")
    yield taken(backend)
    backend.close()


@pytest.fixture(scope="module")
def unit() -> ic.UnitOfWork:
    """A unit with all of the term, to be read only."""
    return taken(MemoryBackend()).workspace.unit(STEWARD)


def taken(backend: StorageBackend) -> School:
    school = School(backend)
    for file in FILES:
        school.take(file)
    return school


def entries(school: School) -> Iterator[Entry]:
    """Yield every entry that the log has brought."""
    with school.workspace.unit(STEWARD) as unit:
        for kind in RECORDS:
            for record in unit.find(kind) if kind.KIND not in REGISTER else ():
                yield from (one.entry for one in unit.history(kind, record.id))


def test_every_line_of_every_file_is_taken() -> None:
    school = School()
    staff, calendar, log = (school.take(file) for file in FILES)
    assert (staff.source, staff.lines, staff.verbs) == ("staff.csv", 19, (("person.join", 19),))
    assert (calendar.source, calendar.lines) == ("calendar.yaml", 8)
    assert (log.source, log.lines) == ("log.csv", 369)
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
    assert lines == Counter(
        (one.verb, one.when.isoformat(), one.by, one.recorded_by) for one in entries(school)
    )


def test_what_was_logged_later_says_so_and_the_rest_was_logged_on_its_day(school: School) -> None:
    log = Sheet.read("log.csv")
    days = {(one.when, one.logged.date()) for one in entries(school) if one.logged}
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
    schools = [taken(MemoryBackend()), taken(SQLiteBackend(tmp_path / "school.db"))]
    in_memory, in_file = (school.documents() for school in schools)
    schools[1].backend.close()
    assert in_memory == in_file
    assert {document.key.kind for document in in_file} == {*KINDS} - {kind.KIND for kind in ABSENT}


def test_decisions_that_a_coach_typed_are_counted_and_stay_unconfirmed_until_settled() -> None:
    school = School().with_staff()
    log = Sheet.read("log.csv")
    decisions = ("agree", "adopt", "set_aside", "complete", "decline", "meet", "revise", "respond")
    typed = [n for n in log.lines if log.get(n, "recorded_by")]
    assert all(log.get(n, "do").endswith(decisions) for n in typed)
    assert school.take(TERM / "log.csv").unconfirmed == len(typed)
    with school.workspace.unit(STEWARD) as unit:
        assert not unit.get(ic.Goal, "ben-g1").unconfirmed, "confirmed on 26 September"
        (open_still,) = unit.get(ic.Goal, "callum-g1").unconfirmed
    assert (open_still.verb, open_still.recorded_by) == ("adopt", "dev")


def test_four_coaches_work_by_three_models_and_three_cadences(unit: ic.UnitOfWork) -> None:
    relationships = list(unit.find(ic.Relationship))
    arranged = [one for relationship in relationships for one in relationship.arrangements]
    assert {one.model.partition("@")[0] for one in arranged if one.model} == {
        "core/instructional-coaching",
        "core/impact-cycle",
        "core/see-name-do",
    }
    assert {one.cadence.partition("@")[0] for one in arranged if one.cadence} == {
        "core/every-two-weeks",
        "core/weekly",
        "oakfield/twice-a-half-term",
    }
    assert {one.coach for relationship in relationships for one in relationship.tenures} == {
        "amara",
        "chloe",
        "dev",
        "tomasz",
    }
    assert len({relationship.coachee for relationship in relationships}) >= 12
    cycles = {one.model.partition("@")[0] for one in unit.find(ic.Cycle)}
    assert cycles == {one.model.partition("@")[0] for one in arranged if one.model}


def test_a_term_has_in_it_what_terms_have(unit: ic.UnitOfWork) -> None:
    """What the page of the example promises to be found in it."""
    then = unit.recall()
    calendar = then.calendar()
    assert calendar is not None
    assert {one.why for one in calendar.marks} == {"INSET", "Year 11 mocks", "Burst water main"}
    assert [term.half_term is not None for term in calendar.terms] == [True, True]
    away = unit.get(ic.Absence, "chloe-away-1")
    assert (away.when, away.last) == (date(2025, 11, 10), date(2025, 11, 21)), "a coach, for two weeks"
    (pattern,) = unit.get(ic.Person, "priya").working
    assert len(pattern.days) == 3
    assert unit.get(ic.Goal, "mei-g1").status is ic.GoalStatus.SET_ASIDE
    responses = {one.response for one in unit.find(ic.PracticeRound)}
    assert responses == {None, *ic.FeedbackResponse}
    assert unit.get(ic.Session, "yusuf-s05").status is ic.SessionStatus.CANCELLED
    late = next(one.entry for one in unit.history(ic.Session, "ben-s04"))
    assert late.logged is not None
    assert (late.logged.date() - late.when).days == 14


def test_on_the_day_that_its_page_tells_of_everything_stands_as_the_page_says(unit: ic.UnitOfWork) -> None:
    page = (TERM / "README.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| (\w+-\w+) \| [^|]+ \| ([a-z ]+) \|", page, flags=re.MULTILINE))
    caseload = unit.caseload(date(2025, 12, 8))
    relationships = [one.id for one in unit.find(ic.Relationship)]
    assert told == {one: str(caseload.explain(one).status).replace("_", " ") for one in relationships}


def test_what_was_logged_a_fortnight_late_was_not_known_before(unit: ic.UnitOfWork) -> None:
    """The session was on 8 October, and typed on the 22nd."""
    day = date(2025, 10, 20)
    assert unit.caseload(day).explain("amara-ben").status == "open"
    known = unit.caseload(day, known_at=day).explain("amara-ben")
    assert (known.status, known.overdue_from) == ("overdue", date(2025, 10, 9))
