"""What hangs on a line with a mistake is counted as not checked; it is never a mistake of its own."""

from pathlib import Path

import pytest

from instructional_coaching.errors import FileRefused
from tests.journal.term import School, Sheet, told


def refused(log: Sheet, path: Path) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        School().with_staff().take(log.write(path))
    return caught.value


def naming(log: Sheet, *ids: str) -> list[int]:
    """Return the numbers of the lines on which one of the ids is a cell or an item of one."""
    cells = {n: {one.strip() for cell in log.rows[n - 2] for one in cell.split(";")} for n in log.lines}
    return [n for n, found in cells.items() if found & set(ids)]


def hanging_on(log: Sheet, id: str) -> list[int]:
    """Return the numbers of the lines that name a record, or one that was begun with its name, and so on."""
    ids: set[str] = set()
    more = {id}
    while more - ids:
        ids |= more
        more = {begun for n in naming(log, *ids) if (begun := log.get(n, "id"))}
    return naming(log, *ids)


@pytest.fixture
def log() -> Sheet:
    return Sheet.read("log.csv")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.csv"


def test_all_that_names_a_goal_which_did_not_begin_is_not_checked(log: Sheet, path: Path) -> None:
    """Nor are the steps towards it, the practice and the sessions for it, which name it no more later."""
    line = log.find(do="goal.propose", id="ben-g1")
    hanging = hanging_on(log, "ben-g1")
    log.set(line, "focus", "everything")
    raised = refused(log, path)
    assert told(raised) == [(line, log.place("focus"), "invalid-value")]
    assert list(raised.not_checked) == sorted({*hanging} - {line})


def test_all_of_a_relationship_that_did_not_begin_is_not_checked(log: Sheet, path: Path) -> None:
    line = log.find(do="relationship.begin", id="dev-kwame")
    log.set(line, "kind", "counselling")
    raised = refused(log, path)
    assert told(raised) == [(line, log.place("kind"), "invalid-value")]
    theirs = [
        n for n in log.lines if any("kwame-" in cell or "dev-kwame" in cell for cell in log.rows[n - 2])
    ]
    assert list(raised.not_checked) == [n for n in theirs if n != line]


def test_the_new_coach_is_no_stranger_because_the_line_that_hands_over_is_wrong(
    log: Sheet, path: Path
) -> None:
    """The lines of the new coach don't name the relationship: their session does."""
    line = log.find(do="relationship.hand_over")
    log.set(line, "starts", "soon")
    raised = refused(log, path)
    assert told(raised) == [(line, log.place("starts"), "invalid-value")]
    by_the_new_coach = [
        n
        for n in log.lines
        if log.get(n, "by") == "tomasz" and any("niamh" in one for one in log.rows[n - 2])
    ]
    assert list(raised.not_checked) == by_the_new_coach


def test_lines_that_are_right_all_the_same_are_checked(log: Sheet, path: Path) -> None:
    """A relationship whose agreement is wrong is still there to log sessions in."""
    line = log.find(do="relationship.agree", relationship="amara-ben")
    log.set(line, "stance", "firm")
    raised = refused(log, path)
    assert told(raised) == [(line, log.place("stance"), "invalid-value")]
    assert raised.not_checked == ()


def test_the_cells_of_a_line_are_checked_even_if_it_hangs_on_another(log: Sheet, path: Path) -> None:
    first = log.find(do="goal.propose", id="ben-g1")
    second = log.find(do="goal.adopt", goal="ben-g1")
    log.set(first, "focus", "everything")
    log.set(second, "when", "24 September")
    raised = refused(log, path)
    assert told(raised) == [
        (first, log.place("focus"), "invalid-value"),
        (second, log.place("when"), "invalid-value"),
    ]
    assert second not in raised.not_checked


def test_a_decision_of_somebody_else_is_told_whatever_came_before(log: Sheet, path: Path) -> None:
    agreed = log.find(do="relationship.agree", relationship="amara-aisha")
    confirmed = log.find(do="relationship.confirm", relationship="amara-aisha")
    log.set(agreed, "stance", "firm")
    log.set(confirmed, "by", "amara")
    assert told(refused(log, path)) == [
        (agreed, log.place("stance"), "invalid-value"),
        (confirmed, log.place("by"), "not-the-coachee"),
    ]


def test_an_id_that_nobody_knows_is_told_once(log: Sheet, path: Path) -> None:
    """As when the line that begins a record was left out."""
    line = log.find(do="goal.propose", id="ben-g1")
    hanging = hanging_on(log, "ben-g1")
    log.drop(line)
    raised = refused(log, path)
    first, *others = (n - 1 for n in hanging if n != line)
    assert told(raised) == [(first, log.place("goal"), "not-found")]
    assert list(raised.not_checked) == others


@pytest.mark.parametrize("text", ["", "ben g1", "ben-g1\x07"], ids=["none", "no-id", "bell"])
def test_a_beginning_without_a_proper_id_may_be_that_of_any_record_not_found(
    log: Sheet, path: Path, text: str
) -> None:
    line = log.find(do="goal.propose", id="ben-g1")
    log.set(line, "id", text)
    raised = refused(log, path)
    assert [(problem.line, problem.column) for problem in raised.problems] == [(line, log.place("id"))]
    assert raised.not_checked


def test_a_beginning_under_an_id_that_is_taken_may_have_meant_any_record_not_found(
    log: Sheet, path: Path
) -> None:
    line = log.find(do="goal.propose", id="yusuf-g2")
    log.set(line, "id", "yusuf-g1")
    raised = refused(log, path)
    assert told(raised) == [(line, log.place("id"), "already-exists")]
    assert raised.not_checked


def test_a_decision_about_a_goal_that_is_not_there_may_have_been_about_any_goal(
    log: Sheet, path: Path
) -> None:
    """That the right one was not adopted is no second mistake where it is met."""
    line = log.find(do="goal.adopt", goal="kwame-g1")
    log.set(line, "goal", "kwame-gl")
    raised = refused(log, path)
    assert told(raised) == [(line, log.place("goal"), "not-found")]
    assert raised.not_checked == (log.find(do="goal.meet", goal="kwame-g1"),)


@pytest.mark.parametrize(
    ("do", "kind", "id"),
    [
        ("goal.adopt", "goal", "niamh-g1"),
        ("session.hold", "session", "ines-s04"),
        ("practice_round.give_feedback", "practice_round", "ben-p2"),
    ],
)
def test_nor_is_it_one_where_a_cycle_or_a_score_asks_for_it(
    log: Sheet, path: Path, do: str, kind: str, id: str
) -> None:
    """It is the other record that is not as it should be, and nobody can tell which that is."""
    line = log.find(do=do, **{kind: id})
    log.set(line, kind, "nobody")
    raised = refused(log, path)
    assert told(raised) == [(line, log.place(kind), "not-found")]
    assert raised.not_checked


def test_a_hand_over_of_a_relationship_that_is_not_there_may_have_been_of_any(log: Sheet, path: Path) -> None:
    line = log.find(do="relationship.hand_over")
    log.set(line, "relationship", "chloe-naimh")
    raised = refused(log, path)
    assert told(raised) == [(line, log.place("relationship"), "not-found")]
    assert log.find(do="session.hold", session="niamh-s04") in raised.not_checked


@pytest.mark.parametrize(
    ("do", "hanging"),
    [("goal.propse", True), ("gaol.propose", True), ("propose", True), ("", True), ("goal.adpot", False)],
)
def test_a_misspelt_verb_leaves_open_what_it_would_have_begun(
    log: Sheet, path: Path, do: str, hanging: bool
) -> None:
    line = log.find(do="goal.propose" if hanging else "goal.adopt", **({"id": "ben-g1"} if hanging else {}))
    log.set(line, "do", do)
    raised = refused(log, path)
    code = "unknown-verb" if do else "missing-key"
    assert told(raised) == [(line, log.place("do"), code)]
    assert raised.not_checked


def test_a_misspelt_verb_that_names_no_record_leaves_everything_open(path: Path) -> None:
    log = Sheet.of(
        "when,by,do,id,relationship,coach,coachee,goal",
        "2025-09-04,head,begin,,,amara,ben,",
        "2025-09-05,ben,goal.adopt,,,,,ben-g1",
    )
    raised = refused(log, path)
    assert told(raised) == [(2, 3, "unknown-verb")]
    assert raised.not_checked == (3,)


def test_nobody_is_a_stranger_because_the_line_that_enters_them_is_wrong(path: Path) -> None:
    """A log may enter people too."""
    log = Sheet.of(
        "when,by,do,id,duties,relationship,coach,coachee",
        "2025-09-01,office,person.join,zoe,leeder,,,",
        "2025-09-01,office,person.join,vera,,,,",
        "2025-09-04,zoe,relationship.begin,amara-vera,,,amara,vera",
        "2025-09-04,head,relationship.begin,zoe-vera,,,zoe,vera",
    )
    raised = refused(log, path)
    assert told(raised) == [(2, 5, "invalid-value")]
    assert raised.not_checked == (4, 5)


def test_a_line_that_hangs_on_none_of_the_mistakes_has_its_own(log: Sheet, path: Path) -> None:
    first = log.find(do="goal.propose", id="ben-g1")
    second = log.find(do="session.log", id="kwame-s02")
    log.set(first, "focus", "everything")
    log.set(second, "segments", "facilitative 300")
    assert told(refused(log, path)) == [
        (first, log.place("focus"), "invalid-value"),
        (second, log.place("segments"), "segments-exceed-session"),
    ]


def test_nobody_is_refused_because_it_can_not_be_told_who_the_line_with_the_mistake_enters(
    path: Path,
) -> None:
    """It may have been the leader who arranges the coaching."""
    log = Sheet.of(
        "when,by,do,id,duties,relationship,coach,coachee",
        "2025-09-01,office,person.join,- head,leader,,,",
        "2025-09-04,head,relationship.begin,amara-vera,,,amara,vera",
    )
    with pytest.raises(FileRefused) as caught:
        School().take(log.write(path))
    assert told(caught.value) == [(2, 4, "invalid-value")]
    assert caught.value.not_checked == (3,)
