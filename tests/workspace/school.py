"""A small school in a workspace: the people, the clock, and short ways to act in it.

Amara coaches Ben, and Dina is her co-coach. Head leads the school. Zed teaches there and has no part in it.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.definitions.catalogue import Brought, Catalogue
from instructional_coaching.domain import KINDS
from instructional_coaching.domain.transition import Record
from instructional_coaching.errors import CoachingError
from instructional_coaching.hooks.manager import HookManager
from instructional_coaching.storage import Document, Key, Put, Query
from instructional_coaching.workspace.pinning import DEFINITION, IN_FORCE
from instructional_coaching.workspace.shelving import ENTRY, SOLE
from instructional_coaching.workspace.workspace import Workspace
from tests.domain.defined import DEFINED

R = TypeVar("R", bound=Record)

NOW = datetime(2025, 12, 19, 16, tzinfo=UTC)
TODAY = NOW.date()
START = date(2025, 9, 8)
OFFICE = Actor("office", steward=True)
TEACHERS = ("amara", "ben", "cara", "dina", "hana", "ivo", "zed")
PAIR = "amara-ben"


def clock() -> datetime:
    """Return the instant at which everything in the tests is typed."""
    return NOW


def taught() -> Catalogue:
    """Return the definitions of the tests, and no others."""
    return Catalogue([Brought(one, "the tests") for one in DEFINED])


def opened(url: str) -> Workspace:
    """Open a workspace that works by the definitions of the tests."""
    hooks = HookManager(discover=False)
    return Workspace(hooks.open_store(url), clock=clock, brought=taught, hooks=hooks)


def memory() -> Workspace:
    """Open a workspace that lives as long as the process."""
    return opened("memory://")


def act(workspace: Workspace, who: str | Actor, do: str, **arguments: Any) -> Any:
    """Let somebody perform a verb in a unit of its own."""
    actor = Actor(who) if isinstance(who, str) else who
    with workspace.unit(actor) as unit:
        return unit.perform(do, **arguments)


def got(workspace: Workspace, who: str, kind: type[R], id: str) -> R:
    """Return a record as somebody reads it in a unit of its own."""
    return workspace.unit(Actor(who)).get(kind, id)


def found_school(workspace: Workspace) -> Workspace:
    """Enter the people, and begin Amara's coaching of Ben with Dina at her side."""
    with workspace.unit(OFFICE) as unit:
        unit.perform("person.join", id="head", duties=["leader"], when="2025-09-01")
        for teacher in TEACHERS:
            unit.perform("person.join", id=teacher, when="2025-09-01")
    begin(workspace, PAIR)
    return workspace


def begin(workspace: Workspace, id: str) -> None:
    """Let Amara begin a relationship with Ben, with Dina at her side."""
    with workspace.unit(Actor("amara")) as unit:
        unit.perform("relationship.begin", id=id, coach="amara", coachee="ben", when=START.isoformat())
        unit.perform(
            "relationship.add_coach",
            relationship=id,
            coach="dina",
            role="co_coach",
            first=START.isoformat(),
            when=START.isoformat(),
        )


@contextmanager
def holding(url: str, furnish: Callable[[Workspace], object]) -> Iterator[Workspace]:
    """Open a school in a store, with what is done to it first: all written at once, which is quick."""
    with memory() as source, opened(url) as workspace:
        furnish(found_school(source))
        workspace._backend.commit([Put(document, 0) for document in stored(source).values()])
        yield workspace


def stored(workspace: Workspace) -> Mapping[Key, Document]:
    """Return everything that the store holds, whoever may see it."""
    documents = [
        one
        for kind in (*KINDS, ENTRY, SOLE, DEFINITION, IN_FORCE)
        for one in workspace._backend.find(Query(kind))
    ]
    return {one.key: one for one in documents}


def refusal_of(attempt: Callable[[], object]) -> CoachingError | None:
    """Return the error with which an attempt is refused, or None if it isn't."""
    try:
        attempt()
    except CoachingError as refusal:
        return refusal
    return None


def code_of(caught: "pytest.ExceptionInfo[Any]") -> str:
    """Return the stable code of the error that was expected."""
    return str(caught.value.code)
