"""The tables of the reference, made from the code: fields, verbs, errors, and who sees what.

Each function returns Markdown. A page asks for a table by its name, such as ``{{ goal_verbs }}``, and
`substitutions` says what there is.
"""

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, TypeVar, get_args, get_origin

from click.testing import CliRunner

import instructional_coaching as ic
from docs.plugins import promise_list, signature
from instructional_coaching.access.activity import Activity
from instructional_coaching.access.projection import PROJECTIONS
from instructional_coaching.cli.command import coaching
from instructional_coaching.domain import DEFINITIONS, RECORDS
from instructional_coaching.domain.check import (
    Bounds,
    Identifies,
    IsNamespaced,
    IsRef,
    IsWord,
    NamesDefinition,
)
from instructional_coaching.domain.decision import Unconfirmed
from instructional_coaching.domain.transition import ATTRIBUTION
from instructional_coaching.domain.value import Exposure, Value, annotations_of, exposure_of, stored_fields

_LEAVES: Mapping[Any, str] = {
    str: "an id",
    int: "a whole number",
    bool: "true or false",
    date: "a day",
    datetime: "an instant",
    Decimal: "an exact number",
}
_SAID_OF_ALL = {"id": "What it is known by in this school."}


def substitutions() -> dict[str, str]:
    """Return every table by the name under which a page asks for it."""
    from docs.reference import definition_tables  # it makes its tables by way of this module

    made = {
        "errors": error_table(),
        "error_classes": error_classes(),
        "sight": sight_table(),
        "values": values(),
        "words": words(),
        "stances": traits_table(ic.Stance),
        "relationship_kinds": traits_table(ic.RelationshipKind),
        "hooks": signature.hooks(),
        "store_promises": promise_list.promises(),
        "store_capabilities": promise_list.capabilities(),
        "help_coaching": command_help(),
        **{f"help_{name}": command_help(name) for name in coaching.commands},
    }
    made |= definition_tables.substitutions()
    for record in RECORDS:
        made[f"{record.KIND}_fields"] = field_table(record)
        made[f"{record.KIND}_verbs"] = verb_table(record)
    for definition in DEFINITIONS:
        made[f"{definition.KIND}_fields"] = field_table(definition)
    for projection in PROJECTIONS.values():
        made[f"{projection.KIND}_fields"] = field_table(projection, projection.OF)
    return made


# --- records and their verbs ---------------------------------------------------------------------------


def field_table(holder: Any, told_by: Any = None) -> str:
    """Return the fields of a record or a projection: what they hold, and who reads them."""
    told = _told_fields(told_by or holder)
    annotations = annotations_of(holder)
    rows = []
    for field in stored_fields(holder):
        leaders = "yes" if exposure_of(field) is Exposure.ACTIVITY else ""
        rows.append((f"`{field.name}`", _in_words(annotations[field.name]), leaders, told[field.name]))
    if told_by or issubclass(holder, ic.Definition):
        return _table(("Field", "Holds", "Meaning"), ((name, holds, said) for name, holds, _, said in rows))
    return _table(("Field", "Holds", "Activity", "Meaning"), rows)


def verb_table(record: type[ic.Record]) -> str:
    """Return the verbs of a kind of record with their parameters, without the attribution."""
    rows = []
    for name, verb in ic.verbs_of(record).items():
        needed = [one for one in verb.parameters if one in verb.required]
        others = [one for one in verb.parameters if one not in verb.required]
        rows.append(
            (
                f"`{name}`",
                "the coachee’s" if verb.decision else "",
                _parameters(verb, needed),
                _parameters(verb, others),
                _first_sentence(getattr(record, verb.name)),
            )
        )
    return _table(("Verb", "Decision", "Needs", "May be given", "What it does"), rows)


def _parameters(verb: ic.Verb, names: Iterable[str]) -> str:
    return "; ".join(
        f"`{name}` {_in_words(verb.parameters[name])}" for name in names if name not in ATTRIBUTION
    )


def _in_words(annotation: Any) -> str:
    if annotation in _LEAVES:
        return _LEAVES[annotation]
    parts = [one for one in get_args(annotation) if one not in (type(None), ...)]
    if get_origin(annotation) is Annotated:
        return _ruled(parts[0], parts[1])
    if isinstance(annotation, TypeVar):
        return "what the decision changed"
    if get_origin(annotation) is tuple and ... not in get_args(annotation):
        return "a name and a value"
    if get_origin(annotation) in (tuple, frozenset):
        return f"several: {_in_words(parts[0])}"
    if type(None) in get_args(annotation):
        return _in_words(parts[0])
    return _link(get_origin(annotation) or annotation)


def _ruled(holds: Any, rule: Any) -> str:
    """Return in words what an annotation's rule asks for."""
    match rule:
        case Identifies(kind=kind):
            return f"id of a {kind}" if kind else "an id"
        case NamesDefinition(kind=kind):
            return f"pin of a {kind}"
        case IsNamespaced():
            return "id of a definition"
        case IsWord():
            return "a word"
        case IsRef():
            return "a record by kind and id"
        case Bounds(least=least, most=most):
            return f"{'text' if holds is str else 'a number'}, {least} to {most}"
    raise TypeError(f"no words for {rule!r}")


def _link(cls: Any) -> str:
    home = "instructional_coaching" if cls.__name__ in ic.__all__ else cls.__module__
    word = "one of " if issubclass(cls, Enum) else ""
    return f"{word}{{py:class}}`{cls.__name__} <{home}.{cls.__name__}>`"


def _told_fields(cls: type) -> dict[str, str]:
    told = dict(_SAID_OF_ALL)
    for base in reversed(cls.__mro__):
        told |= dict(attributes_told(inspect.getdoc(base) if base.__doc__ else ""))
    return told


def attributes_told(doc: str | None) -> Iterator[tuple[str, str]]:
    """Yield every field that a docstring's *Attributes* section tells of, with what it says."""
    _, _, section = (doc or "").partition("Attributes:\n")
    for found in re.finditer(r"^    (\w+): (.*(?:\n {8}.*)*)", section, flags=re.MULTILINE):
        yield found[1], _markdown(found[2])


def _first_sentence(method: Any) -> str:
    return _markdown((inspect.getdoc(method) or "").partition("\n")[0])


def _markdown(text: str) -> str:
    return " ".join(text.split()).replace("``", "`").replace("|", "\\|")


# --- values and words ----------------------------------------------------------------------------------


def values() -> str:
    """Return what records hold: every class of values, with its fields."""
    parts = []
    for cls in [*_public(Value), Unconfirmed]:
        if not issubclass(cls, ic.Record | Activity | ic.Definition):
            home = "instructional_coaching" if cls.__name__ in ic.__all__ else cls.__module__
            directive = f".. autoclass:: {home}.{cls.__name__}\n   :members:\n"
            parts.append(f"```{{eval-rst}}\n{directive}```\n\n{field_table(cls)}")
    return "\n".join(parts)


def words() -> str:
    """Return every enumeration with its words."""
    parts = []
    for cls in _public(Enum):
        listed = ", ".join(f"``{one.value}``" for one in cls)
        parts.append(f".. autoclass:: instructional_coaching.{cls.__name__}\n   :members:\n\n   {listed}\n")
    return "```{eval-rst}\n" + "\n".join(parts) + "```\n"


def traits_table(words: Any) -> str:
    """Return what characterises each word of an enumeration, side by side."""
    members = list(words)
    names = [field.name for field in stored_fields(type(members[0].traits))]
    rows = ((_said(name), *(_said(getattr(one.traits, name)) for one in members)) for name in names)
    return _table(("", *(_said(one.value) for one in members)), rows)


def _said(thing: object) -> str:
    return {True: "yes", False: "no"}[thing] if isinstance(thing, bool) else str(thing).replace("_", " ")


def _public(base: type) -> list[Any]:
    found = [getattr(ic, name) for name in ic.__all__]
    return [one for one in found if isinstance(one, type) and issubclass(one, base)]


# --- errors --------------------------------------------------------------------------------------------


def error_classes_in_order(base: type[ic.CoachingError] = ic.CoachingError) -> list[type[ic.CoachingError]]:
    """Return a class of error and every class below it, as the code has them."""
    ours = [cls for cls in base.__subclasses__() if cls.__module__.startswith("instructional_coaching.")]
    return [base, *(one for cls in ours for one in error_classes_in_order(cls))]


def error_table() -> str:
    """Return every error by its code, with what a host needs to translate it."""
    rows = (
        (
            f"`{one.code}`",
            one.status,
            f"{{py:exc}}`{one.__name__} <instructional_coaching.{one.__name__}>`",
            ", ".join(f"`{name}`" for name in inspect.signature(one).parameters),
            f"`` {one.says} ``" if one.says else "",
            f"`` {one.remedy} ``" if one.remedy else "",
        )
        for one in error_classes_in_order()
    )
    return _table(("Code", "HTTP status", "Class", "Parameters", "Message", "Hint"), rows)


def error_classes() -> str:
    """Return a directive for every class of error."""
    directives = (
        f".. autoexception:: instructional_coaching.{one.__name__}\n   :show-inheritance:\n"
        for one in error_classes_in_order()
    )
    return "```{eval-rst}\n" + "\n".join(directives) + "```\n"


# --- who sees what -------------------------------------------------------------------------------------

_TODAY = date(2026, 3, 2)
_VIEWERS = {
    "the coachee": ic.Actor("ben"),
    "a coach of today": ic.Actor("cara"),
    "an earlier coach": ic.Actor("amara"),
    "a leader": ic.Actor("head"),
    "a steward": ic.Actor("office", steward=True),
    "anybody else": ic.Actor("priya"),
}


def sight_table() -> str:
    """Return how much of each record each person sees, as the library answers when it is asked."""
    with ic.open_workspace("memory://", clock=lambda: datetime(2026, 3, 2, 9).astimezone()) as workspace:
        with workspace.unit(ic.Actor("office", steward=True)) as unit:
            records = _small_school(unit)
        with workspace.unit(ic.Actor("amara")) as unit:
            note = ic.Note.write(id="n1", about="ben", text="Mine.", by="amara", when=_TODAY)
            records["a private note of the earlier coach’s"] = unit.save(note)
        rows = [
            (name, *(_view(workspace, viewer, record) for viewer in _VIEWERS.values()))
            for name, record in records.items()
        ]
    return _table(("", *_VIEWERS), rows)


def _view(workspace: ic.Workspace, viewer: ic.Actor, record: ic.Record) -> str:
    with workspace.unit(viewer) as unit:
        try:
            seen = unit.view(type(record), record.id)
        except ic.NotFound:
            return "–"
    return "all" if isinstance(seen, ic.Record) else "activity"


def _small_school(unit: ic.UnitOfWork) -> dict[str, ic.Record]:
    start, handed_over = date(2025, 9, 8), date(2026, 1, 5)
    unit.save(ic.Person.join(id="head", by="office", when=start, duties=frozenset({ic.Duty.LEADER})))
    for id_ in ("amara", "ben", "cara", "priya"):
        unit.save(ic.Person.join(id=id_, by="office", when=start))
    pair = ic.Relationship.begin(id="r1", coach="amara", coachee="ben", by="head", when=start)
    pair = unit.save(pair.hand_over(to="cara", by="head", when=handed_over))
    measure = ic.Measure(kind=ic.MeasureKind.SCALE, unit="points", better=ic.Better.UP)
    goal = unit.save(
        ic.Goal.propose(
            id="g1", relationship=pair, statement="A goal.", focus=ic.Focus.STUDENT, measure=measure,
            by="ben", when=start,
        )
    )  # fmt: skip

    def session(id_: str, by: str, when: date) -> ic.Session:
        kind = ic.SessionKind.CONVERSATION
        return ic.Session.log(id=id_, relationship=pair, kind=kind, by=by, when=when)

    def point(id_: str) -> ic.DataPoint:
        return ic.DataPoint.record(
            id=id_, goal=goal, relationship=pair, value=Decimal(1), by="ben", when=start
        )

    def away(id_: str) -> ic.Absence:
        return ic.Absence.note(id=id_, person="ben", by="head", when=_TODAY)

    made: dict[str, ic.Record] = {
        "the coachee’s line in the register": unit.get(ic.Person, "ben"),
        "the school’s calendar": ic.Calendar.draw_up(id="oakfield", by="head", when=start),
        "an absence of the coachee’s": away("x1"),
        "the same absence, voided": away("x2").void(reason="Twice.", by="head", when=_TODAY),
        "the relationship": pair,
        "a goal": goal,
        "an action step": ic.ActionStep.propose(
            id="a1", goal=goal, relationship=pair, text="A step.", by="ben", when=start
        ),
        "a data point": point("d1"),
        "a session of the earlier coach’s time": session("s1", "amara", start),
        "the same session, voided": session("s2", "amara", start).void(
            reason="Twice.", by="amara", when=start
        ),
        "a session of today’s coach’s time": session("s3", "cara", _TODAY),
    }
    return {name: unit.save(record) for name, record in made.items()}


# --- the command ---------------------------------------------------------------------------------------


def command_help(*command: str) -> str:
    """Return what the command says of itself."""
    said = CliRunner(env={"COLUMNS": "80"}).invoke(coaching, [*command, "--help"]).output
    return f"```text\n{said}```\n"


# --- Markdown ------------------------------------------------------------------------------------------


def _table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    head = list(columns)
    lines = (head, ["---"] * len(head), *rows)
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines) + "\n"
