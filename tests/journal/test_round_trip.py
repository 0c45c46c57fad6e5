"""A school taken out of its store and brought into another is the same school: records, history, answers."""

import shutil
from collections import Counter
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings, strategies as st

from instructional_coaching import Workspace, open_workspace
from instructional_coaching.access.actor import Actor
from instructional_coaching.definitions.catalogue import Brought, Catalogue
from instructional_coaching.domain import CadenceRule, CoachingModel, Cycle, Goal, Relationship, Session
from instructional_coaching.errors import AccessDenied, CoachingError
from instructional_coaching.journal.importing import import_file
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.workspace.archive import Archive
from tests.domain.defined import model
from tests.journal.again import OFFICE, Compared, bodies, brought_in, exported, history, records
from tests.journal.lives import Life, lives
from tests.journal.term import NOW, TERM

pytestmark = pytest.mark.long

DAY = "2025-09-10"


def fresh() -> Workspace:
    return Workspace(MemoryBackend(), clock=lambda: NOW)


def act(workspace: Workspace, actor: Actor | str, do: str, **given: Any) -> None:
    """Let somebody do something on a day in September, typed in December."""
    with workspace.unit(Actor(actor) if isinstance(actor, str) else actor) as unit:
        unit.perform(do, **{"when": DAY, **given})


def begun() -> Workspace:
    """Return a school without a register, with one relationship and one goal."""
    school = fresh()
    act(school, "amara", "relationship.begin", id="r1", coach="amara", coachee="ben", when="2025-09-01")
    act(school, "amara", "goal.propose", id="g1", relationship="r1", statement="think", focus="student",
        measure={"kind": "scale", "unit": "level", "better": "up"})  # fmt: skip
    return school


def again(school: Workspace, folder: Path) -> Workspace:
    """Return a school that was made from the journal of another."""
    other = fresh()
    brought_in(other, exported(school)[0], folder)
    return other


def test_a_term_goes_from_tables_to_a_store_to_a_journal_to_a_store(tmp_path: Path) -> None:
    """With nothing left of the files that it came from."""
    inputs = shutil.copytree(TERM, tmp_path / "term")
    rules = inputs / "rules"
    with open_workspace(f"sqlite:///{tmp_path / 'one.db'}", clock=lambda: NOW, definitions=rules) as first:
        for name in ("staff.csv", "calendar.yaml", "log.csv"):
            import_file(first, inputs / name, steward="office")
        shutil.rmtree(inputs)
        text, report = exported(first)
        assert (report.entries, report.notes, report.stewards, report.stale) == (396, 0, ("office",), 0)
        with open_workspace(f"sqlite:///{tmp_path / 'two.db'}", clock=lambda: NOW) as second:
            brought_in(second, text, tmp_path, steward="secretary")
            Compared(first, second).expect_the_same()
            assert exported(second)[0] == text, "and so it goes on"


def test_what_was_left_out_on_purpose_is_not_filled_in(tmp_path: Path) -> None:
    """A correction without its relationship comes back without it."""
    school = begun()
    act(school, "amara", "session.log", id="s1", relationship="r1", kind="conversation", minutes=20)
    with school.unit(Actor("amara")) as unit:
        session = unit.get(Session, "s1")
        unit.save(session.correct(minutes=7, reason="shorter", by="amara", when=NOW.date()))

    Compared(school, again(school, tmp_path)).expect_the_same()


@given(life=lives())
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_life_goes_from_a_store_to_a_journal_to_a_store(tmp_path: Path, life: Life) -> None:
    text, report = exported(life.workspace)
    second = Workspace(MemoryBackend(), clock=life.workspace.now)
    brought_in(second, text, tmp_path)
    if report.stale:
        assert records(second) == records(life.workspace)
        assert bodies(second, "seen") == bodies(life.workspace, "seen")
    else:
        Compared(life.workspace, second).expect_the_same()


def test_lives_have_in_them_what_happens_in_schools() -> None:
    """Else they would prove little."""
    taken, stewards = Counter[str](), Counter[tuple[str, ...]]()
    for seed in range(16):
        life = Life(Random(seed))
        life.live(150)
        taken.update(life.taken)
        stewards[exported(life.workspace)[1].stewards] += 1
    assert set(taken) >= {
        "relationship.agree", "relationship.hand_over", "relationship.add_coach", "relationship.end_tenure",
        "relationship.arrange", "relationship.end", "goal.adopt", "goal.revise", "goal.decline",
        "goal.share_focus", "goal.confirm", "goal.reverse", "goal.record_baseline", "data_point.record",
        "session.hold", "session.move", "session.correct", "session.void",
        "action_step.adopt", "practice_round.give_feedback", "score_sheet.fill_in",
        "person.join", "person.change_duties", "person.change_working_days",
        "calendar.draw_up", "calendar.add_term", "calendar.mark",
        "absence.note", "absence.come_back", "absence.correct",
    }  # fmt: skip
    assert len(stewards) > 1, "with and without a register, and with several who kept it"


def test_what_was_read_before_something_else_changed_is_read_so_again(tmp_path: Path) -> None:
    """Two act at once: the session is logged on the relationship as it was before the other coach came."""
    school = begun()
    late = school.unit(Actor("amara"))
    late.get(Relationship, "r1")
    act(school, "ben", "relationship.add_coach", relationship="r1", coach="cara", role="co_coach", first=DAY)
    with late:
        late.perform("session.log", id="s1", relationship="r1", kind="conversation", when=DAY)
    text, report = exported(school)
    assert report.stale == 0
    assert text.index("session.log") < text.index("relationship.add_coach")
    Compared(school, again(school, tmp_path)).expect_the_same()


def test_what_was_read_at_cross_purposes_comes_in_all_the_same(tmp_path: Path) -> None:
    """An order in which everything had been read as it was doesn't exist; nothing but that is different."""
    school = begun()
    late = school.unit(Actor("amara"))
    late.get(Relationship, "r1")
    act(school, "ben", "relationship.add_coach", relationship="r1", coach="cara", role="co_coach", first=DAY)
    act(school, "ben", "goal.record_baseline", goal="g1", value="1")
    act(school, "ben", "relationship.add_coach", relationship="r1", coach="dina", role="co_coach", first=DAY)
    with late:
        late.perform("goal.record_baseline", goal="g1", value="2", when=DAY)
    text, report = exported(school)
    assert report.stale == 1
    second = fresh()
    brought_in(second, text, tmp_path)
    assert records(second) == records(school)
    assert bodies(second, "seen") == bodies(school, "seen")
    seen = [[dict(one.seen) for one in history(one_of) if one.kind == "goal"] for one_of in (school, second)]
    assert seen == [
        [{"relationship": 1}, {"relationship": 2}, {"relationship": 1}],
        [{"relationship": 1}, {"relationship": 2}, {"relationship": 2}],
    ]


def test_steps_that_were_saved_together_come_in_one_by_one(tmp_path: Path) -> None:
    school = begun()
    with school.unit(Actor("ben")) as unit:
        ben: dict[str, Any] = {"by": "ben", "when": NOW.date()}
        goal = unit.get(Goal, "g1").adopt(**ben).share_focus(**ben, label="Questions").share_focus(**ben)
        unit.save(goal)
    Compared(school, again(school, tmp_path)).expect_the_same()


def test_what_was_typed_long_after_comes_back_as_late(tmp_path: Path) -> None:
    school = begun()
    act(school, "ben", "session.log", id="s1", relationship="r1", kind="conversation", when="2025-09-02")
    second = again(school, tmp_path)
    (late,) = [one.entry for one in history(second) if one.kind == "session"]
    assert (str(late.when), late.logged) == ("2025-09-02", NOW)


def test_a_decision_that_was_reversed_is_reversed_again(tmp_path: Path) -> None:
    school = begun()
    act(school, "amara", "goal.adopt", goal="g1", by="ben")
    act(school, "amara", "goal.revise", goal="g1", by="ben", statement="think twice", when="2025-09-11")
    act(school, "ben", "goal.reverse", goal="g1", when="2025-09-12")
    second = again(school, tmp_path)
    goal = second.unit(OFFICE).get(Goal, "g1")
    assert (goal.statement, [one.verb for one in goal.unconfirmed]) == ("think", ["adopt"])
    Compared(school, second).expect_the_same()


def test_a_school_that_has_nobody_in_its_register_stays_one(tmp_path: Path) -> None:
    school = begun()
    assert "person.join" not in exported(school)[0]
    Compared(school, again(school, tmp_path)).expect_the_same()


@pytest.mark.parametrize("who", [("ben", "amara", "head"), ("ben", "head"), ("head",)], ids=len)
def test_what_came_before_the_register_names_whom_it_likes_again(
    tmp_path: Path, who: tuple[str, ...]
) -> None:
    """Amara isn't in the register, or not at the time; the journal has the coaching and the register."""
    school = begun()
    for id_ in who:
        duties = ["leader"] if id_ == "head" else []
        act(school, OFFICE, "person.join", id=id_, duties=duties, when="2025-09-01")
    act(school, "head", "relationship.pause", relationship="r1")
    Compared(school, again(school, tmp_path)).expect_the_same()


def test_a_register_that_was_brought_in_late_comes_before_those_who_are_in_it(tmp_path: Path) -> None:
    """A log with its own days is older than the staff list before it, which has none."""
    text = exported(_with_register())[0]
    assert text.index("person.join") < text.index("relationship.begin")
    Compared(_with_register(), again(_with_register(), tmp_path)).expect_the_same()


def _with_register() -> Workspace:
    school = fresh()
    for id_ in ("head", "amara", "ben"):
        duties = ["leader"] if id_ == "head" else []
        act(school, OFFICE, "person.join", id=id_, duties=duties, when="2025-09-01")
    begin = {"id": "r1", "coach": "amara", "coachee": "ben", "by": "head", "recorded_by": "head"}
    act(school, OFFICE, "relationship.begin", logged=NOW.replace(month=10), **begin)
    return school


def test_who_kept_the_records_is_said_and_nobody_else(tmp_path: Path) -> None:
    """A leader enters people by right, a coach arranges by right; three log-ins did so as stewards."""
    school = _with_register()
    act(school, "head", "person.join", id="cara")
    act(school, Actor("registry", steward=True), "person.join", id="dina")
    act(school, "amara", "relationship.hand_over", relationship="r1", to="cara", when="2025-09-17")
    act(school, Actor("desk", steward=True), "relationship.add_coach", relationship="r1", coach="dina",
        role="stand_in", first=DAY)  # fmt: skip
    text, report = exported(school, steward="secretary")
    assert report.stewards == ("desk", "office", "registry")
    assert text.startswith("stewards: [desk, office, registry]\n")
    second = fresh()
    brought_in(second, text, tmp_path, steward="secretary")
    Compared(school, second).expect_the_same()


def test_one_who_no_longer_led_when_the_journal_has_it_is_vouched_for(tmp_path: Path) -> None:
    """Head led when the coaching began. That they hadn't was entered later, under an earlier day."""
    school = _with_register()
    act(school, "head", "relationship.pause", relationship="r1")
    act(school, OFFICE, "person.change_duties", person="head", duties=[], when="2025-09-05")
    assert exported(school)[1].stewards == ("head", "office")
    Compared(school, again(school, tmp_path)).expect_the_same()


def test_private_notes_stay_where_they_are_and_are_counted(tmp_path: Path) -> None:
    school = begun()
    act(school, "amara", "note.write", id="n1", about="ben", text="canary-7c1f")
    act(school, "ben", "note.write", id="n2", about="amara", text="canary-7c1f")
    act(school, OFFICE, "note.write", id="n3", about="amara", text="canary-7c1f")
    text, report = exported(school)
    assert report.notes == 3
    assert "canary" not in text
    assert text.startswith("# 3 private notes are not in this file: nobody but their authors sees them.\n")
    Compared(school, again(school, tmp_path)).expect_the_same()


def test_a_school_with_nothing_in_it_has_an_empty_journal(tmp_path: Path) -> None:
    text, report = exported(fresh())
    assert (text, report.entries) == ("journal: []\n", 0)
    assert history(again(fresh(), tmp_path)) == []


def test_nobody_but_a_steward_takes_a_school_out(tmp_path: Path) -> None:
    with pytest.raises(AccessDenied) as caught:
        Archive(begun().unit(Actor("amara")))
    assert caught.value.code == "access-denied"


def test_definitions_go_with_what_was_recorded_under_them(tmp_path: Path) -> None:
    """The journal stands for itself: where it is brought in nobody need have the plugin."""
    school = begun()
    act(school, "amara", "relationship.arrange", relationship="r1", model="core/impact-cycle",
        cadence="core/weekly")  # fmt: skip
    act(school, "amara", "cycle.begin", id="c1", relationship="r1", model="core/instructional-coaching")
    text = exported(school)[0]
    bare = Workspace(MemoryBackend(), clock=lambda: NOW, brought=Catalogue)
    brought_in(bare, text, tmp_path)
    assert history(bare) == history(school)
    assert records(bare) == records(school)
    unit = bare.unit(OFFICE)
    for kind, pin in (
        (CoachingModel, unit.get(Cycle, "c1").model),
        (CadenceRule, unit.get(Relationship, "r1").arrangements[0].cadence),
    ):
        assert pin is not None
        assert unit.definition(kind, pin) == school.unit(OFFICE).definition(kind, pin)


HOSTILE = (
    "true", "null", "~", "no", "12", "1e3", "0x1F", "1_000", "2025-09-10", "12:30", "=", "<<", "-", "?", ":",
    "- one", "a: b", "a #b", "#a", "{a}", "[a", "]", "a, b", "'", '"', "\\", "\\n", "%YAML 1.2", "---", "...",
    "&a", "*a", "!a", "|", ">", "@a", "`a", "a\nb", "a\n\n  b\n- c", "\ta\tb", "a\u00a0b", "\u00adx",
    "\U0001f642\U0001f468\u200d\U0001f469", "a\u2028b\u2029c", "x\ufeffy", "x\ufffey\uffffz",
    "\ufdd0\U0001fffe", "e\u0301", "\u200bx", "[red]x[/red]", "=HYPERLINK(1)", "x" * 4000,
    "a" + "\u2028" * 3998 + "z",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_whatever_somebody_wrote_comes_back_as_they_wrote_it(tmp_path: Path, text: str) -> None:
    school = begun()
    link = {"url": f"https://films.example/?{'a' * 9}#:{{b}}", "expires": "2026-01-01"}
    act(school, "amara", "relationship.agree", relationship="r1", by="ben", limits=text)
    act(school, "ben", "goal.revise", goal="g1", statement=text, when="2025-09-11",
        measure={"kind": "scale", "unit": text[:80].strip(), "better": "up", "target": "12.50"})  # fmt: skip
    act(school, "ben", "goal.share_focus", goal="g1", label=text[:80].strip(), when="2025-09-11")
    act(school, "ben", "goal.adopt", goal="g1", when="2025-09-12")
    act(school, "ben", "goal.meet", goal="g1", judgement="evidence", evidence=[text, text], when="2025-09-12")
    act(
        school,
        "amara",
        "session.log",
        id="s1",
        relationship="r1",
        kind="conversation",
        summary=text,
        links=[link],
    )
    act(school, "amara", "session.void", session="s1", reason=text)
    written = exported(school)[0]
    assert (
        written.count("\n")
        == len(written.split("\n")) - 1
        == len(history(school)) + written.count("journal:")
    )
    second = again(school, tmp_path)
    Compared(school, second).expect_the_same()
    assert second.unit(OFFICE).get(Session, "s1").voided == school.unit(OFFICE).get(Session, "s1").voided


@given(text=st.text(min_size=1, max_size=200))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_that_a_record_may_hold_comes_back(tmp_path: Path, text: str) -> None:
    school = begun()
    try:
        act(school, "amara", "session.log", id="s1", relationship="r1", kind="conversation", summary=text)
    except CoachingError:
        reject()
    Compared(school, again(school, tmp_path)).expect_the_same()


def test_the_version_in_force_is_in_force_again(tmp_path: Path) -> None:
    """Of two versions that were used the one in force, whichever digest is the higher."""
    for title in ("Second", "Third", "Fourth"):
        first, second = model(title="First"), model(title=title)
        school = begun()
        for n, one in enumerate((first, second)):
            brought = partial(Catalogue, [Brought(one, "the tests")])
            school = Workspace(school._backend, clock=lambda: NOW, brought=brought)
            school.install()
            act(school, "amara", "cycle.begin", id=f"c{n}", relationship="r1", model=one.id)
        other = Workspace(MemoryBackend(), clock=lambda: NOW, brought=Catalogue)
        brought_in(other, exported(school)[0], tmp_path)

        assert [one.pin for one in other.in_force()] == [second.pin]
        with other.unit(OFFICE) as unit:
            assert unit.definition(CoachingModel, first.pin) == first
