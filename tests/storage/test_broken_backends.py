"""Stores that break one promise each are caught by it, and every promise is broken by one of them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from inspect import getmembers, isfunction, signature
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from instructional_coaching.storage import StorageBackend
from instructional_coaching.testing import StorageConformance
from instructional_coaching.testing.store.capability import needed_by
from instructional_coaching.testing.store.crew import Crew
from tests.storage.broken import (
    bulk,
    committing,
    concurrent,
    conflict,
    finding,
    lasting,
    paging,
    reading,
    text,
)
from tests.storage.broken.faulty import Faulty, Loose, Respelling, Rewriting

MODULES = (reading, finding, paging, committing, bulk, conflict, text, lasting, concurrent)
BROKEN = {
    one.__name__: one
    for module in MODULES
    for one in vars(module).values()
    if isinstance(one, type) and issubclass(one, Faulty) and one.breaks
}
PLANTED = [(name, promise) for name, one in BROKEN.items() for promise in one.breaks]
TRIES = 10
PROMISES = [name for name, _ in getmembers(StorageConformance, isfunction) if name.startswith("test_")]


class Whole(Faulty):
    """A store that is not broken, made like those that are."""

    on_disk = True


WHOLE: dict[str, type[Faulty]] = {one.__name__: one for one in (Whole, Rewriting, Respelling, Loose)}


class Conformance(StorageConformance):
    """The promises, asked of the store whose name stands before the folder in its place."""

    def open_backend(self, place: str) -> StorageBackend:
        name, folder = place.split("@", 1)
        return (BROKEN | WHOLE)[name](Path(folder))

    def random_runs(self) -> settings:
        """A few of them, without a search for the shortest one that fails."""
        return settings(super().random_runs(), max_examples=20, phases=[Phase.generate])


class Impatient(Conformance):
    """The same, of a store that hangs."""

    patience = 0.5


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    crew = Crew(Conformance, 4, Conformance.patience)
    yield crew
    crew.disband()


def ask(name: str, promise: str, folder: Path, crew: Crew) -> None:
    """Ask one promise of one store, as pytest would."""
    suite = Impatient() if (BROKEN | WHOLE)[name].hangs else Conformance()
    place = f"{name}@{folder}"
    with ExitStack() as stack:
        given: dict[str, Callable[[], object]] = {
            "place": lambda: place,
            "crew": lambda: crew,
            "backend": lambda: stack.enter_context(closing(suite.open_backend(place))),
        }
        test: Callable[..., object] = getattr(suite, promise)
        test(**{parameter: given[parameter]() for parameter in signature(test).parameters})


def is_caught(name: str, promise: str, folder: Path, crew: Crew) -> bool:
    """Say whether a promise fails on a store in a folder of its own."""
    folder.mkdir()
    try:
        ask(name, promise, folder, crew)
    except (Exception, pytest.fail.Exception):  # noqa: BLE001 - whatever a promise fails with
        return True
    return False


@pytest.mark.parametrize(("name", "promise"), PLANTED)
def test_a_broken_store_is_caught(name: str, promise: str, tmp_path: Path, crew: Crew) -> None:
    """The promise that says what is wrong with it is the one that fails; a race may go well by chance."""
    assert any(is_caught(name, promise, tmp_path / f"{n}", crew) for n in range(TRIES))


def unbroken(name: str, promise: str) -> str:
    """The whole store that is made most like a broken one, and can do what the promise needs."""
    if needed_by(getattr(StorageConformance, promise)):
        return "Whole"
    return next((one.__name__ for one in BROKEN[name].__mro__ if one.__name__ in WHOLE), "Whole")


@pytest.mark.parametrize(("name", "promise"), sorted({(unbroken(*one), one[1]) for one in PLANTED}))
def test_what_catches_the_broken_lets_the_whole_pass(
    name: str, promise: str, tmp_path: Path, crew: Crew
) -> None:
    """It is the fault that fails a promise, and not the way in which the store is made or asked."""
    ask(name, promise, tmp_path, crew)


def test_every_promise_is_broken_by_some_store() -> None:
    """No promise is there that can't fail."""
    assert {promise for _, promise in PLANTED} == set(PROMISES)
