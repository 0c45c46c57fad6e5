"""The names of the package: each under the type that the stub says, and loaded when it is asked for."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

from instructional_coaching import domain
from instructional_coaching.domain import DEFINITIONS, KINDS, RECORDS
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.transition import Record

STUB = Path(str(domain.__file__)).with_suffix(".pyi")
NAMES = {
    str(alias.asname): str(node.module)
    for node in ast.parse(STUB.read_text("utf-8")).body
    if isinstance(node, ast.ImportFrom)
    for alias in node.names
    if alias.asname
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_what_checkers_take_it_for(name: str) -> None:
    """The stub and the package can't disagree about where a class comes from."""
    assert getattr(domain, name) is getattr(import_module(NAMES[name]), name)


@pytest.mark.parametrize("kind", KINDS)
def test_a_class_is_found_by_its_kind(kind: str) -> None:
    """What is stored under a kind is read as this class, which checkers know too."""
    assert kind == KINDS[kind].KIND
    assert KINDS[kind].__name__ in NAMES


def test_a_record_or_a_definition_that_checkers_know_is_among_its_sort() -> None:
    """A kind that was forgotten could not be read back."""
    known = [getattr(domain, name) for name in NAMES]
    assert {one for one in known if issubclass(one, Record)} == {Record, *RECORDS}
    assert {one for one in known if issubclass(one, Definition)} == {Definition, *DEFINITIONS}
    assert tuple(KINDS.values()) == RECORDS


def test_what_is_no_kind_is_not_found() -> None:
    """Neither by asking nor by looking."""
    assert "gaol" not in KINDS
    assert len(KINDS) == len(RECORDS)
    with pytest.raises(KeyError, match="gaol"):
        KINDS["gaol"]


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    """So that `hasattr` behaves."""
    with pytest.raises(AttributeError, match="Gaol"):
        getattr(domain, "Gaol")  # noqa: B009 - a checker refuses the plain form
