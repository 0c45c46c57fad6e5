"""What there is to choose from: the definitions that the library, plugins and a school's own files bring."""

from collections.abc import Iterable, Iterator
from typing import TypeVar, cast

import attrs

from instructional_coaching.domain.definition import Definition
from instructional_coaching.errors import PluginConflict

D = TypeVar("D", bound=Definition)


@attrs.frozen
class Brought:
    """A definition with who brings it.

    Attributes:
        definition: The definition.
        origin: The distribution and its version, or the file.
    """

    definition: Definition
    origin: str


class Catalogue:
    """Definitions by kind and id, each once.

    Raises:
        PluginConflict: two bring a definition of one kind under one id; both are named.
    """

    def __init__(self, brought: Iterable[Brought] = ()) -> None:
        self._brought: dict[tuple[str, str], Brought] = {}
        for one in brought:
            place = (one.definition.KIND, one.definition.id)
            earlier = self._brought.get(place)
            if earlier is not None:
                raise PluginConflict(f"{place[0]} {place[1]}", earlier.origin, one.origin)
            self._brought[place] = one

    def __iter__(self) -> Iterator[Brought]:
        return iter(self._brought.values())

    def __len__(self) -> int:
        return len(self._brought)

    def get(self, kind: type[D], id: str) -> D | None:
        """Return the definition of a kind and id, or None if nobody brings it."""
        found = self._brought.get((kind.KIND, id))
        return cast("D", found.definition) if found else None

    def with_also(self, brought: Iterable[Brought]) -> "Catalogue":
        """Return a catalogue with more in it."""
        return Catalogue([*self, *brought])
