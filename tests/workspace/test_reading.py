"""What a unit looks for in the store while a session is saved: each thing once, and together what can be."""

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import Relationship, Session
from instructional_coaching.domain.session_status import SessionKind
from instructional_coaching.storage import Document
from instructional_coaching.workspace.caseload import earlier_entry, key_of_entry, taken_entry
from tests.workspace.schoolyear import CALENDAR, OFFICE, PAIR, SchoolYear, differing
from tests.workspace.watching import Watched


@pytest.fixture
def year() -> SchoolYear:
    """A school in which Amara and Ben have met once."""
    return SchoolYear(Watched()).open().begin().later(1).log("s1")


def meet(year: SchoolYear, id: str) -> None:
    """Let Amara read the relationship and save a session, as an application does."""
    with year.workspace.unit(Actor("amara")) as unit:
        pair = unit.get(Relationship, PAIR)
        kind = SessionKind.CONVERSATION
        unit.save(Session.log(id=id, relationship=pair, kind=kind, by="amara", when=year.today))


def test_what_decides_where_a_relationship_stands_is_read_at_once(year: SchoolYear) -> None:
    """The entry, and what the next one is derived from, are of one moment; only absences are searched for."""
    watched = year.later(1).backend
    assert isinstance(watched, Watched)
    watched.got.clear()
    watched.searched.clear()
    meet(year, "s2")
    assert ["relationship", "person"] in watched.got
    assert watched.got[-1] == ["caseload", "calendar", "relationship", "person"]
    assert len(watched.got) <= 3
    assert watched.searched == ["absence", "absence"]


def test_the_calendar_as_it_now_is_decides(year: SchoolYear) -> None:
    """Another process changes the calendar; that this one has read it before is no reason not to see that."""
    other = SchoolYear(year.backend, year.today)
    term = {"name": "Summer", "first": "2026-04-13", "last": "2026-07-20", "when": "2025-09-01"}
    other.act(OFFICE, "calendar.add_term", calendar=CALENDAR, **term)
    meet(year.later(1), "s2")
    assert differing(year.backend) == {}


def test_an_entry_is_gone_on_from_without_where_it_stood(year: SchoolYear) -> None:
    """Its facts and sessions are read as they are; phases and coaches are told anew in the next one."""
    document = stored_entry(year)
    whole, earlier = taken_entry(document), earlier_entry(document)
    assert whole is not None
    assert earlier is not None
    assert (earlier.phases, earlier.tenures) == ((), ())
    for name in ("id", "coachee", "as_of", "held", "planned", "looks_back", "facts"):
        assert getattr(earlier, name) == getattr(whole, name)


@pytest.mark.parametrize("body", ["", "no JSON", "[]", "7", '{"id": "amara-ben"}'])
def test_an_entry_that_cannot_be_read_is_not_gone_on_from(year: SchoolYear, body: str) -> None:
    """It is as good as none, and the next one is made anew."""
    document = stored_entry(year)
    damaged = Document(document.key, document.revision, document.schema, body)
    assert earlier_entry(damaged) is None
    assert earlier_entry(Document(document.key, document.revision, 99, document.body)) is None


def stored_entry(year: SchoolYear) -> Document:
    (document,) = year.backend.get([key_of_entry("school", PAIR)])
    assert document is not None
    return document
