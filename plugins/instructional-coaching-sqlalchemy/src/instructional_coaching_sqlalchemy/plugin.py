"""What the plugin brings: a kind of store for each address that it opens."""

from collections.abc import Iterable

from instructional_coaching.hooks import hookimpl
from instructional_coaching.hooks.returned import StorageBackendEntry
from instructional_coaching.storage import StorageBackend

_DRIVERS = {
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
    "sqlalchemy+sqlite": "sqlite",
}
"""The beginning of an address of ours, and that of SQLAlchemy's."""


@hookimpl
def coaching_storage_backends() -> Iterable[StorageBackendEntry]:
    """Return the kinds of store, by the beginning of their addresses."""
    return [StorageBackendEntry(scheme, _open) for scheme in _DRIVERS]


def _open(address: str) -> StorageBackend:
    from instructional_coaching_sqlalchemy.backend import SQLAlchemyBackend

    scheme, _, rest = address.partition("://")
    return SQLAlchemyBackend.at(f"{_DRIVERS[scheme]}://{rest}")
