"""P6: growth of the cost of saving one session as the history of its relationship grows from 60 to 1,000."""

from math import log
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.row import Row
from benchmarks.school import log_session, open_school

FEW, MANY, SAMPLE = 60, 1000, 60


def measure() -> Row:
    with TemporaryDirectory() as folder, open_school(Path(folder) / "school.db") as workspace:
        seconds: list[float] = []
        for number in range(MANY + SAMPLE):
            start = perf_counter()
            log_session(workspace, number)
            seconds.append(perf_counter() - start)
    early, late = median(seconds[FEW : FEW + SAMPLE]), median(seconds[MANY:])
    return Row(
        name="P6 growth of a save, 60 to 1,000: exponent",
        ours=log(late / early) / log(MANY / FEW),
        goal=0.1,
        unit="",
    )
