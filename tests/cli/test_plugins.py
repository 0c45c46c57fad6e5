"""`coaching plugins`: what is installed, what each brings, what was left out, what a store has in force."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.files import BROKEN_RUBRIC, JOURNAL, MODEL, RUBRIC, RULE, placed
from tests.cli.running import coach, store_in
from tests.hooks.installing import install, on_the_path, unused

DATA = "instructional_coaching.definitions"
USING = """\
  - {when: 2025-09-10, by: amara, do: session.log, id: s1, relationship: amara-ben, kind: observation}
  - when: 2025-09-11
    by: amara
    do: score_sheet.fill_in
    id: q1
    relationship: amara-ben
    session: s1
    rubric: oakfield/questioning
    scores: [{criterion: wait, rank: 1}]
"""


class Site:
    """A folder of installed distributions.

    Attributes:
        folder: The folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, version: str, **files: str) -> None:
        """Install a version of a package of YAML, in place of any other."""
        shutil.rmtree(self.folder, ignore_errors=True)
        package = unused("oakfield")
        named = {f"{package}/{name}.yaml": text for name, text in files.items()}
        install(self.folder, "oakfield-coaching", version, {DATA: {"oakfield": package}}, named)

    def clear(self) -> None:
        shutil.rmtree(self.folder)
        self.folder.mkdir()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    folder = tmp_path / "site"
    folder.mkdir()
    with on_the_path(folder):
        yield Site(folder)


@pytest.fixture
def store(tmp_path: Path, site: Site) -> str:
    """A store in which the first version of a plugin's rubric was used."""
    site.put("1.0", rubric=RUBRIC)
    placed(tmp_path, {"journal.yaml": JOURNAL + USING})
    store = store_in(tmp_path)
    answer = coach("import", "--store", store, tmp_path / "journal.yaml")
    assert answer.code == 0, answer.err
    return store


def document(*arguments: object) -> Any:
    answer = coach("plugins", "--json", *arguments)
    assert answer.err == ""
    return json.loads(answer.out)


def test_what_comes_with_the_library_is_shown_first() -> None:
    answer = coach("plugins")
    assert (answer.code, answer.err) == (0, "")
    assert answer.lines[0].startswith("instructional-coaching ")
    assert "coaching model  The Impact Cycle" in answer.lines
    assert any(line.strip().startswith("core/impact-cycle@") for line in answer.lines)
    assert "also: store memory, store sqlite" in answer.lines


def test_a_plugin_is_shown_with_its_distribution_and_what_it_brings(site: Site) -> None:
    site.put("1.0", model=MODEL, rule=RULE)
    answer = coach("plugins")
    assert (answer.code, answer.err) == (0, "")
    start = answer.lines.index("oakfield-coaching 1.0, plugin oakfield")
    shown = answer.lines[start + 3 : answer.lines.index("", start)]
    assert shown[0] == "coaching model  Short cycle"
    assert shown[2] == "cadence rule    Every fortnight"


def test_the_document_says_the_same(site: Site) -> None:
    site.put("1.0", model=MODEL, rule=RULE)
    text, told = coach("plugins").out, document()
    assert [one["distribution"] for one in told["plugins"]] == ["instructional-coaching", "oakfield-coaching"]
    for plugin in told["plugins"]:
        assert f"{plugin['distribution']} {plugin['version']}, plugin {plugin['name']}" in text
        for one in plugin["definitions"]:
            assert one["title"] in text
            assert one["pin"] in text
    assert told["plugins"][0]["others"] == ["store memory", "store sqlite"]
    assert (told["files"], told["in_force"], told["installed"]) == ([], None, None)
    assert (told["problems"], told["not_checked"]) == ([], [])


def test_definitions_of_files_are_shown_apart(tmp_path: Path) -> None:
    placed(tmp_path, {"in/rubric.yaml": RUBRIC})
    answer = coach("plugins", "--definitions", tmp_path / "in")
    assert "from files" in answer.lines
    assert "rubric  Questions that wait" in answer.lines
    (one,) = document("--definitions", tmp_path / "in")["files"]
    assert (one["id"], one["origin"]) == ("oakfield/questioning", "rubric.yaml")


def test_what_was_left_out_is_told_with_the_reason_and_the_others_are_shown(site: Site) -> None:
    site.put("1.0", rubric=BROKEN_RUBRIC)
    answer = coach("plugins")
    assert answer.code == 1
    assert answer.told[0].startswith("plugin oakfield of oakfield-coaching 1.0 can't be loaded: ")
    assert "levels[1].rank" in answer.err
    assert answer.lines[0].startswith("instructional-coaching ")
    told = document()
    assert [one["code"] for one in told["problems"]] == ["plugin-load-error"]
    assert len(told["plugins"][0]["definitions"]) == 6


def test_a_store_has_in_force_what_was_used_in_it(store: str) -> None:
    answer = coach("plugins", "--store", store)
    assert answer.code == 0
    assert answer.lines[-3:] == ["        as installed", "", ""]
    (one,) = document("--store", store)["in_force"]
    assert (one["kind"], one["id"], one["stale"]) == ("rubric", "oakfield/questioning", False)
    assert one["installed"] == one["pin"]
    assert any(line.endswith(one["pin"]) for line in answer.section("In force"))


def test_another_version_makes_it_stale_until_it_is_put_in_force(store: str, site: Site) -> None:
    (before,) = document("--store", store)["in_force"]
    site.put("2.0", rubric=RUBRIC.replace("Clearly", "Always"))
    answer = coach("plugins", "--store", store)
    assert answer.code == 0
    assert "        stale: another version is installed" in answer.lines
    (stale,) = document("--store", store)["in_force"]
    assert (stale["pin"], stale["stale"]) == (before["pin"], True)
    put = coach("plugins", "--store", store, "--install")
    assert (put.code, put.err) == (0, "")
    assert "1 definition put in force" in put.lines
    assert f"        before: {before['pin']}" in put.lines
    (now,) = document("--store", store)["in_force"]
    assert (now["pin"], now["stale"]) == (stale["installed"], False)
    again = document("--store", store, "--install")
    assert again["installed"] == []
    assert coach("plugins", "--store", store, "--install").lines[-2].endswith("nothing to do.")


def test_the_document_says_what_was_put_in_force(store: str, site: Site) -> None:
    (before,) = document("--store", store)["in_force"]
    site.put("2.0", rubric=RUBRIC.replace("Clearly", "Always"))
    told = document("--store", store, "--install")
    (now,) = told["in_force"]
    assert told["installed"] == [
        {"kind": "rubric", "id": "oakfield/questioning", "before": before["pin"], "now": now["pin"]}
    ]


def test_of_what_is_not_installed_any_more_the_old_scores_are_shown_as_they_were(
    store: str, site: Site
) -> None:
    before = coach("show", "--store", store, "--relationship", "amara-ben")
    site.clear()
    assert coach("show", "--store", store, "--relationship", "amara-ben").out == before.out
    assert "  Wait time          1: Clearly" in before.lines
    answer = coach("plugins", "--store", store)
    assert "        stale: not installed any more" in answer.lines
    assert not any("put the installed" in line for line in answer.lines)
    (one,) = document("--store", store)["in_force"]
    assert (one["stale"], one["installed"]) == (True, None)


def test_where_something_is_wrong_nothing_is_put_in_force(store: str, site: Site) -> None:
    before = document("--store", store)["in_force"]
    site.put("2.0", rubric=RUBRIC.replace("Clearly", "Always"), rule=RULE.replace("days: 10", "days: ten"))
    answer = coach("plugins", "--store", store, "--install")
    assert (answer.code, answer.out) == (1, "")
    site.put("1.0", rubric=RUBRIC)
    assert document("--store", store)["in_force"] == before


@pytest.mark.parametrize(
    "arguments", [("--install",), ("--store", "sqlite:///absent.db"), ("--definitions", "absent")], ids=str
)
def test_misuse_ends_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = coach("plugins", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert list(tmp_path.iterdir()) == []
