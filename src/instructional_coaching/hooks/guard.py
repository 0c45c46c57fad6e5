"""Every call of a plugin: whatever it does, the host goes on and the plugin is named.

What a plugin raises is told by its class and place. Its message is not: it may repeat what somebody wrote.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import PurePath
from typing import Any, TypeVar, cast

import attrs

from instructional_coaching.codec.document import from_plain, to_plain
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.text import kind_of
from instructional_coaching.errors import CoachingError, PluginContractError, Problem
from instructional_coaching.hooks.source import Source

T = TypeVar("T")

MOST = 10_000
"""How many things a hook may return."""


@attrs.frozen
class Implementation:
    """A plugin's implementation of a hook.

    Attributes:
        source: The plugin.
        hook: The hook.
        function: What is called.
        takes: The names of what it takes.
        tells_why: Whether what it raises is kept as the cause: where nothing private can be in it.
    """

    source: Source
    hook: str
    function: Callable[..., object]
    takes: tuple[str, ...]
    tells_why: bool = True

    def called(self, given: Mapping[str, object]) -> object:
        """Call it with as much as it takes."""
        return self.function(*(given[name] for name in self.takes))

    def fault(self, reason: str, remedy: str) -> PluginContractError:
        """Return the error that says what the plugin did wrong."""
        return PluginContractError(self.source.name, str(self.source), self.hook, reason, remedy)

    def raised(self, error: BaseException) -> PluginContractError:
        """Return the error that says that the plugin raised something."""
        file = getattr(getattr(self.function, "__code__", None), "co_filename", "")
        why = f": {error.message}" if self.tells_why and isinstance(error, CoachingError) else ""
        fault = self.fault(f"raised {told(error, file)}{why}", "correct the plugin, or leave it out")
        fault.__cause__ = error if self.tells_why else None
        return fault


@attrs.frozen
class Raised:
    """What a plugin raised."""

    error: BaseException


def guarded(work: Callable[[], T]) -> T | Raised:
    """Return what comes of some work of a plugin's, or what it raised, be it an exit.

    Raises:
        KeyboardInterrupt: somebody interrupts the host.
    """
    try:
        return work()
    except BaseException as raised:  # a plugin may raise anything, and must not end the host
        if type(raised) is KeyboardInterrupt:
            raise
        return Raised(raised)


def told(raised: BaseException, file: str = "") -> str:
    """Return the class of what was raised, and where, without its message.

    Args:
        raised: What was raised.
        file: The file in which to look for the place; where it was raised if none of its lines led there.
    """
    places = [("", 0)]
    trace = raised.__traceback__
    while trace is not None:
        places.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    if isinstance(raised, SyntaxError) and raised.filename:
        places.append((raised.filename, raised.lineno or 0))
    name, line = next((one for one in reversed(places) if file and one[0] == file), places[-1])
    return f"{type(raised).__name__} ({PurePath(name).name}, line {line})"


def answer_of(asked: Implementation, given: Mapping[str, object]) -> object:
    """Return what an implementation returns.

    Raises:
        PluginContractError: it raises something.
    """
    answer = guarded(lambda: asked.called(given))
    if isinstance(answer, Raised):
        raise asked.raised(answer.error)
    return answer


def answers_of(asked: Implementation, given: Mapping[str, object], wanted: type[T]) -> tuple[T, ...]:
    """Return the things of a kind that an implementation returns, each made anew.

    Args:
        asked: The implementation.
        given: What it may take, by name.
        wanted: The class that each must have.

    Raises:
        PluginContractError: it raises something, at once or while the things are taken, or it returns
            something else, or too much.
    """
    answers = guarded(lambda: _taken(asked.called(given), wanted))
    if isinstance(answers, Raised):
        raise asked.raised(answers.error)
    if isinstance(answers, _Misfit):
        raise asked.fault(answers.reason, answers.remedy)
    return answers


@attrs.frozen
class _Misfit:
    reason: str
    remedy: str


def _taken(answer: object, wanted: type[T]) -> tuple[T, ...] | _Misfit:
    things = _iterator_of(answer)
    if things is None:
        _let_go(answer)
        return _Misfit(
            f"returned {kind_of(answer)}, and several of {wanted.__name__} are asked for",
            "return a list; an empty one if there is nothing",
        )
    taken: list[T] = []
    for one in things:
        if len(taken) == MOST:
            _let_go(things)
            return _Misfit(f"returned more than {MOST} things", "return fewer")
        if type(one) is not wanted:
            _let_go(things)
            return _Misfit(
                f"returned {kind_of(one)} at place {len(taken) + 1}, which is no {wanted.__name__}",
                f"return objects of just that class, {wanted.__module__}.{wanted.__name__}",
            )
        taken.append(one)
    made = [guarded(partial(anew, one)) for one in taken]
    for n, one in enumerate(made, start=1):
        if isinstance(one, Raised):
            why = f": {one.error.message}" if isinstance(one.error, CoachingError) else ""
            return _Misfit(
                f"returned at place {n} something that is not as a {wanted.__name__} is made{why}",
                f"make it by calling {wanted.__name__}, and leave it as it is",
            )
    return tuple(cast("list[T]", made))


def _iterator_of(answer: object) -> Iterator[object] | None:
    if isinstance(answer, str | bytes | Mapping) or not isinstance(answer, Iterable):
        return None
    return iter(cast("Iterable[object]", answer))


def _let_go(answer: object) -> None:
    """Let a generator or a coroutine end here, where what it raises is caught."""
    close = getattr(answer, "close", None)
    if callable(close):
        close()


def anew(given: T) -> T:
    """Return a value like this one, checked again, which nobody else can reach into.

    Raises:
        CoachingError: it is not as it was made.
        TypeError: it is not as it was made.
    """
    if isinstance(given, Definition):
        return cast("T", from_plain(type(given), to_plain(given), given.KIND))
    if isinstance(given, Problem):
        return cast("T", Problem(*_of_their_types(given)))
    return cast("T", attrs.evolve(cast("Any", given)))


def _of_their_types(problem: Problem) -> Iterator[Any]:
    for field in attrs.fields(Problem):
        held = getattr(problem, field.name)
        if type(held) is not (int if field.name in ("line", "column") else str):
            raise TypeError(field.name)
        yield held
