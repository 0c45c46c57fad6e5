"""The command in a process of its own: what a shell gets to see of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import AS_OF, coach, command, filled, process, store_in, surroundings
from tests.journal.term import TERM, Sheet, written

STAFF = TERM / "staff.csv"
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")


def blocked(*names: str) -> str:
    """Return code that makes packages look as if they weren't installed."""
    return f"""
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition('.')[0] in {names!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Blocked())
"""


def test_it_prints_what_it_prints_in_this_process_and_ends_with_0(term: str) -> None:
    arguments = ("show", "--store", term, "--relationship", "amara-ben", *AS_OF)
    ended = process(*arguments, PYTHONIOENCODING="utf-8")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.decode().replace("\r\n", "\n") == coach(*arguments).out


def test_problems_go_to_standard_error_and_it_ends_with_1(tmp_path: Path) -> None:
    staff = written(tmp_path, "id,when\nhead,soon\n", "staff.csv")
    ended = process("import", "--store", store_in(tmp_path), staff)
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert ended.stderr.decode().splitlines() == [
        "staff.csv:2:2  when: is not a date; write it as 2026-09-14",
        "staff.csv: 1 problem, nothing of it was taken",
    ]


def test_misuse_ends_with_2_and_calls_the_command_by_its_name(tmp_path: Path) -> None:
    ended = process("show", "--as-of", "soon", cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr.decode().startswith("Usage: coaching show ")
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_is_not_there_is_misuse_with_the_remedy_and_none_is_made(tmp_path: Path) -> None:
    ended = process("show", "--store", "sqlite:///my school.db", cwd=tmp_path)
    assert ended.returncode == 2
    assert ended.stderr.decode().splitlines()[-2:] == [
        "Error: there is no store at my school.db",
        "make one: coaching import --store 'sqlite:///my school.db' FILES",
    ]
    assert list(tmp_path.iterdir()) == []


def test_the_version_is_that_of_the_distribution() -> None:
    from importlib.metadata import version

    assert process("--version").stdout.decode().split() == [
        *("coaching,", "version"),
        version("instructional-coaching"),
    ]


@pytest.mark.parametrize("names", [("click", "rich"), ("click",), ("rich",)], ids="-".join)
def test_without_what_it_needs_it_says_what_to_install(names: tuple[str, ...]) -> None:
    ended = process("show", before=blocked(*names))
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert ended.stderr.decode().splitlines() == [
        f"coaching needs {names[0]}; run: pip install 'instructional-coaching[cli]'"
    ]


def test_a_fault_of_the_installation_is_not_taken_for_that() -> None:
    ended = process("show", before=blocked("attrs"))
    assert ended.returncode == 1
    assert b"ModuleNotFoundError: No module named 'attrs'" in ended.stderr
    assert b"pip install" not in ended.stderr


def test_the_library_itself_loads_neither_click_nor_rich() -> None:
    code = "import sys, instructional_coaching as ic; ic.open_workspace; ic.import_file; print(*sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", code], env=surroundings({}), capture_output=True, check=True
    )
    assert not {b"click", b"rich"} & set(ended.stdout.split())


@POSIX
def test_a_reader_that_has_gone_away_is_no_error_to_tell(term: str) -> None:
    """As in ``coaching show | head -1``."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        ended = subprocess.run(
            command(("show", "--store", term, "--relationship", "amara-ben")),
            env=surroundings({}),
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writer)
    assert ended.stderr == b""
    assert ended.returncode != 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no device that is always full")
def test_a_full_disk_is_told_without_a_traceback(term: str) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            command(("show", "--store", term)),
            env=surroundings({}),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stderr.decode().splitlines() == ["the system refuses it: No space left on device"]


def test_what_the_encoding_of_the_terminal_lacks_is_shown_by_its_number(tmp_path: Path) -> None:
    log = Sheet.read("log.csv")
    log.set(log.find(id="ben-g1"), "statement", "passé 授業")
    ended = process(
        "show", "--store", filled(tmp_path, log), *AS_OF, PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert rb"pass\xe9 \u6388\u696d" in ended.stdout


def test_colour_is_for_terminals_or_where_it_is_insisted_on(term: str) -> None:
    asked = ("show", "--store", term, "--as", "stranger")
    assert b"\x1b" not in process(*asked).stdout
    assert b"\x1b[1m" in process(*asked, FORCE_COLOR="1").stdout
    assert b"\x1b" not in process(*asked, FORCE_COLOR="1", NO_COLOR="1").stdout


@POSIX
@pytest.mark.parametrize(
    "name", ["sp ace.db", "a?b#c%20d.db", "ünï—cødé.db", 'it\'s "q".db', "[red].db", "-x.db"]
)
def test_a_store_may_have_any_name(tmp_path: Path, name: str) -> None:
    store = store_in(tmp_path, name)
    missing = process("show", "--store", store)
    assert missing.returncode == 2
    assert process("import", "--store", store, STAFF).returncode == 0
    assert [one.name for one in tmp_path.iterdir()] == [name]
    assert process("show", "--store", store).returncode == 0


@POSIX
def test_an_argument_that_is_no_text_is_misuse(term: str) -> None:
    ended = subprocess.run(
        [*command(("show", "--store", term, "--as")), b"\xff\xfe"],
        env=surroundings({}),
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 2
    assert b"Traceback" not in ended.stderr


@POSIX
def test_a_file_whose_name_is_no_text_is_told_by_it_all_the_same(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/l\xffg.csv"))
    path.write_bytes(b"nonsense\n")
    ended = subprocess.run(
        [*command(("import", "--store", store_in(tmp_path))), os.fsencode(path)],
        env=surroundings({"PYTHONUTF8": "1"}),
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith(rb"l\udcffg.csv:1:1  nonsense: ")


@POSIX
def test_a_log_may_come_out_of_another_program(tmp_path: Path) -> None:
    """A pipe can be read only once."""
    reader, writer = os.pipe()
    with os.fdopen(writer, "wb") as out:
        out.write(STAFF.read_bytes())
    try:
        ended = subprocess.run(
            command(("import", "--store", store_in(tmp_path), f"/dev/fd/{reader}")),
            env=surroundings({}),
            capture_output=True,
            pass_fds=(reader,),
            check=False,
        )
    finally:
        os.close(reader)
    assert ended.returncode == 0, ended.stderr
    assert b"19 lines taken" in ended.stdout
