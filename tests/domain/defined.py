"""A small fixed set of definitions for the tests: a coaching model of each order, a rubric, cadence rules."""

from collections.abc import Mapping
from typing import Any, TypeVar

from instructional_coaching.domain import CadenceRule, CoachingModel, Definition, Rubric
from instructional_coaching.domain.cadence_rule import CadenceFamily, Combination, Period, Requirement
from instructional_coaching.domain.helping import RelationshipKind
from instructional_coaching.domain.rubric import Criterion, Indicator, Level, Unscored
from instructional_coaching.domain.session_status import SessionKind
from instructional_coaching.domain.stage import Artefact, ArtefactForm, ModelRole, Order, RoleDuties, Stage
from instructional_coaching.domain.stance import Stance

D = TypeVar("D", bound=Definition)

ARTEFACTS = (
    Artefact(id="goal", title="Goal", form=ArtefactForm.GOAL, duty="set-goal"),
    Artefact(id="step", title="Action step", form=ArtefactForm.ACTION_STEP),
    Artefact(id="plan", title="Plan"),
    Artefact(id="attempt", title="Round of practice", form=ArtefactForm.PRACTICE_ROUND),
    Artefact(id="visit", title="Lesson seen", form=ArtefactForm.SESSION, duty="observe"),
    Artefact(id="evidence", title="Evidence", form=ArtefactForm.DATA_POINT),
    Artefact(id="summing-up", title="Summing up", duty="reflect"),
)
STAGES = (
    Stage(id="aim", title="Set a goal", summary="Agree on one.", produces=("goal",), requires=("goal",)),
    Stage(id="plan", title="Plan", produces=("plan", "step"), requires=("plan",), expects=("step",)),
    Stage(
        id="practise",
        title="Practise",
        produces=("attempt", "visit", "evidence"),
        requires=("attempt",),
        next=("plan", "review"),
    ),
    Stage(id="review", title="Look back", produces=("summing-up",), may_finish=True),
)
ROLES = (
    RoleDuties(role=ModelRole.COACH, duties=frozenset({"observe", "set-goal"})),
    RoleDuties(role=ModelRole.COACHEE, duties=frozenset({"reflect", "set-goal"})),
)


def model(order: Order = Order.STRICT, **given: Any) -> CoachingModel:
    """Return a model with a goal, a loop of planning and practising, and a look back."""
    told: dict[str, Any] = {
        "id": f"oakfield/{order.replace('_', '-')}",
        "title": "Plan and practise",
        "summary": "A goal, then planning and practising until it is met.",
        "source": "Written for the tests.",
        "order": order,
        "stages": STAGES,
        "artefacts": ARTEFACTS,
        "roles": ROLES,
        "kind": RelationshipKind.MENTORING,
        "stance": Stance.DIALOGICAL,
        "cadence": "oakfield/fortnightly",
    }
    return CoachingModel(**(told | given))


def rubric(**given: Any) -> Rubric:
    """Return a rubric of three levels, of which 0 is one, with a part within a criterion."""
    told: dict[str, Any] = {
        "id": "oakfield/questioning",
        "title": "Questioning",
        "summary": "How a class is asked.",
        "source": "Written for the tests.",
        "levels": tuple(Level(rank=n, title=word) for n, word in enumerate(("Not yet", "Some", "Most"))),
        "criteria": (
            Criterion(
                id="asking",
                title="Asking",
                asks="Who is asked?",
                indicators=(Indicator(rank=0, looks_like="The same three"),),
            ),
            Criterion(id="wait-time", title="Wait time", within="asking"),
            Criterion(id="answers", title="Answers"),
            Criterion(id="board", title="Use of the board"),
        ),
        "stays_in_denominator": (Unscored.NOT_OBSERVED,),
    }
    return Rubric(**(told | given))


def fortnightly(**given: Any) -> CadenceRule:
    """Return a rule of no more than ten eligible days without contact."""
    told: dict[str, Any] = {
        "family": CadenceFamily.NO_LONGER_THAN,
        "days": 10,
        "grace": 2,
        "warn": 3,
        "counts": (SessionKind.OBSERVATION, SessionKind.CONVERSATION),
        "least_minutes": 20,
        "coach_absence_matters": True,
    }
    requires = (Requirement(**(told | given)),)
    return CadenceRule(id="oakfield/fortnightly", title="Every two weeks", requires=requires)


def weekly(**given: Any) -> CadenceRule:
    """Return a rule of one contact a week."""
    told: dict[str, Any] = {"family": CadenceFamily.PER_PERIOD, "times": 1, "period": Period.WEEK}
    requires = (Requirement(**(told | given)),)
    return CadenceRule(id="oakfield/weekly", title="Once a week", requires=requires)


def pairs_or_talk() -> CadenceRule:
    """Return a rule of two requirements: a pair in each half-term, or a contact every ten eligible days."""
    paired = Requirement(
        family=CadenceFamily.PER_PERIOD, times=2, period=Period.HALF_TERM, pair=True, least_days=5
    )
    return CadenceRule(
        id="oakfield/pairs-or-talk",
        title="Pairs, or talk",
        requires=(paired, *fortnightly().requires),
        combine=Combination.ANY_OF,
    )


MODELS: Mapping[Order, CoachingModel] = {order: model(order) for order in Order}
RUBRIC = rubric()
FORTNIGHTLY = fortnightly()
WEEKLY = weekly()
PAIRS_OR_TALK = pairs_or_talk()
DEFINED: tuple[Definition, ...] = (*MODELS.values(), RUBRIC, FORTNIGHTLY, WEEKLY, PAIRS_OR_TALK)
BY_PIN: Mapping[str, Definition] = {one.pin: one for one in DEFINED}


def of_kind(kind: type[D]) -> tuple[D, ...]:
    """Return the definitions of a kind."""
    return tuple(one for one in DEFINED if isinstance(one, kind))
