"""`coaching test`: scenarios put to the test, with what was expected beside what was found."""

from collections.abc import Iterator
from pathlib import Path

import attrs
import click
from rich.console import RenderableType

from instructional_coaching.cli.check import left_out
from instructional_coaching.cli.option import DEFINITIONS, PLACE, known_definitions
from instructional_coaching.cli.reply import PROBLEMS, Command, Reply, answered, many
from instructional_coaching.cli.screen import columns, text
from instructional_coaching.journal.sort import YAML, files_below
from instructional_coaching.journal.suite import Tried, run_scenarios
from instructional_coaching.journal.trial import Trial


@click.command("test", cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=PLACE)
@DEFINITIONS
@answered
def trial_command(reply: Reply, paths: tuple[Path, ...], definitions: tuple[Path, ...]) -> None:
    """Run scenarios: what happened, and what is expected of it.

    Each PATH is a scenario, or a folder of which every .yaml and .yml with a journal in it is run. The
    definitions in those folders are known, as are those that are installed. Each scenario has a store of its
    own, which is thrown away.
    """
    known = known_definitions(definitions)
    files, empty = files_below(paths, YAML)
    reply.problems(empty)
    tried: list[Tried] = []
    for one in run_scenarios(files, known):
        tried.append(one)
        if one.trial:
            reply.say(*_lines(one.checked.path, one.trial))
        reply.problems(one.checked.problems)
        reply.not_checked(str(one.checked.path), one.checked.not_checked)
        reply.tell(*left_out(one.checked))
    trials = [one.trial for one in tried if one.trial]
    hold, others = sum(one.holds for one in trials), sum(1 for one in tried if one.trial is None)
    reply.put(
        scenarios=[_plain(one.checked.path, one.trial) for one in tried if one.trial],
        held=hold,
        not_tried=others,
    )
    more = f"; {many(others, 'file')} could not be tried" if others else ""
    if tried:
        reply.say(text(f"{many(len(trials), 'scenario')}, {_hold(hold)}{more}", bold=True))
    if hold < len(tried):
        reply.code = PROBLEMS


def _hold(number: int) -> str:
    return f"{number} {'holds' if number == 1 else 'hold'}"


def _lines(path: Path, trial: Trial) -> Iterator[RenderableType]:
    yield columns("holds" if trial.holds else "fails", text(trial.title, bold=not trial.holds))
    for one in trial.findings:
        if not one.holds:
            yield columns("", text(f"{path}:{one.line}:{one.column}  {one.about}"))
            yield columns("", columns("expected", one.expected))
            yield columns("", columns("found", one.found))
    if trial.not_checked:
        rest = many(trial.not_checked, "step or question", "steps and questions")
        yield columns("", f"{rest} after it not checked")


def _plain(path: Path, trial: Trial) -> dict[str, object]:
    findings = [attrs.asdict(one) for one in trial.findings]
    return {
        "path": str(path),
        "title": trial.title,
        "holds": trial.holds,
        "findings": findings,
        "not_checked": trial.not_checked,
    }
