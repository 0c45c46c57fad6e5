"""`coaching due` says who is due and why; and who has no coach."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.running import Answer, coach, store_in

RULES = """\
cadence_rule: oakfield/observed-twice
title: Observed twice a half-term
requires:
  - {family: per_period, times: 2, period: half_term, counts: [observation], warn: 10}
"""
JOURNAL = """\
stewards: [office]
journal:
  - {when: 2025-09-01, by: office, do: person.join, id: head, duties: [leader]}
  - {when: 2025-09-01, by: office, do: person.join, id: amara}
  - {when: 2025-09-01, by: office, do: person.join, id: dev}
  - {when: 2025-09-01, by: office, do: person.join, id: ben}
  - {when: 2025-09-01, by: office, do: person.join, id: mei, working_days: [monday, tuesday, friday]}
  - {when: 2025-09-01, by: office, do: person.join, id: kwame}
  - {when: 2025-09-01, by: office, do: person.join, id: priya}
  - {when: 2025-09-01, by: office, do: person.join, id: rhys, early_career_year: 1}
  - {when: 2025-09-01, by: office, do: person.join, id: hana}
  - {when: 2025-07-01, by: office, do: calendar.draw_up, id: oakfield}
  - {when: 2025-07-01, by: office, do: calendar.add_term, calendar: oakfield, name: Autumn, first: 2025-09-03, last: 2025-12-19, half_term_first: 2025-10-27, half_term_last: 2025-10-31}
  - {when: 2025-07-01, by: office, do: calendar.mark, calendar: oakfield, first: 2025-09-19, kind: staff_day, why: INSET}
  - {when: 2025-09-08, by: head, do: relationship.begin, id: amara-ben, coach: amara, coachee: ben, cadence: core/every-two-weeks}
  - {when: 2025-09-08, by: head, do: relationship.begin, id: amara-mei, coach: amara, coachee: mei, cadence: core/weekly}
  - {when: 2025-09-08, by: head, do: relationship.begin, id: dev-kwame, coach: dev, coachee: kwame, cadence: oakfield/observed-twice}
  - {when: 2025-09-08, by: head, do: relationship.begin, id: dev-priya, coach: dev, coachee: priya}
  - {when: 2025-09-08, by: head, do: relationship.begin, id: dev-hana, coach: dev, coachee: hana, cadence: core/weekly}
  - {when: 2025-09-10, by: head, do: relationship.end_tenure, relationship: dev-hana, coach: dev}
  - {when: 2025-09-10, by: amara, do: session.log, id: s1, relationship: amara-ben, kind: conversation, logged: 2025-09-26}
  - {when: 2025-09-16, by: amara, do: session.log, id: s2, relationship: amara-mei, kind: conversation}
  - {when: 2025-09-17, by: dev, do: session.log, id: s3, relationship: dev-kwame, kind: observation}
"""  # noqa: E501 - an entry is a line, as in an export


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("school")
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    (folder / "term.yaml").write_text(JOURNAL, encoding="utf-8")
    made = store_in(folder)
    answer = coach("import", "--store", made, "--definitions", folder / "rules.yaml", folder / "term.yaml")
    assert answer.code == 0, answer.err
    return made


def due(store: str, *arguments: object, as_of: str = "2025-09-25") -> Answer:
    return coach("due", "--store", store, "--as-of", as_of, *arguments)


def lines(store: str, *arguments: object, as_of: str = "2025-09-25") -> dict[str, dict[str, object]]:
    answer = due(store, "--json", *arguments, as_of=as_of)
    assert answer.code == 0, answer.err
    return {one["relationship"]: one for one in json.loads(answer.out)["due"]}


def test_the_most_pressing_come_first_each_with_its_reason(store: str) -> None:
    answer = due(store)
    assert answer.lines == [
        "Who is due on Thursday 2025-09-25",
        "5 relationships: 1 overdue, 1 due, 1 no coach, 1 open, 1 unknown",
        "",
        "coachee  coach  status    due by      why",
        "─" * 80,
        "ben      amara  overdue   2025-09-24  11 eligible days since 10 Sept (s1), 10 at",
        "                                      most",
        "mei      amara  due       2025-09-26  0 of 1 in the week of 22 Sept, 1 day left;",
        "                                      not counted: 24–25 Sept not working",
        "hana            no coach              no coach since 2025-09-11",
        "kwame    dev    open      2025-10-24  1 of 2 in half-term 8 Sept–26 Oct, 22 days",
        "                                      left; not counted: 19 Sept INSET",
        "priya    dev    unknown               no cadence has been arranged",
        "",
    ]


def test_a_session_typed_late_is_not_known_before_it_was_typed(store: str) -> None:
    """Held on 10 September, typed on the 26th: until then nobody could know of it."""
    known, unknown = lines(store), lines(store, "--known-at", "2025-09-25")
    assert (known["amara-ben"]["last_contact"], known["amara-ben"]["due_on"]) == ("2025-09-10", "2025-09-24")
    assert (unknown["amara-ben"]["last_contact"], unknown["amara-ben"]["due_on"]) == (None, "2025-09-22")
    assert known["amara-mei"] == unknown["amara-mei"]


def test_an_earlier_day_is_answered_as_it_then_was(store: str) -> None:
    then = lines(store, as_of="2025-09-09")
    assert {one: told["status"] for one, told in then.items()} == {
        "amara-ben": "open",
        "amara-mei": "due",
        "dev-kwame": "open",
        "dev-priya": "unknown",
        "dev-hana": "open",
    }


def test_a_coach_asks_for_their_own_and_others_see_what_they_may(store: str) -> None:
    assert set(lines(store, "--coach", "amara")) == {"amara-ben", "amara-mei"}
    assert set(lines(store, "--as", "ben")) == {"amara-ben"}
    assert set(lines(store, "--as", "dev")) == {"dev-kwame", "dev-priya"}
    assert len(lines(store, "--as", "head")) == 5
    assert due(store, "--as", "stranger").lines[:2] == ["Who is due on Thursday 2025-09-25", "nobody"]


def test_only_the_statuses_asked_for_are_shown(store: str) -> None:
    assert set(lines(store, "--status", "overdue", "--status", "due")) == {"amara-ben", "amara-mei"}


def test_the_table_in_csv_has_the_same_answers(store: str) -> None:
    answer = due(store, "--csv")
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    told = lines(store)
    assert [row["relationship"] for row in rows] == list(told)
    for row in rows:
        one = told[row["relationship"]]
        assert (row["status"], row["why"]) == (one["status"], one["why"])
        assert row["due_on"] == (one["due_on"] or "")
        assert row["slipping"] in ("true", "false")


def test_who_has_no_coach_is_told_with_those_who_never_had_one(store: str) -> None:
    """An early-career teacher in no relationship has a right to one."""
    answer = due(store, "--no-coach")
    assert answer.lines[0] == "Who has no coach on Thursday 2025-09-25"
    assert [line.split()[0] for line in answer.lines[3:] if line] == ["hana", "rhys"]
    told = json.loads(due(store, "--no-coach", "--json").out)
    assert [one["coachee"] for one in told["due"]] == ["hana"]
    assert told["without_relationship"] == ["rhys"]


def test_where_the_calendar_ends_it_is_said_that_no_later_day_counts(store: str) -> None:
    assert "The calendar ends on 2025-12-19" in due(store, as_of="2026-01-07").out
    assert "The calendar" not in due(store).out


def test_a_school_without_a_calendar_is_told_what_is_missing(tmp_path: Path) -> None:
    journal = JOURNAL.splitlines(keepends=True)
    kept = "".join(line for line in journal if "do: calendar" not in line and "dev-kwame" not in line)
    (tmp_path / "term.yaml").write_text(kept, encoding="utf-8")
    store = store_in(tmp_path)
    assert coach("import", "--store", store, tmp_path / "term.yaml").code == 0
    answer = due(store)
    assert "the school has no calendar" in answer.out
    assert "bring one in with its" in answer.out


@pytest.mark.parametrize("others", [("--json",), ("--no-coach",)])
def test_csv_stands_alone(store: str, others: tuple[str, ...]) -> None:
    answer = due(store, "--csv", *others)
    assert (answer.code, "--csv alone" in answer.out + answer.err) == (2, True)
