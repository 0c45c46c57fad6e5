"""The law of the journal: a record's entries, replayed from nothing, give the record again."""

import pytest
from hypothesis import Phase, find, given, settings, strategies as st

from instructional_coaching.domain import (
    RECORDS,
    Absence,
    Calendar,
    Cycle,
    Goal,
    Person,
    PracticeRound,
    Relationship,
    ScoreSheet,
    Session,
)
from instructional_coaching.domain.transition import Record, replay
from tests.domain.school import LAW
from tests.domain.strategies import lives, resolve

pytestmark = pytest.mark.long


@pytest.mark.parametrize("kind", RECORDS)
def test_replaying_the_entries_from_nothing_gives_the_record(kind: type[Record]) -> None:
    """Whatever verbs led to it, its entries lead to it again, and leave the same entries.

    Every verb that is refused on the way is seen to change nothing and to say nothing private.
    """

    @LAW
    @given(lives(kind))
    def law(record: Record) -> None:
        again = replay(kind, None, record.unsaved, resolve)
        assert again == record
        assert again is not None
        assert again.unsaved == record.unsaved

    law()


@pytest.mark.parametrize("kind", RECORDS)
def test_a_store_may_save_a_record_after_any_entry(kind: type[Record]) -> None:
    """Cut anywhere: what was saved and the entries since then give the record."""

    @LAW
    @given(lives(kind), st.data())
    def law(record: Record, data: st.DataObject) -> None:
        cut = data.draw(st.integers(0, len(record.unsaved)))
        saved = replay(kind, None, record.unsaved[:cut], resolve)
        stored = None if saved is None else saved.saved()
        assert replay(kind, stored, record.unsaved[cut:], resolve) == record

    law()


@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        (Person, "person.leave"),
        (Calendar, "calendar.add_term"),
        (Absence, "absence.come_back"),
        (Goal, "goal.meet"),
        (Relationship, "relationship.end"),
        (Session, "session.correct"),
        (PracticeRound, "practice_round.try_out"),
        (ScoreSheet, "score_sheet.correct"),
        (Cycle, "cycle.withdraw"),
    ],
)
def test_the_lives_drawn_reach_far(kind: type[Record], seen: str) -> None:
    """The law is no empty promise: a verb from late in a life is among those drawn."""
    drawn = settings(LAW, phases=[Phase.generate], max_examples=5000)
    found = find(
        lives(kind, steps=12), lambda record: seen in {one.verb for one in record.unsaved}, settings=drawn
    )
    assert found.KIND == kind.KIND
