"""`coaching doctor`, `backup` and `salvage`: a store is examined, copied, and what is whole got out of it."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from instructional_coaching import Actor, Goal, open_workspace
from tests.cli.files import JOURNAL
from tests.cli.running import coach, store_in

OFFICE = Actor("office", steward=True)


@pytest.fixture
def store(tmp_path: Path) -> str:
    (tmp_path / "term.yaml").write_text(f"stewards: [office]\n{JOURNAL}", encoding="utf-8")
    assert coach("import", "--store", store_in(tmp_path), tmp_path / "term.yaml").code == 0
    return store_in(tmp_path)


def change(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "school.db")) as connection:
        assert connection.execute(statement).rowcount == 1
        connection.commit()


SPOILED = "UPDATE document SET body = replace(body, 'Ask more', 'Ask less') WHERE kind = 'goal'"


def test_the_doctor_finds_nothing_in_a_sound_store(store: str) -> None:
    answer = coach("doctor", "--store", store)
    assert (answer.code, answer.lines[-2]) == (0, "nothing is wrong")
    assert "secure_delete 1" in answer.out


def test_the_doctor_names_what_is_not_what_was_written_and_what_to_do(store: str, tmp_path: Path) -> None:
    """And says nothing of what it holds."""
    change(tmp_path, SPOILED)
    answer = coach("doctor", "--store", store)
    assert answer.code == 1
    assert answer.told == [
        "goal/school/g1: is not what was written",
        "restore a backup, or get out what is whole: coaching salvage --out NEW.db",
    ]
    assert "Ask" not in answer.out + answer.err
    told = json.loads(coach("doctor", "--store", store, "--json").out)
    assert (told["damaged"], told["wrong"]) == (["goal/school/g1"], [])


def test_a_copy_opens_as_a_store_and_is_made_once(store: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert coach("backup", "--store", store, "--out", copy).code == 0
    with open_workspace(f"sqlite:///{copy}") as workspace:
        assert workspace.unit(OFFICE).get(Goal, "g1").current.statement == "Ask more"
    again = coach("backup", "--store", store, "--out", copy)
    assert (again.code, "it is there already" in again.err) == (1, True)


def test_what_is_whole_is_got_out_and_what_is_lost_is_named(store: str, tmp_path: Path) -> None:
    change(tmp_path, SPOILED)
    new = tmp_path / "new.db"
    answer = coach("salvage", "--store", store, "--out", new)
    assert (answer.code, answer.told) == (1, ["goal/school/g1: is not what was written, and is left out"])
    with open_workspace(f"sqlite:///{new}") as workspace:
        assert workspace.examine().is_sound
        assert not list(workspace.unit(OFFICE).find(Goal))


def test_every_document_is_got_out_where_none_is_found_any_more(store: str, tmp_path: Path) -> None:
    """Records, their entries, definitions, which of them is in force, the one calendar, and the caseload."""
    calendar = "journal:\n- {when: 2025-09-01, by: office, do: calendar.draw_up, id: oakfield}\n"
    (tmp_path / "calendar.yaml").write_text(f"stewards: [office]\n{calendar}", encoding="utf-8")
    assert coach("import", "--store", store, tmp_path / "calendar.yaml").code == 0
    change_all = "UPDATE tagged SET name = 'x' || name"
    with closing(sqlite3.connect(tmp_path / "school.db")) as connection:
        assert connection.execute(change_all).rowcount > 1
        connection.commit()
        (documents,) = connection.execute("SELECT count(*) FROM document").fetchone()
    answer = coach("salvage", "--store", store, "--out", tmp_path / "new.db", "--json")
    told = json.loads(answer.out)
    assert (told["lost"], told["kept"]) == ([], documents)
    found = json.loads(coach("show", "--store", f"sqlite:///{tmp_path / 'new.db'}", "--json").out)
    assert found["goals"][0]["id"] == "g1"


@pytest.mark.parametrize("store", ["memory://", "sqlite:///nowhere.db"])
def test_only_a_store_in_a_file_is_salvaged(store: str, tmp_path: Path) -> None:
    answer = coach("salvage", "--store", store, "--out", tmp_path / "new.db")
    assert (answer.code, "is no SQLite store in a file" in answer.err) == (2, True)


def test_a_store_of_another_kind_is_cared_for_by_its_own_tools(tmp_path: Path) -> None:
    for command in (("doctor",), ("backup", "--out", tmp_path / "copy.db")):
        answer = coach(*command, "--store", "memory://")
        assert (answer.code, "the tools of its own kind" in answer.err) == (1, True)
