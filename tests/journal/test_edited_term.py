"""The term's files edited: an answer that changes names what was edited, and every other stays as it was."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import attrs
import pytest

from instructional_coaching.domain.definition import Definition
from tests.journal.answers import DUE, Files, Place, differing, names_one_of
from tests.journal.term import known

pytestmark = pytest.mark.long

IMPACT, LOOP = "core/impact-cycle", "core/instructional-coaching"
OWN = "oakfield/twice-a-half-term"


@attrs.frozen
class Edit:
    """A change to the files.

    Attributes:
        does: Makes it.
        records: The records that it changes, or the pins of the definitions.
        days: The days that it changes.
        changes: The questions of which answers change.
        within: The records of which answers change; None for any.
    """

    does: Callable[[Files], None]
    records: frozenset[str]
    changes: frozenset[str]
    days: frozenset[str] = frozenset()
    within: frozenset[str] | None = None

    def is_named_in(self, place: Place, was: str, now: str) -> bool:
        """Say whether an answer names what was edited: who is due the days, if it is about days."""
        if self.days and place.question == DUE:
            return names_one_of(self.days, was + now)
        own = f"{place.kind} {place.of}"
        return own in self.records or names_one_of(self.records | self.days, was + now)


def half_term_a_week_later(files: Files) -> None:
    files.replace_in_calendar(
        "half_term_first: 2025-10-27, half_term_last: 2025-10-31",
        "half_term_first: 2025-11-03, half_term_last: 2025-11-07",
    )


def two_sessions_gone(files: Files) -> None:
    for session in ("niamh-s05", "callum-s07"):
        files.log.drop(files.log.find(do="session.log", id=session))


def mondays_only(files: Files) -> None:
    files.staff.set(files.staff.find(id="ben"), "working_days", "monday")


def another_model(files: Files) -> None:
    for line in (files.log.find(id="chloe-niamh"), files.log.find(do="cycle.begin", id="niamh-c1")):
        files.log.set(line, "model", LOOP)


def another_cadence(files: Files) -> None:
    files.log.set(files.log.find(id="dev-mei"), "cadence", "core/weekly")


def the_coach_back_after_a_week(files: Files) -> None:
    """Who has a stand-in is concerned too, as long as nobody knows when she will be back."""
    files.log.set(files.log.find(do="absence.come_back"), "last", "2025-11-14")


def pins(*ids: str) -> frozenset[str]:
    """Return the pins of definitions."""
    found: list[Definition] = [one.definition for one in known() if one.definition.id in ids]
    assert len(found) == len(ids)
    return frozenset(one.pin for one in found)


def days(first: date, last: date) -> frozenset[str]:
    """Return the days from one to another."""
    return frozenset((first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1))


EDITS = (
    Edit(
        half_term_a_week_later,
        records=frozenset({"calendar oakfield"}),
        days=days(date(2025, 10, 27), date(2025, 11, 7)),
        changes=frozenset({DUE, "coaching_time", "five_features", "view"}),
    ),
    Edit(
        two_sessions_gone,
        records=frozenset({"niamh-s05", "callum-s07"}),
        changes=frozenset({DUE, "coaching_time", "five_features", "session", "stance_profile", "view"}),
        within=frozenset({"chloe-niamh", "dev-callum", "niamh-s05", "callum-s07"}),
    ),
    Edit(
        mondays_only,
        records=frozenset({"person ben"}),
        changes=frozenset({DUE, "view"}),
        within=frozenset({"amara-ben", "ben"}),
    ),
    Edit(
        another_model,
        records=pins(IMPACT, LOOP),
        changes=frozenset({"cycle.stage", "relationship", "view"}),
        within=frozenset({"chloe-niamh", "niamh-c1"}),
    ),
    Edit(
        another_cadence,
        records=pins("core/every-two-weeks", "core/weekly") | {"core/every-two-weeks", "core/weekly"},
        changes=frozenset({DUE, "relationship", "view"}),
        within=frozenset({"dev-mei"}),
    ),
    Edit(
        the_coach_back_after_a_week,
        records=frozenset({"absence chloe-away-1"}),
        days=days(date(2025, 11, 15), date(2025, 11, 21)),
        changes=frozenset({DUE, "view"}),
        within=frozenset({"chloe-yusuf", "chloe-sofia", "chloe-away-1"}),
    ),
)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[Place, str]:
    """All that can be asked of the term as it is."""
    return Files.read().answered(tmp_path_factory.mktemp("before"))


@pytest.mark.parametrize("edit", EDITS, ids=lambda one: one.does.__name__)
def test_what_changes_names_what_was_edited_and_all_the_rest_is_the_same_to_the_byte(
    before: dict[Place, str], tmp_path: Path, edit: Edit
) -> None:
    files = Files.read()
    edit.does(files)
    changed = differing(before, files.answered(tmp_path))
    assert {place.question for place in changed} >= edit.changes
    assert edit.within is None or {place.of for place in changed} == edit.within
    assert [place for place, (was, now) in changed.items() if not edit.is_named_in(place, was, now)] == []


def test_nearly_everything_that_is_asked_has_an_answer(before: dict[Place, str]) -> None:
    """What there was not yet on a day is the only exception."""
    refused = {text for text in before.values() if text.startswith('{"refused"')}
    assert refused == {'{"refused": "not-found"}'}
    assert sum(text in refused for text in before.values()) < len(before) / 10
