"""All that a store promises, as one class of tests."""

from instructional_coaching.testing.store.bulk import Bulk
from instructional_coaching.testing.store.committing import Committing
from instructional_coaching.testing.store.conflict import Conflict
from instructional_coaching.testing.store.finding import Finding
from instructional_coaching.testing.store.lasting import Lasting
from instructional_coaching.testing.store.machine import Model
from instructional_coaching.testing.store.paging import Paging
from instructional_coaching.testing.store.processes import Processes
from instructional_coaching.testing.store.reading import Reading
from instructional_coaching.testing.store.sharing import Sharing
from instructional_coaching.testing.store.text import Text
from instructional_coaching.testing.store.threads import Threads


class StorageConformance(
    Reading, Finding, Paging, Committing, Conflict, Bulk, Text, Lasting, Sharing, Threads, Processes, Model
):
    """The promises of every store, a test each. Subclass it under a name that pytest collects.

    Give it ``open_backend(self, place)``, which opens the store at a place; called again with the same place
    it opens the same store again. It is called in other processes too, on an instance made there, so it
    should need nothing but the place. Override the fixture ``place`` if a place is not a folder.

    Attributes:
        capabilities: What the store can do beyond what every store must; all of it unless said otherwise.
            A promise that needs another capability is skipped, and the reason names both.
        effort: From 1; how many times as long the random and the concurrent tests are made.
        patience: Seconds after which a store that doesn't answer is taken to hang. It is never waited for
            unless one does.
    """
