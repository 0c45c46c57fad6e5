"""What hooks are given: frozen values that tell that something changed, never what it says.

Each plugin is given values of its own, so that none can change what another one is told.
"""

from typing import final

import attrs


@final
@attrs.frozen
class Change:
    """A record that a commit writes. A plugin that needs its content reads it in a unit of its own.

    Attributes:
        kind: The record's kind, such as ``goal``.
        id: Its id.
        revision: Its revision once it is written: the number of its entries.
        verbs: The verbs that are recorded with it, in order, such as ``goal.adopt``.
    """

    kind: str
    id: str
    revision: int
    verbs: tuple[str, ...]


@final
@attrs.frozen
class CommitContext:
    """Where a commit happens and who makes it.

    Attributes:
        school: The school's id.
        actor: The id of who is logged in.
    """

    school: str
    actor: str
