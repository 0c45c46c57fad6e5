"""Where the records are: `show` makes no file that isn't there, and what can't be opened is told."""

from pathlib import Path

import pytest

from tests.cli.running import coach, store_in
from tests.journal.term import FILES, RULES, TERM

STAFF = TERM / "staff.csv"


@pytest.mark.parametrize("store", ["sqlite:///absent.db", "sqlite://absent.db", "sqlite:///:memory:"])
def test_show_makes_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: str) -> None:
    monkeypatch.chdir(tmp_path)
    answer = coach("show", "--store", store)
    assert (answer.code, answer.out) == (2, "")
    assert "there is no store at" in answer.err
    assert f"coaching import --store {store} FILES" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_a_store_is_found_under_the_address_that_it_was_made_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for store in ("sqlite:///one.db", f"sqlite:///{tmp_path}/two.db", "sqlite://three.db"):
        assert coach("import", "--store", store, STAFF).code == 0
        assert coach("show", "--store", store).code == 0
    assert {one.name for one in tmp_path.iterdir()} == {"one.db", "two.db", "three.db"}


def test_a_store_in_memory_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert coach("import", "--store", "memory://", STAFF).code == 0
    assert coach("show", "--store", "memory://").section("Goals") == ["none"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("show",), ("import", STAFF)], ids=["show", "import"])
@pytest.mark.parametrize("store", ["postgres://school", "school.db", "", "://", "SQLITE:///a.db"])
def test_an_address_of_no_known_kind_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[object, ...], store: str
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = coach(*command, "--store", store)
    assert (answer.code, answer.out) == (1, "")
    assert "is no kind of store known here" in answer.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("show",), ("import", STAFF)], ids=["show", "import"])
def test_what_is_no_store_is_told_and_left_as_it_is(tmp_path: Path, command: tuple[object, ...]) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear all,\n" * 99, encoding="utf-8")
    before = file.read_bytes()
    for place in (file, tmp_path):
        answer = coach(*command, "--store", f"sqlite:///{place}")
        assert (answer.code, answer.out) == (1, "")
        assert "Traceback" not in answer.err
    assert file.read_bytes() == before


def test_a_folder_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    answer = coach("import", "--store", store_in(tmp_path / "absent"), STAFF)
    assert answer.code == 1
    assert answer.told == [
        f"{tmp_path}/absent/school.db: its folder does not exist; create the folder or check the path"
    ]


@pytest.mark.parametrize("path", ["x" * 300, "x/" * 3000 + "y"], ids=["name", "path"])
def test_a_path_that_no_system_takes_is_misuse(path: str) -> None:
    assert coach("show", "--store", f"sqlite:///{path}").code == 2


def test_a_store_that_was_changed_outside_the_library_is_told(tmp_path: Path) -> None:
    import sqlite3

    store = store_in(tmp_path)
    assert coach("import", "--store", store, "--definitions", RULES, *FILES).code == 0
    connection = sqlite3.connect(tmp_path / "school.db")
    with connection:
        connection.execute("UPDATE document SET body = replace(body, 'pupil', 'child') WHERE kind = 'goal'")
    connection.close()
    answer = coach("show", "--store", store)
    assert (answer.code, answer.out) == (1, "")
    assert "was changed outside the library" in answer.err
