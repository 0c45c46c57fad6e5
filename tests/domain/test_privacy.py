"""Nothing private leaves a record by the way it prints or by what an error says."""

import pickle
from datetime import date
from decimal import Decimal
from itertools import product
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import attrs
import pytest

from instructional_coaching.domain.transition import Record
from instructional_coaching.domain.value import Exposure, Value, annotations_of, exposure_of, stored_fields
from instructional_coaching.errors import CoachingError, InvalidValue
from tests.domain.school import PRIVATE, START, every_verb
from tests.domain.situations import VERBS, situation
from tests.domain.values import BASES, nested, samples, taken, value_classes

CANARY = f"canary {PRIVATE}"
OFFERED = (
    CANARY,
    f"{CANARY}\x00",
    CANARY * 1000,
    CANARY.encode(),
    [CANARY],
    (CANARY,),
    {CANARY: CANARY},
    frozenset({CANARY}),
    Decimal("1234567890.123456789"),
)


def shown_by_right(one: Value) -> str:
    """Return what a value may show: its fields of activity, in full."""
    return " ".join(
        repr(getattr(one, field.name))
        for field in attrs.fields(type(one))
        if exposure_of(field) is Exposure.ACTIVITY
    )


def test_no_value_prints_anything_private() -> None:
    """Every value that the verbs lead to, and every value in one, keeps private text to itself."""
    seen: set[type[Value]] = set()
    for one in nested(list(taken())):
        if PRIVATE not in shown_by_right(one):
            seen.add(type(one))
            assert PRIVATE not in repr(one)
            assert PRIVATE not in str(one)
            assert PRIVATE not in f"{one}"
    assert {cls for cls in value_classes() if _holds_text(cls)} <= seen | BASES


HEALTH = {"Absence": "kind"}


def test_what_is_about_health_is_no_more_than_this() -> None:
    """Every such field stands here: it is shown to hardly anybody, whoever may see the rest."""
    marked = {cls.__name__: " ".join(field.name for field in health_of(cls)) for cls in value_classes()}
    assert {name: fields for name, fields in marked.items() if fields} == HEALTH


def health_of(cls: type[Value]) -> list["attrs.Attribute[Any]"]:
    """Return the fields of a class that are about somebody's health."""
    return [field for field in stored_fields(cls) if exposure_of(field) is Exposure.HEALTH]


def test_no_value_and_no_entry_prints_what_is_about_health() -> None:
    """Neither in a record nor in the step that led to it, nor in anything that holds one of them."""
    told = [one for one in nested(list(taken())) if health_of(type(one))]
    words = {str(getattr(one, field.name)) for one in told for field in health_of(type(one))}
    assert {type(one).__name__ for one in told} == set(HEALTH)
    assert {"illness", "training"} <= words
    for record in told:
        for holder in (record, [record], record.unsaved if isinstance(record, Record) else ()):
            assert [word for word in words if word in repr(holder) or word in str(holder)] == []


@pytest.mark.parametrize("verb", [one for one in VERBS if one.startswith("absence.")])
def test_a_refused_step_of_an_absence_never_says_why_somebody_was_away(verb: str) -> None:
    """Taken twice, by somebody else, far too early, or with a last day before the first."""
    found = situation(verb)
    after = found.take()
    again = type(found)(verb, type(after) if isinstance(found.subject, type) else after, found.arguments)
    wrong: list[dict[str, Any]] = [{}, {"by": "cara"}, {"when": date(2020, 1, 1)}]
    wrong += [{"last": START}] if "last" in found.arguments else []
    for one, other in product((found, again), wrong):
        try:
            one.take(**other)
        except CoachingError as error:
            said = f"{error} {error!r} {vars(error)!r} {pickle.dumps(error)!r}"
            assert [word for word in ("illness", "training") if word in said.lower()] == []


def _holds_text(cls: type[Value]) -> bool:
    return any(PRIVATE in str(attrs.asdict(one)) for one in [samples()[cls]])


@pytest.mark.parametrize("cls", value_classes())
def test_a_wrong_field_is_refused_without_its_value(cls: type[Value]) -> None:
    """Whatever is offered for a field, no error repeats it, nor keeps it where a log or a pickle finds it."""
    for field in stored_fields(cls):
        for offered in OFFERED:
            _try(lambda **given: attrs.evolve(samples()[cls], **given), field.name, offered)


@pytest.mark.parametrize("verb", VERBS)
def test_a_wrong_argument_is_refused_without_its_value(verb: str) -> None:
    """The same of every argument of every verb."""
    found = situation(verb)
    for name, annotation in {**every_verb()[verb][1].parameters, "by": str, "when": date}.items():
        refusals = [_try(found.take, name, offered) for offered in OFFERED]
        assert any(refusals), name
        if not _takes_text(annotation):
            assert all(refusals), name


def _takes_text(annotation: Any) -> bool:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _takes_text(arguments[0])
    if origin in (Union, UnionType):
        return any(_takes_text(one) for one in arguments if one is not NoneType)
    if origin in (tuple, frozenset):
        return _takes_text(arguments[0])
    return annotation is str


def _try(build: Any, name: str, offered: object) -> bool:
    try:
        build(**{name: offered})
    except InvalidValue as error:
        assert_silent(error)
        return True
    except CoachingError as error:
        assert_silent(error)
    return False


def assert_silent(error: CoachingError) -> None:
    """Assert that nothing private is in an error, in what it says, keeps or was caused by."""
    about: BaseException | None = error
    while about is not None:
        for said in (str(about), repr(about), repr(vars(about)), repr(about.args)):
            assert PRIVATE not in said
            assert "1234567890" not in said
        about = about.__cause__ or about.__context__
    assert PRIVATE.encode() not in pickle.dumps(error)


@pytest.mark.parametrize("verb", VERBS)
def test_a_refused_step_says_nothing_private(verb: str) -> None:
    """Taken twice, by a stranger, far too early: whatever is refused, no text of the record is said."""
    found = situation(verb)
    after = found.take()
    again = type(found)(verb, type(after) if isinstance(found.subject, type) else after, found.arguments)
    attempts: list[tuple[Any, dict[str, Any]]] = [
        (again, {}),
        (found, {"by": "stranger"}),
        (found, {"when": date(2020, 1, 1)}),
        (again, {"when": date(2020, 1, 1)}),
    ]
    for one, other in attempts:
        try:
            one.take(**other)
        except CoachingError as error:
            assert_silent(error)


ACTIVITY = {
    "Person": "id duties early_career_year since earlier left working",
    "Post": "duties first last",
    "WorkingPattern": "days since",
    "Calendar": "id weekdays cycle_weeks terms marks",
    "Term": "name days half_term",
    "Stretch": "first last",
    "DayMark": "days kind why",
    "Absence": "id author when person last",
    "Relationship": "id coachee kind basis tenures status since arrangements pauses",
    "Pause": "first resumed",
    "Arrangement": "model cadence since",
    "Tenure": "coach role first last",
    "Agreement": "since",
    "AgreementStanding": "",
    "Goal": "id coachee relationship shared_focus",
    "GoalVersion": "",
    "GoalStanding": "shared_focus",
    "Measure": "",
    "ActionStep": "id coachee relationship goal",
    "StepStanding": "",
    "DataPoint": "id author when relationship coachee goal",
    "Session": "id author when relationship coachee coach kind status moved_from minutes participants",
    "PracticeRound": "id coachee relationship goal planned_by when",
    "Attempt": "",
    "Written": "",
    "RoundStanding": "",
    "ScoreSheet": "id author when relationship coachee",
    "Score": "",
    "Cycle": "id relationship coachee model",
    "Visit": "",
    "Produced": "",
    "CoachingModel": "id title summary source order stages artefacts roles kind stance cadence",
    "Stage": "id title summary produces requires expects next may_finish",
    "Artefact": "id title form duty",
    "RoleDuties": "role duties",
    "Rubric": "id title summary source levels criteria stays_in_denominator",
    "Criterion": "id title asks within indicators",
    "Level": "rank title",
    "Indicator": "rank looks_like",
    "CadenceRule": "id title summary source requires combine",
    "Requirement": (
        "family times period days grace warn counts pair least_minutes least_days coach_absence_matters"
    ),
    "Segment": "",
    "Link": "",
    "Note": "id author when",
    "Unconfirmed": "verb recorded_by when",
    "Entry": "verb by recorded_by when logged",
    "StanceTraits": "expertise thinking goal_focus decides talk suits",
    "RelationshipTraits": "context_expertise mainly_questions narrow_practice",
}


def test_what_leaders_may_know_is_no_more_than_this() -> None:
    """Every field of activity stands in a list here, so that showing another one is a decision."""
    shown = {
        cls.__name__: " ".join(
            field.name for field in stored_fields(cls) if exposure_of(field) is Exposure.ACTIVITY
        )
        for cls in value_classes()
    }
    assert shown == ACTIVITY


def test_every_annotation_of_a_field_is_known_by_name() -> None:
    """What other layers read of a class is what the class says."""
    for cls in value_classes():
        assert {field.name for field in attrs.fields(cls)} <= set(annotations_of(cls))
