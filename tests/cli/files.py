"""A school's own files, right and wrong, as texts to lay down in a folder."""

from collections.abc import Mapping
from pathlib import Path

RUBRIC = """\
rubric: oakfield/questioning
title: Questions that wait
summary: What to look for when a class is asked something.
source: Our own.
levels:
  - {rank: 0, title: Not there}
  - {rank: 1, title: Clearly}
criteria:
  - {id: talk, title: Talk}
  - id: wait
    title: Wait time
    within: talk
    asks: Is there a pause?
    indicators:
      - {rank: 0, looks_like: The first hand is taken.}
      - {rank: 1, looks_like: A count of three before anybody speaks.}
  - {id: all, title: Everybody answers, within: talk}
"""
MODEL = """\
coaching_model: oakfield/short-cycle
title: Short cycle
order: strict
cadence: oakfield/fortnightly
artefacts:
  - {id: goal, title: A goal, form: goal}
roles:
  - {role: coach, duties: [watch]}
stages:
  - {id: aim, title: Aim, summary: Agree what to aim at., produces: [goal], requires: [goal]}
  - {id: try, title: Try it, next: [aim], may_finish: true}
"""
RULE = """\
cadence_rule: oakfield/fortnightly
title: Every fortnight
requires:
  - family: no_longer_than
    days: 10
    grace: 1
    warn: 2
    counts: [observation, conversation]
    least_minutes: 20
    coach_absence_matters: true
"""
BROKEN_RUBRIC = RUBRIC.replace("rank: 1, title: Clearly", "rank: 0, title: Clearly").replace(
    "within: talk}", "within: nowhere}"
)
BROKEN_YAML = 'rubric: oakfield/x\ntitle: "never closed\n'

REGISTER = """\
  - {when: 2025-09-01, by: office, do: person.join, id: head, duties: [leader]}
  - {when: 2025-09-01, by: office, do: person.join, id: amara}
  - {when: 2025-09-01, by: office, do: person.join, id: ben}
"""
GOAL = """\
  - {when: 2025-09-04, by: head, do: relationship.begin, id: amara-ben, coach: amara, coachee: ben}
  - when: 2025-09-11
    by: amara
    do: goal.propose
    id: g1
    relationship: amara-ben
    statement: Ask more
    focus: student
"""
JOURNAL = f"journal:\n{REGISTER}{GOAL}"
SCENARIO = f"""\
title: Only the coachee adopts a goal
journal:
{REGISTER}{GOAL}\
  - {{when: 2025-09-11, by: amara, do: goal.adopt, goal: g1, refused: not-the-coachee}}
  - {{when: 2025-09-12, by: ben, do: goal.adopt, goal: g1}}
expect:
  - {{ask: goal, of: g1, is: adopted}}
  - {{ask: view, of: g1, viewer: amara, is: everything}}
"""
FAILING = SCENARIO.replace("is: adopted", "is: proposed").replace("Only the", "Not only the")
STAFF = "id,duties,when\nhead,leader,2025-09-01\namara,,2025-09-01\nben,,2025-09-01\n"
LOG = "do,by,when,id,coach,coachee\nrelationship.begin,head,2025-09-04,amara-ben,amara,ben\n"
PRACTICE = f"""\
stewards: [office]
definitions:
  - {{rubric: oakfield/questioning, title: Questions that wait, levels: [{{rank: 0, title: Not there}}, {{rank: 1, title: Clearly}}], criteria: [{{id: talk, title: Talk}}, {{id: wait, title: Wait time, within: talk}}, {{id: all, title: Everybody answers, within: talk}}]}}
journal:
{REGISTER}{GOAL}\
  - {{when: 2025-09-11, by: ben, do: goal.adopt, goal: g1}}
  - {{when: 2025-09-11, by: amara, do: cycle.begin, id: c1, relationship: amara-ben, model: core/impact-cycle}}
  - {{when: 2025-09-12, by: amara, do: cycle.produce, cycle: c1, relationship: amara-ben, model: core/impact-cycle, artefact: goal, goal: g1}}
  - {{when: 2025-09-15, by: amara, do: cycle.move, cycle: c1, model: core/impact-cycle, to: learn}}
  - {{when: 2025-09-16, by: ben, do: practice_round.plan, id: p1, relationship: amara-ben, goal: g1, skill: Waiting, practice: Count to three}}
  - {{when: 2025-09-17, by: ben, do: practice_round.practise, practice_round: p1, relationship: amara-ben, setting: lesson}}
  - {{when: 2025-09-18, by: amara, do: practice_round.give_feedback, practice_round: p1, relationship: amara-ben, text: You waited twice}}
  - {{when: 2025-09-18, by: ben, do: practice_round.respond, practice_round: p1, response: adapted}}
  - {{when: 2025-09-22, by: ben, do: practice_round.try_out, practice_round: p1, relationship: amara-ben}}
  - {{when: 2025-09-19, by: amara, do: session.log, id: s1, relationship: amara-ben, kind: observation}}
  - {{when: 2025-09-19, by: amara, do: score_sheet.fill_in, id: q1, relationship: amara-ben, rubric: oakfield/questioning, session: s1, scores: [{{criterion: wait, rank: 0, why: Hands went up}}, {{criterion: all, unscored: not_observed}}]}}
  - {{when: 2025-09-20, by: amara, do: score_sheet.fill_in, id: q2, relationship: amara-ben, rubric: core/feedback-quality, practice_round: p1, scores: [{{criterion: narrow, rank: 2}}]}}
"""  # noqa: E501 - an entry is a line, as in an export


def placed(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Lay files down in a folder, and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder
