"""Keeping documents: the port that stores answer to, and the two stores that come with the library.

``storage.memory`` keeps documents for as long as the process lives, ``storage.sqlite`` keeps them in one
file. Nothing here knows what a document says.
"""

from instructional_coaching.storage.port import (
    Delete,
    Document,
    Key,
    Put,
    Query,
    StorageBackend,
    Write,
    one_write_per_key,
)

__all__ = [
    "Delete",
    "Document",
    "Key",
    "Put",
    "Query",
    "StorageBackend",
    "Write",
    "one_write_per_key",
]
