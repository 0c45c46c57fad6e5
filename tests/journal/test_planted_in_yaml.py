"""Whatever mistakes are planted in a YAML journal: exactly they are told, in place, and nothing is taken."""

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import attrs
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from instructional_coaching.definitions.strict_yaml import Limits, read_yaml
from instructional_coaching.errors import FileRefused
from instructional_coaching.journal.column import VERBS
from tests.journal.again import exported
from tests.journal.term import TERM, School, told
from tests.journal.writing import Page, Raw, page_of

pytestmark = pytest.mark.long

Entry = dict[str, Any]
STYLES = ("line", "line", "broken", "block", "remarked")
HEAD = "title: A term\nstewards: [registry]\n"
PAIRS = ("amara-aisha", "amara-ben", "chloe-niamh", "chloe-yusuf", "dev-callum", "tomasz-ines")
DATES = {"due", "planned_for", "to", "starts", "first", "last", "held"}


@cache
def term() -> tuple[Entry, ...]:
    """Return the register and some of the coaching of the example term, as a journal has them."""
    return tuple(entry for entry, pair in _all() if not pair or pair in PAIRS)


@cache
def relationships() -> tuple[str, ...]:
    """Return the relationship that each entry belongs to; nothing for the register."""
    return tuple(pair for _, pair in _all() if not pair or pair in PAIRS)


@cache
def _all() -> tuple[tuple[Entry, str], ...]:
    school = School().with_staff()
    school.take(TERM / "log.csv")
    tree = read_yaml(exported(school.workspace)[0], "term", Limits(10**6, 20, 10**5))
    of: dict[str, str] = {}
    found: list[tuple[Entry, str]] = []
    for entry in cast("dict[str, list[Entry]]", tree.plain)["journal"]:
        own = entry.get("id") or entry[entry["do"].partition(".")[0]]
        pair = own if entry["do"].startswith("relationship") else entry.get("relationship") or of.get(own, "")
        of.setdefault(own, pair)
        found.append((entry, pair))
    return tuple(found)


@attrs.frozen
class Mistake:
    """A kind of mistake.

    Attributes:
        name: What it is called.
        code: The code that it must be told with.
        at: Whether it is told at the key, at the value or at the entry.
        paths: Gives the paths in an entry that it can be planted at.
        change: Plants it.
        judged: Whether it shows only where what came before is right.
    """

    name: str
    code: str
    at: Literal["key", "value", "entry"]
    paths: Callable[[Entry], list[str]]
    change: Callable[[Entry, str], Entry | Raw]
    judged: bool = False

    def __str__(self) -> str:
        return self.name


def subject(entry: Entry) -> str:
    return "id" if VERBS[entry["do"]].creates else str(entry["do"].partition(".")[0])


def at(*paths: str) -> Callable[[Entry], list[str]]:
    """Return those of the paths that an entry has."""

    def found(entry: Entry) -> list[str]:
        return [path for path in paths if _has(entry, path)]

    return found


def _has(entry: Entry, path: str) -> bool:
    around, _, name = path.rpartition(".")
    inner = _inner(entry, around) if around else entry
    return isinstance(inner, dict) and name in inner


def _inner(entry: Entry, path: str) -> Any:
    name, _, index = path.partition("[")
    inner = entry.get(name)
    return inner[0] if index and inner else inner


def writes(value: Any) -> Callable[[Entry, str], Entry]:
    """Plant a value at a path."""

    def change(entry: Entry, path: str) -> Entry:
        around, _, name = path.rpartition(".")
        (_inner(entry, around) if around else entry)[name] = value
        return entry

    return change


def drops(entry: Entry, path: str) -> Entry:
    del entry[path]
    return entry


def twice(entry: Entry, path: str) -> Entry:
    return {**entry, f"{path} ": entry[path]}  # written without the space


def own_subject(entry: Entry) -> list[str]:
    return [subject(entry)]


def decision(entry: Entry) -> list[str]:
    arranges = entry["do"].startswith("relationship")  # which others may, so that there it is another refusal
    return ["by"] if VERBS[entry["do"]].decision and not arranges else []


def earlier_id(entry: Entry, path: str) -> Entry:
    kind = entry["do"].partition(".")[0]
    taken = next(one["id"] for one in term() if "id" in one and one["do"].startswith(f"{kind}."))
    return entry | {path: taken}


def begins_later(entry: Entry) -> list[str]:
    kind = entry["do"].partition(".")[0]
    begun = [one["id"] for one in term() if "id" in one and one["do"].startswith(f"{kind}.")]
    return ["id"] if entry.get("id") in begun[1:] else []


MISTAKES = (
    Mistake("nothing where something is needed", "missing-key", "entry", at("when", "by", "do"), drops),
    Mistake("no subject", "missing-key", "entry", own_subject, drops),
    Mistake("misspelt key", "unknown-key", "key", lambda _: ["sumary"], writes("x")),
    Mistake("key of a scenario", "unknown-key", "key", lambda _: ["refused"], writes("wrong-state")),
    Mistake("key within a value", "unknown-key", "key",
            lambda entry: ["measure.colour"] if "measure" in entry else [], writes("red")),
    Mistake("number for a text", "invalid-value", "value", at("statement", "summary", "text"), writes(2026)),
    Mistake("list for a text", "invalid-value", "value", at("statement", "summary", "text"), writes(["a"])),
    Mistake("text for a number", "invalid-value", "value", at("minutes", "observed"), writes("45")),
    Mistake("text for a list", "invalid-value", "value", at("goals", "evidence"), writes("ben-g1")),
    Mistake("nothing for a day", "invalid-value", "value", at("when"), writes(Raw("~"))),
    Mistake("day of another style", "invalid-value", "value", at("when", "due"), writes(Raw("10.9.2025"))),
    Mistake("bad instant", "invalid-value", "value", at("logged"), writes("2025-10-01T10:00:00")),
    Mistake("bad word", "invalid-value", "value", at("focus", "measure.better", "segments[0].stance"),
            writes("somehow")),
    Mistake("bad number", "invalid-value", "value", at("value", "measure.target"), writes("twelve")),
    Mistake("escape sequence", "syntax", "value", at("statement", "summary"), writes(Raw('"a\\e[31m"'))),
    Mistake("turning text", "invalid-value", "value", at("statement", "summary"), writes("a\u202eb")),
    Mistake("no id", "invalid-value", "value", own_subject, writes("- -")),
    Mistake("unknown verb", "unknown-verb", "value", at("do"),
            lambda entry, _: entry | {"do": f"{entry['do']}t"}),
    Mistake("no verb", "unknown-verb", "value", at("do"), writes(["goal.adopt"])),
    Mistake("anchor", "syntax", "value", at("by"), writes(Raw("&a ben"))),
    Mistake("no entry", "invalid-value", "entry", lambda _: [""], lambda _e, _p: Raw("goal.adopt by ben")),
    Mistake("key twice", "syntax", "key", lambda _: ["by"], twice),
    Mistake("decision of another", "not-the-coachee", "value", decision, writes("head")),
    Mistake("id twice", "already-exists", "value", begins_later, earlier_id),
    Mistake("day to come", "not-yet", "value",
            lambda e: [] if e["do"].startswith("person") or DATES & e.keys() else ["when"],
            writes("2025-12-24")),
    Mistake("unknown subject", "not-found", "value",
            lambda e: [] if VERBS[e["do"]].creates else [subject(e)], writes("nobody"), judged=True),
)  # fmt: skip
ABLE = {str(one): [n for n, entry in enumerate(term()) if one.paths(entry)] for one in MISTAKES}


@st.composite
def pages(
    draw: st.DrawFn, mistakes: tuple[Mistake, ...], most: int
) -> tuple[Page, list[tuple[int, int, str]]]:
    """Draw a journal with mistakes, each in a relationship of its own, and what must be told of them."""
    entries: list[Entry | Raw] = [deepcopy(one) for one in term()]
    planted: dict[int, tuple[Mistake, str]] = {}
    used: set[str] = set()
    for _ in range(draw(st.integers(1, most))):
        mistake = draw(st.sampled_from(mistakes))
        # On those who are in the register everybody's coaching depends.
        able = [n for n in ABLE[str(mistake)] if most == 1 or relationships()[n]]
        number = draw(st.sampled_from(able))
        if relationships()[number] not in used:
            path = draw(st.sampled_from(mistake.paths(term()[number])))
            entries[number] = mistake.change(deepcopy(term()[number]), path)
            planted[number] = mistake, path
            used.add(relationships()[number])
    styles = [draw(st.sampled_from(STYLES)) for _ in range(7)] * (len(entries) // 7 + 1)
    page = page_of(entries, styles, HEAD)
    return page, [_expected(page, number, *planted[number]) for number in sorted(planted)]


def _expected(page: Page, number: int, mistake: Mistake, path: str) -> tuple[int, int, str]:
    if mistake.at == "entry":
        place = page.entries[number]
    else:
        places = page.keys if mistake.at == "key" else page.values
        place = places[number, f"{path} " if mistake.name == "key twice" else path]
    return (*place, mistake.code)


def refused(page: Page, folder: Path) -> FileRefused:
    """Import a journal that is refused, and see to it that nothing of it is in the store."""
    school, path = School(), folder / "term.yaml"
    path.write_bytes(page.text.encode())
    with pytest.raises(FileRefused) as caught:
        school.take(path)
    assert school.documents() == []
    return caught.value


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
@given(data=st.data())
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_mistake_is_told_by_line_and_column_and_what_hangs_on_it_is_not(
    tmp_path: Path, mistake: Mistake, data: st.DataObject
) -> None:
    page, expected = data.draw(pages((mistake,), 1))
    assert told(refused(page, tmp_path)) == expected


@given(drawn=pages(tuple(one for one in MISTAKES if not one.judged), 6))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_mistakes_are_told_at_once_and_nothing_else_is(
    tmp_path: Path, drawn: tuple[Page, list[tuple[int, int, str]]]
) -> None:
    page, expected = drawn
    raised = refused(page, tmp_path)
    assert told(raised) == expected
    assert not {line for line, _, _ in expected} & set(raised.not_checked)
