"""P12: what `import instructional_coaching` adds to the start of a process, as a share of a bare start.

Processes start as they do where packages are installed: every module has been compiled, ours and theirs.
"""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

from benchmarks.row import Row, interleaved

COMPILED = Path(__file__).parents[1] / "build" / "compiled"
"""Where what the processes import is kept compiled, whatever the environment says of that."""


def measure() -> Row:
    imported, bare = interleaved(
        partial(start, "import instructional_coaching"), partial(start, "pass"), rounds=30
    )
    return Row(name="P12 import, over a bare start", ours=imported - bare, theirs=bare, goal=0.25)


def start(statement: str) -> None:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(COMPILED), "PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run([sys.executable, "-c", statement], check=True, env=environment)
