"""Units of work inside a transaction of the host's: its own data and coaching are saved together, or neither.

It promises less than a workspace: nothing is tried again, nothing is durable before the host commits, and
plugins are told of what was saved only once the host says that it is.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from instructional_coaching.access.actor import Actor
from instructional_coaching.hooks.given import Change, CommitContext
from instructional_coaching.hooks.manager import HookManager
from instructional_coaching.storage.port import StorageBackend
from instructional_coaching.workspace.indexing import index_of
from instructional_coaching.workspace.pinning import Definitions
from instructional_coaching.workspace.unit import UnitOfWork


class JoinedWorkspace:
    """One school's records inside a transaction of the host's, to which, and to whose thread, it belongs."""

    def __init__(
        self,
        backend: StorageBackend,
        school: str,
        clock: Callable[[], datetime],
        definitions: Definitions,
        hooks: HookManager,
    ) -> None:
        self._backend = backend
        self._school = school
        self._clock = clock
        self._definitions = definitions
        self._hooks = hooks
        self._saved: list[tuple[tuple[Change, ...], CommitContext]] = []

    def unit(self, actor: Actor) -> UnitOfWork:
        """Return a unit of work for one person; what it commits is part of the host's transaction."""
        return UnitOfWork(
            actor,
            self._school,
            self._backend,
            self._clock,
            self._definitions,
            self._hooks,
            partial(index_of, self._school, self._backend),
            announce=lambda changes, context: self._saved.append((changes, context)),
        )

    def committed(self) -> None:
        """Tell plugins of what was saved. The host calls this once its transaction has been committed."""
        saved, self._saved = self._saved, []
        for changes, context in saved:
            self._hooks.after_commit(changes, context)
