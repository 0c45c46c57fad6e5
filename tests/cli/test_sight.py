"""`coaching show --as` shows each person what is theirs to see, and of all else not even that it is there."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.cli.running import AS_OF, Answer, coach, filled
from tests.journal.term import RULES, Sheet

CONTENT = ("statement", "summary", "limits", "text", "reason", "links", "label")


def show(store: str, person: str | None = None, relationship: str | None = None) -> Answer:
    who = ("--as", person) if person else ()
    of = ("--relationship", relationship) if relationship else ()
    return coach("show", "--store", store, *who, *of, *AS_OF)


def marked(log: Sheet) -> Iterator[tuple[str, str]]:
    """Give every free text of the log a mark of its own, one word, and yield it with its relationship."""
    relationships: dict[str, str] = {}
    for n in log.lines:
        kind = log.get(n, "do").partition(".")[0]
        own = log.get(n, "id") or log.get(n, kind)
        named = own if kind == "relationship" else log.get(n, "relationship")
        relationships.setdefault(own, named or relationships.get(log.get(n, "goal"), ""))
        for column in CONTENT:
            if " " in log.get(n, column):
                mark = f"mark{n}{column}"
                if column == "links":
                    log.set(n, column, f"https://a.example/{mark} 2026-01-31 video")
                else:
                    log.set(n, column, mark)
                yield mark, relationships[own]


@pytest.fixture(scope="module")
def marks() -> dict[str, str]:
    return {}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, marks: dict[str, str]) -> str:
    """A term in which every free text is a mark that can be looked for."""
    log = Sheet.read("log.csv")
    marks.update(marked(log))
    return filled(tmp_path_factory.mktemp("marked"), log)


def seen(answer: Answer, marks: dict[str, str]) -> set[str]:
    """Return the marks that can be read, whatever line they are broken over."""
    text = answer.out.replace("\n", "").replace(" ", "")
    return {mark for mark in marks if mark in text}


def test_whoever_keeps_the_file_sees_every_text_in_it(store: str, marks: dict[str, str]) -> None:
    for relationship in {*marks.values()}:
        everything = seen(show(store, relationship=relationship), marks)
        assert {mark for mark, of in marks.items() if of == relationship} <= everything


def test_a_coachee_sees_all_of_their_own_and_nothing_of_anybody_elses(
    store: str, marks: dict[str, str]
) -> None:
    answer = show(store, "ben", "amara-ben")
    assert answer.code == 0
    assert seen(answer, marks) == {mark for mark, of in marks.items() if of == "amara-ben"}
    assert not any(name in answer.out for name in ("aisha", "callum", "dev"))


def test_a_coach_sees_their_relationships_and_no_others(store: str, marks: dict[str, str]) -> None:
    answer = show(store, "amara", "amara-ben")
    own = {mark for mark, of in marks.items() if of.startswith("amara-")}
    assert {mark for mark, of in marks.items() if of == "amara-ben"} <= seen(answer, marks) <= own
    assert not any(name in answer.out for name in ("callum", "kwame", "dev"))


def test_a_leader_sees_that_there_was_coaching_and_nothing_of_what_was_said(
    store: str, marks: dict[str, str]
) -> None:
    for relationship in {*marks.values()}:
        answer = show(store, "head", relationship)
        assert answer.code == 0
        shared = {mark for mark in marks if mark.endswith("label")}
        assert seen(answer, marks) <= shared, "the focus that a coachee lets them know"
        assert answer.section("Stance") == ["no session held with content that head may see"]
        head, *_ = answer.section("Timeline")
        assert head.split() == ["when", "coach", "session", "stands", "minutes"]


@pytest.mark.parametrize(
    "stance", ["directive", "dialogical", "facilitative", "adopted", "met", "unconfirmed"]
)
def test_a_leader_sees_neither_stances_nor_where_goals_stand(store: str, stance: str) -> None:
    answer = show(store, "head", "dev-callum")
    features = answer.section("The five features")
    assert stance not in "\n".join(line for line in answer.lines if line not in features)


def test_somebody_who_has_no_part_in_it_sees_nothing(store: str) -> None:
    answer = show(store, "stranger")
    assert (answer.code, answer.err) == (0, "")
    assert answer.lines == [
        "As stranger may see it",
        "",
        "Goals, as they now stand",
        "none that stranger may see",
        "",
        "Stance by minutes of each coach's sessions, to 2025-12-19",
        "no session held with content that stranger may see",
        "",
        "Longest time without contact, to 2025-12-19, in days of the calendar",
        "no relationship that stranger may see",
        "",
    ]


@pytest.mark.parametrize("person", ["stranger", "callum", "dev"])
def test_a_relationship_that_is_not_theirs_is_not_found_as_if_there_were_none(
    store: str, person: str
) -> None:
    there, absent = (show(store, person, one) for one in ("amara-ben", "amara-nobody"))
    assert there.code == absent.code == 1
    assert there.out == absent.out == ""
    assert there.told == [
        "no relationship with the id amara-ben; check the id, and that this person is entitled to see it"
    ]
    assert there.err.replace("amara-ben", "amara-nobody") == absent.err


def test_an_earlier_coach_sees_their_own_sessions_and_no_later_ones(
    store: str, marks: dict[str, str]
) -> None:
    log = Sheet.read("log.csv")
    before, after = log.find(id="niamh-s02"), log.find(id="niamh-s05")
    earlier, later = (seen(show(store, person, "chloe-niamh"), marks) for person in ("chloe", "tomasz"))
    assert f"mark{before}summary" in earlier
    assert f"mark{after}summary" not in earlier
    assert f"mark{after}summary" in later
    assert f"mark{before}summary" not in later


@pytest.mark.parametrize(
    ("person", "relationship"),
    [("chloe", "chloe-niamh"), ("tomasz", "chloe-niamh"), ("dev", "chloe-sofia"), ("dev", "dev-kwame")],
)
def test_a_coach_who_sees_only_some_of_the_sessions_is_not_told_a_wrong_time_without_contact(
    store: str, person: str, relationship: str
) -> None:
    rows = show(store, person).section("Longest")
    assert re.fullmatch(r"not known of (.*): some sessions there are another coach's", rows[-1])
    assert relationship in rows[-1]
    assert not any(row.split()[1] == relationship for row in rows[2:-1])


def test_while_they_were_the_only_coach_they_are_told(store: str) -> None:
    rows = coach("show", "--store", store, "--as", "chloe", "--as-of", "2025-11-02").section("Longest")
    assert "not known" not in rows[-1]
    assert any(row.split()[1] == "chloe-niamh" for row in rows[2:])


def test_everybody_who_is_told_a_time_without_contact_is_told_the_same(store: str) -> None:
    people = (None, "head", "amara", "chloe", "dev", "tomasz", "ben", "niamh", "sofia")
    told: dict[str, set[str]] = {}
    for person in people:
        for row in show(store, person).section("Longest")[2:]:
            if not row.startswith("not known"):
                told.setdefault(row.split()[1], set()).add(" ".join(row.split()))
    assert all(one == other for rows in told.values() for one, other in pairwise(rows))
    assert len(told) == 12


def test_a_leader_who_is_coached_sees_their_own_goal_and_that_others_have_some(tmp_path: Path) -> None:
    log = Sheet.read("log.csv")
    columns = log.columns
    for cells in (
        {"do": "relationship.begin", "by": "head", "id": "dev-deputy", "coach": "dev", "coachee": "deputy"},
        {"do": "goal.propose", "by": "deputy", "id": "deputy-g1", "relationship": "dev-deputy",
         "statement": "Ask first.", "focus": "teacher"},
    ):  # fmt: skip
        log.rows.append([{"when": "2025-12-18", **cells}.get(name, "") for name in columns])
    goals = show(filled(tmp_path, log), "deputy").section("Goals")
    assert goals[2].split() == ["deputy", "deputy-g1", "proposed", "not", "measured"]
    others = goals[goals.index("whose   goal       focus") :]
    assert len(others) == 2 + 14
    assert not any("deputy" in row for row in others)


def test_a_leader_who_once_coached_sees_that_it_went_on(tmp_path: Path) -> None:
    """As a coach they would see only their own days; as a leader, that there were others."""
    log = Sheet.read("log.csv")
    staff = Sheet.read("staff.csv")
    staff.set(staff.find(id="chloe"), "duties", "leader")
    folder = tmp_path / "leader"
    folder.mkdir()
    store = f"sqlite:///{folder / 'school.db'}"
    files = staff.write(folder / "staff.csv"), log.write(folder / "log.csv")
    assert coach("import", "--store", store, "--definitions", RULES, *files).code == 0
    rows = show(store, "chloe").section("Longest")
    assert len(rows) == 2 + 12
    assert any(row.split()[1] == "chloe-niamh" for row in rows[2:])


def test_nobody_is_the_same_as_a_name_left_empty(store: str) -> None:
    """A variable that was never set must not show the whole file."""
    answer = coach("show", "--store", store, "--as", "")
    assert (answer.code, answer.out) == (2, "")


def test_a_school_that_enters_nobody_in_its_register_is_told_all_the_same(tmp_path: Path) -> None:
    """A steward begins what nobody there leads; the successor sees only some of the sessions."""
    columns = "when,by,recorded_by,do,id,relationship,coach,coachee,to,kind,minutes"
    log = Sheet.of(
        columns,
        "2025-09-04,office,,relationship.begin,r1,,amara,ben,,,",
        "2025-09-11,amara,,session.log,s1,r1,,,,conversation,",
        "2025-10-01,office,,relationship.hand_over,,r1,,,dev,,",
        "2025-10-09,dev,,session.log,s2,r1,,,,observation,30",
    )
    store = f"sqlite:///{tmp_path / 'school.db'}"
    assert coach("import", "--store", store, log.write(tmp_path / "log.csv")).code == 0
    assert show(store, "dev").section("Longest") == [
        "not known of r1: some sessions there are another coach's"
    ]
    assert show(store, "ben").section("Longest")[-1].split()[2] == "71"


def test_a_leader_sees_no_minutes_where_nobody_said_how_long_it_was(tmp_path: Path) -> None:
    log = Sheet.read("log.csv")
    log.set(log.find(id="ben-s02"), "minutes", "")
    rows = show(filled(tmp_path, log), "head", "amara-ben").section("Timeline")
    assert rows[3].split() == ["2025-09-17", "amara", "observation", "held"]
