"""Private content shows nowhere: not in a repr, an error, a log, nor a pickle."""

import logging
import pickle
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.codec.document import from_json, to_json
from instructional_coaching.domain import RECORDS
from instructional_coaching.domain.transition import Record, verbs_of
from instructional_coaching.domain.value import (
    Exposure,
    Value,
    annotations_of,
    exposure_of,
    holds_private,
    stored_fields,
)
from instructional_coaching.errors import CoachingError, NotPickled
from instructional_coaching.workspace.shelving import Recorded, refers_to
from instructional_coaching.workspace.workspace import Workspace
from tests.access.canary import entries_in, everything_in, holds_words, leaks, records_in, told_by, values_in
from tests.workspace.specimen import MARK, NUMBER, marked, stocked

PEOPLE = ("ben", "amara", "dina", "head", "zed", "office")
MISFITS: dict[str, Any] = {
    "too long": marked("x" * 5000),
    "control": marked("\x00"),
    "in a list": [marked("list")],
    "in an object": {"unit": marked("unit"), "url": marked("url"), "stance": marked("stance")},
    "number": float(NUMBER),
}


@pytest.fixture(scope="module")
def shop() -> Iterator[Workspace]:
    """A school whose every private text and number carries the mark."""
    with stocked() as workspace:
        yield workspace


@pytest.fixture(scope="module")
def records(shop: Workspace) -> list[Record]:
    """Every record that is stored, private notes among them."""
    return records_in(shop)


@pytest.fixture(scope="module")
def entries(shop: Workspace) -> list[Recorded]:
    """Every entry that is stored."""
    return entries_in(shop)


def test_the_mark_is_in_every_private_field_that_holds_words(records: list[Record]) -> None:
    """Of every kind there is a record with the mark in each of its content fields: nothing goes untested."""
    planted = {
        (kind.KIND, name)
        for kind in RECORDS
        for record in records
        if type(record) is kind
        for name in annotations_of(kind)
        if MARK in " ".join(everything_in(getattr(record, name)))
    }
    needed = {
        (kind.KIND, field.name)
        for kind in RECORDS
        for field in stored_fields(kind)
        if exposure_of(field) is not Exposure.ACTIVITY and holds_words(annotations_of(kind)[field.name], kind)
    }
    assert len(needed) >= 12
    assert needed - planted == set()


def test_no_repr_shows_content(records: list[Record], entries: list[Recorded]) -> None:
    """Neither a record, nor any value in it, nor an entry shows private content in its repr or str."""
    shown = [*records, *entries]
    values = [inner for one in shown for inner in values_in(getattr(one, "entry", one))]
    assert len({type(one) for one in values}) > 12
    for one in [*shown, *values]:
        assert leaks((repr(one), str(one), f"{one}")) == []
    for cls in {type(one) for one in values}:
        for field in stored_fields(cls):
            assert bool(field.repr) is (exposure_of(field) is Exposure.ACTIVITY)


def test_what_is_private_does_not_pickle(records: list[Record], entries: list[Recorded]) -> None:
    """What holds private fields refuses to be pickled; what pickles holds nothing private."""
    refused = 0
    for one in [*entries, *(inner for record in records for inner in values_in(record))]:
        try:
            written = pickle.dumps(one)
        except NotPickled as refusal:
            refused += 1
            assert told_by(refusal) == []  # noqa: PT017
        else:
            assert isinstance(one, Value)
            assert not holds_private(type(one))
            assert MARK.encode() not in written
    assert refused > 50


def tries(record: Record) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield attempts on every verb of a record's kind, with each kind of misfit in each place."""
    for do, verb in verbs_of(type(record)).items():
        place = "id" if verb.creates else record.KIND
        given: dict[str, Any] = {place: record.id}
        needed = {
            name: "x9" if name in verb.records or refers_to(one) else marked("words")
            for name, one in verb.parameters.items()
            if name in verb.required - {"id"}
        }
        yield do, given
        yield do, {**needed, **given}
        for name in {*verb.parameters, "by", "when", "recorded_by"} - {place}:
            for misfit in MISFITS.values():
                yield do, {**needed, **given, name: misfit}


def refusals(shop: Workspace, records: Iterable[Record]) -> Iterator[CoachingError]:
    """Yield the error of every attempt that is refused, whoever makes it."""
    for record in records:
        for who in PEOPLE:
            unit = shop.unit(Actor(who, steward=who == "office"))
            for do, arguments in tries(record):
                try:
                    unit.perform(do, **arguments)
                except CoachingError as refusal:
                    yield refusal


def test_no_refusal_tells_content(
    shop: Workspace, records: list[Record], caplog: pytest.LogCaptureFixture
) -> None:
    """Thousands of refused verbs, some with private text where none fits: no error repeats any of it.

    Neither its message, nor its parameters, nor what it was raised from, nor its pickle, nor the log.
    """
    with caplog.at_level(logging.DEBUG):
        found = list(refusals(shop, records))
    assert len(found) > 5000
    assert len({type(one) for one in found}) >= 6
    for refusal in found:
        assert told_by(refusal) == []
        assert MARK.encode() not in pickle.dumps(refusal)
    assert leaks(caplog.text) == []


def test_no_problem_of_a_document_tells_content(shop: Workspace, records: list[Record]) -> None:
    """A posted record with something wrong in it is refused without a word of what it says."""
    for record in records:
        text = to_json(record)
        for broken in (text[:-1], text.replace('"schema":1', '"schema":[]'), text.replace('":', '":[', 1)):
            with pytest.raises(CoachingError) as caught:
                from_json(type(record), broken)
            assert told_by(caught.value) == []
            assert MARK.encode() not in pickle.dumps(caught.value)
