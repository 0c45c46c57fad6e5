"""A cell says what it says: whatever a verb takes can be written in a table, and is read back as it was."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from instructional_coaching.codec.entry import arguments_from
from instructional_coaching.domain import RECORDS
from instructional_coaching.domain.link import Link
from instructional_coaching.domain.stance import Segment
from instructional_coaching.domain.transition import Verb, verbs_of
from instructional_coaching.errors import InvalidValue
from instructional_coaching.journal.cell import plain_from_cell
from instructional_coaching.journal.line import step_of_line
from instructional_coaching.journal.table import read_table
from tests.journal.rendering import cells_for, fitting
from tests.journal.term import NOW

VERBS: Mapping[str, Verb] = {name: verb for record in RECORDS for name, verb in verbs_of(record).items()}


def read_back(path: Path, do: str, cells: Mapping[str, str], separator: str) -> dict[str, Any]:
    """Write a line, read it, and return the verb's arguments as structured values."""
    made = io.StringIO()
    csv.writer(made, delimiter=separator).writerows([["do", *cells], [do, *cells.values()]])
    path.write_bytes(made.getvalue().encode())
    table = read_table(path)
    step = step_of_line(table, table.lines[0], "office", NOW)
    plain = {name: one for name, one in step.arguments().items() if name != "logged"}
    return arguments_from(VERBS[do], plain, do)


@pytest.mark.parametrize("do", VERBS)
@given(data=st.data(), separator=st.sampled_from(",;\t"))
@settings(max_examples=25, deadline=None)
def test_every_argument_of_every_verb_is_read_back_from_its_cells(
    tmp_path_factory: pytest.TempPathFactory, do: str, data: st.DataObject, separator: str
) -> None:
    verb = VERBS[do]
    arguments: dict[str, Any] = {}
    for name, annotation in verb.parameters.items():
        if name in verb.required or data.draw(st.booleans(), label=f"with {name}"):
            arguments[name] = data.draw(fitting(annotation), label=name)
    cells = {"when": "2025-09-04", "by": "ben"}
    for name, one in arguments.items():
        cells |= cells_for(name, one)
    read = read_back(tmp_path_factory.getbasetemp() / "cells.csv", do, cells, separator)
    assert (read.pop("by"), read.pop("recorded_by"), str(read.pop("when"))) == ("ben", "office", "2025-09-04")
    assert read == arguments


@pytest.mark.parametrize(
    ("text", "annotation", "plain"),
    [
        ("45", int, 45),
        ("+45", int, 45),
        ("-45", int, -45),
        ("4 5", int, "4 5"),
        ("9" * 19, int, "9" * 19),
        ("TRUE", bool, True),
        ("False", bool, False),
        ("yes", bool, "yes"),
        ("1", bool, "1"),
        ("a;b", str, "a;b"),
        ("a; b;;c ;", tuple[str, ...], ["a", "b", "c"]),
        (";", tuple[str, ...], []),
        ("a;b", tuple[str, ...] | None, ["a", "b"]),
        ("directive 15", Segment | None, {"stance": "directive", "minutes": 15}),
        ("directive", Segment, {"stance": "directive"}),
        ("directive\n 15;dialogical  5", tuple[Segment, ...],
         [{"stance": "directive", "minutes": 15}, {"stance": "dialogical", "minutes": 5}]),
        ("https://a.example 2026-01-31", Link, {"url": "https://a.example", "expires": "2026-01-31"}),
    ],
)  # fmt: skip
def test_a_cell_becomes_what_its_parameter_asks_for_or_stays_text(
    text: str, annotation: object, plain: object
) -> None:
    """The strict converter refuses the text then, in its own words."""
    assert plain_from_cell(text, annotation) == plain
    assert type(plain_from_cell(text, annotation)) is type(plain)


def test_a_value_has_no_more_parts_than_fields() -> None:
    with pytest.raises(InvalidValue) as caught:
        plain_from_cell("directive 15 minutes", Segment)
    assert caught.value.code == "invalid-value"
    assert caught.value.hint == "write stance minutes; separate items with ;"
