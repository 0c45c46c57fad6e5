"""What a unit reads after whatever it has done is what a dict would hold; what is committed is all of it."""

from typing import Any

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from instructional_coaching.errors import AlreadyExists, ConcurrencyConflict, NotFound
from instructional_coaching.storage.memory import MemoryBackend
from instructional_coaching.workspace.plugin_documents import PluginDocuments
from tests.workspace.visits import AMARA, BEN, VISIT, found, on

IDS = st.sampled_from(["a", "b", "c"])
TAGS = st.sampled_from(["x", "y"])
Visit = tuple[int, str]
"""A number that no other visit has, and a tag."""


class OneUnit(RuleBasedStateMachine):
    """A unit that goes on for ever, and a rival who commits in between, beside three dicts.

    Attributes:
        stored: What is committed.
        ours: What becomes of it by the unit: None where it deletes.
        known: The number of what the unit has read of the store; 0 where it read that there is none.
    """

    stored: dict[str, Visit]
    ours: dict[str, Visit | None]
    known: dict[str, int]

    @initialize()
    def begin(self) -> None:
        self.workspace = on(MemoryBackend())
        self.unit = self.workspace.unit(AMARA)
        self.stored, self.ours, self.known = {}, {}, {}
        self.count = 0

    @property
    def visits(self) -> PluginDocuments:
        return self.unit.documents(VISIT)

    def there(self) -> dict[str, Visit]:
        """Return what the unit is to see."""
        seen = {**self.stored, **self.ours}
        return {id: one for id, one in seen.items() if one is not None}

    def number(self, id: str) -> int:
        """Return the number of what is stored; 0 where there is none."""
        return self.stored.get(id, (0, ""))[0]

    def is_stale(self, id: str) -> bool:
        """Say whether somebody has written what the unit has read of the store."""
        return self.known.get(id, self.number(id)) != self.number(id)

    def refused(self, id: str) -> type[Exception] | None:
        """Return with what a reading of one is refused, and note that it was read where it isn't."""
        if id not in self.ours:
            if self.is_stale(id):
                return ConcurrencyConflict
            self.known[id] = self.number(id)
        return None if id in self.there() else NotFound

    @rule(id=IDS, tag=TAGS)
    def put(self, id: str, tag: str) -> None:
        self.count += 1
        if id not in self.known and id in self.stored:
            with pytest.raises(AlreadyExists):
                self.visits.put(id, {"n": self.count})
        else:
            self.visits.put(id, {"n": self.count}, tags={"tag": tag})
            self.known.setdefault(id, 0)
            self.ours[id] = (self.count, tag)

    @rule(id=IDS)
    def get(self, id: str) -> None:
        refused = self.refused(id)
        if refused:
            with pytest.raises(refused):
                self.visits.get(id)
        else:
            assert self.visits.get(id).content == {"n": self.there()[id][0]}

    @rule(id=IDS)
    def delete(self, id: str) -> None:
        refused = self.refused(id)
        if refused:
            with pytest.raises(refused):
                self.visits.delete(id)
        else:
            self.visits.delete(id)
            self.ours[id] = None

    @rule(tag=TAGS | st.none())
    def find(self, tag: str | None) -> None:
        asked: dict[str, Any] = {} if tag is None else {"tags": {"tag": tag}}
        given = [(one.id, one.content["n"]) for one in self.visits.find(**asked)]
        assert given == sorted((id, n) for id, (n, its) in self.there().items() if tag in (its, None))
        for id, _ in given:
            self.known.setdefault(id, self.number(id))

    @rule(id=IDS, tag=TAGS, goes=st.booleans(), comes=st.booleans())
    def somebody_else_commits(self, id: str, tag: str, goes: bool, comes: bool) -> None:
        self.count += 1
        with self.workspace.unit(BEN) as rival:
            visits = rival.documents(VISIT)
            if id in self.stored:
                visits.get(id)
                if goes:
                    visits.delete(id)
                    del self.stored[id]
            if comes:
                visits.put(id, {"n": self.count}, tags={"tag": tag})
                self.stored[id] = (self.count, tag)

    @rule()
    def commit(self) -> None:
        written = [id for id, one in self.ours.items() if one or self.known[id]]
        if any(self.is_stale(id) for id in written):
            with pytest.raises(ConcurrencyConflict):
                self.unit.commit()
            self.take_back()
        else:
            self.unit.commit()
            self.stored.update({id: one for id, one in self.ours.items() if one})
            for id in written:
                if self.ours[id] is None:
                    del self.stored[id]
            self.forget()

    @rule()
    def take_back(self) -> None:
        self.unit.__exit__(ValueError, ValueError(), None)
        self.forget()

    def forget(self) -> None:
        """Begin again with what is stored."""
        self.ours.clear()
        self.known.clear()

    @invariant()
    def others_see_what_is_committed(self) -> None:
        if hasattr(self, "workspace"):
            given = {one.id: one.content["n"] for one in found(self.workspace)}
            assert given == {id: n for id, (n, _) in self.stored.items()}


OneUnit.TestCase.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)
TestOneUnit = OneUnit.TestCase
