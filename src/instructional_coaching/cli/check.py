"""`coaching check`: what files say, or everything that is wrong with them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.text import Text

from instructional_coaching.cli.option import DEFINITIONS, PLACE, known_definitions
from instructional_coaching.cli.reply import PROBLEMS, Command, Reply, answered, many
from instructional_coaching.cli.screen import text, words
from instructional_coaching.domain.definition import Definition
from instructional_coaching.journal.checking import Checked, check_files
from instructional_coaching.journal.importing import ImportReport
from instructional_coaching.journal.scenario import Scenario
from instructional_coaching.journal.sort import TABLES, YAML, Sort, files_below


@click.command("check", cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=PLACE)
@DEFINITIONS
@answered
def check_command(reply: Reply, paths: tuple[Path, ...], definitions: tuple[Path, ...]) -> None:
    """Check definitions, scenarios, journals and tables; nothing is kept.

    Each PATH is a file, or a folder of which every .yaml, .yml and .csv is checked. What a file is follows
    from what is in it. Definitions are checked together, so that they may name each other; those that are
    installed are known too. A scenario is checked by its form; `coaching test` runs it.

    Journals and tables are imported, as a trial, into an empty store that is thrown away, staff lists first.
    What a store of yours already has in it is not looked at.
    """
    known = known_definitions(definitions)
    files, empty = files_below(paths, (*YAML, *TABLES))
    reply.problems(empty)
    checked = check_files(files, known)
    for one in checked:
        reply.say(*_lines(one))
        reply.problems(one.problems)
        reply.not_checked(str(one.path), one.not_checked)
        reply.tell(*left_out(one))
    reply.put(files=[_plain(one) for one in checked])
    if checked:
        reply.say(text(_summary(checked), bold=True))
    if any(one.because for one in checked):
        reply.code = PROBLEMS


def _lines(one: Checked) -> Iterator[Text]:
    if one.said is None:
        return
    yield text(str(one.path), bold=True)
    if isinstance(one.said, Definition):
        yield text(f"  {words(one.said.KIND)}: {one.said.title}")
        yield text(f"  {one.said.pin}")
    elif isinstance(one.said, Scenario):
        yield text(f"  scenario: {one.said.title}")
        steps, questions = many(len(one.said.journal), "step"), many(len(one.said.expect), "question")
        yield text(f"  {steps}, {questions}; not run")
    else:
        yield text(f"  {_import(one, one.said)}")


def _import(one: Checked, report: ImportReport) -> str:
    if one.sort is Sort.JOURNAL:
        said = f"journal: {many(report.lines, 'entry', 'entries')}"
    else:
        said = f"table: {many(report.lines, 'line')}"
    return f"{said}, {report.unconfirmed} of them unconfirmed" if report.unconfirmed else said


def left_out(one: Checked) -> Iterator[str]:
    """Yield what of a file was not checked, and why, if anything."""
    if one.because:
        yield f"{one.path}: not checked, because of {one.because}"
    elif one.not_checked:
        lines = [str(place) for place in one.not_checked if isinstance(place, int)]
        paths = [place for place in one.not_checked if isinstance(place, str)]
        told = [*([f"{'line' if len(lines) == 1 else 'lines'} {', '.join(lines)}"] if lines else []), *paths]
        yield f"{one.path}: not checked, because what it depends on has problems: {', '.join(told)}"


def _summary(checked: Sequence[Checked]) -> str:
    problems = sum(len(one.problems) for one in checked)
    wrong = sum(1 for one in checked if one.problems)
    left_out = sum(1 for one in checked if not one.problems and one.said is None)
    said = [f"{many(len(checked), 'file')} checked"]
    if problems:
        said.append(f"{many(problems, 'problem')} in {many(wrong, 'file')}")
    if left_out:
        said.append(f"{left_out} not checked")
    return ": ".join((said[0], ", ".join(said[1:]) or "no problems"))


def _plain(one: Checked) -> dict[str, object]:
    """Return what came of a file, with nothing in it that somebody wrote but titles."""
    plain: dict[str, object] = {
        "path": str(one.path),
        "sort": one.sort,
        "holds": one.said is not None,
        "problems": len(one.problems),
        "because": str(one.because) if one.because else None,
    }
    if isinstance(one.said, Definition):
        plain |= {"kind": one.said.KIND, "id": one.said.id, "title": one.said.title, "pin": one.said.pin}
    elif isinstance(one.said, Scenario):
        steps, questions = len(one.said.journal), len(one.said.expect)
        plain |= {"title": one.said.title, "steps": steps, "questions": questions}
    elif one.said:
        plain |= {
            "lines": one.said.lines,
            "verbs": dict(one.said.verbs),
            "unconfirmed": one.said.unconfirmed,
        }
    return plain
