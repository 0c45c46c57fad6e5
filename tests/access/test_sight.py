"""How much of a record somebody sees, where a store is not as it should be."""

from datetime import date
from typing import Any

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.access.projection import PROJECTIONS
from instructional_coaching.access.sight import Sight, sees_every_session, sight_of
from instructional_coaching.domain import (
    Absence,
    Calendar,
    Cycle,
    Goal,
    PracticeRound,
    Relationship,
    ScoreSheet,
    Session,
)
from instructional_coaching.domain.absence import AbsenceKind
from instructional_coaching.domain.round_part import FeedbackResponse
from instructional_coaching.domain.transition import Record
from instructional_coaching.workspace.workspace import Workspace
from tests.domain import school
from tests.domain.school import day
from tests.workspace.school import OFFICE, TODAY
from tests.workspace.specimen import SPECIMENS, read, stocked


def nobody_leads(_person: str, _day: date) -> bool:
    """Say that nobody leads the school."""
    return False


@pytest.fixture(scope="module")
def shop() -> Workspace:
    """A school that holds a record of every kind."""
    return stocked()


@pytest.mark.parametrize("kind", [Goal, Session, PracticeRound, ScoreSheet, Cycle])
@pytest.mark.parametrize("who", ["ben", "amara", "head"])
def test_a_record_without_its_relationship_is_seen_by_no_one(
    shop: Workspace, kind: type[Record], who: str
) -> None:
    """Who may see follows from the relationship: where that is missing, nothing is shown."""
    record = read(shop, SPECIMENS[kind.KIND])
    assert sight_of(Actor(who), record, None, TODAY, nobody_leads) is Sight.NOTHING
    assert sight_of(OFFICE, record, None, TODAY, nobody_leads) is Sight.EVERYTHING


def test_more_sight_is_more() -> None:
    """Sights can be compared: everything is more than the activity, and that more than nothing."""
    assert Sight.EVERYTHING > Sight.ACTIVITY > Sight.NOTHING


SEPTEMBER, NOVEMBER = date(2025, 9, 1), date(2025, 11, 1)


def handed_over() -> Relationship:
    """Amara coaches ben to the end of September, dev from October on."""
    begun = Relationship.begin(id="pair", coach="amara", coachee="ben", by="amara", when=SEPTEMBER)
    return begun.hand_over(to="dev", by="amara", when=date(2025, 10, 1))


@pytest.mark.parametrize(
    ("actor", "all_of_it", "since_october"),
    [
        (Actor("ben"), True, True),
        (Actor("office", steward=True), True, True),
        (Actor("head"), True, True),
        (Actor("dev"), False, True),
        (Actor("amara"), False, False),
        (Actor("zed"), False, False),
    ],
)
def test_who_sees_every_session_of_a_time(actor: Actor, all_of_it: bool, since_october: bool) -> None:
    """A coach sees those of their own days only; the coachee, leaders and stewards see them all."""

    def every(first: date) -> bool:
        leads = lambda person, _day: person == "head"  # noqa: E731 - a rule of one line
        return sees_every_session(actor, handed_over(), first, NOVEMBER, date(2025, 12, 1), leads)

    assert every(SEPTEMBER) is all_of_it
    assert every(date(2025, 10, 1)) is since_october
    assert every(date(2025, 9, 30)) is all_of_it


@pytest.mark.parametrize("leads_from", [date(2025, 12, 1), date(2025, 12, 2)])
def test_it_is_who_leads_today_that_sees_the_sessions_of_earlier_days(leads_from: date) -> None:
    """As in what they see of each session: leading then is not leading now, nor the other way round."""
    today = date(2025, 12, 1)
    seen = sees_every_session(
        Actor("amara"), handed_over(), SEPTEMBER, NOVEMBER, today, lambda _who, day: day >= leads_from
    )
    assert seen is (leads_from <= today)


def seen_by(record: Record, today: date) -> set[str]:
    """Return who of them all sees a record on a day; Head leads."""
    pair = school.handed_over()
    leads = lambda person, _day: person == "head"  # noqa: E731 - a rule of one line
    return {
        who
        for who in ("ben", "amara", "cara", "head", "zed")
        if sight_of(Actor(who), record, pair, today, leads) is Sight.EVERYTHING
    }


def noted(**given: Any) -> Absence:
    """Let Head note that Ben is ill."""
    told: dict[str, Any] = {"id": "x1", "person": "ben", "kind": AbsenceKind.ILLNESS, "by": "head"}
    return Absence.note(**(told | {"when": day(3)} | given))


def sights(record: Record, *, leads: str = "head") -> dict[str, Sight]:
    """Return who of them all sees how much of a record that belongs to no relationship."""
    is_leader = lambda person, _day: person == leads  # noqa: E731 - a rule of one line
    people = {who: Actor(who) for who in ("ben", "amara", "head", "gus", "zed")}
    people["office"] = OFFICE
    found = {who: sight_of(one, record, None, day(40), is_leader) for who, one in people.items()}
    return {who: sight for who, sight in found.items() if sight is not Sight.NOTHING}


def test_an_absence_is_seen_by_whoever_was_away_and_in_part_by_leaders() -> None:
    """Whoever noted it sees it as a leader, and only while they are one; the coach sees nothing."""
    assert sights(noted()) == {"ben": Sight.EVERYTHING, "head": Sight.ACTIVITY, "office": Sight.EVERYTHING}
    assert sights(noted(), leads="gus") == {
        "ben": Sight.EVERYTHING,
        "gus": Sight.ACTIVITY,
        "office": Sight.EVERYTHING,
    }


def test_a_leader_sees_all_of_their_own_absence() -> None:
    """It is theirs; to another leader it is one like any."""
    away = noted(person="head")
    assert sights(away)["head"] is Sight.EVERYTHING
    assert sights(away, leads="gus")["gus"] is Sight.ACTIVITY


def test_an_absence_that_has_been_voided_is_no_longer_the_leaders_to_see() -> None:
    """It never was; whoever it was said of sees that, and why it was taken back."""
    void = noted().void(reason="another teacher", by="head", when=day(4))
    assert sights(void) == {"ben": Sight.EVERYTHING, "office": Sight.EVERYTHING}


def test_everybody_sees_the_calendar() -> None:
    """It has nothing in it but days."""
    assert set(sights(Calendar.draw_up(id="c", by="head", when=day(0))).values()) == {Sight.EVERYTHING}
    assert len(sights(Calendar.draw_up(id="c", by="head", when=day(0)))) == 6


def test_a_round_is_seen_by_those_who_coached_from_its_plan_to_its_latest_part() -> None:
    """A successor doesn't see what was said before them, nor a predecessor what was said after them."""
    pair = school.handed_over()
    early, late = school.round_answered(), school.round_planned(relationship=pair, by="cara", when=day(31))
    through = early.respond(response=FeedbackResponse.DECLINED, by="ben", when=day(31))
    assert seen_by(early, day(10)) == {"ben", "amara"}
    assert seen_by(early, day(40)) == {"ben", "amara"}
    assert seen_by(late, day(40)) == {"ben", "cara"}
    assert seen_by(through, day(40)) == {"ben"}


def test_scores_are_seen_by_those_who_coached_on_the_day_of_scoring() -> None:
    """Like a session; void ones too."""
    sheet = school.sheet()
    void = sheet.void(reason="slip", by="amara", when=day(8))
    assert seen_by(sheet, day(40)) == seen_by(void, day(40)) == {"ben", "amara"}


def test_a_cycle_is_seen_by_the_coaches_of_today() -> None:
    """A successor sees where the work stands."""
    assert seen_by(school.cycle(), day(10)) == {"ben", "amara"}
    assert seen_by(school.cycle(), day(40)) == {"ben", "cara"}


@pytest.mark.parametrize("record", [school.round_answered(), school.sheet(), school.cycle()])
def test_a_leader_learns_nothing_of_rounds_scores_and_cycles(record: Record) -> None:
    """There is no projection of them: that they are there is content."""
    assert type(record) not in PROJECTIONS
