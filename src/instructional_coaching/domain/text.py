r"""Text hygiene: what a piece of text may hold before any record holds it.

Text is brought to Unicode NFC with ``\n`` line ends. NUL, lone surrogates, C0 and C1 controls (but line
feed and tab) and bidirectional controls are refused: databases refuse the first two, a terminal obeys the
third, and the last can make a line read as something it isn't (Unicode Technical Report 36).
"""

import re
import unicodedata
from decimal import Decimal

from instructional_coaching.errors import InvalidValue

_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:|@+=~-]{0,127}")
_WORD = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_DEFINITION_ID = re.compile(rf"{_WORD.pattern}/{_WORD.pattern}")
_REF = re.compile(rf"[a-z][a-z_]{{0,39}} {_IDENTIFIER.pattern}")
_PIN = re.compile(rf"{_DEFINITION_ID.pattern}@[0-9a-f]{{16}}")


def clean_text(value: object, field: str, *, most: int, least: int = 1) -> str:
    r"""Return the text in NFC with ``\n`` line ends and no space around it.

    Args:
        value: What was given.
        field: The field's name, for the error.
        most: The longest allowed, in characters after cleaning.
        least: The shortest allowed, in characters after cleaning.

    Raises:
        InvalidValue: not a text, a character that is refused, or out of bounds.
    """
    if type(value) is not str:
        raise InvalidValue(field, f"expected text, got {kind_of(value)}", "write it as text")
    text = value.replace("\r\n", "\n")
    require_no_controls(text, field)
    text = unicodedata.normalize("NFC", text).strip()
    if len(text) < least:
        raise InvalidValue(field, "is empty", "write something, or leave it out where it may be left out")
    if len(text) > most:
        raise InvalidValue(field, f"has {len(text)} characters, more than {most}", "shorten it")
    return text


def require_no_controls(text: str, field: str) -> None:
    """Refuse a text with a character that is refused everywhere.

    Raises:
        InvalidValue: naming the character and its place.
    """
    found = _REFUSED.search(text)
    if found:
        raise InvalidValue(
            field,
            f"holds a control character, U+{ord(found.group()):04X}, at position {found.start() + 1}",
            "remove it; line breaks and tabs are allowed",
        )


def clean_identifier(value: object, field: str) -> str:
    """Return an id: 1 to 128 characters, a letter or digit first, then letters, digits or ``._:|@+=~-``.

    Raises:
        InvalidValue: anything else.
    """
    if type(value) is not str:
        raise InvalidValue(field, f"expected an id, got {kind_of(value)}", "write it as text")
    if not _IDENTIFIER.fullmatch(value):
        raise InvalidValue(
            field,
            "is not an id",
            "use 1 to 128 letters, digits and ._:|@+=~- beginning with a letter or a digit",
        )
    return value


def clean_word(value: object, field: str) -> str:
    """Return a word by which a part of a definition is known: 1 to 60 small letters, digits and hyphens.

    Raises:
        InvalidValue: anything else.
    """
    return _fitting(_WORD, 60, value, field, "a word such as set-goal")


def clean_definition_id(value: object, field: str) -> str:
    """Return the id of a definition: a namespace and a name, such as ``core/impact-cycle``.

    Raises:
        InvalidValue: anything else.
    """
    return _fitting(_DEFINITION_ID, 120, value, field, "a namespace and a name, such as core/impact-cycle")


def clean_pin(value: object, field: str) -> str:
    """Return the pin of a definition: its id, ``@`` and the 16 hexadecimal digits of its content's digest.

    Raises:
        InvalidValue: anything else.
    """
    return _fitting(
        _PIN, 137, value, field, "an id with a digest, such as core/impact-cycle@0123456789abcdef"
    )


def clean_ref(value: object, field: str) -> str:
    """Return a record's kind and id as messages name it, such as ``goal g1``.

    Raises:
        InvalidValue: anything else.
    """
    return _fitting(_REF, 169, value, field, "a kind and an id, such as goal g1")


def _fitting(pattern: re.Pattern[str], most: int, value: object, field: str, wanted: str) -> str:
    if type(value) is not str:
        raise InvalidValue(field, f"expected text, got {kind_of(value)}", f"write {wanted}")
    if len(value) > most or not pattern.fullmatch(value):
        raise InvalidValue(field, f"is not {wanted}", "use small letters, digits and single hyphens")
    return value


_KINDS: dict[type, str] = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a decimal number",
    Decimal: "an exact number",
    type(None): "nothing",
    list: "a list",
    tuple: "a list",
    dict: "an object",
}


def kind_of(value: object) -> str:
    """Name what a value is, in words for a message, without the value."""
    return _KINDS.get(type(value), type(value).__name__)
