"""What a plugin may raise, and what becomes of it."""

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain.rubric import Criterion, Level, Rubric
from instructional_coaching.domain.text import kind_of
from instructional_coaching.errors import PluginContractError, Problem
from instructional_coaching.hooks.guard import MOST, Implementation, anew, answer_of, answers_of, told
from instructional_coaching.hooks.source import Source

PROBLEM = Problem("here", 0, 0, "", "is wrong", "put it right")
RUBRIC = Rubric(
    id="oakfield/thing",
    title="A rubric",
    levels=(Level(rank=0, title="Low"), Level(rank=1, title="High")),
    criteria=(Criterion(id="one", title="One"),),
)


class MostUnusual(BaseException):
    """Nothing that anybody catches by `except Exception`."""


class LikeAnInterrupt(KeyboardInterrupt):
    """Nobody has pressed a key."""


def asked(function: Any, *, tells_why: bool = True) -> Implementation:
    return Implementation(Source("mean", "meanly", "6.6"), "coaching_rubrics", function, (), tells_why)


def raising(error: BaseException) -> Any:
    def hook() -> NoReturn:
        raise error

    return hook


@pytest.mark.parametrize(
    "error",
    [ValueError(), SystemExit(3), GeneratorExit(), MostUnusual(), LikeAnInterrupt(), RecursionError()],
    ids=lambda error: type(error).__name__,
)
def test_whatever_a_plugin_raises_is_a_fault_of_the_plugin(error: BaseException) -> None:
    """With its class and place, and not its message."""
    with pytest.raises(PluginContractError) as caught:
        answer_of(asked(raising(error)), {})

    assert (caught.value.plugin, caught.value.distribution) == ("mean", "meanly 6.6")
    assert f"{type(error).__name__} (test_guard.py, line " in caught.value.reason
    assert caught.value.__cause__ is error


def test_an_interrupt_of_the_host_goes_on() -> None:
    """Somebody at the keyboard wants to end it, whoever is being called."""
    with pytest.raises(KeyboardInterrupt):
        answer_of(asked(raising(KeyboardInterrupt())), {})


def test_what_is_raised_while_the_school_works_is_not_kept() -> None:
    """It may hold what somebody wrote, and a log prints causes."""
    with pytest.raises(PluginContractError) as caught:
        answer_of(asked(raising(ValueError("ben cried")), tells_why=False), {})

    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_a_plugin_can_not_blame_another_one() -> None:
    """Raising our own error makes it no less the plugin's."""
    blame = PluginContractError("kind", "kindly 1.0", "coaching_rubrics", "is bad", "uninstall it")
    with pytest.raises(PluginContractError) as caught:
        answers_of(asked(raising(blame)), {}, Rubric)

    assert caught.value.distribution == "meanly 6.6"


def test_an_error_that_is_returned_is_no_answer() -> None:
    with pytest.raises(PluginContractError) as caught:
        answers_of(asked(ValueError), {}, Rubric)

    assert "returned" in caught.value.reason


@pytest.mark.parametrize("answer", ["text", b"bytes", {"a": 1}, None, 42, object()], ids=kind_of)
def test_several_things_are_no_text_and_no_mapping(answer: object) -> None:
    """Which could be gone through too, letter by letter."""
    with pytest.raises(PluginContractError) as caught:
        answers_of(asked(lambda: answer), {}, Rubric)

    assert "several of Rubric are asked for" in caught.value.reason


@pytest.mark.parametrize("made", [list, tuple, iter], ids=["list", "tuple", "iterator"])
def test_anything_that_can_be_gone_through_will_do(made: Any) -> None:
    assert answers_of(asked(lambda: made([PROBLEM])), {}, Problem) == (PROBLEM,)


def test_a_subclass_is_not_taken() -> None:
    """What it adds would be lost in the store."""

    class Special(Rubric):
        """A rubric with more to it."""

    special = Special(id=RUBRIC.id, title=RUBRIC.title, levels=RUBRIC.levels, criteria=RUBRIC.criteria)
    with pytest.raises(PluginContractError) as caught:
        answers_of(asked(lambda: [special]), {}, Rubric)

    assert "at place 1" in caught.value.reason


def test_there_is_an_end_to_it() -> None:
    """Just so many are taken, and one more is refused."""
    assert len(answers_of(asked(lambda: [PROBLEM] * MOST), {}, Problem)) == MOST
    with pytest.raises(PluginContractError) as caught:
        answers_of(asked(lambda: [PROBLEM] * (MOST + 1)), {}, Problem)
    assert str(MOST) in caught.value.reason


def test_a_generator_that_is_left_ends_where_its_faults_are_caught() -> None:
    """What it raises on being closed reaches nobody else."""

    def hook() -> Iterator[object]:
        try:
            yield 42
        finally:
            raise SystemExit(3)

    with pytest.raises(PluginContractError) as caught:
        answers_of(asked(hook), {}, Problem)

    assert "SystemExit" in caught.value.reason


def test_what_was_made_past_its_checks_is_refused() -> None:
    """Without its fields, or with fields of other types."""
    empty = object.__new__(Rubric)
    worded = Problem("here", "one", 0, "", "is wrong", "put it right")  # type: ignore[arg-type]
    given: Mapping[object, Any] = {Rubric: empty, Problem: worded}
    for kind, one in given.items():
        with pytest.raises(PluginContractError) as caught:
            answers_of(asked(lambda one=one: [one]), {}, kind)  # type: ignore[arg-type]
        assert "not as a" in caught.value.reason


@pytest.mark.parametrize(
    "given", [RUBRIC, PROBLEM, Actor("amara", steward=True)], ids=lambda one: type(one).__name__
)
def test_what_goes_through_is_equal_and_another(given: object) -> None:
    """So that nobody reaches into it later."""
    made = anew(given)

    assert made == given
    assert made is not given


def test_the_place_is_the_line_of_the_plugin_and_not_of_what_it_called() -> None:
    """Setting a frozen field fails in attrs; what is wrong is the line that sets it."""

    def hook() -> None:
        RUBRIC.title = "Another"  # type: ignore[misc]

    line = hook.__code__.co_firstlineno + 1
    with pytest.raises(PluginContractError) as caught:
        answer_of(asked(hook), {})

    assert caught.value.reason == f"raised FrozenInstanceError (test_guard.py, line {line})"


def test_what_is_wrong_with_a_definition_is_told() -> None:
    """It is no private text, and its author needs it."""

    def hook() -> Any:
        return [Rubric(id="oakfield/empty", title="A", levels=RUBRIC.levels, criteria=())]

    with pytest.raises(PluginContractError) as caught:
        answers_of(asked(hook), {}, Rubric)
    assert "rubric oakfield/empty: criteria: is empty" in caught.value.reason

    with pytest.raises(PluginContractError) as caught:
        answers_of(asked(hook, tells_why=False), {}, Rubric)
    assert "is empty" not in caught.value.reason


def test_a_mistake_in_the_code_is_told_by_its_line() -> None:
    with pytest.raises(SyntaxError) as caught:
        compile("a = 1\nb = [", "/somewhere/plugin.py", "exec")

    assert told(caught.value) == "SyntaxError (plugin.py, line 2)"
