"""Entries to stored text and back, and a verb's arguments from plain values.

An entry's free text sits in a part of its own, ``erasable``, so that an erasure can take it out and leave
who did what, and when.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, Optional, get_args, get_origin

from instructional_coaching.codec.converter import converter
from instructional_coaching.codec.moment import read_date, read_instant
from instructional_coaching.codec.problem import problems_in
from instructional_coaching.domain.check import Bounds, Id, NamesDefinition
from instructional_coaching.domain.transition import ATTRIBUTION, Entry, Record, Verb, verbs_of
from instructional_coaching.domain.value import Value
from instructional_coaching.errors import InvalidInput, Problem


@cache
def holds_text(annotation: Any) -> bool:
    """Say whether values of this annotation may hold free text."""
    if annotation is str:
        return True
    if get_origin(annotation) is Annotated:
        base, rule = get_args(annotation)[:2]
        return base is str and isinstance(rule, Bounds)
    if isinstance(annotation, type):
        return issubclass(annotation, Value)
    return any(holds_text(part) for part in get_args(annotation) if part is not ...)


def entry_to_plain(record: type[Record], entry: Entry) -> dict[str, Any]:
    """Return an entry as plain values, its free text apart."""
    verb = verbs_of(record)[entry.verb]
    parts: dict[str, dict[str, Any]] = {"arguments": {}, "erasable": {}}
    for name, given in entry.arguments:
        annotation = _annotation(verb, name)
        part = "erasable" if holds_text(annotation) else "arguments"
        parts[part][name] = converter().unstructure(given, unstructure_as=annotation)
    return {
        "verb": entry.verb,
        "by": entry.by,
        "recorded_by": entry.recorded_by,
        "when": entry.when.isoformat(),
        "logged": entry.logged.isoformat() if entry.logged else None,
        **parts,
    }


def entry_from_plain(record: type[Record], plain: Mapping[str, Any], source: str) -> Entry:
    """Return the entry that plain values describe.

    Raises:
        InvalidInput: with every problem found, by path.
    """
    verb = verbs_of(record).get(plain["verb"])
    if verb is None:
        hint = "see the verbs of its kind"
        raise InvalidInput(source, (Problem(source, 0, 0, "verb", "is no verb", hint, "unknown-verb"),))
    given = {**plain["arguments"], **plain["erasable"]}
    arguments = {name: given[name] for name in verb.parameters if name in given}
    structured = _structured(verb, arguments, source)
    return Entry(
        verb=plain["verb"],
        arguments=tuple(structured.items()),
        by=plain["by"],
        recorded_by=plain["recorded_by"],
        when=read_date(plain["when"]),
        logged=None if plain["logged"] is None else read_instant(plain["logged"]),
    )


def arguments_from(verb: Verb, plain: Mapping[str, Any], source: str) -> dict[str, Any]:
    """Return a verb's arguments from plain values, with its attribution; records stay ids.

    Args:
        verb: The verb.
        plain: Values by parameter name, as JSON has them; a definition by its id or its pin.
        source: What to call them in problems.

    Raises:
        InvalidInput: with every problem found, by parameter.
    """
    known = {*verb.parameters, *ATTRIBUTION}
    hint = f"known are {', '.join(sorted(known))}"
    problems = [
        Problem(source, 0, 0, name, "is no parameter of this verb", hint, "unknown-key")
        for name in plain
        if name not in known
    ]
    problems += [
        Problem(source, 0, 0, name, "is missing", "give it", "missing-key")
        for name in sorted(verb.required - set(plain))
    ]
    structured: dict[str, Any] = {}
    try:
        structured = _structured(verb, {n: v for n, v in plain.items() if n in known}, source)
    except InvalidInput as raised:
        problems += raised.problems
    if problems:
        raise InvalidInput(source, tuple(problems))
    return structured


def _annotation(verb: Verb, name: str) -> Any:
    if name in ATTRIBUTION:
        return {"by": Id, "when": date, "recorded_by": Id | None}[name]
    named: Any = verb.parameters[name]
    if name in verb.definitions:
        named = Annotated[str, NamesDefinition(verb.definitions[name].KIND, pinned=False)]
    elif name in verb.records:
        named = Id
    else:
        return named
    return named if name in verb.required else Optional[named]  # noqa: UP045 - `|` needs a type it can see


def _structured(verb: Verb, plain: Mapping[str, Any], source: str) -> dict[str, Any]:
    problems: list[Problem] = []
    structured: dict[str, Any] = {}
    for name, given in plain.items():
        try:
            structured[name] = converter().structure(given, _annotation(verb, name))
        except Exception as raised:  # noqa: BLE001 - whatever cattrs collects becomes problems, without values
            problems += problems_in(raised, source, name)
    if problems:
        raise InvalidInput(source, tuple(problems))
    return structured
