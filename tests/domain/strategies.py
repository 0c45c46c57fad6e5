"""What hypothesis draws: arguments from a verb's own annotations, and lives of a record in random steps."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from hypothesis import strategies as st

from instructional_coaching.domain import (
    DEFINITIONS,
    ActionStep,
    Calendar,
    CoachingModel,
    Cycle,
    DataPoint,
    Definition,
    Goal,
    PracticeRound,
    Relationship,
    Session,
)
from instructional_coaching.domain.calendar import DayKind
from instructional_coaching.domain.check import Bounds, IsWord, PersonId
from instructional_coaching.domain.link import Link
from instructional_coaching.domain.measure import Measure
from instructional_coaching.domain.round_part import FeedbackResponse
from instructional_coaching.domain.rubric import Unscored
from instructional_coaching.domain.score_sheet import Score
from instructional_coaching.domain.stage import ArtefactForm
from instructional_coaching.domain.stance import Segment, Stance
from instructional_coaching.domain.transition import Record, Verb, verbs_of
from instructional_coaching.domain.weekday import Weekday
from instructional_coaching.errors import CoachingError
from tests.domain import school
from tests.domain.defined import ARTEFACTS, BY_PIN, RUBRIC, STAGES, of_kind
from tests.domain.school import PRIVATE, day, method_of, private
from tests.domain.school_year import drawn_up, marked, with_term
from tests.domain.situations import LINK, situation

Draw = Callable[[st.SearchStrategy[Any]], Any]

PEOPLE = ("ben", "amara", "cara", "head")
OTHERS = ("fred", "gita")
IDS = {"goal": "g1", "relationship": "r1"}

numbers = st.decimals(-999, 999, places=2)
days = st.integers(0, 40).map(day)
stances = st.sampled_from(Stance)
ranks = st.integers(0, 3)
segments = st.builds(Segment, stance=stances, minutes=st.integers(1, 9))
measures = st.sampled_from([school.counted(), school.scaled(), school.counted(target=None)])
WORDS = [[one.id for one in STAGES], [one.id for one in ARTEFACTS], [one.id for one in RUBRIC.criteria]]
words = st.sampled_from([word for several in WORDS for word in several])
WORLD: Mapping[type[Record], Record] = {
    Relationship: school.handed_over(),
    Goal: school.adopted(measure=school.counted()),
    ActionStep: school.step().adopt(by="ben", when=day(2)),
    DataPoint: school.point(),
    Session: school.logged(),
    PracticeRound: school.round_answered(),
}
scores = st.lists(
    st.one_of(
        st.builds(Score, criterion=st.sampled_from([one.id for one in RUBRIC.criteria]), rank=ranks),
        st.builds(Score, criterion=words, unscored=st.sampled_from(Unscored)),
    ),
    max_size=3,
    unique_by=lambda one: one.criterion,
).map(tuple)
_VALUES: Mapping[object, st.SearchStrategy[Any]] = {
    date: days,
    Decimal: st.one_of(st.sampled_from([Decimal(0), Decimal("2.5")]), numbers),
    bool: st.booleans(),
    Measure: measures,
    Segment: segments,
    Link: st.just(LINK),
    tuple[Score, ...]: scores,
    **{kind: st.just(record) for kind, record in WORLD.items()},
    **{kind: st.sampled_from(of_kind(kind)) for kind in DEFINITIONS},
}


def resolve(kind: type[Record] | type[Definition], name: str) -> Record | Definition:
    """Return the record that arguments of this kind stand for, or the definition of a pin."""
    return BY_PIN[name] if issubclass(kind, Definition) else WORLD[kind]


@cache
def fitting(annotation: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for values that fit an annotation."""
    if annotation in _VALUES:
        return _VALUES[annotation]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _ruled(*arguments)
    if origin in (Union, UnionType):
        inner = next(one for one in arguments if one is not NoneType)
        return st.one_of(st.none(), fitting(inner))
    if arguments and arguments[0] is PersonId:
        return st.lists(st.sampled_from(OTHERS), max_size=2).map(origin)
    if origin in (tuple, frozenset):
        return st.lists(fitting(arguments[0]), max_size=2).map(origin)
    assert issubclass(annotation, Enum)
    return st.sampled_from(annotation)


def _ruled(base: type, rule: Any) -> st.SearchStrategy[Any]:
    if base is int:
        return st.integers(rule.least, rule.most)
    if isinstance(rule, Bounds):
        return st.sampled_from([private("one"), private("another")])
    if isinstance(rule, IsWord):
        return words
    return st.just(IDS[rule.kind]) if rule.kind in IDS else st.sampled_from(PEOPLE)


@cache
def drawing(verb: Verb) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy for all the arguments of a verb but the day.

    What Ben alone can decide is mostly his, so that lives go on far enough.
    """
    decided = st.sampled_from((*["ben"] * (12 if verb.decision else 3), *PEOPLE))
    typed = st.sampled_from((None, None, None, *PEOPLE))
    own = {name: fitting(one) for name, one in verb.parameters.items()}
    return st.fixed_dictionaries({**own, "by": decided, "recorded_by": typed})


@st.composite
def lives(draw: st.DrawFn, kind: type[Record], steps: int = 8) -> Record:
    """Draw a record that random verbs led to; every verb that is refused must have changed nothing."""
    verbs = list(verbs_of(kind).values())
    begins = draw(st.sampled_from([verb for verb in verbs if verb.creates]))
    now = draw(st.integers(1, 30))
    record = attempt(draw, kind, begins.name, now) or begun_with(begins, kind)
    for _ in range(draw(st.integers(0, steps))):
        verb = draw(st.sampled_from([*(verb for verb in verbs if not verb.creates), *_natural(record)]))
        now += draw(st.sampled_from((0, 1, 1, 3, -1)))
        record = attempt(draw, record, verb.name, now, **draw(likely(record, verb))) or record
    return record


def _natural(record: Record) -> list[Verb]:
    """Return the step that usually comes next in a round of practice, several times."""
    if not isinstance(record, PracticeRound):
        return []
    parts = {"practise": record.attempt, "give_feedback": record.feedback, "respond": record.response}
    following = next((name for name, part in parts.items() if part is None), "try_out")
    return [verbs_of(PracticeRound)[f"practice_round.{following}"]] * 4


_ROUND: Mapping[str, dict[str, Any]] = {
    "practise": {"by": "ben", "recorded_by": None},
    "give_feedback": {"by": "amara", "recorded_by": None},
    "respond": {"by": "ben", "response": FeedbackResponse.ACCEPTED},
    "try_out": {"by": "ben", "recorded_by": None},
}


def likely(record: Record, verb: Verb) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy for arguments with which a step of a cycle or a round may be taken, mostly.

    At random, hardly any cycle would leave its first stage.
    """
    if isinstance(record, PracticeRound) and verb.name in _ROUND:
        return st.sampled_from([_ROUND[verb.name], {}])
    if not isinstance(record, Cycle):
        return st.just({})
    if verb.name == "withdraw":
        return _withdrawing(record)
    model = BY_PIN[record.model]
    assert isinstance(model, CoachingModel)
    stage = model.stage(record.stage)
    assert stage is not None
    own = {"model": st.just(model), "by": st.just("ben"), "recorded_by": st.none()}
    if verb.name == "move":
        own["to"] = st.sampled_from(model.next_of(stage) or [stage.id])
    if verb.name == "produce":
        return st.sampled_from(stage.produces).flatmap(lambda name: st.one_of(_producing(model, name, own)))
    return st.one_of(st.just({}), st.fixed_dictionaries(own))


def _withdrawing(cycle: Cycle) -> st.SearchStrategy[dict[str, Any]]:
    if not cycle.produced:
        return st.just({})
    drawn = st.sampled_from(cycle.produced)
    return drawn.map(lambda one: {"artefact": one.artefact, "made": one.when, "by": one.by})


def _producing(
    model: CoachingModel, name: str, own: Mapping[str, Any]
) -> list[st.SearchStrategy[dict[str, Any]]]:
    found = model.artefact(name)
    assert found is not None
    forms = {kind.KIND: record for kind, record in WORLD.items() if kind is not Relationship}
    given: dict[str, Any] = {one: st.just(forms[one] if one == found.form else None) for one in forms}
    if found.form is ArtefactForm.WORDS:
        given["words"] = st.just(private("words"))
    whole = st.fixed_dictionaries({**own, **given, "artefact": st.just(name)})
    return [whole, whole, st.just({})]


def begun_with(verb: Verb, kind: type[Record]) -> Record:
    """Begin a record as in its situation, with the records that stand in for arguments here."""
    found = situation(f"{kind.KIND}.{verb.name}")
    stand_in = {name: WORLD[one] for name, one in verb.records.items() if name in found.arguments}
    begun: Record = found.take(**stand_in)
    return begun


def attempt(draw: Draw, subject: Any, verb: str, now: int, **given: Any) -> Any:
    """Take a verb with drawn arguments and return what it leads to, or None if it is refused."""
    method = method_of(subject, verb)
    arguments = draw(drawing(method.verb)) | {"when": day(now)} | given
    held = None if isinstance(subject, type) else (subject.saved(), subject.unsaved)
    try:
        return method(**arguments)
    except CoachingError as found:
        refusal = found
    assert PRIVATE not in repr(refusal)
    assert PRIVATE not in str(refusal)
    assert held is None or (subject.saved(), subject.unsaved) == held
    return None


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Draw a calendar of one or two terms, with days marked in them and outside."""
    weekdays = draw(st.frozensets(st.sampled_from(Weekday), min_size=1))
    calendar = drawn_up(weekdays=weekdays, cycle_weeks=draw(st.integers(1, 4)))
    begins = 0
    for name in ("Autumn", "Spring")[: draw(st.integers(1, 2))]:
        first = begins + draw(st.integers(0, 12))
        length = draw(st.integers(0, 70))
        begins = first + length + 1
        given = {"name": name, "first": day(first), "last": day(first + length)}
        if length > 1 and draw(st.booleans()):
            half = sorted(draw(st.tuples(*[st.integers(first + 1, first + length - 1)] * 2)))
            given |= {"half_term_first": day(half[0]), "half_term_last": day(half[1])}
        calendar = with_term(calendar, given)
    for kind in draw(st.lists(st.sampled_from(DayKind), max_size=4)):
        first = draw(st.integers(-10, 220))
        calendar = marked(calendar, kind, first, first + draw(st.integers(0, 20)))
    return calendar
