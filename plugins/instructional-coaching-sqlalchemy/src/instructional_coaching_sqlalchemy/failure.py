"""What a database's errors mean to whoever uses the store. None of them reaches a caller as it is."""

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, SQLAlchemyError

from instructional_coaching.errors import CoachingError, StorageUnavailable

_RACES = {"40001", "40P01", "55P03"}
"""Codes of SQL for a transaction that another one got in the way of: taken again, it may go well."""


def is_race(error: SQLAlchemyError) -> bool:
    """Say whether a transaction may go well if it is taken again."""
    if isinstance(error, IntegrityError):
        return True  # somebody else has put in the same key since it was looked for
    said = str(getattr(error, "orig", ""))
    return _state(error) in _RACES or "database is locked" in said


def is_lost(error: SQLAlchemyError) -> bool:
    """Say whether the connection broke, so that nobody knows what became of it."""
    return isinstance(error, InterfaceError) or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    )


def failure_of(error: SQLAlchemyError, store: str) -> CoachingError:
    """Return the library's error for one of the database's. None of the statement's values is in it."""
    state = _state(error)
    if is_lost(error) or state.startswith(("08", "57")):
        return StorageUnavailable(store, "the database can't be reached", "see that it runs, then try again")
    if state.startswith("28") or state == "3D000":
        return StorageUnavailable(
            store, "the database lets nobody in by this address", "check user, password and database"
        )
    if state == "42501":
        return StorageUnavailable(
            store, "the user has no right to do this", "grant it the rights on its schema"
        )
    if state.startswith("53"):
        return StorageUnavailable(
            store, "the database is full", "free some space and repeat; nothing was saved"
        )
    name = type(getattr(error, "orig", None) or error).__name__
    told = f"the database answered {state or name}"
    return StorageUnavailable(store, told, "look the code up among those of the database")


def _state(error: SQLAlchemyError) -> str:
    return str(getattr(getattr(error, "orig", None), "sqlstate", "") or "")
