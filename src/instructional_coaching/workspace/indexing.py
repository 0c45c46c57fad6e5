"""Where the caseload index comes in: with the first change, or the first question about the caseload.

It takes most of `analysis`, and who only reads records needs nothing of that.
"""

from typing import TYPE_CHECKING

from instructional_coaching.storage.port import StorageBackend

if TYPE_CHECKING:
    from instructional_coaching.workspace.caseload_index import CaseloadIndex


def index_of(school: str, backend: StorageBackend) -> "CaseloadIndex":
    """Return the caseload index of a school."""
    from instructional_coaching.workspace.caseload_index import CaseloadIndex

    return CaseloadIndex(school, backend)
