"""`coaching due`: who is due, and why; and who has no coach."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import cast

import attrs
import click
from rich.console import RenderableType

from instructional_coaching.access.actor import Actor
from instructional_coaching.access.projection import RelationshipActivity
from instructional_coaching.analysis.due import CadenceStanding, CadenceStatus
from instructional_coaching.cli.cadence_reason import not_counting, reason
from instructional_coaching.cli.option import SCHOOL, STORE, identifier, open_existing
from instructional_coaching.cli.reply import Command, Reply, answered, many
from instructional_coaching.cli.screen import heading, plain, table, text
from instructional_coaching.domain.cadence_rule import CadenceRule
from instructional_coaching.domain.calendar import Calendar
from instructional_coaching.domain.people import Person
from instructional_coaching.domain.relationship_status import RelationshipStatus
from instructional_coaching.workspace.caseload_row import CaseloadRow
from instructional_coaching.workspace.unit import UnitOfWork

COLUMNS = (
    "relationship",
    "coachee",
    "coach",
    "status",
    "due_on",
    "overdue_from",
    "last_contact",
    "rule",
    "window_first",
    "window_last",
    "contacts",
    "needed",
    "days_counted",
    "not_counted",
    "slipping",
    "why",
)


@attrs.frozen
class Due:
    """A line of the due list.

    Attributes:
        row: Where a relationship stands.
        standing: The same, with what decided it.
        rule: The cadence rule; None where none applies.
    """

    row: CaseloadRow
    standing: CadenceStanding
    rule: CadenceRule | None

    @property
    def why(self) -> str:
        """Why it stands there, in a sentence."""
        return reason(self.standing, self.rule)

    def plain(self) -> dict[str, object]:
        """Return it as plain values, by the names of the columns."""
        standing, window = self.standing, self.standing.window
        last = standing.last_contact
        return {
            "relationship": self.row.relationship,
            "coachee": self.row.coachee,
            "coach": self.row.lead,
            "status": standing.status.value,
            "due_on": _day(standing.due_on),
            "overdue_from": _day(standing.overdue_from),
            "last_contact": _day(last.when) if last else None,
            "rule": standing.rule,
            "window_first": _day(window.first) if window else None,
            "window_last": _day(window.last) if window else None,
            "contacts": [id_ for one in window.contacts for id_ in one.sessions] if window else [],
            "needed": window.needed if window else None,
            "days_counted": len(standing.days),
            "not_counted": list(not_counting(standing.left_out)),
            "slipping": standing.is_slipping,
            "why": self.why,
        }


@click.command("due", cls=Command)
@STORE
@SCHOOL
@click.option(
    "--as",
    "person",
    callback=identifier,
    default=None,
    help="Show what this person may know; all that is kept if not given.",
)
@click.option("--coach", callback=identifier, default=None, help="Only whom this person coaches.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day; today if not given.")
@click.option(
    "--known-at",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="As it was known at the end of this day: leave out what was typed later.",
)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice([one.value for one in CadenceStatus]),
    metavar="STATUS",
    help=f"Only these; all but ended if not given. Repeatable. One of {', '.join(CadenceStatus)}.",
)
@click.option("--no-coach", is_flag=True, help="Show who has no coach instead.")
@click.option("--csv", "as_csv", is_flag=True, help="Answer with a table in CSV.")
@answered
def due_command(
    reply: Reply,
    store: str,
    school: str,
    person: str | None,
    coach: str | None,
    as_of: datetime | None,
    known_at: datetime | None,
    statuses: tuple[str, ...],
    no_coach: bool,
    as_csv: bool,
) -> None:
    """Show who is due for coaching, and why: the rule, the window and the days that decided it.

    The most pressing come first. Nothing is ever written, and no file made.
    """
    if as_csv and (reply.as_json or no_coach):
        raise click.UsageError("give --csv alone, without --json or --no-coach")
    actor = Actor("keeper-of-the-file", steward=True) if person is None else Actor(person)
    with open_existing(store, school) as workspace:
        unit = workspace.unit(actor)  # and never committed
        day = as_of.date() if as_of else workspace.now().date()
        known = known_at.date() if known_at else None
        wanted = {CadenceStatus(one) for one in statuses or _all_but_ended(no_coach)}
        found = list(due_list(unit, day, known, coach, wanted))
        without = sorted(_without_relationship(unit)) if no_coach else []
        parts = list(_parts_without_coach(found, without, day) if no_coach else _parts(found, day))
        caution = _caution(unit, day)
    if as_csv:
        click.echo(_csv(found), nl=False)
        return
    reply.say(*parts, *([text(caution)] if caution else []))
    reply.put(caution=caution)
    reply.put(**{"as": person, "as_of": day.isoformat(), "known_at": _day(known)})
    reply.put(due=[one.plain() for one in found])
    if no_coach:
        reply.put(without_relationship=without)


def due_list(
    unit: UnitOfWork,
    as_of: date,
    known_at: date | None = None,
    coach: str | None = None,
    wanted: Iterable[CadenceStatus] = tuple(CadenceStatus),
) -> Iterator[Due]:
    """Yield the lines of the due list, the most pressing first.

    Args:
        unit: A unit of the person who asks.
        as_of: The day.
        known_at: The last day on which what counts was typed; None for all.
        coach: Only whom this person coaches.
        wanted: Only these.
    """
    view = unit.caseload(as_of, known_at)
    chosen = frozenset(wanted)
    for row in view.rows(coach):
        if row.status in chosen:
            standing = view.explain(row.relationship)
            rule = unit.definition(CadenceRule, standing.rule) if standing.rule else None
            yield Due(row, standing, rule)


def _all_but_ended(no_coach: bool) -> list[CadenceStatus]:
    if no_coach:
        return [CadenceStatus.NO_COACH]
    return [one for one in CadenceStatus if one is not CadenceStatus.ENDED]


def _parts(found: list[Due], as_of: date) -> Iterator[RenderableType]:
    yield heading(f"Who is due on {as_of:%A} {as_of}")
    if not found:
        yield text("nobody")
        return
    counts = Counter(one.standing.status for one in found)
    told = [f"{counts[one]} {plain(one)}" for one in counts]
    yield text(f"{many(len(found), 'relationship')}: {', '.join(told)}")
    yield text("")
    rows = [
        (one.row.coachee, one.row.lead, one.standing.status, one.standing.due_on, one.why) for one in found
    ]
    yield table(("coachee", "coach", "status", "due by", "why"), rows)


def _parts_without_coach(found: list[Due], without: list[str], as_of: date) -> Iterator[RenderableType]:
    yield heading(f"Who has no coach on {as_of:%A} {as_of}")
    rows: list[tuple[object, ...]] = [(one.row.coachee, one.row.relationship, one.why) for one in found]
    rows += [(one, None, "in an early-career year, and in no relationship") for one in without]
    yield table(("coachee", "relationship", "why"), rows) if rows else text("nobody")


def _caution(unit: UnitOfWork, as_of: date) -> str | None:
    """Return what is missing from the calendar, so that nothing seems to be due; None if nothing is."""
    calendar = next(unit.find(Calendar), None)
    if calendar is None:
        return "The school has no calendar, so nobody can say what is due: bring one in with its terms."
    last = max((one.days.last for one in calendar.terms), default=None)
    if last is None or last < as_of:
        ends = f"ends on {last}" if last else "has no term"
        return f"The calendar {ends}, so no later day counts: add the next term to {calendar.id}."
    return None


def _without_relationship(unit: UnitOfWork) -> Iterator[str]:
    """Yield who is in an early-career year and in no relationship that goes on, as far as it can be seen."""
    coached = {
        one.coachee for one in unit.find(RelationshipActivity) if one.status is not RelationshipStatus.ENDED
    }
    for one in unit.find(Person):
        if one.early_career_year is not None and one.left is None and one.id not in coached:
            yield one.id


def _csv(found: Iterable[Due]) -> str:
    made = io.StringIO()
    lines = csv.writer(made, lineterminator="\n")
    lines.writerow(COLUMNS)
    for one in found:
        told = one.plain()
        lines.writerow([_cell(told[name]) for name in COLUMNS])
    return made.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(map(str, cast("list[object]", value))) if isinstance(value, list) else value


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
