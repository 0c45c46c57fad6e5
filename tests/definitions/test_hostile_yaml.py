"""No text makes the reader raise, run long, take much memory or do anything but read."""

import io
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import pytest
import yaml

from instructional_coaching.definitions import yaml_event
from instructional_coaching.definitions.strict_yaml import Limits, Tree, read_entries, read_yaml
from tests.definitions.yaml_mutation import mutations

pytestmark = pytest.mark.long

SEED = 20_260_907
DEEP = 100_000

MERGE_BOMB = "a0: &a0 {k: v}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 18)
)
LAUGHS = "a0: &a0 [lol, lol]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20)
)
TAG = "a: !!python/object/apply:os.system ['echo hacked > hacked.txt']\n"
HOSTILE = {
    "merge bomb": (MERGE_BOMB[:800], "syntax"),
    "billion laughs": (LAUGHS, "syntax"),
    "brackets": ("[" * DEEP, "too-deep"),
    "dashes": ("- " * DEEP, "too-deep"),
    "braces": ("{a: " * DEEP, "too-deep"),
    "key marks": ("? " * DEEP, "too-deep"),
    "lines": ("".join(f"{' ' * n}a:\n" for n in range(600)), "too-deep"),
    "tag": (TAG, "syntax"),
    "size": ("a: " + "b" * 300_000, "too-long"),
    "values": ("[" + "a," * 130_000 + "]", "too-many"),
    "errors": ("a: b: c\n" * 32_000, "syntax"),
    "quotes": ("a: '\n" * 50_000, "syntax"),
    "duplicates": ("a: 1\n" * 19_000, "syntax"),
    "controls": ("\x07" * 200_000, "syntax"),
}

READ = """
    import resource, sys
    from instructional_coaching.definitions import yaml_event
    from instructional_coaching.definitions.strict_yaml import Limits, read_yaml
    import yaml
    yaml_event.PARSER = getattr(yaml, sys.argv[1])
    text = sys.stdin.buffer.read()
    with open("/proc/self/statm") as file:
        taken = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + 64_000_000, taken + 64_000_000))
    tree = read_yaml(text, "x.yaml", Limits(size=int(sys.argv[2])))
    print(*{one.code for one in tree.problems})
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a process is bound in its memory as Linux does it")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_refused_within_64_mb(name: str, parser: type, tmp_path: Path) -> None:
    """In a process of its own, which would be killed if it took more memory, or ten seconds."""
    text, code = HOSTILE[name]
    size = str(262_144 if code == "too-long" else 1_000_000)
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(READ), parser.__name__, size],
        input=text.encode(),
        capture_output=True,
        timeout=10,
        cwd=tmp_path,
        check=False,
    )
    assert done.stderr == b""
    assert code in done.stdout.decode().split()
    assert list(tmp_path.iterdir()) == []


def check(tree: Tree) -> None:
    assert type(tree) is Tree
    for one in tree.problems:
        assert one.line >= 1
        assert one.column >= 1
        assert one.hint
    assert tree.place("$") >= (1, 1)


def test_twenty_thousand_damaged_texts_are_all_answered() -> None:
    """Whatever is in a text, there is a tree, and each of its problems has a place."""
    for number, text in enumerate(mutations(SEED, 20_000)):
        try:
            check(read_yaml(text, "x.yaml"))
        except Exception:  # noqa: BLE001 - whatever it is, the text is to be told
            pytest.fail(f"seed {SEED}, text {number}: {text!r}")


def test_damaged_texts_are_answered_without_libyaml_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser that is written in Python is slower, so that these are fewer."""
    monkeypatch.setattr(yaml_event, "PARSER", yaml.SafeLoader)
    for number, text in enumerate(mutations(SEED + 1, 400)):
        try:
            check(read_yaml(text, "x.yaml"))
        except Exception:  # noqa: BLE001 - whatever it is, the text is to be told
            pytest.fail(f"seed {SEED + 1}, text {number}: {text!r}")


@pytest.mark.parametrize("key", ["journal", "stages"])
def test_damaged_files_are_answered_as_streams(key: str) -> None:
    """Head, entries and tail are trees, whatever the file."""
    for number, text in enumerate(mutations(SEED + 2, 2_000)):
        raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        try:
            entries = read_entries(io.BytesIO(raw), "x.yaml", key)
            for tree in [entries.head, *entries, entries.tail]:
                check(tree)
        except Exception:  # noqa: BLE001 - whatever it is, the text is to be told
            pytest.fail(f"seed {SEED + 2}, text {number}: {text!r}")


def test_the_two_parsers_agree_on_what_is_right() -> None:
    """A text without a problem is the same to both, with the same places."""
    agreed = 0
    for text in mutations(SEED + 3, 400):
        trees = list(_by_each_parser(text))
        if not any(tree.problems for tree in trees):
            agreed += 1
            assert trees[0].plain == trees[-1].plain
    assert agreed > 20


def _by_each_parser(text: str | bytes) -> Iterator[Tree]:
    for parser in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(yaml_event, "PARSER", parser)
            yield read_yaml(text, "x.yaml")


def test_limits_are_bounds_on_memory_of_a_stream_too() -> None:
    """An entry without end is not held: reading stops soon after its limit."""

    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return b"journal:\n- '" if self.given == size else b"x" * size

    stream = Endless()
    entries = read_entries(cast("BinaryIO", stream), "x.yaml", "journal", Limits(size=10_000))
    assert list(entries) == []
    assert [one.code for one in entries.tail.problems] == ["too-long"]
    assert stream.given < 200_000
