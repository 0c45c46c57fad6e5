"""Text as a database takes it: PostgreSQL has no NUL.

NUL becomes two characters, and so does the one after it, so that no two texts become one, and they keep their
order.
"""

_NUL, _ESCAPE = "\0", "\x01"


def escaped(text: str) -> str:
    """Return a text as it is stored."""
    if _NUL not in text and _ESCAPE not in text:
        return text
    return text.replace(_ESCAPE, "\x01\x02").replace(_NUL, "\x01\x01")


def unescaped(stored: str) -> str:
    """Return the text that was stored."""
    if _ESCAPE not in stored:
        return stored
    return stored.replace("\x01\x01", _NUL).replace("\x01\x02", _ESCAPE)
