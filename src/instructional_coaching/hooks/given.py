"""What hooks are given: frozen values that tell that something changed, never what it says.

Each plugin is given values of its own, so that none can change what another one is told.
"""

from typing import final

import attrs


@final
@attrs.frozen
class Change:
    """A record that a commit writes, or a document of a plugin's own kind that it writes or deletes.

    A plugin that needs its content reads it in a unit of its own.

    Attributes:
        kind: The record's kind, such as ``goal``, or the document's, such as ``oakfield.visit``.
        id: Its id.
        revision: Its revision once it is written. Of a record it is the number of its entries; of a plugin's
            document a number that rises with each commit, and of a deleted one the last that it had.
        verbs: The verbs that are recorded with it, in order, such as ``goal.adopt``; of a plugin's document
            what becomes of it, such as ``oakfield.visit.put`` or ``oakfield.visit.delete``.
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
