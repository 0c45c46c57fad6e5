"""What comes with the library, through the same hooks as everything else."""

from collections.abc import Iterable
from typing import TypeVar

from instructional_coaching.domain.cadence_rule import CadenceRule
from instructional_coaching.domain.coaching_model import CoachingModel
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.rubric import Rubric
from instructional_coaching.hooks.marker import hookimpl
from instructional_coaching.hooks.returned import StorageBackendEntry
from instructional_coaching.storage.port import StorageBackend

D = TypeVar("D", bound=Definition)


@hookimpl
def coaching_rubrics() -> Iterable[Rubric]:
    """Return the rubrics that come with the library."""
    return _core(Rubric)


@hookimpl
def coaching_models() -> Iterable[CoachingModel]:
    """Return the coaching models that come with the library."""
    return _core(CoachingModel)


@hookimpl
def coaching_cadence_rules() -> Iterable[CadenceRule]:
    """Return the cadence rules that come with the library."""
    return _core(CadenceRule)


@hookimpl
def coaching_storage_backends() -> Iterable[StorageBackendEntry]:
    """Return the two stores that come with the library."""
    return [StorageBackendEntry("memory", _memory), StorageBackendEntry("sqlite", _sqlite)]


def _core(kind: type[D]) -> list[D]:
    from instructional_coaching.definitions.core import core_catalogue

    return [one.definition for one in core_catalogue() if isinstance(one.definition, kind)]


def _memory(_address: str) -> StorageBackend:
    from instructional_coaching.storage.memory import MemoryBackend

    return MemoryBackend()


def _sqlite(address: str) -> StorageBackend:
    from instructional_coaching.storage.sqlite import SQLiteBackend

    return SQLiteBackend(address.partition("://")[2].removeprefix("/"))
