"""`coaching show`: goals, stances, times without contact, and one relationship, as one person sees them."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

import click
from rich.console import RenderableType

from instructional_coaching.access.actor import Actor
from instructional_coaching.cli.contact import contacts
from instructional_coaching.cli.cycle import cycles, practice
from instructional_coaching.cli.definition import definition_parts, definition_plain, definitions
from instructional_coaching.cli.goal import goals
from instructional_coaching.cli.option import SCHOOL, STORE, identifier, open_existing
from instructional_coaching.cli.reply import Command, Reply, answered
from instructional_coaching.cli.score import scores
from instructional_coaching.cli.screen import heading, text
from instructional_coaching.cli.section import Section
from instructional_coaching.cli.stance import stances
from instructional_coaching.cli.timeline import timeline
from instructional_coaching.workspace.unit import UnitOfWork


@click.command("show", cls=Command)
@STORE
@SCHOOL
@click.option(
    "--as",
    "person",
    callback=identifier,
    default=None,
    help="Show what this person sees; all that is kept if not given.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="The last day to look at; today if not given.",
)
@click.option(
    "--relationship",
    callback=identifier,
    default=None,
    help="Id of a relationship, to see its timeline, cycles, practice and scores.",
)
@click.option(
    "--definition",
    metavar="ID|PIN",
    default=None,
    help="Show a rubric, a coaching model or a cadence rule instead.",
)
@answered
def show_command(
    reply: Reply,
    store: str,
    school: str,
    person: str | None,
    as_of: datetime | None,
    relationship: str | None,
    definition: str | None,
) -> None:
    """Show goals, stances and times without contact, and one relationship's timeline.

    Who can read the file can read all of it: without --as that is what is shown, but for private notes.
    Nothing is ever written, and no file made.
    """
    if definition is not None and relationship is not None:
        raise click.UsageError("give --relationship or --definition, not both")
    actor = Actor("keeper-of-the-file", steward=True) if person is None else Actor(person)
    # All of it before any of it is printed: what ends in an error shows nothing.
    with open_existing(store, school) as workspace:
        unit = workspace.unit(actor)  # and never committed
        if definition is not None:
            found = definitions(workspace, unit, definition)
            for n, version in enumerate(found):
                reply.say(*([text("")] if n else []), *definition_parts(version))
            reply.put(definitions=[definition_plain(one) for one in found])
            return
        day = as_of.date() if as_of else workspace.now().date()
        shown = list(sections(unit, day, relationship))
        printed = list(_printed(unit, shown))
    reply.say(*printed)
    reply.put(**{"as": person, "as_of": day.isoformat(), "relationship": relationship})
    for one in shown:
        reply.put(**one.plain)


def parts(unit: UnitOfWork, as_of: date, relationship: str | None) -> Iterator[RenderableType]:
    """Yield what is to be printed, section by section; see `sections`."""
    yield from _printed(unit, sections(unit, as_of, relationship))


def sections(unit: UnitOfWork, as_of: date, relationship: str | None) -> Iterator[Section]:
    """Yield what is to be shown, section by section.

    Args:
        unit: A unit of the person who asks.
        as_of: The last day to look at.
        relationship: A relationship whose timeline is asked for, if any.

    Raises:
        NotFound: there is no such relationship, or this person may not know of it.
    """
    if relationship is not None:
        yield timeline(unit, relationship, as_of)
        yield cycles(unit, relationship, as_of)
        yield practice(unit, relationship, as_of)
        yield scores(unit, relationship, as_of)
    yield goals(unit, as_of)
    yield stances(unit, as_of)
    yield contacts(unit, as_of)


def _printed(unit: UnitOfWork, shown: Iterable[Section]) -> Iterator[RenderableType]:
    who = "" if unit.actor.steward else f" that {unit.actor.id} may see"
    if who:
        yield heading(f"As {unit.actor.id} may see it")
    is_first = not who
    for one in shown:
        if one.parts or one.empty:
            if not is_first:
                yield text("")
            is_first = False
            yield heading(one.heading)
            yield from one.parts or (text(f"{one.empty}{who}"),)
