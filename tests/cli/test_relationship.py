"""`coaching show`: cycles, practice and scores of a relationship, and definitions; nothing is written."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.files import MODEL, PRACTICE, RULE, placed
from tests.cli.running import AS_OF, Answer, coach, store_in

PAIR = ("--relationship", "amara-ben")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with a cycle, a round of practice and two sheets of scores."""
    folder = placed(tmp_path_factory.mktemp("practice"), {"practice.yaml": PRACTICE})
    store = store_in(folder)
    answer = coach("import", "--store", store, folder / "practice.yaml")
    assert answer.code == 0, answer.err
    return store


def show(store: str, *more: object) -> Answer:
    answer = coach("show", "--store", store, *PAIR, *(more or AS_OF))
    assert answer.code == 0, answer.err
    return answer


def document(store: str, *more: object) -> Any:
    answer = coach("show", "--json", "--store", store, *(more or (*PAIR, *AS_OF)))
    assert (answer.code, answer.err) == (0, "")
    return json.loads(answer.out)


def test_a_cycle_is_shown_by_the_titles_of_its_model(store: str) -> None:
    assert show(store).section("Cycles")[2:] == ["c1     The Impact Cycle  Learn  2025-09-15"]


def test_a_round_is_shown_by_what_is_there_of_it_and_what_followed(store: str) -> None:
    assert show(store).section("Practice")[2:] == [
        "2025-09-16  p1               practice, attempt, feedback  adapted   2025-09-22",
        "            Waiting",
    ]


def test_scores_are_shown_by_the_titles_of_their_rubric_each_criterion_with_its_parts(store: str) -> None:
    shown = show(store).section("Scores")
    assert shown[:6] == [
        "q1: Questions that wait, of the session s1, 2025-09-19",
        "criterion            level         why",
        "────────────────────────────────────────────────",
        "Talk                 not scored",
        "  Wait time          0: Not there  Hands went up",
        "  Everybody answers  not observed",
    ]
    assert shown[6] == "q2: The quality of feedback, of the feedback of round p1, 2025-09-20"
    assert "Narrow              2: Clearly" in shown


def test_they_are_as_they_were_on_the_day(store: str) -> None:
    answer = show(store, "--as-of", "2025-09-12")
    assert answer.section("Cycles")[2:] == ["c1     The Impact Cycle  Identify  2025-09-11"]
    assert not any(line.startswith(("Practice", "Scores")) for line in answer.lines)
    assert [one["stage"] for one in document(store, *PAIR, "--as-of", "2025-09-12")["cycles"]] == ["identify"]


def test_who_may_not_see_them_is_shown_no_such_section(store: str) -> None:
    answer = show(store, "--as", "head", *AS_OF)
    assert not any(line.startswith(("Cycles", "Practice", "Scores")) for line in answer.lines)
    told = document(store, *PAIR, "--as", "head")
    assert (told["cycles"], told["practice_rounds"], told["score_sheets"]) == ([], [], [])
    assert "Hands went up" not in answer.out + str(told)


def test_the_document_says_the_same_as_the_screen(store: str) -> None:
    told, text = document(store), show(store).out
    assert (told["as"], told["as_of"], told["relationship"]) == (None, "2025-12-19", "amara-ben")
    assert [one["id"] for one in told["goals"]] == ["g1"]
    assert told["goals"][0]["progress"] == {"baseline": None, "latest": None, "reached": None, "points": []}
    assert [one["model_title"] for one in told["cycles"]] == ["The Impact Cycle"]
    assert [one["skill"] for one in told["practice_rounds"]] == ["Waiting"]
    assert [one["rubric_title"] for one in told["score_sheets"]] == [
        "Questions that wait",
        "The quality of feedback",
    ]
    assert told["stances"] == [
        {
            "coach": "amara",
            "held": 1,
            "minutes": {"facilitative": 0, "dialogical": 0, "directive": 0},
            "unrecorded": 0,
            "untimed": 1,
        }
    ]
    (contact,) = told["contacts"]
    assert f"ben      amara-ben       {contact['days']}  {contact['first']} s1  {contact['last']}" in text
    assert contact["is_open"]
    assert told["timeline"][0]["verb"] == "relationship.begin"
    for one in told["timeline"]:
        kind, verb = one["verb"].replace("_", " ").split(".")
        assert f"{kind} {one['id']}: {verb}" in text


def test_without_a_relationship_the_document_has_none_of_its_parts(store: str) -> None:
    told = document(store, *AS_OF)
    assert told["relationship"] is None
    assert {"timeline", "cycles", "practice_rounds", "score_sheets"}.isdisjoint(told)


def test_a_model_is_shown_with_its_stages(tmp_path: Path) -> None:
    journal = PRACTICE.replace("core/impact-cycle", "oakfield/short-cycle").replace("to: learn", "to: try")
    placed(tmp_path, {"in/a.yaml": MODEL, "in/b.yaml": RULE, "journal.yaml": journal})
    store = store_in(tmp_path)
    files = (tmp_path / "journal.yaml", "--definitions", tmp_path / "in")
    assert coach("import", "--store", store, *files).code == 0
    shown = coach("show", "--store", store, "--definition", "oakfield/short-cycle")
    assert (shown.code, shown.err) == (0, "")
    assert shown.lines[0] == "Short cycle"
    assert shown.lines[1].startswith("coaching model oakfield/short-cycle@")
    assert "order: strict; for: instructional coaching; usual cadence: oakfield/fortnightly" in shown.out
    assert "Aim     Agree what to aim at.  Try it" in shown.lines
    assert "        needs: A goal" in shown.lines
    assert "Try it                         Aim or finish" in shown.lines
    assert "A goal            goal        Aim" in shown.lines
    assert "coach: watch" in shown.lines


def test_a_rubric_is_shown_by_its_pin_or_by_its_id_though_nobody_brings_it(store: str) -> None:
    by_id = coach("show", "--store", store, "--definition", "oakfield/questioning")
    assert (by_id.code, by_id.lines[0]) == (0, "Questions that wait")
    assert "levels: 0 Not there, 1 Clearly" in by_id.lines
    assert "  Everybody answers" in by_id.lines
    pin = by_id.lines[1].removeprefix("rubric ")
    assert coach("show", "--store", store, "--definition", pin).out == by_id.out
    (told,) = document(store, "--definition", pin)["definitions"]
    assert (told["kind"], told["pin"], told["title"]) == ("rubric", pin, "Questions that wait")
    assert [one["title"] for one in told["levels"]] == ["Not there", "Clearly"]


def test_what_a_level_looks_like_is_shown_beside_its_criterion(store: str) -> None:
    shown = coach("show", "--store", store, "--definition", "core/feedback-quality").lines
    assert any(line.startswith("Narrow ") and "0: A list of everything" in line for line in shown)
    assert any(line.startswith("Source: Our own wording.") for line in shown)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            "core/every-two-weeks",
            "no longer than 10 eligible days between contacts; due in the last 3 eligible days",
        ),
        (
            "core/weekly",
            "1 contact per week; overdue after 1 eligible day more; due in the last 2 eligible days",
        ),
    ],
)
def test_a_cadence_rule_is_shown_in_words(store: str, rule: str, said: str) -> None:
    shown = coach("show", "--store", store, "--definition", rule)
    assert said in " ".join(" ".join(shown.lines).split())


def test_a_definition_that_nobody_knows_is_told(store: str) -> None:
    answer = coach("show", "--store", store, "--definition", "oakfield/none")
    assert (answer.code, answer.out) == (1, "")
    assert answer.told[0].startswith("definition oakfield/none is not known here")
    told = json.loads(coach("show", "--json", "--store", store, "--definition", "x@y").out)
    assert [one["code"] for one in told["problems"]] == ["unknown-definition"]


def test_a_definition_and_a_relationship_at_once_are_misuse(store: str) -> None:
    assert coach("show", "--store", store, *PAIR, "--definition", "core/weekly").code == 2


def test_showing_writes_nothing(store: str) -> None:
    file = Path(store.removeprefix("sqlite:///"))
    before = file.read_bytes()
    for more in (("--definition", "core/weekly"), ("--definition", "oakfield/questioning"), PAIR):
        assert coach("show", "--store", store, *more).code == 0
    assert coach("plugins", "--store", store).code == 0
    assert coach("export", "--store", store).code == 0
    assert file.read_bytes() == before
