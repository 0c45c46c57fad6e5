"""The nouns of coaching and their transitions: frozen values, no input or output, no clock, no plugins.

A class is loaded when it is first asked for, by its name or by its kind; checkers and editors read the types
in the stub beside this file.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module

_RECORDS = {
    "person": "people.Person",
    "calendar": "calendar.Calendar",
    "absence": "absence.Absence",
    "relationship": "relationship.Relationship",
    "goal": "goal.Goal",
    "action_step": "action_step.ActionStep",
    "data_point": "data_point.DataPoint",
    "session": "session.Session",
    "practice_round": "practice_round.PracticeRound",
    "score_sheet": "score_sheet.ScoreSheet",
    "cycle": "cycle.Cycle",
    "note": "note.Note",
}
_DEFINITIONS = ("coaching_model.CoachingModel", "rubric.Rubric", "cadence_rule.CadenceRule")
_BASES = ("definition.Definition", "transition.Record")
_HOMES = {home.partition(".")[2]: home for home in (*_RECORDS.values(), *_DEFINITIONS, *_BASES)}


def _loaded(home: str) -> type:
    module, _, name = home.partition(".")
    found: type = getattr(import_module(f"{__name__}.{module}"), name)
    return found


class _Kinds(Mapping[str, type]):
    def __getitem__(self, kind: str) -> type:
        return _loaded(_RECORDS[kind])

    def __contains__(self, kind: object) -> bool:
        return kind in _RECORDS

    def __iter__(self) -> Iterator[str]:
        return iter(_RECORDS)

    def __len__(self) -> int:
        return len(_RECORDS)


KINDS = _Kinds()
"""The class of every kind of record."""


def __getattr__(name: str) -> object:
    if name == "RECORDS":
        found: object = tuple(KINDS.values())
    elif name == "DEFINITIONS":
        found = tuple(map(_loaded, _DEFINITIONS))
    elif name in _HOMES:
        found = _loaded(_HOMES[name])
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found
