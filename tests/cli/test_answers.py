"""The answers follow from the lines of the log: one of them changed changes what hangs on it, and no more."""

from collections.abc import Callable, Sequence
from difflib import ndiff
from pathlib import Path

import pytest

from instructional_coaching import Actor
from instructional_coaching.cli.screen import console
from instructional_coaching.cli.show import parts
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.storage.sqlite import SQLiteBackend
from tests.cli.running import AS_OF, Answer, coach, filled
from tests.journal.term import NOW, TERM, School, Sheet

SECTIONS = ("Goals", "Stance", "Longest")


def answer(store: str) -> Answer:
    shown = coach("show", "--store", store, *AS_OF, COLUMNS="100")
    assert shown.code == 0, shown.err
    return shown


def goals(shown: Answer) -> dict[str, list[str]]:
    """Return the lines of each goal, under its id."""
    found: dict[str, list[str]] = {}
    for line in shown.section("Goals")[2:]:
        if not line.startswith(" "):
            found[line.split()[1]] = [line]
        else:
            found[list(found)[-1]].append(line)
    return found


def rows(shown: Answer, heading: str) -> dict[str, str]:
    """Return the rows of a section, under the person whose they are."""
    return {line.split()[0]: line for line in shown.section(heading)[2:]}


def changed(before: Answer, after: Answer) -> dict[str, set[str]]:
    """Return whose rows differ, by section; see to it that every other line is the same."""
    differ: dict[str, set[str]] = {}
    own: set[str] = set()
    for section in SECTIONS:
        one, other = (goals(a) if section == "Goals" else rows(a, section) for a in (before, after))
        assert one.keys() == other.keys()
        names = {name for name in one if one[name] != other[name]}
        if names:
            differ[section] = names
        for found in (one, other):
            for name in names:
                lines: str | Sequence[str] = found[name]
                own |= {lines} if isinstance(lines, str) else {*lines}
    delta = [line[2:] for line in ndiff(before.lines, after.lines) if line[0] in "+-"]
    assert {*delta} <= own
    return differ


def without(**cells: str) -> Callable[[Sheet], None]:
    return lambda log: log.drop(log.find(**cells))


def writing(column: str, text: str, **cells: str) -> Callable[[Sheet], None]:
    return lambda log: log.set(log.find(**cells), column, text)


def later_by_two_days(log: Sheet) -> None:
    """The session that ended Mei's long time without contact."""
    log.set(log.find(do="session.hold", session="mei-s03"), "when", "2025-11-16")
    log.set(log.find(do="goal.set_aside", goal="mei-g1"), "when", "2025-11-16")
    lines = sorted(log.rows, key=lambda row: row[0])
    log.rows[:] = lines


@pytest.fixture(scope="module")
def before(term: str) -> Answer:
    return answer(term)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (without(do="session.log", id="kwame-s04"), {"Stance": {"dev"}, "Longest": {"kwame"}}),
        (without(do="session.log", id="aisha-s14"), {"Stance": {"amara"}}),
        (without(do="session.log", id="sofia-s05"), {"Stance": {"chloe"}, "Longest": {"sofia"}}),
        (writing("when", "2025-12-04", id="ben-s08"), {"Longest": {"ben"}}),
        (writing("minutes", "35", id="ben-s01"), {"Stance": {"amara"}}),
        (writing("segments", "dialogical 15; facilitative 15", id="ben-s01"), {"Stance": {"amara"}}),
        (writing("segments", "", id="rhys-s01"), {"Stance": {"tomasz"}}),
        (writing("coach", "", id="sofia-s04"), {}),
        (without(do="goal.confirm", goal="aisha-g1"), {"Goals": {"aisha-g1"}}),
        (without(do="goal.confirm", goal="ben-g1"), {}),
        (writing("recorded_by", "", do="goal.adopt", goal="callum-g1"), {"Goals": {"callum-g1"}}),
        (writing("recorded_by", "dev", do="goal.set_aside", goal="mei-g1"), {"Goals": {"mei-g1"}}),
        (writing("recorded_by", "head", do="goal.adopt", goal="hana-g1"), {"Goals": {"hana-g1"}}),
        (writing("value", "3.1", id="ben-d8"), {"Goals": {"ben-g1"}}),
        (writing("value", "1", do="goal.record_baseline", goal="ben-g1"), {"Goals": {"ben-g1"}}),
        (without(do="data_point.record", id="yusuf-d2"), {"Goals": {"yusuf-g2"}}),
        (writing("when", "2025-09-25", do="goal.adopt", goal="ben-g1"), {"Goals": {"ben-g1"}}),
        (later_by_two_days, {"Goals": {"mei-g1"}, "Longest": {"mei"}}),
        (without(do="session.void", session="hana-s04"), {"Stance": {"tomasz"}}),
        (without(do="session.correct", session="niamh-s03"), {"Stance": {"chloe"}}),
    ],
    ids=lambda one: None if callable(one) else "-".join(sorted({n for names in one.values() for n in names})),
)
def test_one_line_changed_changes_what_hangs_on_it_and_nothing_else(
    before: Answer, tmp_path: Path, edit: Callable[[Sheet], None], expected: dict[str, set[str]]
) -> None:
    log = Sheet.read("log.csv")
    edit(log)
    assert changed(before, answer(filled(tmp_path, log))) == expected


@pytest.mark.parametrize("person", [None, "head", "amara", "tomasz", "niamh", "stranger"])
def test_a_store_in_memory_and_one_in_a_file_give_the_same_answers(
    tmp_path: Path, person: str | None
) -> None:
    told: list[str] = []
    for backend in (MemoryBackend(), SQLiteBackend(tmp_path / "school.db")):
        school = School(backend).with_staff()
        school.take(TERM / "log.csv")
        actor = Actor(person) if person else Actor("office", steward=True)
        screen = console()
        with school.workspace.unit(actor) as unit, screen.capture() as printed:
            screen.print(*parts(unit, NOW.date(), None))
        told.append(printed.get())
        backend.close()
    assert told[0] == told[1]
    assert "Longest" in told[0]


def test_another_coach_of_a_session_moves_its_minutes_from_one_to_the_other(
    before: Answer, tmp_path: Path
) -> None:
    """The stand-in's session, held by the lead instead: contact and goal stay as they were."""
    log = Sheet.read("log.csv")
    for do in ("session.plan", "session.hold"):
        line = next(n for n in log.lines if log.get(n, "do") == do and "sofia-s04" in log.rows[n - 2])
        log.set(line, "coach", "chloe")
        log.set(line, "by", "chloe")
    after = answer(filled(tmp_path, log))
    assert changed(before, after) == {"Stance": {"chloe", "dev"}}
    one, other = rows(before, "Stance"), rows(after, "Stance")
    held = {name: [int(row[name].split()[1]) for row in (one, other)] for name in ("chloe", "dev")}
    assert held["chloe"][1] - held["chloe"][0] == held["dev"][0] - held["dev"][1] == 1
