"""Run every measure, print the table and write build/bench.json: python -m benchmarks.run [p3 p12 …]."""

import json
import platform
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from benchmarks.row import Row

HERE = Path(__file__).parent
REPORT = HERE.parent / "build" / "bench.json"
LINE = "{:<46} | {:>9} | {:>9} | {:>8} | {:>8} | {:<5}"
STEPS = {
    "s": [(1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")],
    "B": [(1e9, "GB"), (1e6, "MB"), (1e3, "kB")],
}


def main(wanted: Sequence[str]) -> int:
    """Measure; the exit status tells whether every measure ran, never whether it was fast."""
    print(LINE.format("name", "ours", "theirs", "ratio", "goal", "holds"), flush=True)
    report: list[dict[str, object]] = []
    broken = 0
    for measure in sorted(HERE.glob("p*.py"), key=number):
        if wanted and measure.stem.partition("_")[0] not in wanted:
            continue
        try:
            for row in rows(f"benchmarks.{measure.stem}"):
                print(line(row), flush=True)
                report.append(entry(row))
        except ModuleNotFoundError as missing:
            print(f"{measure.stem:<46} | not run: {missing.name} is not installed", flush=True)
            report.append({"name": measure.stem, "not_run": str(missing)})
        except Exception as fault:  # noqa: BLE001 - one broken measure must not hide the others
            broken += 1
            print(f"{measure.stem:<46} | not run: {type(fault).__name__}", flush=True)
            traceback.print_exc()
            report.append({"name": measure.stem, "not_run": repr(fault)})
    whole = {
        "python": platform.python_version(),
        "system": platform.system(),
        "machine": platform.machine(),
        "rows": report,
    }
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if broken else 0


def number(measure: Path) -> tuple[int, str]:
    """P3 comes before P12."""
    return int(measure.stem.partition("_")[0][1:]), measure.stem


def rows(module: str) -> list[Row]:
    measure: Callable[[], Row | list[Row]] = import_module(module).measure
    measured = measure()
    return measured if isinstance(measured, list) else [measured]


def line(row: Row) -> str:
    return LINE.format(
        row.name,
        figure(row.ours, row.unit),
        "–" if row.theirs is None else figure(row.theirs, row.unit),
        f"{row.ratio:.3g}",
        "–" if row.goal is None else f"{'≥' if row.at_least else '≤'} {row.goal:g}",
        {True: "yes", False: "no", None: "–"}[row.holds],
    )


def figure(value: float, unit: str) -> str:
    """Three digits in the unit that suits the size."""
    for size, name in STEPS.get(unit, []):
        if abs(value) >= size:
            return f"{value / size:.3g} {name}"
    return f"{value:.3g} {unit}".strip()


def entry(row: Row) -> dict[str, object]:
    return {
        "name": row.name,
        "ours": row.ours,
        "theirs": row.theirs,
        "unit": row.unit,
        "ratio": row.ratio,
        "goal": row.goal,
        "at_least": row.at_least,
        "holds": row.holds,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
