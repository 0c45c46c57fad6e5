"""The strict YAML reader: what values it takes, where it says they stand, and what it refuses."""

import json
import re
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.definitions.strict_yaml import Limits, Tree, read_yaml
from tests.definitions.yaml_planting import KINDS, plant, without
from tests.definitions.yaml_writing import Writer

PRIVATE = "zq private"


def problems(tree: Tree) -> list[str]:
    """Return the problems of a tree as line, column, message and code."""
    assert all(one.source == "x.yaml" and one.hint for one in tree.problems)
    return [f"{one.line}:{one.column} {one.message} ({one.code})" for one in tree.problems]


def read(text: str | bytes, limits: Limits = Limits()) -> Tree:  # noqa: B008 - it is frozen
    return read_yaml(text, "x.yaml", limits)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-0", 0),
        ("12", 12),
        ("-450", -450),
        ("999999999999999999", 999999999999999999),
        ("1.50", Decimal("1.50")),
        ("-0.25", Decimal("-0.25")),
        ("9999999999.99999999", Decimal("9999999999.99999999")),
        *((text, text) for text in ("no", "No", "on", "off", "yes", "y", "True", "FALSE", "Null", "NULL")),
        *((text, text) for text in ("012", "0x1f", "0o7", "0b1", "1_000", "1e3", "1.5e3", "+1", "1.", ".5")),
        *((text, text) for text in (".inf", "-.inf", ".nan", "12:30", "190:20:30", "2026-09-14")),
        *((text, text) for text in ("2026-09-14 10:00:00", "1.2.3", "=", "<<", "\u0661\u0662", "1 2", "-1-")),
        ('"12"', "12"),
        ("'true'", "true"),
        ('""', ""),
        ("'~'", "~"),
        (r'"a\tb\nc\u00e9"', "a\tb\ncé"),
        ("[1, two, {three: 3}]", [1, "two", {"three": 3}]),
        ("{}", {}),
        ("[]", []),
    ],
)
def test_a_plain_scalar_is_a_word_a_decimal_number_or_text(written: str, value: object) -> None:
    """Only true, false, nothing and decimal numbers are more than text; what is quoted is text."""
    tree = read(
        f"- {written}\n- {{a: {written}}}\n" if written[:1] not in "[{-" else f"- {written}\n- {{a: 1}}\n"
    )
    assert not tree.problems
    assert isinstance(tree.plain, list)
    assert (type(tree.plain[0]), str(tree.plain[0])) == (type(value), str(value))


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", "3:1 key 'a' is there twice (syntax)"),
        ("{a: 1, 'a': 2}", "1:8 key 'a' is there twice (syntax)"),
        ("a: &x 1\n", "1:4 has an anchor (&) (syntax)"),
        ("a: *x\n", "1:4 has an alias (*) (syntax)"),
        ("*x : 1\n", "1:1 has an alias (*) (syntax)"),
        ("a: {<<: {b: 1}}\n", "1:5 has a merge key (<<) (syntax)"),
        ("a: !!str 1\n", "1:4 has a tag (!) (syntax)"),
        ("a: !thing {b: 1}\n", "1:4 has a tag (!) (syntax)"),
        ("a: ! b\n", "1:4 has a tag (!) (syntax)"),
        ("!!str a: b\n", "1:1 has a tag (!) (syntax)"),
        ("a: !!python/object/apply:os.system [ls]\n", "1:4 has a tag (!) (syntax)"),
        ("1: a\n", "1:1 key '1' is not text (syntax)"),
        ("true: a\n", "1:1 key 'true' is not text (syntax)"),
        ("~: a\n", "1:1 key '~' is not text (syntax)"),
        ("?\n: a\n", "1:2 has an empty key (syntax)"),
        ("{[b]: a}\n", "1:2 has a list or a mapping as a key (syntax)"),
        ('"a\\0b": 1\n', "1:1 has a key with a control character (syntax)"),
        ('a: "b\\0"\n', "1:4 has a control character (syntax)"),
        ("a: 1234567890123456789\n", "1:4 has more than 18 digits (syntax)"),
        ("a: 12345678901.12345678\n", "1:4 has more than 18 digits (syntax)"),
        ("a: 1\n---\nb: 2\n", "2:1 has a second document (---) (syntax)"),
        ("%YAML 1.1\n---\na: 1\n", "1:1 has a directive (%) (syntax)"),
        ("%TAG ! tag:x,2026:\n---\na: 1\n", "1:1 has a directive (%) (syntax)"),
        ("a: 1\nb: é\x07\n", "2:5 has a control character, U+0007 (syntax)"),
        ("a: \x00\n", "1:4 has a control character, U+0000 (syntax)"),
        ("a: \u2028b\n", "1:4 has a line separator, U+2028 (syntax)"),
        ("a: \ud800\n", "1:4 has a control character, U+D800 (syntax)"),
        ("a: 1\n\ufeffb: 2\n", "2:1 has a byte order mark (U+FEFF) within it (syntax)"),
        ("", "1:1 is empty (syntax)"),
        ("# only a comment\n", "1:1 is empty (syntax)"),
        ("---\n", "1:1 is empty (syntax)"),
    ],
)
def test_what_definitions_do_not_need_is_refused(text: str, expected: str) -> None:
    """Each is a problem with its place, and with what to do about it."""
    assert problems(read(text)) == [expected]


@pytest.mark.usefixtures("parser")
def test_what_is_refused_is_left_out_and_the_rest_is_there() -> None:
    """The mapping or list it stood in is marked, so that nothing is said to be missing there."""
    tree = read("a: {x: !!str 1, y: 2}\nb: [1, *c, 3]\nd: &e {f: 1}\n")
    assert tree.plain == {"a": {"y": 2}, "b": [1, 3], "d": {"f": 1}}
    assert [path for path in ("$", "$.a", "$.b", "$.d") if tree.is_incomplete(path)] == ["$.a", "$.b"]
    assert tree.place("$.b[1]") == (2, 12)
    assert [one.path for one in tree.problems] == ["$.a.x", "$.b[1]", "$.d"]


@pytest.mark.usefixtures("parser")
def test_of_a_key_given_twice_the_first_stands() -> None:
    """Neither the mapping nor what the first key holds counts as complete then."""
    tree = read("a:\n  - 1\nb: 2\na:\n  - 3\n")
    assert tree.plain == {"a": [1], "b": 2}
    assert tree.is_incomplete("$")
    assert tree.is_incomplete("$.a")
    assert tree.problems[0].hint == "keep this one or that in line 1"


@pytest.mark.parametrize("text", [b"\xff\xfea\x00:\x00", "a: é\n".encode("utf-16"), b"\xfe\xff\x00a"])
def test_utf_16_is_named(text: bytes) -> None:
    """One problem says what to do, rather than one for every NUL."""
    assert problems(read(text)) == ["1:1 is not UTF-8 but UTF-16 (syntax)"]


@pytest.mark.usefixtures("parser")
def test_what_is_not_utf_8_is_told_with_every_other_problem() -> None:
    """A file in another encoding is read on, so that its other problems are known too."""
    tree = read("a: é\nb: für\nc: 1\nc: 2\n".encode("latin-1"))
    assert problems(tree) == [
        "1:4 a character is not UTF-8 (syntax)",
        "2:5 a character is not UTF-8 (syntax)",
        "4:1 key 'c' is there twice (syntax)",
    ]


def test_bytes_that_are_no_text_are_one_problem() -> None:
    """A picture is not answered with a list of its bytes."""
    assert problems(read(bytes(range(256)) * 10)) == ["1:1 does not look like a text (syntax)"]
    assert problems(read("a: 1\n".encode("utf-16-le") * 10)) == ["1:2 does not look like a text (syntax)"]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("as_bytes", [False, True])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_places_are_those_of_an_editor(as_bytes: bool, end: str, mark: str) -> None:
    """Columns count characters, lines end in any of three ways, and a mark at the beginning is no column."""
    text = mark + end.join(["é: ü", "# 𝄞", "ß𝄞: {ä: [ö, x]}", "t: |", "  a", "  b", "z:", "  - q: 1", ""])
    tree = read(text.encode() if as_bytes else text)
    assert not tree.problems
    assert tree.plain == {"é": "ü", "ß𝄞": {"ä": ["ö", "x"]}, "t": "a\nb\n", "z": [{"q": 1}]}
    assert tree.place("$.é") == (1, 4)
    assert tree.key_place("$.é") == (1, 1)
    assert tree.place("$.ß𝄞.ä[1]") == (3, 13)
    assert tree.key_place("$.ß𝄞.ä") == (3, 6)
    assert tree.place("$.t") == (4, 4)
    assert tree.place("$.z") == (8, 3)
    assert tree.key_place("$.z") == (7, 1)
    assert tree.key_place("$.z[0]") == tree.place("$.z[0]") == (8, 5)
    assert tree.key_place("$.z[0].q") == (8, 5)


def test_the_place_of_what_is_not_there_is_that_of_what_is_around_it() -> None:
    """A missing field is told at its mapping."""
    tree = read("stages:\n  - id: a\n    next: [b, c]\n  - id: b\n")
    assert tree.place("$.stages[1].next") == tree.key_place("$.stages[1].next") == (4, 5)
    assert tree.place("$.stages[0].next[7]") == (3, 11)
    assert tree.place("$.stages[x]") == tree.place("$.stages[-1]") == (2, 3)
    assert tree.place("$.none[0].such") == (1, 1)
    assert [tree.is_there(path) for path in ("$", "$.stages[1]", "$.stages[1].id", "$.stages[2]", "$.x")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_keys_with_points_and_brackets_have_places() -> None:
    """A path says a key as it is, after a point or in brackets."""
    tree = read('a.b: {"c[0]": [1, {d.: 2}]}\na: {b: 3}\n')
    assert tree.place("$.a.b.c[0][1].d.") == tree.place("$[a.b][c[0]][1][d.]") == (1, 24)
    assert not tree.is_there("$.a.x")
    assert tree.place("$[a].b") == (2, 8)


TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff")
)
SCALAR = (
    st.none()
    | st.booleans()
    | st.integers(-(10**18) + 1, 10**18 - 1)
    | st.decimals(-(10**9), 10**9, places=3)
    | TEXT
    | st.lists(TEXT, max_size=3).map("\n".join)
    | st.sampled_from(
        ["no", "012", "12:30", "true", "don't", "a: b", "- a", "# a", " a ", "x\n  y\n", "a 'b"]
    )
)
VALUE = st.recursive(
    SCALAR,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(VALUE, st.integers(0, 2**32))
def test_what_is_written_is_read_with_its_places(value: object, seed: int) -> None:
    """Values written in any of many ways come back, each with the place of its first character."""
    writer = Writer(Random(seed), flow=Random(seed).choice([0.0, 0.3, 1.0]))
    tree = read(writer.whole(value))
    assert problems(tree) == []
    assert tree.plain == value
    # A point in a key makes a path that may mean something else, too.
    for path, place in writer.places.items():
        if not re.search(r"[.\[\]]", re.sub(r"\[\d+\]|\.(?=\w)", "", path.removeprefix("$"))):
            assert tree.place(path) == place, path
    for path, place in writer.keys.items():
        if not re.search(r"[.\[\]]", re.sub(r"\[\d+\]|\.(?=\w)", "", path.removeprefix("$"))):
            assert tree.key_place(path) == place, path


@given(VALUE.filter(lambda value: "Decimal" not in repr(value)))
def test_json_is_read_as_it_is(value: object) -> None:
    """A JSON text of plain values means the same to this reader."""
    assert read(json.dumps(value, ensure_ascii=False)).plain == value


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("kind", KINDS)
def test_a_syntax_error_is_told_once_and_the_rest_is_read(kind: str, parser: type) -> None:
    """An error planted anywhere in a file is one problem, at its place; all that is left out is its line."""
    seen = 0
    for seed in range(150 if parser.__name__ == "CSafeLoader" else 20):
        planted = plant(kind, seed)
        if planted is None:
            continue
        seen += 1
        value, mistake = planted
        tree = read(mistake.text)
        assert [(one.line, one.column) for one in tree.problems] == [mistake.place], (kind, seed)
        assert tree.plain == without(value, mistake.gone), (kind, seed)
        around = mistake.gone[: max(mistake.gone.rfind("."), mistake.gone.rfind("["))]
        assert tree.is_incomplete(around), (kind, seed)
    assert seen >= 6


@pytest.mark.usefixtures("parser")
def test_several_syntax_errors_are_told_at_once() -> None:
    """With them, whatever else is wrong in the lines that can be read."""
    tree = read(
        "title: Coaching: a guide\n"
        "levels:\n"
        "  - {rank: 1, name: 'a}\n"
        "  - {rank: 2, name: b}\n"
        "stages:\n"
        "  - id: s1\n"
        "     name: Start\n"
        "    next: [s2, s3\n"
        "    weight: @high\n"
        "  - id: s2\n"
        "    id: s3\n"
    )
    assert problems(tree) == [
        "1:16 has a second colon in the same line (syntax)",
        "3:21 has a quote that is opened here and not closed (syntax)",
        "7:6 is indented differently from the lines around it (syntax)",
        "8:11 has a bracket that is opened here and not closed (syntax)",
        "9:13 has a text that begins with a sign of YAML (syntax)",
        "11:5 key 'id' is there twice (syntax)",
    ]
    assert tree.plain == {"levels": [{"rank": 2, "name": "b"}], "stages": [{"id": "s1"}, {"id": "s2"}]}


@pytest.mark.usefixtures("parser")
def test_after_six_syntax_errors_the_reader_gives_up() -> None:
    """What was read until then is there, and counts as incomplete."""
    tree = read("".join(f"a{n}: b: c\nd{n}: 1\n" for n in range(9)))
    assert [one.line for one in tree.problems] == [1, 3, 5, 7, 9, 11]
    assert tree.plain == {f"d{n}": 1 for n in range(5)} | {"a5": "b"}
    assert tree.is_incomplete("$")


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n\tb: 1\n\tc: 2\n\td: 3\n", "2:1 has a tab where spaces are needed"),
        ("a: - b\n", "1:4 has an item in the line of its key"),
        ("a: *bold* b\n", "1:4 has a text that begins with a sign of YAML"),
        ("a: |b\n", "1:5 has text after | or >"),
        ("%FOO\n---\na: 1\n%BAR\n", None),
        ("a: !x!y z\n", "1:4 has a text that begins with a sign of YAML"),
        ("a: {b: c: d}\n", "1:9 lacks a comma or a closing bracket"),
        ("a:\n  - b\n  c: d\n", "3:3 is indented differently from the lines around it"),
        ("a: b\n- c\n", "2:1 is indented differently from the lines around it"),
        ("a: 1\nb:2\nc: 3\n", "2:1 has a line that is neither a key nor an item"),
        ('a: "\\U99999999"\n', None),
    ],
)
def test_common_mistakes_are_told_in_our_own_words(text: str, expected: str | None) -> None:
    """Each of them is one problem, and all lines that belong to it go with it."""
    found = problems(read(text))
    assert found
    assert expected is None or found == [f"{expected} (syntax)"]


def test_no_problem_holds_a_value() -> None:
    """What somebody wrote is not repeated; a key's name is, up to 40 characters."""
    long = "k" * 60
    for text in (
        f"a: {PRIVATE}: {PRIVATE}\n",
        f"a: [{PRIVATE}\nb: '{PRIVATE}\n",
        f"a: &{PRIVATE} {PRIVATE}\n",
        f"a: !{PRIVATE}\n",
        f"{PRIVATE}\nb: 1\n",
        f'a: "{PRIVATE}\\q"\n',
        f"{long}: 1\n{long}: {PRIVATE}\n{long}: !!str x\nz: {{{long}: !!str x}}\n",
    ):
        said = "".join(map(str, read(text).problems))
        assert said
        assert PRIVATE not in said
        assert "k" * 41 not in said
        assert PRIVATE not in repr(read(text))


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "limits", "expected"),
    [
        ("é" * 11, Limits(size=21), "1:1 has more than 21 bytes (too-long)"),
        ("a: [1, 2, 3]\n", Limits(values=4), "1:11 has more than 4 values (too-many)"),
        ("a: [[1], [[2]]]\n", Limits(depth=3), "1:11 is more than 3 deep (too-deep)"),
    ],
)
def test_reading_stops_at_a_limit(text: str, limits: Limits, expected: str) -> None:
    """Nothing after it is read, and what was read counts as incomplete."""
    tree = read(text, limits)
    assert problems(tree) == [expected]
    assert tree.is_incomplete("$")


@pytest.mark.usefixtures("parser")
def test_a_text_at_its_limits_is_read() -> None:
    """A limit is what may be there, not what may not."""
    assert read("é" * 11, Limits(size=22)).plain == "é" * 11
    assert read("a: [1, 2, 3]\n", Limits(values=5)).plain == {"a": [1, 2, 3]}
    assert read("a: [[1], [2]]\n", Limits(depth=3)).plain == {"a": [[1], [2]]}
