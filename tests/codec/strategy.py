"""What hypothesis draws: any value that fits an annotation, and any record that the domain allows."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin

import attrs
from hypothesis import HealthCheck, reject, settings, strategies as st

from instructional_coaching.domain import Absence, Calendar, Cycle, Goal, Relationship, Session
from instructional_coaching.domain.cadence_rule import CadenceFamily, Period, Requirement
from instructional_coaching.domain.check import Bounds, IsNamespaced, IsRef, IsWord, NamesDefinition
from instructional_coaching.domain.decision import Owned
from instructional_coaching.domain.goal_version import Focus, GoalVersion
from instructional_coaching.domain.link import Link
from instructional_coaching.domain.measure import Better, Measure, MeasureKind, SampleMethod
from instructional_coaching.domain.people import Post
from instructional_coaching.domain.rubric import Unscored
from instructional_coaching.domain.score_sheet import Score
from instructional_coaching.domain.tenure import CoachRole, Tenure
from instructional_coaching.domain.term import LONGEST_STRETCH, Stretch, Term
from instructional_coaching.domain.text import clean_text
from instructional_coaching.domain.transition import Record, Verb
from instructional_coaching.domain.value import Value, annotations_of, stored_fields
from instructional_coaching.domain.visit import Visit
from instructional_coaching.domain.weekday import SCHOOL_WEEK
from instructional_coaching.domain.working_pattern import WorkingPattern
from instructional_coaching.errors import CoachingError

LAW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:|@+=~-]{0,12}", fullmatch=True)
parts = st.from_regex(r"[a-z][a-z0-9]{0,7}(-[a-z0-9]{1,7}){0,2}", fullmatch=True)
definition_ids = st.builds("{}/{}".format, parts, parts)
pins = st.builds("{}@{}".format, definition_ids, st.from_regex(r"[0-9a-f]{16}", fullmatch=True))
refs = st.builds("{} {}".format, st.sampled_from(["goal", "practice_round"]), ids)
_NAMES: Mapping[type, st.SearchStrategy[str]] = {
    IsWord: parts,
    IsNamespaced: definition_ids,
    NamesDefinition: pins,
    IsRef: refs,
}


def _clean(text: str) -> str:
    return clean_text(text, "text", most=100)


words = (
    st.text(
        st.characters(
            exclude_categories=["Cc", "Cs"],
            exclude_characters="\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
        )
        | st.sampled_from('"\\/\n\t{}[]:,é😀'),
        min_size=1,
        max_size=20,
    )
    .filter(str.strip)
    .map(_clean)
)
numbers = st.one_of(
    st.decimals(0, 999_999_999, places=3),
    st.sampled_from([Decimal(0), Decimal("1E+5"), Decimal("0.000000000001"), Decimal(10**14)]),
)
urls = st.sampled_from(["https://films.example/1?a=b#c", "http://x.example"])
LAST_DAY = date(2199, 12, 31)
days = st.dates(date(1900, 1, 1), LAST_DAY)
_LEAVES: Mapping[object, st.SearchStrategy[Any]] = {
    date: days,
    Decimal: numbers,
    bool: st.booleans(),
    int: st.integers(),
    str: words,
}


def fitting(annotation: Any, record: type[Record] | None = None) -> st.SearchStrategy[Any]:
    """Return a strategy for values that fit an annotation."""
    if annotation in _LEAVES:
        return _LEAVES[annotation]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _ruled(arguments[0], arguments[1])
    if origin in (Union, UnionType):
        inner = next(one for one in arguments if one is not NoneType)
        return st.none() | fitting(inner, record)
    if origin in (tuple, frozenset):
        return st.lists(fitting(arguments[0], record), max_size=3).map(origin)
    if isinstance(annotation, TypeVar):
        assert record is not None
        assert issubclass(record, Owned)
        return values(record.STANDING, record)
    cls = origin or annotation
    return values(cls, record) if issubclass(cls, Value) else st.sampled_from(list(cast("type[Enum]", cls)))


def _ruled(base: type, rule: Any) -> st.SearchStrategy[Any]:
    if base is int:
        return st.integers(rule.least, rule.most)
    return words if isinstance(rule, Bounds) else _NAMES.get(type(rule), ids)


@st.composite
def values(draw: st.DrawFn, cls: type[Value], record: type[Record] | None = None) -> Any:
    """Draw a value of a class, with what its fields must have to do with each other put right."""
    hints = annotations_of(cls)
    fields = {field.name: draw(fitting(hints[field.name], record)) for field in stored_fields(cls)}
    if cls in _RIGHT:
        _RIGHT[cls](fields)
    try:
        return cls(**fields)
    except CoachingError:
        reject()


def records(kind: type[Record]) -> st.SearchStrategy[Any]:
    """Return a strategy for records of a kind."""
    return values(kind, kind)


@st.composite
def arguments(draw: st.DrawFn, verb: Verb) -> tuple[tuple[str, object], ...]:
    """Draw arguments of a verb as an entry holds them: in order, records by id, none that are None."""
    named = dict.fromkeys(verb.records, ids) | dict.fromkeys(verb.definitions, pins)
    drawn = {
        name: draw(named[name] if name in named else fitting(one)) for name, one in verb.parameters.items()
    }
    return tuple((name, one) for name, one in drawn.items() if one is not None)


def _in_order(fields: dict[str, Any]) -> None:
    if fields["last"] is not None and fields["last"] < fields["first"]:
        fields["first"], fields["last"] = fields["last"], fields["first"]


def _measure(fields: dict[str, Any]) -> None:
    is_range = fields["better"] is Better.RANGE
    aims = sorted([fields["target"] or Decimal(3), fields["range_from"] or Decimal(5)])
    fields["target"] = None if is_range else fields["target"]
    fields["range_from"], fields["range_to"] = aims if is_range else (None, None)
    fields["lowest"] = None if fields["lowest"] is None else Decimal(0)
    fields["highest"] = None if fields["highest"] is None else Decimal(10**14)
    is_sample = fields["kind"] is MeasureKind.SAMPLE
    fields["method"] = SampleMethod.PARTIAL_INTERVAL if is_sample else None


def _link(fields: dict[str, Any]) -> None:
    fields["url"] = "https://films.example/" + str(abs(hash(fields["url"])))


def _session(fields: dict[str, Any]) -> None:
    fields["segments"] = tuple(attrs.evolve(one, minutes=1 + n) for n, one in enumerate(fields["segments"]))
    fields["minutes"] = 6 if fields["segments"] else fields["minutes"]
    taken = {fields["coach"], fields["coachee"]}
    fields["participants"] = tuple(one for one in fields["participants"] if one not in taken)


def _relationship(fields: dict[str, Any]) -> None:
    theirs = [one for one in fields["tenures"] if one.coach != fields["coachee"]]
    first, rest = theirs[:1], [attrs.evolve(one, role=CoachRole.STAND_IN) for one in theirs[1:]]
    fields["tenures"] = (*first, *rest)


def _goal(fields: dict[str, Any]) -> None:
    first = GoalVersion(
        number=1, statement="first", focus=Focus.STUDENT, measured_since=1, since=date(2025, 9, 1)
    )
    versions = fields["versions"] or (first,)
    fields["versions"] = tuple(attrs.evolve(one, number=n) for n, one in enumerate(versions, 1))
    fields["version"] = 1 + fields["version"] % len(versions)


def _score(fields: dict[str, Any]) -> None:
    fields["unscored"] = None if fields["rank"] is not None else fields["unscored"] or Unscored.NOT_SCORED


def _cycle(fields: dict[str, Any]) -> None:
    fields["visits"] = fields["visits"] or (Visit(stage="first", since=date(2025, 9, 1)),)
    last = len(fields["visits"])
    fields["produced"] = tuple(attrs.evolve(one, visit=one.visit % last) for one in fields["produced"])


def _stretch(fields: dict[str, Any]) -> None:
    first = fields["first"]
    length = timedelta(days=fields["last"].toordinal() % (1 + LONGEST_STRETCH))
    fields["last"] = min(first + length, LAST_DAY)


def _term(fields: dict[str, Any]) -> None:
    days, one = fields["days"], timedelta(days=1)
    is_long = days.last - days.first > one
    within = Stretch(first=days.first + one, last=days.last - one) if is_long else None
    fields["half_term"] = within if fields["half_term"] else None


def _calendar(fields: dict[str, Any]) -> None:
    fields["weekdays"] = fields["weekdays"] or SCHOOL_WEEK
    terms: list[Term] = []
    for term in sorted(fields["terms"], key=lambda one: one.days.first):
        if not terms or terms[-1].days.last < term.days.first:
            terms.append(term)
    fields["terms"] = tuple(terms)


def _absence(fields: dict[str, Any]) -> None:
    if fields["last"] is not None:
        fields["when"], fields["last"] = sorted([fields["when"], fields["last"]])


def _pattern(fields: dict[str, Any]) -> None:
    fields["days"] = fields["days"] or SCHOOL_WEEK


def _requirement(fields: dict[str, Any]) -> None:
    is_per_period = fields["family"] is CadenceFamily.PER_PERIOD
    fields["times"] = (fields["times"] or 1) if is_per_period else None
    fields["period"] = (fields["period"] or Period.TERM) if is_per_period else None
    fields["days"] = None if is_per_period else fields["days"] or 10
    fields["pair"] = fields["pair"] and not fields["counts"]


_RIGHT: Mapping[type[Value], Callable[[dict[str, Any]], None]] = {
    Tenure: _in_order,
    Post: _in_order,
    Measure: _measure,
    Link: _link,
    Session: _session,
    Relationship: _relationship,
    Goal: _goal,
    Score: _score,
    Cycle: _cycle,
    Stretch: _stretch,
    Term: _term,
    Calendar: _calendar,
    Absence: _absence,
    WorkingPattern: _pattern,
    Requirement: _requirement,
}
