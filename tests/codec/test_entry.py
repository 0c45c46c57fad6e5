"""Entries to stored text and back: whole, in their order, with their free text apart."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, get_args, get_origin

import pytest
from hypothesis import given, settings, strategies as st

from instructional_coaching.codec.document import dumps
from instructional_coaching.codec.entry import arguments_from, entry_from_plain, entry_to_plain, holds_text
from instructional_coaching.codec.moment import read_instant
from instructional_coaching.domain import RECORDS, Note, Session
from instructional_coaching.domain.check import Bounds, Id, Label, Minutes, PersonId, Text
from instructional_coaching.domain.link import Link
from instructional_coaching.domain.measure import Measure
from instructional_coaching.domain.people import Duty
from instructional_coaching.domain.stance import Segment
from instructional_coaching.domain.transition import Entry, Record, verbs_of
from instructional_coaching.errors import CoachingError, InvalidInput, InvalidValue
from instructional_coaching.workspace.shelving import ENTRY
from instructional_coaching.workspace.workspace import Workspace
from tests.codec.strategy import LAW, arguments
from tests.workspace.school import code_of, stored
from tests.workspace.situation import SITUATIONS, furnished, records_of
from tests.workspace.specimen import MARK, stocked

VERBS = {name: (record, verb) for record in RECORDS for name, verb in verbs_of(record).items()}
LOGGED = datetime(2025, 10, 2, 9, 30, 15, 250, tzinfo=UTC)


@pytest.fixture(scope="module")
def shop() -> Iterator[Workspace]:
    """A school in which every verb can be taken."""
    with furnished() as workspace:
        yield workspace


def there_and_back(kind: type[Record], entry: Entry) -> Entry:
    """Write an entry as text and read it again."""
    return entry_from_plain(kind, json.loads(dumps(entry_to_plain(kind, entry))), "store")


@pytest.mark.parametrize("do", VERBS)
def test_the_entry_of_every_verb_is_read_as_it_was_written(shop: Workspace, do: str) -> None:
    """The entry that a verb makes is the same after it was stored, with its instant and without."""
    situation = SITUATIONS[do]
    who = situation.someone()
    (entry,) = situation.called(records_of(shop), by=who, recorded_by=who).unsaved
    for one in (entry, entry.stamped(LOGGED)):
        assert there_and_back(situation.kind, one) == one
        assert [name for name, _ in there_and_back(situation.kind, one).arguments] == [
            name for name, _ in one.arguments
        ]


@pytest.mark.parametrize("do", VERBS)
@settings(LAW, max_examples=15)
@given(data=st.data())
def test_any_arguments_of_a_verb_are_read_as_they_were_written(do: str, data: st.DataObject) -> None:
    """Whatever fits a verb's annotations goes there and back, every argument in its place."""
    kind, verb = VERBS[do]
    entry = Entry(
        verb=do,
        arguments=data.draw(arguments(verb)),
        by="ben",
        recorded_by="amara",
        when=date(2025, 10, 1),
        logged=LOGGED,
    )
    assert there_and_back(kind, entry) == entry


def is_free(annotation: Any) -> bool:
    """Say whether an argument is a text in somebody's own words, or several."""
    if get_origin(annotation) is Annotated:
        return get_args(annotation)[0] is str and isinstance(get_args(annotation)[1], Bounds)
    return any(is_free(part) for part in get_args(annotation))


@pytest.mark.parametrize(
    "do", [do for do, (_, verb) in VERBS.items() if any(map(is_free, verb.parameters.values()))]
)
def test_free_text_lies_in_the_part_that_can_be_erased(do: str) -> None:
    """Somebody's own words are in ``erasable`` and nowhere else; who did what, and when, is not in it."""
    kind, verb = VERBS[do]
    free = {name: one for name, one in verb.parameters.items() if is_free(one)}
    texts = tuple(
        (n, (MARK,) if get_origin(one) is tuple or "tuple" in str(one) else MARK) for n, one in free.items()
    )
    entry = Entry(verb=do, arguments=texts, by="ben", recorded_by="amara", when=date(2025, 10, 1))
    plain = entry_to_plain(kind, entry)
    assert set(plain.pop("erasable")) == set(free)
    assert MARK not in dumps(plain)
    assert (plain["verb"], plain["by"], plain["when"]) == (do, "ben", "2025-10-01")


def test_no_stored_entry_has_content_outside_its_erasable_part() -> None:
    """In a whole school with marked texts not one entry tells a word of it elsewhere."""
    erasable = []
    with stocked() as shop:
        for key, document in stored(shop).items():
            if key.kind == ENTRY:
                body = json.loads(document.body)
                erasable.append(json.dumps(body.pop("erasable"), ensure_ascii=False))
                assert MARK not in json.dumps(body, ensure_ascii=False)
                assert MARK not in str((key, document.at, document.tags))
    assert sum(MARK in one for one in erasable) >= 12


@pytest.mark.parametrize(
    ("annotation", "free"),
    [
        (str, True),
        (Text, True),
        (Label | None, True),
        (tuple[Text, ...], True),
        (tuple[Text, ...] | None, True),
        (Measure, True),
        (tuple[Link, ...], True),
        (tuple[Segment, ...] | None, True),
        (Id, False),
        (PersonId | None, False),
        (tuple[Id, ...], False),
        (Minutes, False),
        (frozenset[Duty], False),
        (Duty, False),
        (date | None, False),
        (Decimal, False),
        (bool, False),
    ],
)
def test_what_may_hold_free_text_is_known_by_its_annotation(annotation: Any, free: bool) -> None:
    """Texts and values with fields of their own are erasable; ids, dates and numbers are not."""
    assert holds_text(annotation) is free


def test_an_entry_that_was_not_stamped_says_so() -> None:
    """Without an instant of typing there is none after reading either."""
    entry = Entry(verb="note.void", arguments=(), by="ben", recorded_by="ben", when=date(2025, 10, 1))
    assert entry_to_plain(Note, entry)["logged"] is None
    assert there_and_back(Note, entry).logged is None


def test_an_unknown_verb_in_a_store_is_refused() -> None:
    """An entry of a verb that this library hasn't is refused by name of the place, not passed over."""
    entry = Entry(verb="note.void", arguments=(), by="ben", recorded_by="ben", when=date(2025, 10, 1))
    plain = entry_to_plain(Note, entry) | {"verb": "note.burn"}
    with pytest.raises(InvalidInput) as caught:
        entry_from_plain(Note, plain, "entry/1")
    (problem,) = caught.value.problems
    assert (code_of(caught), problem.path, problem.code) == ("invalid-input", "verb", "unknown-verb")


@pytest.mark.parametrize(
    ("field", "given"),
    [("when", "yesterday"), ("logged", "2025-10-02T09:30:15"), ("logged", "noon"), ("logged", 7), ("by", "")],
)
def test_what_does_not_fit_in_a_stored_entry_is_refused(field: str, given: object) -> None:
    """A date, an instant without its offset, an id: each is as strict as everywhere."""
    entry = Entry(verb="note.void", arguments=(), by="ben", recorded_by="ben", when=date(2025, 10, 1))
    with pytest.raises(CoachingError):
        entry_from_plain(Note, entry_to_plain(Note, entry) | {field: given}, "entry/1")


def test_arguments_that_do_not_fit_in_a_stored_entry_are_all_told() -> None:
    """Every argument that doesn't fit is named by its path."""
    plain = {
        "verb": "session.log",
        "by": "ben",
        "recorded_by": "ben",
        "when": "2025-10-01",
        "logged": None,
        "arguments": {"id": "", "minutes": "5"},
        "erasable": {"segments": [{"stance": "directive"}]},
    }
    with pytest.raises(InvalidInput) as caught:
        entry_from_plain(Session, plain, "entry/1")
    assert [one.path for one in caught.value.problems] == ["id", "minutes", "segments[0].minutes"]


def test_the_arguments_of_a_verb_are_asked_for_by_name() -> None:
    """What is unknown and what is missing is told together with what doesn't fit."""
    verb = verbs_of(Note)["note.write"]
    with pytest.raises(InvalidInput) as caught:
        arguments_from(verb, {"id": "n1", "txt": "x", "by": "", "when": "2025-10-01"}, "form")
    found = [(one.path, one.code) for one in caught.value.problems]
    assert found == [
        ("txt", "unknown-key"),
        ("about", "missing-key"),
        ("text", "missing-key"),
        ("by", "invalid-value"),
    ]
    assert caught.value.problems[0].hint == "known are about, by, id, recorded_by, text, when"


@pytest.mark.parametrize("given", ["2025-10-02T09:30:15", "2025-10-02", "noon", "", 7, None])
def test_an_instant_has_its_offset(given: object) -> None:
    """A time of day without its offset from UTC is no instant, and is refused as such."""
    with pytest.raises(InvalidValue) as caught:
        read_instant(given)
    assert code_of(caught) == "invalid-value"
    assert str(caught.value).startswith(": is not an instant with an offset; write it as ")


@pytest.mark.parametrize("text", ["2025-10-02T09:30:15+01:00", "2025-10-02T08:30:15Z"])
def test_an_instant_is_read_with_its_offset(text: str) -> None:
    """The same moment may be written with one offset or another."""
    assert read_instant(text) == datetime(2025, 10, 2, 8, 30, 15, tzinfo=UTC)
