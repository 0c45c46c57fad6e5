"""What is written as YAML is read as it was, by the strict reader and by others."""

from typing import Any

import pytest
import yaml
from hypothesis import given, settings, strategies as st

from instructional_coaching.definitions.strict_yaml import read_yaml
from instructional_coaching.journal.yaml_text import flow, quoted, without_nothing

# All that the domain lets into a text.
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t\"'\\:#-{}[],&*!|>%@`"))
NAMES = st.from_regex(r"\A[a-z_]{1,9}\Z")
PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@given(plain=PLAIN)
@settings(max_examples=300, deadline=None)
def test_what_is_written_is_read_as_it_was(plain: Any) -> None:
    text = f"a:\n  - {flow(plain)}\n"
    tree = read_yaml(text, "here")
    assert tree.problems == ()
    assert tree.plain == {"a": [plain]}
    assert text.count("\n") == 2, "on one line"


@given(text=TEXTS)
@settings(max_examples=300, deadline=None)
def test_others_read_the_same_text(text: str) -> None:
    assert yaml.safe_load(f"{{a: {quoted(text)}}}") == {"a": text}
    bare = flow(text)
    assert bare.startswith('"') or text[4:5] == "-" or yaml.safe_load(f"{{a: {bare}}}") == {"a": text}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("amara-ben", "amara-ben"),
        ("core/impact-cycle@0123456789abcdef", "core/impact-cycle@0123456789abcdef"),
        ("goal.propose", "goal.propose"),
        ("2025-09-10", "2025-09-10"),
        ("12.50", '"12.50"'),
        ("12", '"12"'),
        ("1e3", '"1e3"'),
        ("No", '"No"'),
        ("y", '"y"'),
        ("null", '"null"'),
        ("", '""'),
        ("a b", '"a b"'),
        ("a:b", '"a:b"'),
        ("2025-09-10T10:00:00+00:00", '"2025-09-10T10:00:00+00:00"'),
        ("\U0001f642", '"\U0001f642"'),
        ("a\u2028\u2029\ufeff\ufffe\uffff\u00a0", '"a\\u2028\\u2029\\uFEFF\\uFFFE\\uFFFF\\u00A0"'),
        ('"\\\n\t', '"\\"\\\\\\n\\t"'),
    ],
)
def test_a_text_is_bare_only_where_it_can_be_nothing_else(text: str, written: str) -> None:
    assert flow(text) == written


def test_fields_that_hold_nothing_are_left_out_all_through() -> None:
    given = {"a": None, "b": [{"c": None, "d": False}], "e": {"f": None}, "g": 0, "h": []}
    assert without_nothing(given) == {"b": [{"d": False}], "e": {}, "g": 0, "h": []}
