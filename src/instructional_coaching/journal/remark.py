"""What is wrong with a text, noted at its place while the text is read."""

import attrs

from instructional_coaching.definitions.strict_yaml import Tree
from instructional_coaching.domain.text import kind_of
from instructional_coaching.errors import InvalidValue, Problem


@attrs.frozen
class Remarks:
    """What is wrong with a text.

    Attributes:
        problems: Every problem noted so far.
    """

    problems: list[Problem] = attrs.field(factory=list[Problem])

    def in_order(self) -> tuple[Problem, ...]:
        """Return the problems by line and column."""
        return tuple(sorted(self.problems, key=lambda one: (one.line, one.column)))

    def note(
        self, tree: Tree, path: str, message: str, hint: str, code: str, *, at_key: bool = False
    ) -> None:
        """Note a problem at the value that a path leads to, or at its key."""
        line, column = tree.key_place(path) if at_key else tree.place(path)
        told = path.removeprefix("$").removeprefix(".")
        self.problems.append(Problem(tree.source, line, column, told, message, hint, code))

    def refused(self, tree: Tree, path: str, raised: InvalidValue) -> None:
        """Note a value that is refused."""
        self.note(tree, path, raised.problem, raised.hint, raised.code)

    def expected(self, tree: Tree, path: str, given: object, what: str, hint: str) -> None:
        """Note a value that is something else than was expected."""
        self.note(tree, path, f"expected {what}, got {kind_of(given)}", hint, "invalid-value")

    def unknown_key(self, tree: Tree, path: str, message: str, known: tuple[str, ...]) -> None:
        """Note a key that nothing is known by."""
        self.note(tree, path, message, f"known are {', '.join(known)}", "unknown-key", at_key=True)
