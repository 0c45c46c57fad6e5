"""Run by another Python, in which wheels are installed: score a session by a rubric, or read it back.

It prints one line of JSON: which plugins there are, which definitions nobody brings any more, and the sheet.
"""

import json
import sys
from datetime import UTC, date, datetime

import instructional_coaching as ic
from instructional_coaching.domain.rubric import Rubric
from instructional_coaching.domain.score_sheet import ScoreSheet
from instructional_coaching.workspace.workspace import Workspace

DAY = "2025-12-15"


def score(workspace: Workspace) -> None:
    """Let Amara score a session of Ben's."""
    with workspace.unit(ic.Actor("office", steward=True)) as unit:
        for person in ("amara", "ben"):
            unit.perform("person.join", id=person, when=DAY)
    with workspace.unit(ic.Actor("amara")) as unit:
        unit.perform("relationship.begin", id="r1", coach="amara", coachee="ben", when=DAY)
        unit.perform("session.log", id="s1", relationship="r1", kind="observation", when=DAY)
        unit.perform(
            "score_sheet.fill_in",
            id="sheet",
            relationship="r1",
            rubric="oakfield/questioning",
            session="s1",
            scores=[{"criterion": "wait", "rank": 0}, {"criterion": "probe", "rank": 2}],
            when=DAY,
        )


def told(workspace: Workspace) -> dict[str, object]:
    """Return the sheet as Ben reads it, with the words of its rubric."""
    unit = workspace.unit(ic.Actor("ben"))
    sheet = unit.get(ScoreSheet, "sheet")
    rubric = unit.definition(Rubric, sheet.rubric)
    lines = []
    for one in sheet.scores:
        criterion, level = rubric.criterion(one.criterion), rubric.level(one.rank or 0)
        assert criterion is not None
        assert level is not None
        lines.append([criterion.title, level.title])
    return {
        "plugins": {one.distribution: one.version for one in workspace.plugins},
        "gone": [one.id for one in workspace.stale() if one.brought is None],
        "rubric": rubric.title,
        "scores": lines,
    }


if __name__ == "__main__":
    doing, place = sys.argv[1:]
    noon = datetime.combine(date.fromisoformat(DAY), datetime.min.time(), UTC).replace(hour=12)
    with ic.open_workspace(f"sqlite:///{place}", clock=lambda: noon) as opened:
        if doing == "score":
            score(opened)
        json.dump(told(opened), sys.stdout)
