"""A day is a civil date in the school's own place, whatever its clocks do in that night."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain import Session
from instructional_coaching.errors import NotFound
from instructional_coaching.hooks.manager import HookManager
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace
from tests.workspace.school import OFFICE, act, taught

YEARS = range(2024, 2031)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
ZONES = (
    "Europe/London",
    "Europe/Dublin",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "America/Havana",
    "America/Santiago",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
)
needs_zones = pytest.mark.skipif(
    not set(ZONES) <= available_timezones(), reason="this machine has no time zone data"
)


def first_at(since: datetime, until: datetime, holds: Callable[[datetime], bool]) -> datetime:
    """Return the first whole second from which on something holds that doesn't hold at the beginning."""
    while until - since > SECOND:
        middle = since + timedelta(seconds=(until - since).total_seconds() // 2)
        since, until = (since, middle) if holds(middle) else (middle, until)
    return until


def transitions(zone: ZoneInfo) -> Iterator[datetime]:
    """Yield the instants from 2024 to 2030 at which the clocks of a zone are changed."""
    days = (datetime(YEARS[0], 1, 1, tzinfo=UTC) + n * DAY for n in range(365 * len(YEARS) + 1))
    for one, two in pairwise(days):
        offset = one.astimezone(zone).utcoffset()
        if two.astimezone(zone).utcoffset() != offset:
            yield first_at(one, two, lambda now, was=offset: now.astimezone(zone).utcoffset() != was)  # type: ignore[misc]


def local_date(instant: datetime, zone: ZoneInfo) -> date:
    """Return the civil date of an instant in a zone."""
    return instant.astimezone(zone).date()


def midnight_before(day: date, zone: ZoneInfo) -> datetime:
    """Return the first second of a civil date in a zone."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return first_at(noon - 2 * DAY, noon + 2 * DAY, lambda now: local_date(now, zone) >= day)


class Clock:
    """The clock of a school, which stands where it is put."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self.instant = datetime(YEARS[0], 1, 1, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant.astimezone(self._zone)


def opened(clock: Clock) -> Workspace:
    """Open a school with a calendar, of which the clock is the one given."""
    hooks = HookManager(discover=False)
    workspace = Workspace(hooks.open_store("memory://"), clock=clock.now, brought=taught, hooks=hooks)
    act(workspace, OFFICE, "calendar.draw_up", id="school")
    for year in YEARS:
        whole = {"name": str(year), "first": f"{year}-01-01", "last": f"{year}-12-31"}
        act(workspace, OFFICE, "calendar.add_term", calendar="school", **whole)
    return workspace


def begin(workspace: Workspace, starts: date) -> str:
    """Begin a relationship on a day under a rule of one contact a week."""
    id = f"from-{starts}"
    given = {"coach": "amara", "coachee": "ben", "cadence": "oakfield/weekly", "starts": starts.isoformat()}
    act(workspace, "amara", "relationship.begin", id=id, **given)
    return id


def as_the_clock_stands(unit: UnitOfWork, id: str) -> list[str]:
    """Return the status of a relationship today, from the index and from the records."""
    rows = {one.relationship: one.status.value for one in unit.caseload().rows()}
    return [rows[id], unit.caseload().explain(id).status.value]


@needs_zones
@pytest.mark.parametrize("name", ZONES)
def test_today_is_the_civil_date_on_either_side_of_every_change_of_the_clocks(name: str) -> None:
    """Just before and after it, and at the midnights around it."""
    zone = ZoneInfo(name)
    clock = Clock(zone)
    changes = list(transitions(zone))
    assert len(changes) >= 2 * len(YEARS) - 1
    with opened(clock) as workspace:
        for change in changes:
            day = local_date(change, zone)
            midnights = [midnight_before(day + n * DAY, zone) for n in range(2)]
            for instant in (change, *midnights):
                for clock.instant in (instant - SECOND, instant, instant + SECOND):
                    with workspace.unit(OFFICE) as unit:
                        assert unit.caseload().as_of == local_date(clock.instant, zone)


@needs_zones
@pytest.mark.parametrize("name", ["Europe/London", "America/Havana", "Pacific/Auckland"])
def test_a_status_changes_at_the_local_midnight_of_such_a_day(name: str) -> None:
    """Not an hour sooner or later: what starts on that day hasn't started the second before."""
    zone = ZoneInfo(name)
    clock = Clock(zone)
    changes = list(transitions(zone))
    with opened(clock) as workspace:
        ids = [begin(workspace, local_date(change, zone)) for change in changes]
        for change, id in zip(changes, ids, strict=True):
            day = local_date(change, zone)
            after = ["not_expected"] * 2 if day.weekday() == 6 else ["due"] * 2
            for clock.instant, expected in (
                (midnight_before(day, zone) - SECOND, ["not_started"] * 2),
                (midnight_before(day, zone), after),
                (change, after),
                (midnight_before(day + DAY, zone) - SECOND, after),
            ):
                with workspace.unit(OFFICE) as unit:
                    assert as_the_clock_stands(unit, id) == expected


@needs_zones
@pytest.mark.parametrize("name", ["Europe/London", "America/Havana", "Pacific/Auckland"])
def test_what_is_typed_in_such_a_night_is_known_on_the_civil_date(name: str) -> None:
    """A session is held on it by default, and nobody could have known of it the day before."""
    zone = ZoneInfo(name)
    clock = Clock(zone)
    with opened(clock) as workspace:
        pair = begin(workspace, date(YEARS[0], 1, 2))
        for change in transitions(zone):
            day = local_date(change, zone)
            ends = (midnight_before(day, zone), midnight_before(day + DAY, zone) - SECOND)
            for clock.instant in sorted({*ends, change}):
                id = f"s-{clock.instant:%Y%m%d%H%M%S}"
                held = act(workspace, "amara", "session.log", id=id, relationship=pair, kind="conversation")
                assert held.when == day
                with workspace.unit(Actor("ben")) as unit:
                    assert unit.recall(known_at=day).get(Session, id).when == day
                    with pytest.raises(NotFound):
                        unit.recall(known_at=day - DAY).get(Session, id)
