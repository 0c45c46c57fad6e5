"""`coaching export`: all that is recorded, whole or not at all; imported again it is the same."""

import errno
import json
import os
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from instructional_coaching import Actor, Note, open_workspace
from tests.cli.files import PRACTICE, placed
from tests.cli.running import AS_OF, coach, command, process, store_in, surroundings


@pytest.fixture
def store(tmp_path: Path) -> str:
    """A store with a round of practice and a private note in it."""
    store = store_in(tmp_path)
    placed(tmp_path, {"practice.yaml": PRACTICE})
    assert coach("import", "--store", store, tmp_path / "practice.yaml").code == 0
    with open_workspace(store) as workspace, workspace.unit(Actor("amara")) as unit:
        unit.save(Note.write(id="n1", about="ben", text="Mine.", by="amara", when=date(2025, 9, 20)))
    (tmp_path / "practice.yaml").unlink()
    return store


def everything(store: str) -> str:
    answer = coach("show", "--store", store, "--relationship", "amara-ben", *AS_OF)
    assert answer.code == 0, answer.err
    return answer.out


def test_a_file_is_written_and_what_was_left_out_is_said(tmp_path: Path, store: str) -> None:
    out = tmp_path / "out.yaml"
    answer = coach("export", "--store", store, "--out", out)
    assert (answer.code, answer.err) == (0, "")
    assert "".join(answer.lines).startswith(str(out))
    assert "  17 entries exported" in answer.lines
    assert "  1 private note was left out: nobody but their authors sees them" in answer.lines
    assert "Mine." not in out.read_text(encoding="utf-8")
    assert {one.name for one in tmp_path.iterdir()} == {"out.yaml", "school.db"}


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")
def test_only_the_one_who_wrote_it_can_read_it(tmp_path: Path, store: str) -> None:
    coach("export", "--store", store, "--out", tmp_path / "out.yaml")
    assert (tmp_path / "out.yaml").stat().st_mode & 0o777 == 0o600


def test_imported_again_it_is_the_same(tmp_path: Path, store: str) -> None:
    coach("export", "--store", store, "--out", tmp_path / "out.yaml")
    again = store_in(tmp_path, "again.db")
    assert coach("import", "--store", again, tmp_path / "out.yaml").code == 0
    assert everything(again) == everything(store)
    assert coach("check", tmp_path / "out.yaml").code == 0


def test_without_a_file_it_is_the_standard_output_and_the_rest_is_told(tmp_path: Path, store: str) -> None:
    coach("export", "--store", store, "--out", tmp_path / "out.yaml")
    answer = coach("export", "--store", store)
    assert answer.code == 0
    assert answer.out == (tmp_path / "out.yaml").read_text(encoding="utf-8")
    assert answer.told == [
        "17 entries exported",
        "1 private note was left out: nobody but their authors sees them",
    ]


def test_the_standard_output_is_utf_8_whatever_the_encoding_of_the_terminal(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    placed(tmp_path, {"a.yaml": PRACTICE.replace("Ask more", "Après 授業")})
    assert coach("import", "--store", store, tmp_path / "a.yaml").code == 0
    ended = process("export", "--store", store, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert ended.returncode == 0
    assert "Après 授業" in ended.stdout.decode("utf-8")


def test_the_document_says_the_same(tmp_path: Path, store: str) -> None:
    out = tmp_path / "out.yaml"
    answer = coach("export", "--store", store, "--out", out, "--json")
    assert (answer.code, answer.err) == (0, "")
    told = json.loads(answer.out)
    assert (told["out"], told["entries"], told["notes"]) == (str(out), 17, 1)
    assert told["stewards"] == ["office"]
    assert told["problems"] == []


def test_a_file_that_is_there_is_replaced_only_where_that_is_said(tmp_path: Path, store: str) -> None:
    out = tmp_path / "out.yaml"
    out.write_text("mine", encoding="utf-8")
    refused = coach("export", "--store", store, "--out", out)
    assert (refused.code, refused.out, out.read_text(encoding="utf-8")) == (2, "", "mine")
    assert "is there already\nreplace it: add --force" in refused.err
    assert coach("export", "--store", store, "--out", out, "--force").code == 0
    assert out.read_text(encoding="utf-8").startswith("# 1 private note")


def test_a_link_stays_one_and_the_file_that_it_leads_to_is_replaced(tmp_path: Path, store: str) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "out.yaml").write_text("mine", encoding="utf-8")
    link = tmp_path / "link.yaml"
    link.symlink_to(tmp_path / "there" / "out.yaml")
    assert coach("export", "--store", store, "--out", link).code == 2
    assert coach("export", "--store", store, "--out", link, "--force").code == 0
    assert link.is_symlink()
    assert "journal:" in (tmp_path / "there" / "out.yaml").read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no device that is always full")
def test_a_device_is_never_replaced(store: str) -> None:
    answer = coach("export", "--store", store, "--out", "/dev/full", "--force")
    assert answer.code == 2
    assert not Path("/dev/full").is_file()


@pytest.mark.parametrize("when", ["writing", "at-the-end"])
def test_on_a_full_disk_what_was_there_stays_and_nothing_else(
    tmp_path: Path, store: str, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    out = tmp_path / "out.yaml"
    out.write_text("mine", encoding="utf-8")

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if when == "writing":
        monkeypatch.setattr("instructional_coaching.cli.export.export_journal", full)
    else:
        monkeypatch.setattr(os, "fsync", full)
    answer = coach("export", "--store", store, "--out", out, "--force")
    assert (answer.code, answer.out) == (1, "")
    assert answer.told == ["the system refuses it: No space left on device"]
    assert out.read_text(encoding="utf-8") == "mine"
    assert {one.name for one in tmp_path.iterdir()} == {"out.yaml", "school.db"}
    told = json.loads(coach("export", "--store", store, "--out", out, "--force", "--json").out)
    assert [one["code"] for one in told["problems"]] == ["refused-by-system"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no device that is always full")
@pytest.mark.parametrize("more", [(), ("--json", "--out")], ids=["journal", "document"])
def test_a_full_standard_output_is_told_without_a_traceback(
    tmp_path: Path, store: str, more: tuple[str, ...]
) -> None:
    arguments = ("export", "--store", store, *more, *([tmp_path / "o.yaml"] if more else []))
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            command(arguments), env=surroundings({}), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ended.returncode == 1
    assert ended.stderr.decode().splitlines() == ["the system refuses it: No space left on device"]


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")
def test_a_reader_that_has_gone_away_is_no_error_to_tell(store: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        ended = subprocess.run(
            command(("export", "--store", store)),
            env=surroundings({}),
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writer)
    assert ended.stderr == b""
    assert ended.returncode != 0


def test_a_folder_that_is_not_there_is_told_and_not_made(tmp_path: Path, store: str) -> None:
    answer = coach("export", "--store", store, "--out", tmp_path / "absent" / "out.yaml")
    assert (answer.code, answer.told) == (1, ["the system refuses it: No such file or directory"])
    assert not (tmp_path / "absent").exists()


@pytest.mark.parametrize(
    "more", [("--json",), ("--out", "."), ("--as", "the office"), ("--store", "sqlite:///absent.db")], ids=str
)
def test_misuse_ends_with_2(
    tmp_path: Path, store: str, more: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = coach("export", "--store", store, *more)
    assert answer.code == 2
    assert "Error: " in answer.err
    assert [one.name for one in tmp_path.iterdir()] == ["school.db"]


def test_an_empty_school_is_an_empty_journal() -> None:
    answer = coach("export", "--store", "memory://")
    assert (answer.code, answer.out, answer.told) == (0, "journal: []\n", ["0 entries exported"])
