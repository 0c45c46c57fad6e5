"""The entry point of the command, in this process."""

import errno
import io
import sys

import pytest

from instructional_coaching.cli import main
from tests.cli.running import coach


def ends(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> object:
    """Run the entry point and return what it ends with."""
    monkeypatch.setattr(sys, "argv", ["coaching", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


def without(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Make modules look as if they weren't installed, and the command as if it weren't loaded yet."""
    loaded = [name for name in sys.modules if name.startswith("instructional_coaching.cli.")]
    for name in loaded:
        monkeypatch.delitem(sys.modules, name)
    for name in names:
        monkeypatch.setitem(sys.modules, name, None)


def test_it_runs_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert ends(monkeypatch, "--help") == 0
    assert capsys.readouterr().out.startswith("Usage: coaching ")


def test_it_runs_where_the_screen_is_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a notebook."""
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stdout", screen)
    assert ends(monkeypatch, "--help") == 0
    assert screen.getvalue().startswith("Usage: coaching ")


@pytest.mark.parametrize(("module", "needed"), [("click", "click"), ("rich.text", "rich")])
def test_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, module: str, needed: str) -> None:
    without(monkeypatch, module)
    assert ends(monkeypatch) == f"coaching needs {needed}; run: pip install 'instructional-coaching[cli]'"


def test_it_hides_no_fault_of_the_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "instructional_coaching.cli.command")
    monkeypatch.setattr(sys, "argv", ["coaching"])
    with pytest.raises(ModuleNotFoundError, match=r"cli\.command"):
        main()


def test_what_the_encoding_lacks_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", screen)
    assert ends(monkeypatch, "--help") == 0
    assert screen.errors == "backslashreplace"


def test_a_screen_that_takes_nothing_is_told(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("instructional_coaching.cli.show.heading", full)
    answer = coach("show", "--store", term)
    assert (answer.code, answer.told) == (1, ["the system refuses it: No space left on device"])


def test_a_reader_that_has_gone_away_is_told_nothing(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr("instructional_coaching.cli.show.heading", gone)
    answer = coach("show", "--store", term)
    assert (answer.code, answer.out, answer.err) == (1, "", "")
