"""The lines of a YAML text that were blanked after a syntax error, and what they left incomplete."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

import attrs

from instructional_coaching.definitions.yaml_tree import Fields, Items


@attrs.define(eq=False)
class Gaps:
    """Blanked lines.

    Attributes:
        columns: The lines, from 0, with the column where what was blanked began.
        settled: Lines of which it is known which part they left incomplete.
    """

    columns: Mapping[int, int] = attrs.Factory(dict[int, int])
    settled: set[int] = attrs.field(init=False, factory=set)
    _lines: list[int] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._lines = sorted(self.columns)

    def __bool__(self) -> bool:
        return bool(self._lines)

    @property
    def are_settled(self) -> bool:
        """Whether it is known of every line which part it left incomplete."""
        return self.settled.issuperset(self.columns)

    def holds(self, first: int, last: int, column: int) -> bool:
        """Tell whether something that began in a column, or right of it, was blanked between two lines."""
        return any(self.columns[line] >= column for line in self._between(first, last))

    def leave_incomplete(self, part: Fields | Items, last: int, around: Sequence[Fields | Items]) -> None:
        """Leave a part incomplete if a blanked line was one of its own.

        Args:
            part: The part that ends.
            last: Its last line.
            around: The parts around it, outermost first.
        """
        for line in self._between(part.line_before, last):
            column = self.columns[line]
            if line in self.settled:
                continue
            if not part.is_flow and isinstance(part, Fields) and part.start.column == column:
                self.settled.add(line)
            elif any(isinstance(one, Fields) and one.start.column == column for one in around):
                continue  # it was a key of that one
            part.incomplete = True

    def _between(self, first: int, last: int) -> Iterator[int]:
        for place in range(bisect_left(self._lines, first), len(self._lines)):
            if self._lines[place] > last:
                break
            yield self._lines[place]
