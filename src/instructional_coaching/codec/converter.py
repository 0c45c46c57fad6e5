"""The one strict converter between values of the domain and plain JSON values.

It coerces nothing: ``"false"`` is no truth value, ``1.9`` no whole number, a text no list. Leaves are checked
by their annotation, with the very checks that guard a record's construction.
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cattrs import Converter


@cache
def converter() -> "Converter":
    """Return the converter, loaded when it is first needed: what is read as it was written needs none."""
    from instructional_coaching.codec.structuring import strict_converter

    return strict_converter()
