"""A plugin that keeps its visits to lessons in the school's store, in one version or another."""

from collections.abc import Callable, Mapping
from typing import Any

from instructional_coaching.access.actor import Actor
from instructional_coaching.codec.step import Plain
from instructional_coaching.hooks import hookimpl
from instructional_coaching.hooks.manager import HookManager
from instructional_coaching.hooks.returned import KindEntry
from instructional_coaching.storage import Document, Key, StorageBackend
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.workspace.plugin_document import PluginDocument
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import clock, taught

VISIT = "oakfield.visit"
AMARA = Actor("amara")
BEN = Actor("ben")
ROOM: Plain = {"room": "B12", "minutes": 20, "share": 0.25, "seen": ["pairs", None, True], "by": {"who": "é"}}


class Visits:
    """Owns the visits, with its steps."""

    def __init__(self, *steps: Callable[[Plain], Plain]) -> None:
        self.steps = steps

    @hookimpl
    def coaching_migrations(self) -> list[KindEntry]:
        return [KindEntry(VISIT, self.steps)]


def renamed(visit: Plain) -> Plain:
    """The step to version 2: a room is a place now."""
    return {("place" if name == "room" else name): one for name, one in visit.items()}


def on(backend: StorageBackend, *plugins: object, school: str = "school") -> Workspace:
    """Return a workspace on a store, with the plugin of the visits and others."""
    owner = () if any(isinstance(one, Visits) for one in plugins) else (Visits(),)
    hooks = HookManager(plugins=(*owner, *plugins), discover=False)
    return Workspace(backend, school=school, clock=clock, brought=taught, hooks=hooks)


def visited(*plugins: object) -> Workspace:
    """Return a workspace in memory."""
    return on(MemoryBackend(), *plugins)


def put(workspace: Workspace, id: str, content: Plain | None = None, **more: Any) -> None:
    """Keep a visit in a unit of its own."""
    with workspace.unit(AMARA) as unit:
        unit.documents(VISIT).put(id, ROOM if content is None else content, **more)


def there(workspace: Workspace) -> Mapping[str, Plain]:
    """Return what all visits say, as a unit of its own reads them."""
    return {one.id: one.content for one in found(workspace)}


def found(workspace: Workspace, **asked: Any) -> list[PluginDocument]:
    """Return the visits that a unit of its own finds."""
    return list(workspace.unit(BEN).documents(VISIT).find(**asked))


def laid_down(backend: StorageBackend, id: str) -> Document | None:
    """Return a visit of the school as it is in the store."""
    return backend.get([Key(VISIT, f"school/{id}")])[0]


def changed(workspace: Workspace, by: str) -> None:
    """Put the first visit anew in a unit of its own."""
    with workspace.unit(AMARA) as unit:
        unit.documents(VISIT).get("v1")
        unit.documents(VISIT).put("v1", {"by": by})
