"""Each coach's minutes by stance."""

from datetime import date

from instructional_coaching.analysis.stance_profile import stance_profile_by_coach
from instructional_coaching.cli.screen import plain, table
from instructional_coaching.cli.section import Section
from instructional_coaching.domain.session import Session
from instructional_coaching.domain.stance import Stance
from instructional_coaching.workspace.unit import UnitOfWork


def stances(unit: UnitOfWork, as_of: date) -> Section:
    """Return each coach's minutes by stance, with those for which none is recorded beside them."""
    profiles = stance_profile_by_coach(unit.find(Session, until=as_of))
    columns = ("coach", "held", *(plain(stance) for stance in Stance), "not recorded", "without minutes")
    rows = [
        (
            coach,
            len(one.sessions),
            *(one.minutes(stance) for stance in Stance),
            one.unrecorded,
            one.untimed,
        )
        for coach, one in profiles.items()
    ]
    if not any(one.untimed for one in profiles.values()):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    told = [
        {
            "coach": coach,
            "held": len(one.sessions),
            "minutes": {stance.value: one.minutes(stance) for stance in Stance},
            "unrecorded": one.unrecorded,
            "untimed": one.untimed,
        }
        for coach, one in profiles.items()
    ]
    heading = f"Stance by minutes of each coach's sessions, to {as_of}"
    parts = (table(columns, rows, right=frozenset(columns[1:])),) if rows else ()
    return Section(heading, parts, {"stances": told}, "no session held with content")
