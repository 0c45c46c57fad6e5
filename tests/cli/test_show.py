"""`coaching show`: what the term comes to, as text that can be read at a glance."""

from pathlib import Path

import pytest

from instructional_coaching.domain import CadenceRule, CoachingModel
from instructional_coaching.domain.definition import Definition
from tests.cli.running import AS_OF, Answer, coach, filled, store_in
from tests.journal.term import TERM, Sheet, known

STAFF = TERM / "staff.csv"
COLUMNS = (
    "when,logged,by,recorded_by,do,id,relationship,coach,coachee,goal,session,statement,focus,measure,value,"
    "observed,kind,minutes,segments,summary,goals,reason,judgement,label,limits,contact_dates_for_appraiser,"
    "evidence,participants,links"
)
BEGUN = {"do": "relationship.begin", "by": "head", "id": "r1", "coach": "amara", "coachee": "ben"}
PROPOSED = {
    "do": "goal.propose",
    "by": "ben",
    "id": "g1",
    "relationship": "r1",
    "statement": "x",
    "focus": "student",
}
MEASURED = PROPOSED | {"measure": "rate pupils up"}
BASELINE = {"do": "goal.record_baseline", "by": "ben", "goal": "g1", "value": "1"}
POINT = {"do": "data_point.record", "by": "ben", "id": "d1", "goal": "g1", "relationship": "r1", "value": "2"}
HELD = {"do": "session.log", "by": "amara", "id": "s1", "relationship": "r1", "kind": "video_review"}


def pin(kind: type[Definition], id: str) -> str:
    """Return the pin of a definition that everybody has."""
    found = known().get(kind, id)
    assert found is not None
    return found.pin


def sheet(*lines: dict[str, str]) -> Sheet:
    """Return a log of one day, the first of October, where a line gives no other."""
    columns = [*COLUMNS.split(",")]
    dated = [{"when": "2025-10-01", **line} for line in lines]
    return Sheet(columns, [[line.get(name, "") for name in columns] for line in dated])


def shown(folder: Path, *lines: dict[str, str], of: str | None = "r1", **options: str) -> Answer:
    store = filled(folder, sheet(BEGUN, *lines))
    asked = ("--relationship", of) if of else ()
    answer = coach("show", "--store", store, *asked, *AS_OF, **options)
    assert answer.code == 0, answer.err
    return answer


def test_the_term_of_one_coachee_is_told_in_three_sections(term: str) -> None:
    answer = coach("show", "--store", term, "--as", "yusuf", *AS_OF)
    assert answer.code == 0
    assert answer.lines == [
        "As yusuf may see it",
        "",
        "Goals, as they now stand",
        "whose  goal                                      stands            progress",
        "─" * 80,
        "yusuf  yusuf-g1                                  declined          not measured",
        "       Year 9 pupils sit in a seating plan that  since 2025-09-24",
        "       changes every half-term.",
        "yusuf  yusuf-g2                                  adopted           from 72 to 51",
        "       My own talk leaves pupils enough of the   since 2025-09-24  aim: 35 to 50",
        "       lesson in which to speak French.",
        "",
        "Stance by minutes of each coach's sessions, to 2025-12-19",
        "coach  held  facilitative  dialogical  directive  not recorded",
        "─" * 62,
        "chloe     7            75          45         15           115",
        "",
        "Longest time without contact, to 2025-12-19, in days of the calendar",
        "coachee  relationship  days  from                  to",
        "─" * 71,
        "yusuf    chloe-yusuf     21  2025-11-05 yusuf-s06  2025-11-26 yusuf-s07",
        "",
    ]


def test_a_timeline_tells_who_did_what_on_which_day_and_in_what_words(term: str) -> None:
    answer = coach("show", "--store", term, "--relationship", "amara-ben", "--as-of", "2025-09-10")
    assert answer.section("Timeline of amara-ben, to 2025-09-10") == [
        "when        who     what",
        "─" * 80,
        "2025-09-04  deputy  relationship amara-ben: begin",
        "                    coach: amara; coachee: ben; basis: voluntary; model:",
        f"                    {pin(CoachingModel, 'core/impact-cycle')}; cadence:",
        f"                    {pin(CadenceRule, 'core/every-two-weeks')}",
        "2025-09-10  ben     relationship amara-ben: agree",
        "                    limits: What is said here stays here and is not part of",
        "                    appraisal. A safeguarding concern goes to the designated",
        "                    lead.",
        "                    stance: dialogical",
        "2025-09-10  ben     goal ben-g1: propose",
        "                    statement: After a question to the whole class, every pupil",
        "                    has time to think before anyone answers.",
        "                    focus: teacher",
        "                    measure: kind duration; unit seconds of wait after a",
        "                    question, mean of ten; better up; target 3; lowest 0",
        "2025-09-10  amara   session ben-s01: log",
        "                    kind: conversation; minutes: 40; segments: dialogical 20,",
        "                    facilitative 10",
        "                    summary: Started from last year's lesson film and noticed",
        "                    that the same few pupils answer because the pause after a",
        "                    question is so short.",
    ]


def test_a_timeline_tells_who_typed_a_decision_and_what_was_logged_later(term: str) -> None:
    lines = coach("show", "--store", term, "--relationship", "amara-ben", *AS_OF).section("Timeline")
    assert "2025-09-24  ben     goal ben-g1: adopt (typed by amara)" in lines
    assert "2025-10-08  amara   session ben-s04: log (logged 2025-10-22)" in lines


def test_codes_are_told_in_words_and_ids_and_texts_as_they_are(tmp_path: Path) -> None:
    lines = shown(
        tmp_path,
        PROPOSED | {"id": "g_1", "statement": "snake_case_text"},
        HELD | {"id": "s_1", "goals": "g_1", "minutes": "30"},
        {"do": "goal.share_focus", "by": "ben", "goal": "g_1", "label": "a_b"},
    ).section("Timeline")
    told = [line.strip() for line in lines]
    assert "statement: snake_case_text; focus: student" in told
    assert "kind: video review; minutes: 30; goals: g_1" in told
    assert "label: a_b" in told


def test_yes_no_and_several_items_are_told_in_words(tmp_path: Path) -> None:
    agree = {"do": "relationship.agree", "by": "ben", "relationship": "r1", "limits": "Ours."}
    lines = shown(
        tmp_path,
        agree | {"contact_dates_for_appraiser": "true"},
        agree | {"contact_dates_for_appraiser": "false"},
        HELD
        | {"participants": "priya; mei", "links": "https://video.oakfield.example/1 2026-01-31 pupil_work"},
        {"do": "session.correct", "by": "amara", "session": "s1", "reason": "Wrong day", "goals": ";"},
    ).section("Timeline")
    told = [line.strip() for line in lines]
    assert "limits: Ours.; contact dates for appraiser: yes" in told
    assert "limits: Ours.; contact dates for appraiser: no" in told
    assert "kind: video review; participants: priya, mei" in told
    assert "links: https://video.oakfield.example/1 2026-01-31 pupil work" in told
    assert "reason: Wrong day" in told
    assert "goals: none" in told


@pytest.mark.parametrize(
    ("lines", "progress"),
    [
        ((PROPOSED,), "not measured"),
        ((MEASURED,), "unknown: no baseline"),
        ((MEASURED, POINT), "unknown: no baseline"),
        ((MEASURED, BASELINE), "unknown: no data point yet"),
        ((MEASURED, BASELINE, POINT), "from 1 to 2|better: up"),
        ((MEASURED | {"measure": "rate pupils up 4"}, BASELINE, POINT), "from 1 to 2|aim: 4 or more"),
        ((MEASURED | {"measure": "rate pupils up 2"}, BASELINE, POINT), "from 1 to 2|aim: 2 or more|reached"),
        ((MEASURED | {"measure": "rate pupils down 0.5"}, BASELINE, POINT), "from 1 to 2|aim: 0.5 or less"),
    ],
)
def test_progress_is_told_as_far_as_it_is_known(
    tmp_path: Path, lines: tuple[dict[str, str], ...], progress: str
) -> None:
    answer = shown(tmp_path, *lines, of=None, COLUMNS="100")
    head, _, *goal = answer.section("Goals")
    start = head.index("progress")
    assert "|".join(line[start:] for line in goal if line[start:]) == progress


def test_progress_is_that_of_the_day_asked_for(term: str) -> None:
    goals = coach("show", "--store", term, "--as", "ben", "--as-of", "2025-10-09").section("Goals")
    assert any(line.endswith("from 0.9 to 1.6") for line in goals)


def test_a_goal_that_is_met_or_set_aside_says_on_what_or_why(term: str) -> None:
    told = [line.strip() for line in coach("show", "--store", term, *AS_OF, COLUMNS="100").section("Goals")]
    assert any(line.endswith("on own judgement") for line in told)
    assert any("on evidence" in line for line in told)
    assert any(line.endswith("circumstances") for line in told)


def test_a_decision_that_is_unconfirmed_says_who_typed_it(term: str) -> None:
    goals = coach("show", "--store", term, "--as", "callum", *AS_OF).section("Goals")
    assert any("unconfirmed:" in line for line in goals)
    assert any("typed by dev" in line for line in goals)


def test_sessions_without_minutes_are_counted_beside_those_with(tmp_path: Path) -> None:
    head, _, row = shown(tmp_path, HELD, HELD | {"id": "s2", "minutes": "30"}, of=None).section("Stance")
    assert head.endswith("without minutes")
    assert row.split() == ["amara", "2", "0", "0", "0", "30", "1"]


def test_a_time_without_contact_that_lasts_is_still_open_until_the_end(tmp_path: Path) -> None:
    end = {
        "do": "relationship.end",
        "by": "head",
        "relationship": "r1",
        "reason": "completed",
        "when": "2025-12-01",
    }
    store = filled(tmp_path, sheet(BEGUN, HELD, end))

    def to(day: str) -> str:
        return coach("show", "--store", store, "--as-of", day).section("Longest")[-1]

    assert to("2025-11-01") == "ben      r1              31  2025-10-01 s1  2025-11-01 still open"
    assert to("2025-12-01") == "ben      r1              61  2025-10-01 s1  2025-12-01 the end"
    assert to("2025-12-19") == "ben      r1              61  2025-10-01 s1  2025-12-01 the end"


def test_before_the_first_contact_the_time_runs_from_the_start(tmp_path: Path) -> None:
    row = shown(tmp_path, HELD | {"when": "2025-10-15"}, of=None).section("Longest")[-1]
    assert row == "ben      r1              65  2025-10-15 s1  2025-12-19 still open"
    store = store_in(tmp_path)
    early = coach("show", "--store", store, "--as-of", "2025-10-14").section("Longest")[-1]
    assert early == "ben      r1              13  2025-10-01 start  2025-10-14 still open"


def test_the_longest_time_comes_first(term: str) -> None:
    days = [int(line.split()[2]) for line in coach("show", "--store", term, *AS_OF).section("Longest")[2:]]
    assert days == sorted(days, reverse=True)
    assert len(days) == 12


def test_nothing_after_the_day_asked_for_is_told(term: str) -> None:
    early = coach("show", "--store", term, "--relationship", "amara-ben", "--as-of", "2025-09-03")
    assert early.section("Timeline") == ["nothing"]
    assert early.section("Stance") == ["no session held with content"]
    assert early.section("Longest") == ["no relationship"]


def test_a_store_with_nothing_in_it_says_so(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    assert coach("import", "--store", store, STAFF).code == 0
    assert coach("show", "--store", store, *AS_OF).lines == [
        "Goals, as they now stand",
        "none",
        "",
        "Stance by minutes of each coach's sessions, to 2025-12-19",
        "no session held with content",
        "",
        "Longest time without contact, to 2025-12-19, in days of the calendar",
        "no relationship",
        "",
    ]


def test_without_a_day_it_is_told_up_to_today(tmp_path: Path) -> None:
    store = filled(tmp_path, sheet(BEGUN))
    (row,) = coach("show", "--store", store).section("Longest")[2:]
    assert int(row.split()[2]) > 80
