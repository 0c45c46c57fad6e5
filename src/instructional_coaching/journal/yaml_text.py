"""Plain values as YAML on one line, in the strict dialect that the library reads, and that others read alike.

A text stands without quotation marks only where nobody could take it for anything else.
"""

import re
from collections.abc import Mapping
from typing import Any, cast

_BARE = re.compile(r"[A-Za-z][A-Za-z0-9_./@+=~-]*|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""What some reader of YAML takes for nothing or for a truth value, in capitals or not."""
# Quotation mark, backslash, controls, what ends a line in some reader's eyes, and what is no character.
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def flow(plain: object) -> str:
    """Return a plain value as YAML on one line.

    Args:
        plain: A text, a whole number, a truth value, None, or a list or dict of such. An exact number is
            given as text, which keeps its digits.
    """
    if isinstance(plain, dict):
        pairs = cast("Mapping[str, object]", plain).items()
        return "{" + ", ".join(f"{flow(name)}: {flow(one)}" for name, one in pairs) + "}"
    if isinstance(plain, list):
        return "[" + ", ".join(flow(one) for one in cast("list[object]", plain)) + "]"
    if isinstance(plain, str):
        return plain if _BARE.fullmatch(plain) and plain.lower() not in _WORDS else quoted(plain)
    if plain is None:
        return "null"
    return str(plain).lower() if isinstance(plain, bool) else str(plain)


def quoted(text: str) -> str:
    """Return a text in double quotation marks."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return _SHORT.get(character) or f"\\u{ord(character):04X}"


def without_nothing(plain: Any) -> Any:
    """Return a plain value without the fields that hold nothing."""
    if isinstance(plain, dict):
        pairs = cast("Mapping[str, Any]", plain).items()
        return {name: without_nothing(one) for name, one in pairs if one is not None}
    return [without_nothing(one) for one in cast("list[object]", plain)] if isinstance(plain, list) else plain
