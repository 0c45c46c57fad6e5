"""P12: what `import instructional_coaching` adds to the start of a process, as a share of a bare start."""

import subprocess
import sys
from functools import partial

from benchmarks.row import Row, interleaved


def measure() -> Row:
    imported, bare = interleaved(
        partial(start, "import instructional_coaching"), partial(start, "pass"), rounds=30
    )
    return Row(name="P12 import, over a bare start", ours=imported - bare, theirs=bare, goal=0.25)


def start(statement: str) -> None:
    subprocess.run([sys.executable, "-c", statement], check=True)
