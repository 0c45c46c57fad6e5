"""What is wrong with a rubric, a coaching model or a rule that a school brings."""

import attrs

from instructional_coaching.errors.base import CoachingError, InvalidInput


@attrs.frozen
class Fault:
    """One rule that a definition breaks.

    Attributes:
        path: Where, from the definition down, such as ``stages[2].next[0]``.
        problem: What is wrong, without the value.
        remedy: What to do about it.
        code: The stable code of the rule.
        rests_on: The other places that were read to find it. Where one of them is itself in doubt, so is
            the fault.
    """

    path: str
    problem: str
    remedy: str
    code: str
    rests_on: tuple[str, ...] = ()


class FaultyDefinition(CoachingError):
    """A definition that breaks rules; it carries all of them.

    Attributes:
        ref: The definition, as kind and id.
        faults: Every rule broken, in order.
    """

    code = "faulty-definition"
    status = 422

    ref: str
    faults: tuple[Fault, ...]

    @property
    def message(self) -> str:
        """Every fault, a line each."""
        return "\n".join(f"{self.ref}: {one.path}: {one.problem}; {one.remedy}" for one in self.faults)


class DefinitionError(InvalidInput):
    """A file of definitions of which nothing was taken.

    Attributes:
        source: The file's name.
        problems: Every problem found, by line.
        not_checked: Paths of what depends on a problem and was not checked for that reason.
    """

    code = "definition-refused"

    not_checked: tuple[str, ...] = ()


class FaultyScenario(InvalidInput):
    """A scenario that can't be tried, because of its form.

    Attributes:
        source: The file's name.
        problems: Every problem found, by line.
    """

    code = "faulty-scenario"


class UnknownDefinition(CoachingError):
    """No definition of this name is installed, pinned in the store or brought by a plugin."""

    code = "unknown-definition"
    status = 422
    says = "{kind} {id} is not known here"
    remedy = "check the name with `coaching plugins`, or bring the definition: a file, a folder or a plugin"

    kind: str
    id: str
