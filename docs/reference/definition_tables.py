"""The tables for those who write definitions and scenarios, made from the code as every other table is."""

import ast
import inspect
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

import instructional_coaching as ic
from docs.reference.tables import _in_words, _table, _told_fields
from instructional_coaching.domain import model_check, rubric
from instructional_coaching.domain.definition import repeated, unknown_name
from instructional_coaching.domain.value import annotations_of, stored_fields
from instructional_coaching.journal.question import QUESTIONS

_FORMS = {
    "model": ic.CoachingModel,
    "stage": ic.Stage,
    "artefact": ic.Artefact,
    "role_duties": ic.RoleDuties,
    "rubric": ic.Rubric,
    "level": ic.Level,
    "criterion": ic.Criterion,
    "indicator": ic.Indicator,
    "cadence_rule": ic.CadenceRule,
    "requirement": ic.Requirement,
}
_CHECKS: dict[str, tuple[Any, ...]] = {
    "model_faults": (model_check, repeated, unknown_name),
    "rubric_faults": (rubric, repeated, unknown_name),
}
_ALSO_REFUSED = (ic.AccessDenied, ic.NotFound, ic.AlreadyExists, ic.InvalidValue, ic.UnknownDefinition)


def substitutions() -> dict[str, str]:
    """Return every table by the name under which a page asks for it."""
    made = {f"{name}_form": form_table(cls) for name, cls in _FORMS.items()}
    made |= {name: fault_table(sources) for name, sources in _CHECKS.items()}
    return made | {"questions": question_table(), "refusals": refusal_table()}


def form_table(cls: type[Any]) -> str:
    """Return the keys under which a part of a definition is written, with what each holds."""
    told, annotations = _told_fields(cls), annotations_of(cls)
    is_definition = issubclass(cls, ic.Definition)
    rows = (
        (
            f"`{cls.KIND if is_definition and field.name == 'id' else field.name}`",
            "needed" if field.default is attrs.NOTHING else "",
            _in_words(annotations[field.name]),
            told[field.name],
        )
        for field in stored_fields(cls)
    )
    return _table(("Key", "", "Holds", "Meaning"), rows)


def question_table() -> str:
    """Return the questions that a scenario asks, with what is answered."""
    rows = ((f"`{name}`", one.of, one.word, one.parts) for name, one in QUESTIONS.items())
    return _table(("`ask`", "`of`", "`is`", "`has` and `lacks`"), rows)


def refusal_table() -> str:
    """Return the codes by which a step can be refused, with what each says."""
    refusals: tuple[type[ic.CoachingError], ...] = (*_below(ic.TransitionError), *_ALSO_REFUSED)
    rows = ((f"`{one.code}`", (inspect.getdoc(one) or "").partition("\n")[0]) for one in refusals)
    return _table(("`refused`", "What is refused"), rows)


def _below(base: type[ic.CoachingError]) -> Iterator[type[ic.CoachingError]]:
    for one in base.__subclasses__():
        if one.__module__.startswith("instructional_coaching."):
            yield one
            yield from _below(one)


def fault_table(sources: Iterable[Any]) -> str:
    """Return every rule that a check of definitions reports, as its source has them."""
    found = {fault for source in sources for fault in _faults_in(inspect.getsource(source))}
    rows = ((f"`{code}`", problem, remedy) for code, problem, remedy in sorted(found))
    return _table(("Code", "What is wrong", "What to do"), rows)


def _faults_in(source: str) -> Iterator[tuple[str, str, str]]:
    tree = ast.parse(source)
    named = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Fault":
            _, problem, remedy, code = (_words(one, named) for one in node.args[:4])
            yield code, problem, remedy


def _words(node: ast.expr, named: dict[str, ast.expr]) -> str:
    """Return the words of a text in source; what is put in when it is told stands as three points."""
    if isinstance(node, ast.Name) and node.id in named:
        return _words(named[node.id], named)
    if isinstance(node, ast.JoinedStr):
        return "".join(_words(one, named) for one in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else "…"
