"""A school whose staff lists come in one after the other, on days that a test chooses."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import strategies as st

import instructional_coaching as ic
from instructional_coaching import Actor, Workspace
from instructional_coaching.domain.people import Duty
from instructional_coaching.domain.weekday import SCHOOL_WEEK, Weekday
from instructional_coaching.errors import FileRefused
from instructional_coaching.journal.importing import ImportReport
from instructional_coaching.journal.staff_list import COLUMNS
from instructional_coaching.journal.staff_report import StaffReport, StaffValue, Unclear
from tests.journal.term import School, written

SEPTEMBER = date(2025, 9, 1)
MONDAY = date(2025, 11, 3)
OFFICE = Actor("office", steward=True)
LEADER = frozenset({Duty.LEADER})
NO_DUTY = frozenset[Duty]()
TO_WEDNESDAY = frozenset({Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY})
STAFF = """\
id,duties,early_career_year,working_days,when
head,leader,,,2019-09-02
amara,,,,2021-09-01
dev,,,,2021-09-01
aisha,,1,MTW--,2025-09-01
ben,,,Mon-Fri,2020-09-01
"""


@attrs.define
class Staffroom(School):
    """A school on a day."""

    folder: Path = attrs.field(kw_only=True)
    today: date = attrs.field(kw_only=True, default=SEPTEMBER)

    @property
    def workspace(self) -> Workspace:
        now = datetime.combine(self.today, time(8, 30), UTC)
        return Workspace(self.backend, clock=lambda: now)

    def brings(self, text: str, on: date | None = None) -> ImportReport:
        """Import the text of a file, on another day from then on."""
        self.today = on or self.today
        return self.take(written(self.folder, text, "staff.csv"))

    def hears(self, text: str, on: date | None = None) -> StaffReport:
        """Import a staff list, and return what it brought."""
        report = self.brings(text, on).staff
        assert report is not None
        return report

    def does(self, do: str, **arguments: Any) -> None:
        """Let the office do something."""
        with self.workspace.unit(OFFICE) as unit:
            unit.perform(do, **arguments)

    def person(self, id: str) -> ic.Person:
        with self.workspace.unit(OFFICE) as unit:
            return unit.get(ic.Person, id)

    def relationships(self) -> list[ic.Relationship]:
        with self.workspace.unit(OFFICE) as unit:
            return sorted(unit.find(ic.Relationship), key=lambda one: one.id)

    def people(self) -> list[str]:
        with self.workspace.unit(OFFICE) as unit:
            return sorted(one.id for one in unit.find(ic.Person))

    def last_entry(self, kind: type[ic.Record], id: str) -> ic.Entry:
        with self.workspace.unit(OFFICE) as unit:
            return [one.entry for one in unit.history(kind, id)][-1]


def refused(school: Staffroom, text: str, on: date | None = None) -> FileRefused:
    """Import a list that is refused, and see to it that nothing of it is in the store."""
    before = school.documents()
    with pytest.raises(FileRefused) as caught:
        school.hears(text, on)
    assert school.documents() == before
    return caught.value


def reasons(report: StaffReport) -> list[tuple[int, str, Unclear]]:
    """Return what is unclear of whom, in which line."""
    return [(one.line, one.id, one.reason) for one in report.unclear]


def sheet(rows: Iterable[Mapping[str, str]]) -> str:
    """Return a staff list with a column for everything."""
    lines = [",".join(row.get(column, "") for column in COLUMNS) for row in rows]
    return "\n".join([",".join(COLUMNS), *lines, ""])


def coached(*rows: str) -> str:
    """Return the whole list with a coach for some: ``ben amara``."""
    by_id = dict(row.split() for row in rows)
    header, *lines = STAFF.splitlines()
    return "\n".join([f"{header},coach", *(f"{one},{by_id.get(one.partition(',')[0], '')}" for one in lines)])


DUTIES: Mapping[str, StaffValue] = {"leader": LEADER, "none": NO_DUTY}
YEARS: Mapping[str, StaffValue] = {"1": 1, "2": 2, "none": None}
DAYS: Mapping[str, StaffValue] = {
    "FT": SCHOOL_WEEK,
    "Mon-Wed": TO_WEDNESDAY,
    "MTW--": TO_WEDNESDAY,
    "sa": frozenset({Weekday.SATURDAY}),
}
FIELDS: Mapping[str, Mapping[str, StaffValue]] = {
    "duties": DUTIES,
    "early_career_year": YEARS,
    "working_days": DAYS,
}
NAMES = ["ada", "ben", "cleo", "dan", "eve"]
BEFORE: Mapping[str, StaffValue] = {"duties": NO_DUTY, "early_career_year": None, "working_days": None}


@st.composite
def lists(draw: st.DrawFn) -> list[dict[str, str]]:
    """Draw the rows of a staff list, in any order, with as many empty cells as there may be."""
    cells = {column: st.sampled_from(["", *words]) for column, words in FIELDS.items()}
    names = draw(st.lists(st.sampled_from(NAMES), unique=True))
    days = st.sampled_from(["", "2020-09-01", "2025-08-25", "2025-09-01", "2025-10-06", "2025-11-03"])
    return [
        {"id": name, "when": draw(days), **{column: draw(words) for column, words in cells.items()}}
        for name in names
    ]
