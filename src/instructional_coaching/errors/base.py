"""The base of every error, the problems of a file or a document, and errors of values."""

from collections.abc import Iterator, Mapping
from inspect import Parameter, Signature, get_annotations
from typing import ClassVar, dataclass_transform, final, get_origin

import attrs


@final
@attrs.frozen
class Problem:
    """One thing that is wrong in a file or a document, and where.

    Attributes:
        source: The file's name, or what else the text came from.
        line: Line number from 1; 0 where the text has no lines (a JSON document, a Python value).
        column: Column from 1, in characters for text and in fields for CSV; 0 where unknown.
        path: Path inside the document (``$.versions[0].measure.unit``) or the name of the CSV column.
        message: What is wrong, without the value.
        hint: What to do about it.
        code: The stable code of the error behind it.
    """

    source: str
    line: int
    column: int
    path: str
    message: str
    hint: str
    code: str = "invalid-value"

    def __str__(self) -> str:
        place = ":".join([self.source, *(str(n) for n in (self.line, self.column) if n)])
        parts = "  ".join(part for part in (place, self.path) if part)
        said = f"{parts}: {self.message}"
        return f"{said}; {self.hint}" if self.hint else said


@dataclass_transform()
class CoachingError(Exception):
    """Base of everything this library raises on purpose.

    A subclass declares what it is raised with as fields; they become its parameters, and it pickles by them.
    It is no class of attrs: all errors are loaded at every start, and few are ever raised.
    """

    code: ClassVar[str] = "coaching-error"
    status: ClassVar[int] = 500
    says: ClassVar[str] = ""
    remedy: ClassVar[str] = ""
    __signature__: ClassVar[Signature] = Signature()

    def __init_subclass__(cls) -> None:
        cls.__signature__ = Signature([*cls.__signature__.parameters.values(), *_fields_in(cls)])
        setattr(cls, "__match_args__", tuple(cls.__signature__.parameters))  # noqa: B010 - mypy knows it as final

    def __init__(self, *given: object, **named: object) -> None:
        taken = self.__signature__.bind(*given, **named)
        taken.apply_defaults()
        super().__init__(*taken.args)
        vars(self).update(taken.arguments)

    @property
    def parameters(self) -> Mapping[str, object]:
        """What the error was raised with, by name."""
        return {name: getattr(self, name) for name in self.__signature__.parameters}

    @property
    def message(self) -> str:
        """What is wrong and where, in one sentence."""
        return self.says.format(**self.parameters) or self.code

    @property
    def hint(self) -> str:
        """What to do about it."""
        return self.remedy.format(**self.parameters)

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


def _fields_in(cls: type) -> Iterator[Parameter]:
    """Yield the fields that a class declares itself, as parameters."""
    for name, annotation in get_annotations(cls).items():
        origin: object = get_origin(annotation)
        if origin is not ClassVar:
            default = vars(cls).get(name, Parameter.empty)
            yield Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=annotation)


class InvalidValue(CoachingError):
    """A value that no record may hold."""

    code = "invalid-value"
    status = 422
    says = "{field}: {problem}"
    remedy = "{remedy_for_it}"

    field: str
    problem: str
    remedy_for_it: str


class InvalidInput(CoachingError):
    """A document or a file with problems; it carries all of them.

    Attributes:
        source: The file's name, or what else the text came from.
        problems: Every problem found, in order.
    """

    code = "invalid-input"
    status = 422

    source: str
    problems: tuple[Problem, ...]

    @property
    def message(self) -> str:
        """Every problem, a line each."""
        return "\n".join(str(problem) for problem in self.problems)


class FileRefused(InvalidInput):
    """A file of which nothing was taken.

    Attributes:
        source: The file's name.
        problems: Every problem found, by line.
        not_checked: Numbers of the lines that depend on a line with a problem.
    """

    code = "file-refused"

    not_checked: tuple[int, ...]


class NotPickled(CoachingError):
    """Pickling something that holds private content."""

    code = "not-pickled"
    status = 500
    says = "{kind} holds private content and is not pickled"
    remedy = "pass its id on, or write it with to_json where its readers alone can see it"

    kind: str
