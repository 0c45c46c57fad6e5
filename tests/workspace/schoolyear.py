"""A school year under cadence rules, day by day: its calendar, who works when, and who coaches whom.

The autumn term of 2025 goes from Monday 1 September to Friday 19 December, with half-term from Monday
27 October; the spring term from Monday 5 January to Friday 27 March. Head leads the school, Amara and Cara
coach there, Ben, Mei and Dev are coached.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from instructional_coaching.access.actor import Actor
from instructional_coaching.definitions.catalogue import Brought, Catalogue
from instructional_coaching.domain import KINDS, CadenceRule
from instructional_coaching.domain.cadence_rule import CadenceFamily, Combination, Period, Requirement
from instructional_coaching.domain.session_status import SessionKind
from instructional_coaching.hooks.manager import HookManager
from instructional_coaching.storage import Document, Put, Query, StorageBackend
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.workspace.caseload import (
    BASIS,
    CASELOAD,
    CaseloadEntry,
    relationship_in,
    taken_entry,
)
from instructional_coaching.workspace.caseload_view import CaseloadView
from instructional_coaching.workspace.pinning import DEFINITION, IN_FORCE
from instructional_coaching.workspace.shelving import ENTRY, SOLE
from instructional_coaching.workspace.workspace import Workspace

FIRST = date(2025, 9, 1)
OFFICE = Actor("office", steward=True)
PEOPLE = ("amara", "ben", "cara", "dev", "mei", "zed")
CALENDAR, PAIR = "school", "amara-ben"
TERMS: tuple[dict[str, Any], ...] = (
    {"name": "Autumn", "first": "2025-09-01", "last": "2025-12-19"}
    | {"half_term_first": "2025-10-27", "half_term_last": "2025-10-31"},
    {"name": "Spring", "first": "2026-01-05", "last": "2026-03-27"},
)


def _rule(id: str, *requires: Requirement, combine: Combination = Combination.ALL_OF) -> CadenceRule:
    return CadenceRule(id=f"oakfield/{id}", title=id, requires=requires, combine=combine)


def _gap(days: int, **given: Any) -> Requirement:
    return Requirement(family=CadenceFamily.NO_LONGER_THAN, days=days, **given)


def _per(period: Period, times: int = 1, **given: Any) -> Requirement:
    return Requirement(family=CadenceFamily.PER_PERIOD, period=period, times=times, **given)


RULES = {
    one.id: one
    for one in (
        _rule("fortnightly", _gap(10, warn=3)),
        _rule("weekly", _per(Period.WEEK, grace=1, warn=2)),
        _rule("pairs", _gap(10, pair=True)),
        _rule("half-term", _per(Period.HALF_TERM, 2), _gap(15, coach_absence_matters=True)),
        _rule(
            "either",
            _per(Period.TIMETABLE_CYCLE, 1, counts=frozenset({SessionKind.CONVERSATION})),
            _gap(5, least_minutes=20, grace=2),
            combine=Combination.ANY_OF,
        ),
    )
}


def taught() -> Catalogue:
    """Return the cadence rules of the school."""
    return Catalogue([Brought(one, "the tests") for one in RULES.values()])


class SchoolYear:
    """A school in a store, and the day it is there.

    Attributes:
        backend: The store.
        today: The day.
        workspace: The school.
    """

    def __init__(
        self, backend: StorageBackend | None = None, today: date = FIRST, plugins: Iterable[object] = ()
    ) -> None:
        self.backend = backend or MemoryBackend()
        self.today = today
        hooks = HookManager(plugins=plugins, discover=False)
        self.workspace = Workspace(self.backend, clock=self.now, brought=taught, hooks=hooks)

    def now(self) -> datetime:
        """Return the present instant: noon of the day."""
        return datetime.combine(self.today, time(12), UTC)

    def on(self, month: int, day: int) -> "SchoolYear":
        """Let it be a day of the school year."""
        self.today = date(2025 if month > 7 else 2026, month, day)
        return self

    def later(self, days: int) -> "SchoolYear":
        """Let some days pass."""
        self.today += timedelta(days=days)
        return self

    def act(self, who: str | Actor, do: str, **given: Any) -> Any:
        """Let somebody perform a verb in a unit of its own."""
        with self.workspace.unit(Actor(who) if isinstance(who, str) else who) as unit:
            return unit.perform(do, **given)

    def open(self) -> "SchoolYear":
        """Enter the people and the calendar."""
        with self.workspace.unit(OFFICE) as unit:
            unit.perform("person.join", id="head", duties=["leader"], when="2025-09-01")
            for person in PEOPLE:
                unit.perform("person.join", id=person, when="2025-09-01")
            unit.perform("calendar.draw_up", id=CALENDAR, when="2025-09-01")
            for term in TERMS:
                unit.perform("calendar.add_term", calendar=CALENDAR, when="2025-09-01", **term)
        return self

    def begin(self, coach: str = "amara", coachee: str = "ben", rule: str = "fortnightly") -> "SchoolYear":
        """Begin a relationship under a rule."""
        told = {"id": f"{coach}-{coachee}", "coach": coach, "coachee": coachee}
        self.act("head", "relationship.begin", cadence=f"oakfield/{rule}", **told)
        return self

    def log(self, id: str, who: str = "amara", relationship: str = PAIR, **given: Any) -> "SchoolYear":
        """Log a session that was held today, or on another day."""
        told = {"kind": "conversation", "minutes": 30} | given
        self.act(who, "session.log", id=id, relationship=relationship, **told)
        return self

    def view(self, who: str | Actor = OFFICE, as_of: date | None = None, **given: Any) -> CaseloadView:
        """Return the caseload as somebody sees it on a day."""
        return self.workspace.unit(Actor(who) if isinstance(who, str) else who).caseload(as_of, **given)

    def statuses(self, who: str | Actor = OFFICE, as_of: date | None = None, **asked: Any) -> dict[str, str]:
        """Return where the relationships stand that somebody may know of, the most pressing first."""
        return {row.relationship: row.status.value for row in self.view(who, as_of).rows(**asked)}


def documents_of(backend: StorageBackend, *kinds: str) -> list[Document]:
    """Return what a store holds of some kinds."""
    return [document for kind in kinds for document in backend.find(Query(kind))]


def entries_in(backend: StorageBackend) -> dict[str, CaseloadEntry]:
    """Return every entry of the index by its relationship."""
    found = {relationship_in(one.key): taken_entry(one) for one in documents_of(backend, CASELOAD)}
    return {id: entry for id, entry in found.items() if entry is not None}


def without_index(backend: StorageBackend) -> MemoryBackend:
    """Return a store with the same records and no index, as an earlier version of the library wrote it."""
    copy = MemoryBackend()
    kept = documents_of(backend, *KINDS, ENTRY, DEFINITION, IN_FORCE, SOLE)
    copy.commit([Put(document, 0) for document in kept])
    return copy


def rebuilt_on(backend: StorageBackend, day: date) -> dict[str, CaseloadEntry]:
    """Return the index as it is made from the records on a day."""
    year = SchoolYear(without_index(backend), day)
    year.workspace.rebuild()
    return entries_in(year.backend)


def differing(backend: StorageBackend) -> Mapping[str, tuple[CaseloadEntry | None, CaseloadEntry | None]]:
    """Return what is in the index and what the records make of it, wherever the two differ."""
    kept = entries_in(backend)
    wanted = {
        id: entry
        for day in {one.as_of for one in kept.values()}
        for id, entry in rebuilt_on(backend, day).items()
        if id not in kept or kept[id].as_of == day
    }
    assert documents_of(backend, BASIS)
    return {id: (kept.get(id), wanted.get(id)) for id in kept | wanted if kept.get(id) != wanted.get(id)}
