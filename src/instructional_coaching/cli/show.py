"""`coaching show`: goals, stances, times without contact, and one relationship, as one person sees them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime

import click
from rich.console import RenderableType

from instructional_coaching.access.actor import Actor
from instructional_coaching.cli.contact import contacts
from instructional_coaching.cli.cycle import cycles, practice
from instructional_coaching.cli.definition import definition_parts, definition_plain, definitions, on_calendar
from instructional_coaching.cli.goal import goals
from instructional_coaching.cli.option import SCHOOL, STORE, identifier, open_existing
from instructional_coaching.cli.profile import coaching_time, features, practice_profile
from instructional_coaching.cli.reply import Command, Reply, answered
from instructional_coaching.cli.score import scores
from instructional_coaching.cli.screen import heading, text
from instructional_coaching.cli.section import Section
from instructional_coaching.cli.stance import stances
from instructional_coaching.cli.timeline import timeline
from instructional_coaching.domain.cadence_rule import CadenceRule
from instructional_coaching.domain.calendar import Calendar
from instructional_coaching.workspace.unit import UnitOfWork

_OF_RELATIONSHIP: Mapping[str, Callable[[UnitOfWork, str, date], Section]] = {
    "features": features,
    "coaching-time": coaching_time,
    "cycles": cycles,
    "practice": practice,
    "practice-profile": practice_profile,
    "scores": scores,
}
_OF_ALL: Mapping[str, Callable[[UnitOfWork, date], Section]] = {"stances": stances, "contacts": contacts}
SECTIONS = ("timeline", *_OF_RELATIONSHIP, "goals", *_OF_ALL)
"""What can be shown, in the order in which it is."""


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
    help="Id of a relationship, to see its timeline, features, coaching time, cycles, practice and scores.",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="The first day of the timeline; the beginning if not given.",
)
@click.option(
    "--section",
    "chosen",
    multiple=True,
    type=click.Choice(SECTIONS),
    metavar="SECTION",
    help=f"Show only this section. Repeatable. One of {', '.join(SECTIONS)}.",
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
    since: datetime | None,
    chosen: tuple[str, ...],
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
        day = as_of.date() if as_of else workspace.now().date()
        if definition is not None:
            found = definitions(workspace, unit, definition)
            calendar = next(unit.find(Calendar), None)
            for n, version in enumerate(found):
                reply.say(*([text("")] if n else []), *definition_parts(version))
                if isinstance(version, CadenceRule) and calendar is not None:
                    reply.say(*on_calendar(version, calendar, day))
            reply.put(definitions=[definition_plain(one) for one in found])
            return
        first = since.date() if since else None
        shown = list(sections(unit, day, relationship, first, chosen))
        printed = list(_printed(unit, shown))
    reply.say(*printed)
    reply.put(**{"as": person, "as_of": day.isoformat(), "relationship": relationship})
    for one in shown:
        reply.put(**one.plain)


def parts(unit: UnitOfWork, as_of: date, relationship: str | None) -> Iterator[RenderableType]:
    """Yield what is to be printed, section by section; see `sections`."""
    yield from _printed(unit, sections(unit, as_of, relationship))


def sections(
    unit: UnitOfWork,
    as_of: date,
    relationship: str | None,
    since: date | None = None,
    chosen: Iterable[str] = (),
) -> Iterator[Section]:
    """Yield what is to be shown, section by section.

    Args:
        unit: A unit of the person who asks.
        as_of: The last day to look at.
        relationship: A relationship whose timeline is asked for, if any.
        since: The first day of the timeline; the beginning if None.
        chosen: The sections to show; all if there is none.

    Raises:
        NotFound: there is no such relationship, or this person may not know of it.
    """
    wanted = frozenset(chosen) or frozenset(SECTIONS)
    if relationship is not None:
        if "timeline" in wanted:
            yield timeline(unit, relationship, as_of, since)
        for name, section in _OF_RELATIONSHIP.items():
            if name in wanted:
                yield section(unit, relationship, as_of)
    if "goals" in wanted:
        yield goals(unit, as_of, relationship)
    for name, general in _OF_ALL.items():
        if name in wanted:
            yield general(unit, as_of)


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
