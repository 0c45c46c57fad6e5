"""A rule that fails keeps nothing from being saved: where the relationship stands is unknown then."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.analysis.cadence_standing import CadenceStatus
from instructional_coaching.analysis.feature_facts import FeatureFacts, feature_facts
from instructional_coaching.definitions.catalogue import Brought, Catalogue
from instructional_coaching.domain import Relationship, Session
from instructional_coaching.errors import StorageUnavailable, UnknownDefinition
from instructional_coaching.storage import Delete, Document, Query
from instructional_coaching.workspace import caseload_derivation, caseload_view
from instructional_coaching.workspace.caseload import BASIS, CASELOAD
from instructional_coaching.workspace.pinning import DEFINITION
from tests.workspace.schoolyear import (
    OFFICE,
    PAIR,
    RULES,
    SchoolYear,
    differing,
    documents_of,
    entries_in,
    without_index,
)
from tests.workspace.watching import Watched

SECRET = "zq-canary"


@pytest.fixture
def year() -> SchoolYear:
    """A school in which Amara coaches Ben and Cara coaches Mei, on the day of Ben's first session."""
    return SchoolYear(Watched()).open().begin().begin("cara", "mei", "weekly").on(9, 8).log("s1")


def broken(*_: object, **__: object) -> Any:
    """Fail as a mistake in a rule does, with something private in its text."""
    raise ZeroDivisionError(SECRET)


def lose(year: SchoolYear, rule: str) -> SchoolYear:
    """Take a rule out of the store and away from whoever brought it; return the school that is left."""
    pinned = f"school/cadence_rule/{rule}@"
    lost = [one for one in documents_of(year.backend, DEFINITION) if one.key.id.startswith(pinned)]
    year.backend.commit([Delete(one.key, one.revision) for one in lost])
    left = SchoolYear(year.backend, year.today)
    left.workspace._definitions._brought = lambda: _taught_without(rule)
    return left


def _taught_without(rule: str) -> Catalogue:
    return Catalogue([Brought(one, "the tests") for one in RULES.values() if one.id != rule])


def test_a_rule_that_nobody_knows_any_more_makes_the_entry_unknown(year: SchoolYear) -> None:
    """The session is saved, the other relationship stands where it stood, and the reason is told."""
    left = lose(year, "oakfield/fortnightly").later(1).log("s2")
    assert {one.id for one in left.workspace.unit(OFFICE).find(Session)} == {"s1", "s2"}
    assert left.statuses() == {PAIR: "unknown", "cara-mei": "overdue"}
    unit = left.workspace.unit(OFFICE)
    (row,) = [one for one in unit.caseload().rows() if one.relationship == PAIR]
    assert row.phase.reason == "could not be told: unknown-definition"
    assert (row.facts, row.features) == (None, None)
    assert (row.coachee, row.lead, row.coaches) == ("ben", "amara", frozenset({"amara"}))
    assert [one.relationship for one in unit.caseload().overdue()] == ["cara-mei"]
    with pytest.raises(UnknownDefinition):
        unit.caseload().explain(PAIR)


def test_it_is_known_again_with_the_next_session_once_the_rule_is_back(year: SchoolYear) -> None:
    """An entry that is unknown is not taken on: it is made anew from all sessions."""
    lose(year, "oakfield/fortnightly").log("s2")
    assert year.statuses()[PAIR] == "unknown"
    year.later(1).log("s3")
    assert year.statuses()[PAIR] == "on_track"
    assert [one.id for one in entries_in(year.backend)[PAIR].held] == ["s1", "s2", "s3"]
    assert differing(year.backend) == {}


def test_rebuild_makes_it_known_again_too(year: SchoolYear) -> None:
    """That is what it is for."""
    lose(year, "oakfield/fortnightly").log("s2")
    assert year.workspace.rebuild() == 2
    assert year.statuses() == {PAIR: "on_track", "cara-mei": "open"}


@pytest.mark.parametrize("part", ["outlook", "looks_back_to", "feature_facts"])
def test_a_mistake_in_the_analysis_makes_the_entry_unknown(
    year: SchoolYear, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """Whatever fails, what was to be saved is saved, and nothing of what it said is kept."""
    monkeypatch.setattr(caseload_derivation, part, broken)
    year.log("s2", when="2025-09-03")
    monkeypatch.undo()
    assert year.statuses()[PAIR] == "unknown"
    (row,) = [one for one in year.workspace.unit(OFFICE).caseload().rows() if one.relationship == PAIR]
    assert row.phase.reason == "could not be told: ZeroDivisionError"
    assert SECRET not in "".join(one.body for one in documents_of(year.backend, CASELOAD, BASIS))
    assert {one.id for one in year.workspace.unit(OFFICE).find(Session)} == {"s1", "s2"}


def test_a_mistake_in_one_relationship_hides_no_other_that_is_asked_of_the_records(
    year: SchoolYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no index the row of each is made by itself, and so is its failure."""

    def broken_for_one(one: Relationship, *given: Any) -> FeatureFacts:
        return broken() if one.id == PAIR else feature_facts(one, *given)

    monkeypatch.setattr(caseload_view, "feature_facts", broken_for_one)
    earlier = SchoolYear(without_index(year.backend), year.today)
    rows = {one.relationship: one for one in earlier.workspace.unit(OFFICE).caseload().rows()}
    assert {id: one.status.value for id, one in rows.items()} == {PAIR: "unknown", "cara-mei": "open"}
    assert rows[PAIR].phase.reason == "could not be told: ZeroDivisionError"
    assert rows[PAIR].features is None


def test_an_unknown_entry_is_unknown_on_later_days_too(year: SchoolYear) -> None:
    """Until it is made anew, which the next session does, or `rebuild`."""
    left = lose(year, "oakfield/fortnightly").later(1).log("s2")
    for days in (0, 30):
        as_of = left.today + timedelta(days=days)
        rows = left.workspace.unit(OFFICE).caseload(as_of).rows()
        row = next(one for one in rows if one.relationship == PAIR)
        assert row.status is CadenceStatus.UNKNOWN
        assert row.as_of == as_of


class Unreachable(Watched):
    """A store whose absences can't be read."""

    def find(self, query: Query) -> Iterator[Document]:
        """The documents that the query asks for."""
        if query.kind == "absence":
            raise StorageUnavailable("the store", "it is gone", "wait")
        return super().find(query)


def test_a_store_that_fails_is_not_taken_for_a_rule_that_does(year: SchoolYear) -> None:
    """The commit fails with the store's own error, and nothing is written."""
    before = documents_of(year.backend, "session", CASELOAD)
    failing = SchoolYear(Unreachable(year.backend), year.today)
    with pytest.raises(StorageUnavailable):
        failing.log("s2")
    assert documents_of(year.backend, "session", CASELOAD) == before


def test_a_store_that_fails_while_the_records_are_asked_says_so(year: SchoolYear) -> None:
    """Nobody is told that something is unknown where the store can't be reached."""
    failing = SchoolYear(Unreachable(without_index(year.backend)), year.today)
    with pytest.raises(StorageUnavailable):
        failing.statuses()


def test_an_unknown_relationship_is_listed_after_what_presses(year: SchoolYear) -> None:
    """Unknown comes after all that somebody may have to do something about."""
    left = lose(year, "oakfield/fortnightly").log("s2")
    rows = list(left.workspace.unit(Actor("head")).caseload().rows())
    assert [one.relationship for one in rows] == ["cara-mei", PAIR]
