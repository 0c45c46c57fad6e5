"""A bar shows how far a long import has come: on a terminal only, and only when it takes a while."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from instructional_coaching.cli.progress import progress_of
from tests.cli.files import JOURNAL, placed
from tests.cli.running import coach, store_in
from tests.journal.term import TERM


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two seconds pass whenever somebody looks at the clock."""
    times: Iterator[float] = iter(range(0, 1_000_000, 2))
    monkeypatch.setattr("instructional_coaching.cli.progress.monotonic", lambda: next(times))


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("name", ["staff.csv", "journal.yaml"])
def test_a_long_import_shows_a_bar_on_a_terminal_and_takes_it_away(tmp_path: Path, name: str) -> None:
    placed(tmp_path, {"journal.yaml": JOURNAL, "staff.csv": (TERM / "staff.csv").read_bytes()})
    answer = coach("import", "--store", store_in(tmp_path), tmp_path / name, FORCE_COLOR="1")
    assert answer.code == 0
    assert name in answer.err
    assert "100%" in answer.err
    assert name in answer.out


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("more", [{"FORCE_COLOR": None}, {"FORCE_COLOR": "1"}], ids=["pipe", "json"])
def test_nothing_is_shown_to_other_programs(tmp_path: Path, more: dict[str, str | None]) -> None:
    arguments = ("--json",) if more["FORCE_COLOR"] else ()
    answer = coach("import", "--store", store_in(tmp_path), TERM / "staff.csv", *arguments, **more)
    assert (answer.code, answer.err) == (0, "")


def test_a_short_import_shows_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("instructional_coaching.cli.progress.monotonic", lambda: 0.0)
    answer = coach("import", "--store", store_in(tmp_path), TERM / "staff.csv", FORCE_COLOR="1")
    assert (answer.code, answer.err) == (0, "")


@pytest.mark.usefixtures("slow")
def test_the_name_of_a_file_is_only_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    with progress_of("[red]\x1b[31mx\n.csv", wanted=True) as progress:
        assert progress is not None
        progress(1, 2)
    shown = capsys.readouterr().err
    assert r"[red]\x1b[31mx\n.csv" in shown
    assert "\x1b[31m" not in shown
