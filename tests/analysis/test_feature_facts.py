"""The records of a relationship fold into a few facts: all at once, or one session after another."""

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.analysis.deciding import Deciding
from instructional_coaching.analysis.feature_facts import ContentFacts, FeatureFacts, feature_facts
from instructional_coaching.analysis.feature_threshold import DEFAULT_THRESHOLDS, FeatureThresholds
from instructional_coaching.analysis.silence import DayFacts, Silence
from instructional_coaching.codec.converter import converter
from instructional_coaching.domain.link import LinkKind
from instructional_coaching.domain.practice_round import PracticeRound
from instructional_coaching.domain.relationship_status import EndReason
from instructional_coaching.domain.round_part import PracticeSetting
from instructional_coaching.domain.session import Session
from instructional_coaching.domain.session_status import SessionKind
from instructional_coaching.errors import InvalidValue
from tests.analysis.cadence import LOOK, START, TALK, Case, begun, held, on, planned
from tests.analysis.coaching import LAW, shuffled
from tests.analysis.drawn import cases
from tests.analysis.featuring import TERM, THRESHOLDS, facts, linked, planned_round, practised_round


def deciding(session: Session | PracticeRound) -> Deciding:
    """Return a record as one that decides."""
    return Deciding(ref=session.ref, when=session.when)


@st.composite
def groups_and_links(draw: st.DrawFn, case: Case) -> tuple[Session, ...]:
    """Return the sessions of a case, of which some have others in them, some a link, and some share a day."""
    changes: tuple[dict[str, Any], ...] = ({"participants": ("cleo",)}, {"links": linked(LinkKind.VIDEO)})
    found: list[Session] = []
    for one in case.sessions:
        change = draw(st.sampled_from(({}, {}, *changes)))
        if one.took_place and change:
            found.append(one.correct(reason="slip", by=one.author, when=one.when, **change))
        else:
            found.append(one)
    return tuple(found)


def test_a_term_folds_into_its_facts() -> None:
    """Four sessions and three rounds, checked by hand."""
    sessions = (
        held(on(9, 10), TALK, "s1", minutes=30),
        held(on(9, 24), LOOK, "s2", minutes=20),
        held(on(10, 1), TALK, "s3", minutes=40, participants=("cleo",)),
        held(on(10, 6), TALK, "s4", links=linked(LinkKind.PUPIL_WORK)),
    )
    rounds = (
        practised_round("p1", on(9, 11)),
        practised_round("p2", on(9, 25), "cold call", PracticeSetting.LESSON),
        practised_round("p3", on(10, 2)),
    )

    assert facts(*sessions, rounds=rounds) == FeatureFacts(
        relationship="r1",
        start=START,
        first=Deciding(ref="session s1", when=on(9, 10)),
        last=Deciding(ref="session s4", when=on(10, 6)),
        one_to_one=50,
        group=40,
        untimed_one_to_one=1,
        first_group=Deciding(ref="session s3", when=on(10, 1)),
        own_class=(Deciding(ref="session s2", when=on(9, 24)),),
        days=DayFacts(
            calendar="calendar school",
            longest=Silence(
                days=10, first=on(9, 10), last=on(9, 24), after="session s1", before="session s2"
            ),
            silent_from=on(10, 21),
            tellable_from=on(9, 22),
            span_half=on(10, 19),
            span_reached=on(12, 7),
        ),
        inside=ContentFacts(
            links=(Deciding(ref="session s4", when=on(10, 6)),),
            lessons=(Deciding(ref="practice_round p2", when=on(9, 25)),),
            on_one_skill=(
                Deciding(ref="practice_round p1", when=on(9, 11)),
                Deciding(ref="practice_round p3", when=on(10, 2)),
            ),
            latest=on(10, 2),
        ),
    )


def test_before_anything_was_held_there_is_the_start_alone() -> None:
    found = facts()

    assert (found.first, found.last, found.latest, found.inside) == (None, None, None, ContentFacts())
    assert found.days == DayFacts(
        calendar="calendar school",
        silent_from=on(9, 22),
        tellable_from=on(9, 22),
        span_half=on(10, 19),
        span_reached=on(12, 7),
    )


def test_only_what_took_place_in_this_relationship_counts() -> None:
    """Neither what is planned, nor what was voided, nor another coachee's."""
    other = begun(id="r2", starts=date(2020, 1, 1), when=date(2020, 1, 1))
    void = held(on(9, 15), id="s2").void(reason="twice", by="amara", when=on(9, 16))
    elsewhere = held(on(9, 16), id="s3", relationship=other)
    session = held(on(9, 10), id="s1")

    assert facts(session, planned(on(9, 14)), void, elsewhere) == facts(session)
    rounds = [planned_round("p1", on(9, 9)), practised_round("p2", on(9, 9), relationship="r2")]
    rounds.append(practised_round("p3", on(9, 9)).void(reason="twice", by="ben", when=on(9, 9)))
    assert facts(session, rounds=rounds) == facts(session)


@pytest.mark.parametrize("kind", SessionKind)
def test_the_coachees_own_class_is_seen_in_three_kinds_of_session(kind: SessionKind) -> None:
    """Modelling may be in anybody's class, and a rehearsal is in none."""
    own = {SessionKind.OBSERVATION, SessionKind.CO_TEACHING, SessionKind.VIDEO_REVIEW}
    session = held(on(9, 10), kind)

    assert facts(session).own_class == ((deciding(session),) if kind in own else ())


@pytest.mark.parametrize("kind", LinkKind)
def test_a_video_and_pupils_work_come_from_their_own_class(kind: LinkKind) -> None:
    """A document may come from anywhere."""
    session = held(on(9, 10), links=linked(kind))
    found = facts(session).inside

    assert found is not None
    assert found.links == (() if kind is LinkKind.DOCUMENT else (deciding(session),))


def test_rounds_are_on_one_skill_whatever_its_case_and_spaces() -> None:
    rounds = [practised_round("p1", on(9, 10), "Wait time"), practised_round("p2", on(9, 11), "wait \t TIME")]
    found = facts(rounds=rounds).inside

    assert found is not None
    assert [one.ref for one in found.on_one_skill] == ["practice_round p1", "practice_round p2"]


def test_of_several_skills_the_first_that_was_practised_often_enough_is_told_of() -> None:
    """Not the one begun first, and no more rounds of it than are asked for."""
    rounds = [practised_round(f"p{n}", on(9, n), skill) for n, skill in enumerate("baabba", 1)]

    def told(needed: int, upto: int = 6) -> list[str]:
        found = facts(rounds=shuffled(rounds[:upto]), thresholds=FeatureThresholds(rounds=needed)).inside
        assert found is not None
        return [one.ref.partition(" ")[2] for one in found.on_one_skill]

    assert told(2) == ["p2", "p3"]
    assert told(3) == ["p1", "p4", "p5"]
    assert told(4) == ["p1", "p4", "p5"]
    assert told(2, upto=1) == told(9, upto=1) == told(9, upto=2) == ["p1"]
    assert told(4, upto=3) == ["p2", "p3"]


def test_who_does_not_see_content_gets_facts_without_it() -> None:
    """Links of sessions are content too, though the sessions are not."""
    sessions = (held(on(9, 10), id="s1", links=linked(LinkKind.VIDEO)), held(on(9, 15), LOOK, id="s2"))
    rounds = [practised_round("p1", on(9, 20))]
    whole = facts(*sessions, rounds=rounds)

    assert facts(*sessions, rounds=None) == whole.as_activity()
    assert whole.as_activity().inside is None
    assert (whole.latest, whole.as_activity().latest) == (on(9, 20), on(9, 15))
    assert "p1" not in repr(whole)


def test_a_session_before_the_last_one_is_not_folded_in() -> None:
    """What came between them would be counted twice."""
    found = facts(held(on(9, 15), id="s1"))

    with pytest.raises(InvalidValue) as caught:
        found.after(held(on(9, 14), id="s2"), TERM)
    assert caught.value.hint == "fold all sessions anew"


def test_what_is_no_contact_changes_no_fact() -> None:
    found = facts(held(on(9, 15), id="s1"))

    assert found.after(planned(on(9, 14)), TERM) is found
    assert found.after_all([], TERM) is found


def test_facts_do_not_grow_with_the_history() -> None:
    """Three years of weekly sessions and rounds take no more room than a month of them."""

    def length(weeks: int) -> int:
        days = [START + timedelta(days=7 * n) for n in range(weeks)]
        sessions = [held(one, LOOK, f"s{n:03}", links=linked(LinkKind.VIDEO)) for n, one in enumerate(days)]
        rounds = [
            practised_round(f"p{n:03}", one, setting=PracticeSetting.LESSON) for n, one in enumerate(days)
        ]
        return len(json.dumps(converter().unstructure(facts(*sessions, rounds=rounds))))

    assert length(150) <= length(4)


@LAW
@given(cases(), THRESHOLDS, st.data())
def test_one_session_after_another_gives_what_all_at_once_give(
    drawn: tuple[Case, date], thresholds: FeatureThresholds, data: st.DataObject
) -> None:
    """From wherever one begins, and in whatever order sessions of one day come."""
    case, _ = drawn
    sessions = data.draw(groups_and_links(case))
    in_order = sorted(data.draw(st.permutations(sessions)), key=lambda one: one.when)
    cut = data.draw(st.integers(0, len(in_order)))
    around, pair = case.around, case.relationship

    found = feature_facts(pair, in_order[:cut], (), around, thresholds)
    for one in in_order[cut:]:
        found = found.after(one, around, thresholds)

    assert found == feature_facts(pair, sessions, (), around, thresholds)
    assert found == feature_facts(pair, (), (), around, thresholds).after_all(sessions, around, thresholds)


@LAW
@given(cases(), THRESHOLDS, st.data())
def test_facts_are_read_as_they_were_written(
    drawn: tuple[Case, date], thresholds: FeatureThresholds, data: st.DataObject
) -> None:
    """They are kept as JSON, strictly; so are the thresholds."""
    case, _ = drawn
    rounds = [practised_round("p1", on(9, 10)), practised_round("p2", on(9, 11))]
    seen = data.draw(st.sampled_from((None, [], rounds)))
    found = feature_facts(case.relationship, data.draw(groups_and_links(case)), seen, case.around, thresholds)

    for one in (found, thresholds):
        plain = json.loads(json.dumps(converter().unstructure(one)))
        assert converter().structure(plain, type(one)) == one


def test_rounds_take_the_place_of_those_before() -> None:
    """The sessions' links stay."""
    session = held(on(9, 10), links=linked(LinkKind.VIDEO))
    before = facts(session, rounds=[practised_round("p1", on(9, 11), setting=PracticeSetting.LESSON)])
    rounds = [practised_round("p2", on(9, 14)), practised_round("p3", on(9, 15))]

    assert before.practised(rounds) == facts(session, rounds=rounds)
    assert before.practised([]) == facts(session)
    assert before.as_activity().practised(rounds).inside == facts(rounds=rounds).inside


def test_it_starts_with_the_first_coach_and_ends_when_it_was_ended() -> None:
    """A hand-over starts nothing anew."""
    pair = begun(starts=on(9, 14)).hand_over(to="cara", by="office", when=on(10, 1))
    ended = pair.end(reason=EndReason.COMPLETED, by="ben", when=on(11, 2))
    never = begun(starts=on(10, 1)).end(reason=EndReason.COMPLETED, by="ben", when=on(9, 7))

    assert (facts(relationship=pair).start, facts(relationship=pair).ended) == (on(9, 14), None)
    assert (facts(relationship=ended).start, facts(relationship=ended).ended) == (on(9, 14), on(11, 2))
    assert never.tenures == ()
    assert facts(relationship=never).start == on(9, 7)


def test_thresholds_are_checked() -> None:
    """A share is between 0 and 1, and all else is at least one."""
    assert FeatureThresholds(one_to_one=Decimal("0.75")).one_to_one == Decimal("0.75")
    assert (
        FeatureThresholds(one_to_one=Decimal(1), gap=10, working_days=False, span=60, own_class=1, rounds=2)
        == DEFAULT_THRESHOLDS
    )
    wrong: tuple[tuple[str, Any], ...] = (
        ("one_to_one", Decimal("1.01")),
        ("one_to_one", Decimal(-1)),
        ("gap", 0),
        ("span", 201),
        ("rounds", 0),
    )
    for name, one in wrong:
        with pytest.raises(InvalidValue) as caught:
            FeatureThresholds(**{name: one})
        assert caught.value.field == name
