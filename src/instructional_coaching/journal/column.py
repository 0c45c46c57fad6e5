"""The columns that a table may have: the parameters of the verbs, and what every line of a log needs."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any, get_args

from instructional_coaching.domain import KINDS
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.transition import ATTRIBUTION, Record, Verb, verbs_of
from instructional_coaching.domain.value import annotations_of, is_value, stored_fields
from instructional_coaching.errors import Problem
from instructional_coaching.journal.table import Table

VERBS: Mapping[str, Verb] = {
    name: verb for record in KINDS.values() for name, verb in verbs_of(record).items()
}
NEEDED = ("when", "by", "do")


def value_in(annotation: Any) -> Any:
    """Return the class of values that a parameter takes one of, or None if it takes something else."""
    return next((part for part in (annotation, *get_args(annotation)) if is_value(part)), None)


@cache
def fields_of(annotation: Any) -> Mapping[str, Any]:
    """Return the annotations of the fields that have a column each, where a parameter takes a value."""
    found = None if get_args(annotation)[1:] == (...,) else value_in(annotation)
    if found is None or issubclass(found, Record | Definition):
        return {}
    hints = annotations_of(found)
    return {field.name: hints[field.name] for field in stored_fields(found)}


def problems_of_columns(table: Table) -> Iterator[Problem]:
    """Yield what is wrong with the header line, so that the lines can't be judged."""
    for column in table.columns:
        whole, dot, _ = column.partition(".")
        if column not in _known():
            close = get_close_matches(column.lower(), sorted(_known()), n=1)
            hint = f"did you mean {close[0]}?" if close else "name it as a parameter of a verb, or remove it"
            yield table.problem(1, column, "is no column known here", hint, "unknown-key")
        elif dot and whole in table.columns:
            hint = f"keep {whole}, or the columns of its fields"
            yield table.problem(1, column, f"says in part what {whole} says", hint, "syntax")
    for column in NEEDED if table.is_log else ():
        if column not in table.columns:
            yield table.problem(1, column, "is missing", "every line of a log needs it", "missing-key")


@cache
def _known() -> frozenset[str]:
    parameters = [one for verb in VERBS.values() for one in verb.parameters.items()]
    parts = {f"{name}.{field}" for name, annotation in parameters for field in fields_of(annotation)}
    return frozenset({*ATTRIBUTION, "do", "logged", *KINDS, *parts, *(name for name, _ in parameters)})
