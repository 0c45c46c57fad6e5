"""A plugin that keeps Oakfield's visits to lessons in the store of its coaching."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import instructional_coaching as ic
from instructional_coaching.hooks import hookimpl

VISIT = "oakfield.visit"


def place_for_room(visit: dict[str, Any]) -> dict[str, Any]:
    """Bring a visit from version 1 to version 2: the hall and the yard are no rooms."""
    return {"place" if name == "room" else name: value for name, value in visit.items()}


class Visits:
    """Where a lesson was visited, and for how long; never what was said about it."""

    @hookimpl
    def coaching_migrations(self) -> list[ic.KindEntry]:
        return [ic.KindEntry(VISIT, steps=(place_for_room,))]

    @hookimpl
    def coaching_access_restrictions(self, actor: ic.Actor, action: str, kind: str) -> list[ic.Restriction]:
        if kind == VISIT and action == f"{VISIT}.delete" and not actor.steward:
            return [ic.Restriction("a visit is not deleted by those who made it", "ask the office")]
        return []

    def log(self, unit: ic.UnitOfWork, id: str, pair: str, place: str, minutes: int, when: date) -> None:
        """Keep a visit, of a relationship that this person may know of."""
        unit.view(ic.Relationship, pair)
        visit = {"place": place, "minutes": minutes}
        unit.documents(VISIT).put(id, visit, when=when, tags={"relationship": pair})

    def of(self, unit: ic.UnitOfWork, pair: str, since: date | None = None) -> Iterator[ic.PluginDocument]:
        """Yield the visits of a relationship, to whoever may know of it."""
        unit.view(ic.Relationship, pair)
        yield from unit.documents(VISIT).find(since=since, tags={"relationship": pair})
