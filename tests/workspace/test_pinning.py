"""Definitions in the store: pinned to their content on first use, and one version of each in force."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

import attrs
import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.definitions.catalogue import Brought, Catalogue
from instructional_coaching.domain import CadenceRule, CoachingModel, Cycle, Relationship, Rubric, ScoreSheet
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.stage import Order
from instructional_coaching.errors import (
    AccessDenied,
    AnotherModel,
    ConcurrencyConflict,
    DamagedDocument,
    InvalidInput,
    UnknownDefinition,
    WrongState,
)
from instructional_coaching.storage import Key, Put, Query, StorageBackend
from instructional_coaching.storage.port import Write
from instructional_coaching.workspace.pinning import DEFINITION, IN_FORCE, InForce, Stale
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace
from tests.domain.defined import DEFINED, MODELS, RUBRIC, WEEKLY, model, rubric
from tests.workspace.school import OFFICE, PAIR, act, clock, code_of, found_school, got, stored

STRICT = MODELS[Order.STRICT]
NEWER = model(title="Plan and practise, second edition")
SHEET: dict[str, Any] = {"scores": [{"criterion": "asking", "rank": 0}], "when": "2025-10-01"}


def bringing(workspace: Workspace, *definitions: Definition, school: str = "school") -> Workspace:
    """Open a school on the same store, with other definitions brought."""
    catalogue = Catalogue([Brought(one, "the tests") for one in definitions])
    return Workspace(workspace._backend, school=school, clock=clock, brought=lambda: catalogue)


def begin(workspace: Workspace, id: str, name: str = STRICT.id, **given: Any) -> Any:
    """Let Amara begin a cycle."""
    told: dict[str, Any] = {"relationship": PAIR, "when": "2025-10-01"}
    return act(workspace, "amara", "cycle.begin", id=id, model=name, **(told | given))


def pins(workspace: Workspace) -> set[str]:
    """Return the keys of what is pinned and in force, without their kinds."""
    return {key.id for key in stored(workspace) if key.kind in (DEFINITION, IN_FORCE)}


@pytest.fixture
def other(quick: Workspace) -> Workspace:
    """The same store, to which another version of the strict model is brought."""
    return bringing(quick, NEWER, *(one for one in DEFINED if one.id != STRICT.id))


def test_a_definition_is_pinned_on_first_use(workspace: Workspace) -> None:
    """In the same commit as the record that uses it; under its id and its digest; and it is then in force."""
    assert pins(workspace) == set()
    with workspace.unit(Actor("amara")) as unit:
        cycle = unit.perform("cycle.begin", id="c1", relationship=PAIR, model=STRICT.id, when="2025-10-01")
        assert isinstance(cycle, Cycle)
        assert cycle.model == STRICT.pin
        assert pins(workspace) == set()
    assert pins(workspace) == {
        f"school/coaching_model/{STRICT.pin}",
        f"school/coaching_model/{STRICT.id}",
    }
    assert workspace.in_force() == (InForce("coaching_model", STRICT.id, STRICT.pin),)
    assert got(workspace, "ben", Cycle, "c1") == cycle


def test_a_second_use_writes_nothing_more(quick: Workspace) -> None:
    """Neither by id nor by pin."""
    begin(quick, "c1")
    before = {key: one for key, one in stored(quick).items() if key.kind in (DEFINITION, IN_FORCE)}
    begin(quick, "c2")
    begin(quick, "c3", STRICT.pin)
    after = {key: one for key, one in stored(quick).items() if key.kind in (DEFINITION, IN_FORCE)}
    assert after == before


def test_what_was_only_looked_at_is_not_pinned(quick: Workspace) -> None:
    """A unit that saves nothing writes nothing."""
    with quick.unit(Actor("zed")) as unit:
        assert unit.definition(Rubric, RUBRIC.id) == RUBRIC
    assert pins(quick) == set()


def test_a_unit_that_raises_pins_nothing(quick: Workspace) -> None:
    """Nor does one that is refused."""
    act(quick, "amara", "relationship.begin", id="r-ended", coach="amara", coachee="ben", when="2025-09-08")
    act(quick, "amara", "relationship.end", relationship="r-ended", reason="completed", when="2025-09-09")

    def work(unit: UnitOfWork) -> None:
        unit.perform("cycle.begin", id="c1", relationship=PAIR, model=STRICT.id, when="2025-10-01")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        quick.run(work, actor=Actor("amara"))
    with pytest.raises(WrongState):
        begin(quick, "c1", relationship="r-ended")
    assert pins(quick) == set()


def test_a_pin_of_what_was_never_in_force_is_not_put_in_force(quick: Workspace) -> None:
    """To name a version is no choice for others: a bare id then still means what is brought."""
    begin(quick, "c1", STRICT.pin)
    assert pins(quick) == {f"school/coaching_model/{STRICT.pin}"}
    assert quick.in_force() == ()


@pytest.mark.parametrize("name", ["oakfield/nowhere", f"oakfield/strict@{'0' * 16}", f"a/b@{'0' * 16}"])
def test_what_nobody_brings_is_unknown(quick: Workspace, name: str) -> None:
    """By its id, or by the pin of a version that was never here."""
    with pytest.raises(UnknownDefinition) as caught:
        begin(quick, "c1", name)
    assert (code_of(caught), caught.value.kind, caught.value.id) == (
        "unknown-definition",
        "coaching_model",
        name,
    )
    assert pins(quick) == set()


def test_a_definition_made_by_hand_is_refused(quick: Workspace) -> None:
    """A school works by what was brought to it, not by what a program makes up."""
    made = model(title="Made up")
    unit = quick.unit(Actor("amara"))
    cycle = Cycle.begin(
        id="c1",
        relationship=unit.get(Relationship, PAIR),
        model=made,
        by="amara",
        when=clock().date(),
    )
    with pytest.raises(UnknownDefinition) as caught:
        unit.save(cycle)
    assert (code_of(caught), caught.value.id) == ("unknown-definition", made.pin)


def test_a_definition_of_another_kind_is_unknown(quick: Workspace) -> None:
    """A rubric is no coaching model, whatever its id."""
    with pytest.raises(UnknownDefinition):
        begin(quick, "c1", RUBRIC.id)
    with pytest.raises(UnknownDefinition):
        quick.unit(Actor("amara")).definition(CadenceRule, STRICT.id)


class Racing(StorageBackend):
    """A store in which two commits are prepared before either is made."""

    def __init__(self, backend: StorageBackend) -> None:
        self._backend = backend
        self._barrier = Barrier(2)
        self.conflicts: list[str] = []
        self._first = True

    def get(self, keys: Sequence[Key]) -> Any:
        """As the store does."""
        return self._backend.get(keys)

    def find(self, query: Query) -> Any:
        """As the store does."""
        return self._backend.find(query)

    def commit(self, writes: Sequence[Write]) -> None:
        """Wait for the other one before the first commit, and note what is in the way."""
        if not self.conflicts and self._barrier.n_waiting < 2 and self._first:
            self._barrier.wait(timeout=30)
            self._first = False
        try:
            self._backend.commit(writes)
        except ConcurrencyConflict as raised:
            self.conflicts.append(raised.key)
            raise

    def close(self) -> None:
        """As the store does."""
        self._backend.close()


def together(*works: Callable[[], object]) -> list[BaseException]:
    """Do several things at once, and return what was raised."""
    raised: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - a thread hands on whatever it meets
            raised.append(error)

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return raised


def test_two_units_pin_the_same_one_at_once_and_both_commit(workspace: Workspace) -> None:
    """What the other has pinned meanwhile is the same, and is no conflict."""
    racing = Racing(workspace._backend)
    catalogue = workspace.catalogue
    two = [Workspace(racing, clock=clock, brought=lambda: catalogue) for _ in range(2)]
    raised = together(lambda: begin(two[0], "c1"), lambda: begin(two[1], "c2"))
    assert raised == []
    assert {key.partition("/")[0] for key in racing.conflicts} <= {DEFINITION, IN_FORCE}
    assert racing.conflicts
    assert [got(workspace, "ben", Cycle, id).model for id in ("c1", "c2")] == [STRICT.pin] * 2
    assert workspace.in_force() == (InForce("coaching_model", STRICT.id, STRICT.pin),)


def test_a_race_for_a_record_is_still_a_conflict(workspace: Workspace) -> None:
    """Both begin one cycle: the one who comes second is told, and nothing of theirs is written."""
    racing = Racing(workspace._backend)
    catalogue = workspace.catalogue
    two = [Workspace(racing, clock=clock, brought=lambda: catalogue) for _ in range(2)]
    raised = together(lambda: begin(two[0], "c1"), lambda: begin(two[1], "c1", MODELS[Order.FREE].id))
    (error,) = raised
    assert isinstance(error, ConcurrencyConflict)
    assert error.key == str(Key("cycle", "school/c1"))
    (only,) = workspace.in_force()
    assert got(workspace, "ben", Cycle, "c1").model == only.pin


def test_a_bare_id_means_the_version_in_force(quick: Workspace, other: Workspace) -> None:
    """Also where another version has been brought meanwhile: that takes effect by installing it."""
    begin(quick, "c1")
    begin(other, "c2")
    assert got(other, "ben", Cycle, "c2").model == STRICT.pin
    assert other.stale() == (Stale("coaching_model", STRICT.id, STRICT.pin, NEWER.pin),)
    assert other.unit(Actor("ben")).definition(CoachingModel, STRICT.id) == STRICT


def test_another_version_takes_effect_by_installing_it(quick: Workspace, other: Workspace) -> None:
    """What was in force is told; new cycles go by the new one, and nothing is stale any more."""
    begin(quick, "c1")
    act(quick, "amara", "relationship.arrange", relationship=PAIR, cadence=WEEKLY.id, when="2025-10-01")
    assert quick.stale() == ()
    assert quick.install() == ()
    was = other.install()
    assert was == (Stale("coaching_model", STRICT.id, STRICT.pin, NEWER.pin),)
    assert other.stale() == ()
    begin(other, "c2")
    assert got(other, "ben", Cycle, "c2").model == NEWER.pin
    assert {f"school/coaching_model/{one.pin}" for one in (STRICT, NEWER)} <= pins(other)
    assert InForce("coaching_model", STRICT.id, NEWER.pin) in other.in_force()


def test_one_can_go_back_to_a_version_that_is_pinned(quick: Workspace, other: Workspace) -> None:
    """Nothing is pinned twice."""
    begin(quick, "c1")
    other.install()
    before = pins(quick)
    assert [one.in_force for one in quick.install()] == [NEWER.pin]
    assert pins(quick) == before
    begin(quick, "c2")
    assert got(quick, "ben", Cycle, "c2").model == STRICT.pin


def test_what_was_recorded_under_a_version_stays_under_it(quick: Workspace, other: Workspace) -> None:
    """A cycle goes on by the model that it was begun with; to name the new one is refused."""
    begin(quick, "c1")
    other.install()
    act(other, "amara", "cycle.close", cycle="c1", reason="done", when="2025-10-02")
    cycle = got(other, "ben", Cycle, "c1")
    assert (cycle.model, cycle.status) == (STRICT.pin, "closed")
    begin(quick, "c2", STRICT.pin)
    with pytest.raises(AnotherModel):
        act(other, "amara", "cycle.close", cycle="c2", model=STRICT.id, reason="done", when="2025-10-02")


def test_it_reads_and_goes_on_when_nobody_brings_it_any_more(quick: Workspace) -> None:
    """Scores render, cycles go on, histories are taken again: by what is pinned in the store."""
    begin(quick, "c1")
    act(quick, "amara", "session.log", id="s1", relationship=PAIR, kind="observation", when="2025-10-01")
    scored: dict[str, Any] = {"id": "q1", "relationship": PAIR, "rubric": RUBRIC.id, "session": "s1"}
    act(quick, "amara", "score_sheet.fill_in", **scored, **SHEET)
    gone = bringing(quick)
    unit = gone.unit(Actor("ben"))
    sheet = unit.get(ScoreSheet, "q1")
    assert unit.definition(Rubric, sheet.rubric).criterion("asking") == RUBRIC.criterion("asking")
    assert unit.definition(Rubric, RUBRIC.id) == RUBRIC
    assert unit.rebuilt(ScoreSheet, "q1") == sheet
    assert unit.rebuilt(Cycle, "c1") == unit.get(Cycle, "c1")
    act(gone, "amara", "cycle.close", cycle="c1", reason="done", when="2025-10-02")
    begin(gone, "c2")
    told = {(one.kind, one.id, one.brought) for one in gone.stale()}
    assert told == {("coaching_model", STRICT.id, None), ("rubric", RUBRIC.id, None)}
    assert gone.install() == ()
    assert [one.pin for one in gone.in_force()] == [STRICT.pin, RUBRIC.pin]


def test_versions_that_were_used_are_told(quick: Workspace, other: Workspace) -> None:
    """Of one definition, and of no other whose id merely begins the same."""
    begin(quick, "c1")
    begin(quick, "c2", MODELS[Order.FREE].id)
    other.install()
    found = quick._definitions.versions(CoachingModel, STRICT.id)
    assert {one.pin for one in found} == {STRICT.pin, NEWER.pin}
    assert list(quick._definitions.versions(Rubric, STRICT.id)) == []


def test_two_schools_in_one_store_do_not_share(quick: Workspace) -> None:
    """What one uses is neither pinned nor in force in the other."""
    begin(quick, "c1")
    second = bringing(quick, NEWER, school="second")
    assert (second.in_force(), second.stale()) == ((), ())
    found_school(second)
    begin(second, "c1")
    assert got(second, "ben", Cycle, "c1").model == NEWER.pin
    assert got(quick, "ben", Cycle, "c1").model == STRICT.pin
    with pytest.raises(UnknownDefinition):
        second.unit(Actor("amara")).definition(CoachingModel, STRICT.pin)
    assert second.install() == ()
    assert {one.pin for one in quick.in_force()} == {STRICT.pin}


def damage(workspace: Workspace, kind: str, id: str, body: str) -> Workspace:
    """Write other content into a document, and open the store anew."""
    key = Key(kind, id)
    (document,) = workspace._backend.get([key])
    assert document is not None
    other = attrs.evolve(document, body=body, revision=document.revision + 1)
    workspace._backend.commit([Put(other, document.revision)])
    return bringing(workspace)


def test_a_definition_that_is_not_what_its_pin_says_is_refused(quick: Workspace) -> None:
    """A word changed in the store makes it another definition, which nobody scored by."""
    begin(quick, "c1")
    id = f"school/coaching_model/{STRICT.pin}"
    body = stored(quick)[Key(DEFINITION, id)].body
    damaged = damage(quick, DEFINITION, id, body.replace("Set a goal", "Set a trap"))
    with pytest.raises(DamagedDocument) as caught:
        damaged.unit(Actor("ben")).definition(CoachingModel, STRICT.pin)
    assert code_of(caught) == "damaged-document"
    with pytest.raises(DamagedDocument):
        act(damaged, "amara", "cycle.close", cycle="c1", reason="done", when="2025-10-02")


@pytest.mark.parametrize("body", ["", "{}", "[]", "{"])
def test_a_definition_that_can_not_be_read_is_refused(quick: Workspace, body: str) -> None:
    """With the place of what is wrong."""
    begin(quick, "c1")
    damaged = damage(quick, DEFINITION, f"school/coaching_model/{STRICT.pin}", body)
    with pytest.raises(InvalidInput) as caught:
        damaged.unit(Actor("ben")).definition(CoachingModel, STRICT.id)
    assert STRICT.pin in caught.value.source


@pytest.mark.parametrize("body", ["", "nonsense", MODELS[Order.FREE].pin])
def test_what_is_in_force_is_a_version_of_the_definition(quick: Workspace, body: str) -> None:
    """Not another one, though that be pinned too."""
    begin(quick, "c1")
    begin(quick, "c2", MODELS[Order.FREE].id)
    damaged = damage(quick, IN_FORCE, f"school/coaching_model/{STRICT.id}", body)
    with pytest.raises(DamagedDocument):
        damaged.unit(Actor("ben")).definition(CoachingModel, STRICT.id)


def test_a_steward_brings_a_definition_with_an_import(quick: Workspace) -> None:
    """It is pinned as it is, with what uses it; which version is in force stays."""
    begin(quick, "c1")
    with quick.unit(OFFICE) as unit:
        unit.bring(NEWER)
        told: dict[str, Any] = {"by": "amara", "recorded_by": "amara", "when": "2025-10-01"}
        unit.perform("cycle.begin", id="c2", relationship=PAIR, model=NEWER.pin, **told)
    assert got(quick, "ben", Cycle, "c2").model == NEWER.pin
    assert [one.pin for one in quick.in_force()] == [STRICT.pin]
    with quick.unit(OFFICE) as unit:
        unit.bring(STRICT)
        unit.bring(NEWER)
    with pytest.raises(AccessDenied) as caught:
        quick.unit(Actor("amara")).bring(rubric(title="Mine"))
    assert code_of(caught) == "access-denied"


def test_what_is_brought_is_in_force_where_nobody_else_brings_it(quick: Workspace) -> None:
    """So that a school made from a journal goes on by its own model, though its plugin isn't installed."""
    alone = bringing(quick)
    with alone.unit(OFFICE) as unit:
        unit.bring(STRICT)
        unit.bring(NEWER)
        assert unit.definition(CoachingModel, STRICT.id) == NEWER
        told: dict[str, Any] = {"by": "amara", "recorded_by": "amara", "when": "2025-10-01"}
        unit.perform("cycle.begin", id="c1", relationship=PAIR, model=STRICT.pin, **told)
    assert [one.pin for one in alone.in_force()] == [NEWER.pin]
    begin(alone, "c2")
    assert got(alone, "ben", Cycle, "c2").model == NEWER.pin
