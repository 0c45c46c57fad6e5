"""The README's example, as it stands there."""

import re
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"


def example() -> str:
    """Return the code of the README's first Python block."""
    found = re.search(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert found
    return found.group(1)
