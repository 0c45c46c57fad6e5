"""What everybody of the autumn sees of each kind of record, and what they save, in full.

The people and their parts are told of where the term is entered.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from instructional_coaching.domain import (
    Absence,
    ActionStep,
    Calendar,
    Cycle,
    DataPoint,
    Goal,
    Note,
    Person,
    PracticeRound,
    Relationship,
    ScoreSheet,
    Session,
)
from instructional_coaching.domain.transition import Record
from tests.access.autumn import SCORES
from tests.domain.defined import RUBRIC

IDS: Mapping[type[Record], str] = {
    Person: "ben",
    Calendar: "oakfield",
    Absence: "x",
    Relationship: "r",
    Goal: "g",
    ActionStep: "a",
    DataPoint: "d",
    Session: "s",
    PracticeRound: "p",
    ScoreSheet: "q",
    Cycle: "c",
    Note: "n",
}
SIGHT = {
    "on the day": """
        who     person  relationship  goal      action_step  data_point  session   note
        ben     all     all           all       all          all         all       -
        amara   -       all           all       all          all         all       all
        finn    -       activity      -         -            -           -         -
        cara    -       -             -         -            -           -         -
        dina    -       all           all       all          all         all       -
        eve     -       all           all       all          all         all       -
        fay     -       -             -         -            -           -         -
        head    all     activity      activity  -            -           activity  -
        gus     all     activity      activity  -            -           activity  -
        ivo     all     activity      activity  -            -           activity  -
        office  all     all           all       all          all         all       -
        hana    -       -             -         -            -           -         -
        zed     -       -             -         -            -           -         -
    """,
    "at the end of term": """
        who     person  relationship  goal      action_step  data_point  session   note
        ben     all     all           all       all          all         all       -
        amara   -       activity      -         -            -           all       all
        finn    -       activity      -         -            -           -         -
        cara    -       all           all       all          all         -         -
        dina    -       all           all       all          all         all       -
        eve     -       activity      -         -            -           all       -
        fay     -       activity      -         -            -           -         -
        head    all     activity      activity  -            -           activity  -
        gus     all     activity      activity  -            -           activity  -
        ivo     -       -             -         -            -           -         -
        office  all     all           all       all          all         all       -
        hana    -       -             -         -            -           -         -
        zed     -       -             -         -            -           -         -
    """,
}
SIGHT_OF_PRACTICE = {
    "on the day": """
        who     practice_round  score_sheet  cycle
        ben     all             all          all
        amara   all             all          all
        finn    -               -            -
        cara    -               -            -
        dina    all             all          all
        eve     all             all          all
        fay     -               -            -
        head    -               -            -
        gus     -               -            -
        ivo     -               -            -
        office  all             all          all
        hana    -               -            -
        zed     -               -            -
    """,
    "at the end of term": """
        who     practice_round  score_sheet  cycle
        ben     all             all          all
        amara   all             all          -
        finn    -               -            -
        cara    -               -            all
        dina    all             all          all
        eve     all             all          -
        fay     -               -            -
        head    -               -            -
        gus     -               -            -
        ivo     -               -            -
        office  all             all          all
        hana    -               -            -
        zed     -               -            -
    """,
}
SIGHT_OF_SCHOOL = {
    "on the day": """
        who     calendar  absence
        ben     all       all
        amara   all       -
        finn    all       -
        cara    all       -
        dina    all       -
        eve     all       -
        fay     all       -
        head    all       activity
        gus     all       activity
        ivo     all       activity
        office  all       all
        hana    all       -
        zed     all       -
    """,
    "at the end of term": """
        who     calendar  absence
        ben     all       all
        amara   all       -
        finn    all       -
        cara    all       -
        dina    all       -
        eve     all       -
        fay     all       -
        head    all       activity
        gus     all       activity
        ivo     all       -
        office  all       all
        hana    all       -
        zed     all       -
    """,
}

ACTS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "register": ("person.change_duties", {"person": "ben", "duties": []}),
    "arrange": ("relationship.pause", {"relationship": "r"}),
    "baseline": ("goal.record_baseline", {"goal": "g", "value": "2"}),
    "decide": ("goal.share_focus", {"goal": "g", "label": "talk"}),
    "propose": ("action_step.propose", {"id": "a9", "goal": "g", "relationship": "r", "text": "wait"}),
    "record": ("data_point.record", {"id": "d9", "goal": "g", "relationship": "r", "value": "3"}),
    "log": ("session.log", {"id": "s9", "relationship": "r", "kind": "conversation"}),
    "amend": ("session.correct", {"session": "s", "minutes": 50, "reason": "slip"}),
    "adjust": ("data_point.correct", {"data_point": "d", "goal": "g", "value": "4", "reason": "slip"}),
    "note": ("note.write", {"id": "n9", "about": "ben", "text": "ask"}),
    "feedback": (
        "practice_round.give_feedback",
        {"practice_round": "p", "relationship": "r", "text": "more"},
    ),
    "rescore": (
        "score_sheet.correct",
        {"score_sheet": "q", "rubric": RUBRIC.id, "scores": SCORES, "reason": "slip"},
    ),
    "close": ("cycle.close", {"cycle": "c", "reason": "slip"}),
    "working": ("person.change_working_days", {"person": "ben", "working_days": ["monday"]}),
    "early": ("person.change_early_career_year", {"person": "ben", "early_career_year": 1}),
    "draw_up": ("calendar.draw_up", {"id": "another"}),
    "term": (
        "calendar.add_term",
        {"calendar": "oakfield", "name": "Spring", "first": "2026-01-05", "last": "2026-04-02"},
    ),
    "inset": ("calendar.mark", {"calendar": "oakfield", "first": "2025-11-03", "kind": "staff_day"}),
    "away": ("absence.note", {"id": "x9", "person": "ben", "kind": "training"}),
    "back": ("absence.come_back", {"absence": "x", "last": "2025-10-14"}),
    "redate": ("absence.correct", {"absence": "x", "last": "2025-10-15", "reason": "slip"}),
    "unsay": ("absence.void", {"absence": "x", "reason": "slip"}),
    "renote": ("note.correct", {"note": "n", "text": "ask soon", "reason": "slip"}),
}
CODES = {
    "ok": "ok",
    "-": "not-found",
    "denied": "access-denied",
    "author": "not-an-author",
    "coach": "not-a-coach",
    "its": "not-its-author",
    "coachee": "not-the-coachee",
    "one": "invalid-value",
}
SAVING = {
    "on the day": """
        who     register  arrange  baseline  decide   propose  record  log     amend   adjust  note  renote
        ben     denied    ok       ok        ok       ok       ok      ok      its     its     ok    -
        amara   -         ok       ok        coachee  ok       ok      ok      ok      ok      ok    ok
        finn    -         denied   -         -        -        -       author  -       -       ok    -
        cara    -         -        -         -        -        -       -       -       -       ok    -
        dina    -         ok       ok        coachee  ok       ok      ok      its     its     ok    -
        eve     -         ok       ok        coachee  ok       ok      ok      its     its     ok    -
        fay     -         -        -         -        -        -       -       -       -       ok    -
        head    ok        ok       denied    denied   denied   denied  author  denied  -       ok    -
        gus     ok        ok       denied    denied   denied   denied  author  denied  -       ok    -
        ivo     ok        ok       denied    denied   denied   denied  author  denied  -       ok    -
        office  ok        ok       author    coachee  author   author  author  its     its     ok    -
        hana    -         -        -         -        -        -       -       -       -       ok    -
        zed     -         -        -         -        -        -       -       -       -       ok    -
    """,
    "at the end of term": """
        who     register  arrange  baseline  decide   propose  record  log     amend   adjust  note  renote
        ben     denied    ok       ok        ok       ok       ok      ok      its     its     ok    -
        amara   -         denied   -         -        -        -       author  ok      -       ok    ok
        finn    -         denied   -         -        -        -       author  -       -       ok    -
        cara    -         ok       ok        coachee  ok       ok      ok      -       its     ok    -
        dina    -         ok       ok        coachee  ok       ok      ok      its     its     ok    -
        eve     -         denied   -         -        -        -       author  denied  -       ok    -
        fay     -         denied   -         -        -        -       author  -       -       ok    -
        head    ok        ok       denied    denied   denied   denied  author  denied  -       ok    -
        gus     ok        ok       denied    denied   denied   denied  author  denied  -       ok    -
        ivo     -         -        -         -        -        -       -       -       -       ok    -
        office  ok        ok       author    coachee  author   author  author  its     its     ok    -
        hana    -         -        -         -        -        -       -       -       -       ok    -
        zed     -         -        -         -        -        -       -       -       -       ok    -
    """,
}
SAVING_PRACTICE = {
    "on the day": """
        who     feedback  rescore  close
        ben     coach     its      ok
        amara   ok        ok       ok
        finn    -         -        -
        cara    -         -        -
        dina    ok        its      ok
        eve     ok        its      ok
        fay     -         -        -
        head    -         -        -
        gus     -         -        -
        ivo     -         -        -
        office  author    its      author
        hana    -         -        -
        zed     -         -        -
    """,
    "at the end of term": """
        who     feedback  rescore  close
        ben     coach     its      ok
        amara   denied    ok       -
        finn    -         -        -
        cara    -         -        ok
        dina    ok        its      ok
        eve     denied    denied   -
        fay     -         -        -
        head    -         -        -
        gus     -         -        -
        ivo     -         -        -
        office  author    its      author
        hana    -         -        -
        zed     -         -        -
    """,
}
SAVING_SCHOOL = {
    "on the day": """
        who     working  early   draw_up  term    inset   away    back    redate  unsay
        ben     denied   denied  denied   denied  denied  denied  denied  denied  denied
        amara   -        -       denied   denied  denied  denied  -       -       -
        finn    -        -       denied   denied  denied  denied  -       -       -
        cara    -        -       denied   denied  denied  denied  -       -       -
        dina    -        -       denied   denied  denied  denied  -       -       -
        eve     -        -       denied   denied  denied  denied  -       -       -
        fay     -        -       denied   denied  denied  denied  -       -       -
        head    ok       ok      one      ok      ok      ok      ok      its     its
        gus     ok       ok      one      ok      ok      ok      ok      its     its
        ivo     ok       ok      one      ok      ok      ok      ok      ok      ok
        office  ok       ok      one      ok      ok      ok      ok      its     its
        hana    -        -       denied   denied  denied  denied  -       -       -
        zed     -        -       denied   denied  denied  denied  -       -       -
    """,
    "at the end of term": """
        who     working  early   draw_up  term    inset   away    back    redate  unsay
        ben     denied   denied  denied   denied  denied  denied  denied  denied  denied
        amara   -        -       denied   denied  denied  denied  -       -       -
        finn    -        -       denied   denied  denied  denied  -       -       -
        cara    -        -       denied   denied  denied  denied  -       -       -
        dina    -        -       denied   denied  denied  denied  -       -       -
        eve     -        -       denied   denied  denied  denied  -       -       -
        fay     -        -       denied   denied  denied  denied  -       -       -
        head    ok       ok      one      ok      ok      ok      ok      its     its
        gus     ok       ok      one      ok      ok      ok      ok      its     its
        ivo     -        -       denied   denied  denied  denied  -       -       -
        office  ok       ok      one      ok      ok      ok      ok      its     its
        hana    -        -       denied   denied  denied  denied  -       -       -
        zed     -        -       denied   denied  denied  denied  -       -       -
    """,
}


def cells(*tables: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """Yield day, person, column and what stands there."""
    for day, table in (one for several in tables for one in several.items()):
        heading, *rows = (line.split() for line in table.strip().splitlines())
        for who, *row in rows:
            for column, cell in zip(heading[1:], row, strict=True):
                yield day, who, column, cell
