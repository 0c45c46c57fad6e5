"""Text is brought to one form, and what a database, a terminal or a reader would trip over is refused."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.domain.text import (
    clean_definition_id,
    clean_identifier,
    clean_pin,
    clean_ref,
    clean_text,
    clean_word,
    kind_of,
)
from instructional_coaching.errors import InvalidValue
from tests.domain.school import LAW, private, refused

BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SURROGATES = [chr(point) for point in range(0xD800, 0xE000)]
CONTROLS = [
    chr(point)
    for point in range(0x110000)
    if unicodedata.category(chr(point)) == "Cc" and point not in (9, 10)
]
REFUSED = [*CONTROLS, *SURROGATES, *BIDI_CONTROLS]

harmless = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=BIDI_CONTROLS) | st.sampled_from("\n\t")
)


def cleaned(text: object) -> str:
    """Clean a text of at most 40 characters."""
    return clean_text(text, "field", most=40)


def test_the_controls_are_all_of_c0_and_c1_and_delete() -> None:
    """Sixty-five controls less line feed and tab, so the lists above are complete."""
    assert len(CONTROLS) == 32 + 32 + 1 - 2
    assert len(SURROGATES) == 2048
    assert len(set(BIDI_CONTROLS)) == 12


@pytest.mark.parametrize("place", ["{0}between", "bet{0}ween", "between{0}"])
def test_every_control_surrogate_and_bidi_control_is_refused_anywhere(place: str) -> None:
    """Each of them is refused at the beginning, in the middle and at the end, and named by its number."""
    for character in REFUSED:
        with pytest.raises(InvalidValue) as caught:
            cleaned(place.format(character))
        assert caught.value.code == "invalid-value"
        assert f"U+{ord(character):04X}" in str(caught.value)


def test_the_message_names_field_and_position_and_not_the_text() -> None:
    """The reader learns where to look; the text itself stays private."""
    with refused(InvalidValue, "invalid-value", "summary", "U+202E", "position 6", "remove it"):
        clean_text("Years\u202e" + private(""), "summary", most=80)


def test_line_breaks_and_tabs_are_kept_and_windows_line_ends_become_line_feeds() -> None:
    """Two ways to end a line give one text."""
    assert cleaned("one\r\n\ttwo\nthree") == "one\n\ttwo\nthree"


def test_a_carriage_return_alone_is_refused() -> None:
    """Alone it would let a terminal write over the line."""
    with refused(InvalidValue, "invalid-value", "U+000D"):
        cleaned("one\rtwo")


def test_canonically_equal_texts_become_one() -> None:
    """A letter with a combining accent is the same text as the accented letter."""
    assert cleaned("Rene\u0301") == cleaned("Ren\u00e9") == "Ren\u00e9"


@LAW
@given(harmless)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """What is stored is clean already: NFC, no space around it, and cleaning leaves it alone."""
    once = clean_text(text, "field", most=10_000, least=0)
    assert clean_text(once, "field", most=10_000, least=0) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()


@LAW
@given(harmless)
def test_nothing_else_is_refused(text: str) -> None:
    """Text in any script passes: only the listed characters are refused."""
    assert clean_text(f"a{text}z", "field", most=10_000)


def test_the_bounds_are_inclusive_and_count_characters_after_cleaning() -> None:
    """Space around the text and the way an accent was typed take no room."""
    assert len(cleaned("  " + "e\u0301" * 40 + "\n")) == 40
    assert cleaned("e") == "e"
    with refused(InvalidValue, "invalid-value", "field", "41", "40", "shorten it"):
        cleaned("e" * 41)


@pytest.mark.parametrize("empty", ["", " ", "\n\t\u3000"])
def test_a_text_of_nothing_but_space_is_empty(empty: str) -> None:
    """Space is no text, unless the shortest allowed is none."""
    with refused(InvalidValue, "invalid-value", "field", "empty"):
        cleaned(empty)
    assert clean_text(empty, "field", most=5, least=0) == ""


@pytest.mark.parametrize("other", [None, 7, b"text", ["text"], True])
def test_what_is_no_text_is_refused(other: object) -> None:
    """Nothing is turned into text on the quiet, neither as a text nor as an id."""
    with refused(InvalidValue, "invalid-value", "field", "expected text"):
        cleaned(other)
    with refused(InvalidValue, "invalid-value", "field", "expected an id"):
        clean_identifier(other, "field")


def test_a_subclass_of_text_is_refused() -> None:
    """Only plain text is kept; a subclass could say something else each time it is asked."""

    class Changing(str):
        __slots__ = ()

    with refused(InvalidValue, "invalid-value", "expected text"):
        cleaned(Changing("text"))
    with refused(InvalidValue, "invalid-value", "expected an id"):
        clean_identifier(Changing("text"), "field")


@LAW
@given(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:|@+=~-]{0,127}", fullmatch=True))
def test_an_id_of_letters_digits_and_a_few_signs_is_kept_as_it_is(id: str) -> None:
    """Ids of other systems, such as addresses and UUIDs, fit."""
    assert clean_identifier(id, "field") == id


@pytest.mark.parametrize(
    "wrong", ["", " a", "a b", "-a", "a\n", "../a", "a/b", "\u00e9", "a" * 129, "\u0661"]
)
def test_anything_else_is_no_id(wrong: str) -> None:
    """Space, slashes, other scripts and more than 128 characters are refused, without repeating them."""
    with refused(InvalidValue, "invalid-value", "field", "is not an id", "1 to 128"):
        clean_identifier(wrong, "field")


def test_kinds_of_values_are_named_in_words() -> None:
    """A message says what was given in a teacher's words, or by the class where there are none."""
    offered: list[object] = ["", True, 1, 1.5, None, [], (), {}, b""]
    assert [kind_of(value) for value in offered] == [
        "text",
        "true or false",
        "a whole number",
        "a decimal number",
        "nothing",
        "a list",
        "a list",
        "an object",
        "bytes",
    ]


PIN = f"core/impact-cycle@{'0a' * 8}"


@pytest.mark.parametrize(
    ("clean", "kept"),
    [
        (clean_word, ["a", "set-goal", "a1-2b", "x" * 60]),
        (clean_definition_id, ["core/impact-cycle", "a/b", f"{'x' * 60}/{'y' * 59}"]),
        (clean_pin, [PIN, f"{'x' * 60}/{'y' * 59}@{'f' * 16}"]),
        (clean_ref, ["goal g1", "practice_round P.1", f"goal {'g' * 128}"]),
    ],
)
def test_names_are_kept_as_they_are(clean: Callable[[object, str], str], kept: list[str]) -> None:
    """Up to the longest; nothing in them is changed."""
    for name in kept:
        assert clean(name, "field") == name


@pytest.mark.parametrize(
    ("clean", "wrong"),
    [
        (clean_word, ["x" * 61, "Set", "set goal", "set-", "1a", "a\n", "é"]),
        (clean_definition_id, [f"{'x' * 60}/{'y' * 60}", "core", "core/", "core/a/b", "core/impact cycle"]),
        (clean_pin, ["core/impact-cycle", PIN[:-1], f"{PIN}0", PIN.upper(), f"{PIN}\n"]),
        (clean_ref, ["goal", "goal ", "1 g1", f"goal {'g' * 129}", "goal g1 ", f"{'g' * 41} g1"]),
    ],
)
def test_names_that_are_none_are_refused(clean: Callable[[object, str], str], wrong: list[str]) -> None:
    """With what is wanted in their place, and without the text that was given."""
    for name in (*wrong, "", private("x")):
        with refused(InvalidValue, "invalid-value", "field", "is not a"):
            clean(name, "field")
    with refused(InvalidValue, "invalid-value", "field", "expected text, got a whole number"):
        clean(7, "field")
