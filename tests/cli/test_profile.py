"""`coaching show --relationship`: the five features, coaching time, and what was practised."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.files import placed
from tests.cli.running import AS_OF, Answer, coach, store_in

SECTIONS = ("features", "coaching-time", "practice-profile")

SMALL = """title: A pair and a group
journal:
  - {when: 2025-09-01, by: office, do: person.join, id: head, duties: [leader]}
  - {when: 2025-09-01, by: head, do: person.join, id: amara}
  - {when: 2025-09-01, by: head, do: person.join, id: ben}
  - {when: 2025-09-01, by: head, do: person.join, id: cleo}
  - {when: 2025-09-01, by: amara, do: relationship.begin, id: r1, coach: amara, coachee: ben}
  - {when: 2025-09-01, by: ben, do: goal.propose, id: g1, relationship: r1, focus: student,
     statement: They think.}
  - {when: 2025-09-01, by: ben, do: goal.adopt, goal: g1}
  - {when: 2025-09-02, by: amara, do: session.log, id: s1, relationship: r1, kind: conversation,
     participants: [cleo]}
  - {when: 2025-09-03, by: ben, do: practice_round.plan, id: p1, relationship: r1, goal: g1, skill: Waiting,
     practice: Three seconds.}
"""


def show(store: str, relationship: str, *more: object) -> Answer:
    chosen = [part for name in SECTIONS for part in ("--section", name)]
    answer = coach("show", "--store", store, "--relationship", relationship, *chosen, *(more or AS_OF))
    assert answer.code == 0, answer.err
    return answer


def document(store: str, relationship: str, *more: object) -> Any:
    return json.loads(show(store, relationship, "--json", *(more or AS_OF)).out)


@pytest.fixture
def small(tmp_path: Path) -> str:
    """A store without a calendar: one session of a group that nobody timed, and a round that is planned."""
    store = store_in(placed(tmp_path, {"small.yaml": SMALL}))
    assert coach("import", "--store", store, tmp_path / "small.yaml").code == 0
    return store


def test_the_profiles_of_a_term_are_shown_at_a_glance(term: str) -> None:
    assert [line for line in show(term, "amara-ben").lines if line] == [
        "The five features of coaching, to 2025-12-19",
        "feature           is       why, and what decided it",
        "─" * 80,
        "individualised    not met  245 of 285 minutes one-to-one; all are to be",
        "                           session ben-s01, ben-s02, ben-s03, ben-s04 and 4 more",
        "intensive         not met  more than 10 school days without contact after",
        "                           2025-12-03",
        "                           session ben-s08; calendar oakfield",
        "sustained         met      it went on for 60 school days, to 2025-12-05",
        "                           relationship amara-ben; session ben-s08; calendar",
        "                           oakfield",
        "context specific  met      from their own class on 2025-09-17",
        "                           session ben-s02",
        "focused           met      2 rounds of practice on one skill",
        "                           practice round ben-p1, ben-p2",
        "Others took part in a session, so that not all of it is one-to-one.",
        "Coaching time in minutes, to 2025-12-19",
        "half-term                              minutes  one-to-one  in a group  sessions",
        "─" * 80,
        "Autumn 2025, 2025-09-01 to 2025-10-26      175         175           0         5",
        "Autumn 2025, 2025-11-01 to 2025-12-19      110          70          40         3",
        "in all                                     285         245          40         8",
        "For each goal in full: a session that served two counts for both.",
        "goal    minutes  one-to-one  in a group  sessions",
        "─" * 49,
        "ben-g1      245         205          40         7",
        "Skills practised and feedback followed up, to 2025-12-19",
        "skill                     rounds  which",
        "─" * 48,
        "Waiting after a question       2  ben-p1, ben-p2",
        "feedback: 1 accepted, 1 adapted; followed up: 2 of 2",
    ]


def test_the_document_says_the_same_and_names_every_record(term: str) -> None:
    told = document(term, "amara-ben")
    features = told["five_features"]

    assert features["in_group"]
    assert features["individualised"] == {
        "value": "not_met",
        "why": "245 of 285 minutes one-to-one; all are to be",
        "deciding": [f"session ben-s0{n}" for n in range(1, 9)],
        "one_to_one": 245,
        "minutes": 285,
        "untimed": 0,
        "share": "49/57",
    }
    assert features["intensive"]["silent_from"] == "2025-12-18"
    assert told["coaching_time"]["by_goal"]["ben-g1"]["minutes"] == 245
    assert told["practice_profile"]["followed_up"] == "1"
    assert set(told) >= {"five_features", "coaching_time", "practice_profile"}


def test_a_leader_sees_features_and_time_and_nothing_of_goals_and_practice(term: str) -> None:
    answer = show(term, "amara-ben", "--as", "head", *AS_OF)

    assert answer.lines[0] == "As head may see it"
    shown = answer.section("The five features")
    assert shown[-4:-1] == [
        "focused           can't tell  rounds of practice and links are content, and not",
        "                              shown here",
        "                              relationship amara-ben",
    ]
    assert "ben-g1" not in answer.out
    assert "ben-p1" not in answer.out
    told = document(term, "amara-ben", "--as", "head", *AS_OF)
    assert told["practice_profile"] is None
    assert "by_goal" not in told["coaching_time"]


def test_before_it_began_there_is_nothing_to_show(term: str) -> None:
    before = ("--as-of", "2025-08-01")

    assert show(term, "amara-ben", *before).out.strip() == ""
    told = document(term, "amara-ben", *before)
    assert [told[name] for name in ("five_features", "coaching_time", "practice_profile")] == [None] * 3


def test_what_nobody_timed_and_what_is_not_practised_yet_are_told(small: str) -> None:
    answer = show(small, "r1")

    assert answer.section("The five features")[2:6] == [
        "individualised    not met     0 of 1 session without minutes one-to-one; all are",
        "                              to be",
        "                              session s1",
        "intensive         can't tell  the school has no calendar",
    ]
    assert answer.section("Coaching time")[0].split() == [
        "half-term",
        "minutes",
        "one-to-one",
        "sessions",
        "without",
        "minutes",
    ]
    assert answer.section("Coaching time")[2:] == [
        "in all           0           0         1                1",
    ]
    assert answer.section("Skills practised") == [
        "planned, and not practised yet: p1",
        "feedback: none yet; followed up: none to be",
    ]
