"""What the five features are asked of: sessions and rounds of a school term, and what they fold into."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from instructional_coaching.analysis.eligible_day import Surroundings
from instructional_coaching.analysis.feature import FiveFeatures
from instructional_coaching.analysis.feature_facts import FeatureFacts, feature_facts
from instructional_coaching.analysis.feature_threshold import DEFAULT_THRESHOLDS, FeatureThresholds
from instructional_coaching.analysis.five_features import five_features
from instructional_coaching.domain import Goal, PracticeRound, Relationship, Session
from instructional_coaching.domain.goal_version import Focus
from instructional_coaching.domain.link import Link, LinkKind
from instructional_coaching.domain.round_part import FeedbackResponse, PracticeSetting
from tests.analysis.cadence import AUTUMN, begun

TERM = Surroundings(AUTUMN)
LONG_SINCE = date(2020, 1, 1)
THRESHOLDS = st.builds(
    FeatureThresholds,
    gap=st.integers(1, 15),
    working_days=st.booleans(),
    span=st.integers(1, 80),
    own_class=st.integers(1, 3),
    rounds=st.integers(1, 3),
)


def facts(
    *sessions: Session,
    rounds: Iterable[PracticeRound] | None = (),
    relationship: Relationship | None = None,
    around: Surroundings | None = TERM,
    thresholds: FeatureThresholds = DEFAULT_THRESHOLDS,
) -> FeatureFacts:
    """Return what sessions and rounds of Amara's coaching of Ben fold into; it began with the term."""
    return feature_facts(relationship or begun(), sessions, rounds, around, thresholds)


def features(as_of: date, *sessions: Session, **given: Any) -> FiveFeatures:
    """Return the five features of Amara's coaching of Ben on a day; see `facts`."""
    return five_features(facts(*sessions, **given), as_of, given.get("thresholds", DEFAULT_THRESHOLDS))


def linked(kind: LinkKind) -> tuple[Link, ...]:
    """Return a link to something."""
    return (Link(url="https://example.org/1", expires=date(2027, 7, 31), kind=kind),)


def planned_round(id: str, day: date, skill: str = "wait time", relationship: str = "r1") -> PracticeRound:
    """Let Ben plan a round of practice."""
    pair = begun(id=relationship, starts=LONG_SINCE, when=LONG_SINCE)
    goal = Goal.propose(
        id="g1", relationship=pair, statement="They think.", focus=Focus.STUDENT, by="ben", when=LONG_SINCE
    ).adopt(by="ben", when=LONG_SINCE)
    return PracticeRound.plan(
        id=id, relationship=pair, goal=goal, skill=skill, practice="Wait.", by="ben", when=day
    )


def practised_round(
    id: str,
    day: date,
    skill: str = "wait time",
    setting: PracticeSetting = PracticeSetting.REHEARSAL,
    relationship: str = "r1",
) -> PracticeRound:
    """Let Ben plan a round of practice and practise it on the day."""
    pair = begun(id=relationship, starts=LONG_SINCE, when=LONG_SINCE)
    planned = planned_round(id, day, skill, relationship)
    return planned.practise(relationship=pair, setting=setting, by="ben", when=day)


def answered_round(
    id: str, day: date, response: FeedbackResponse | None = None, *, tried: bool = False, **given: Any
) -> PracticeRound:
    """Let Ben practise, get Amara's feedback, and perhaps respond to it and try it, all on one day."""
    pair = begun(starts=LONG_SINCE, when=LONG_SINCE)
    found = practised_round(id, day, **given)
    found = found.give_feedback(relationship=pair, text="Longer.", by="amara", when=day)
    if response is not None:
        found = found.respond(response=response, by="ben", when=day)
    return found.try_out(relationship=pair, by="ben", when=day) if tried else found
