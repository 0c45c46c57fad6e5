"""Entries: what they say, how they lead to a record, and when they don't."""

from datetime import UTC, date, datetime
from typing import Self

import pytest

from instructional_coaching.domain import Definition, Goal, Person, Relationship, Session
from instructional_coaching.domain.people import Duty
from instructional_coaching.domain.transition import (
    Entry,
    Record,
    replay,
    require_order,
    take,
    transition,
    verb_of,
    verbs_of,
)
from instructional_coaching.domain.value import activity, value
from instructional_coaching.errors import InvalidValue, OutOfOrder, UnrecordedChange, WrongState
from tests.domain.school import START, adopted, begun, day, logged, person, private, proposed, refused
from tests.domain.strategies import resolve


def test_a_new_record_has_the_entry_of_its_beginning() -> None:
    """The life of a record begins with the verb that made it."""
    assert [entry.verb for entry in adopted().unsaved] == ["goal.propose", "goal.adopt"]


def test_an_entry_holds_ids_for_records_and_nothing_for_what_was_left_out() -> None:
    """A relationship stands as its id, and an argument that is None doesn't stand at all."""
    (entry,) = proposed().unsaved
    assert dict(entry.arguments) == {
        "id": "g1",
        "relationship": "r1",
        "statement": private("more pupils answer"),
        "focus": "student",
    }


def test_an_entry_holds_the_arguments_as_they_were_kept() -> None:
    """Cleaned text and members of enumerations, in the order of the verb's own parameters."""
    member = Person.join(when=START, by="head", duties=["leader"], id="dana")  # type: ignore[arg-type]
    assert member.unsaved[0].arguments == (("id", "dana"), ("duties", frozenset({Duty.LEADER})))


def test_when_it_happened_and_when_it_was_typed_are_two_things() -> None:
    """A session of Monday typed on Wednesday says both."""
    (entry,) = logged().unsaved
    typed = datetime(2026, 9, 16, 16, 30, tzinfo=UTC)
    assert entry.logged is None
    assert (entry.stamped(typed).when, entry.stamped(typed).logged) == (day(7), typed)
    assert entry.stamped(typed).stamped(typed) == entry.stamped(typed)


def test_the_instant_of_typing_needs_its_offset() -> None:
    """Schools in two zones must agree on the order."""
    with refused(InvalidValue, "invalid-value", "logged", "offset from UTC"):
        person().unsaved[0].stamped(datetime(2026, 9, 16, 16, 30))  # noqa: DTZ001 - that is the point


def test_an_entry_typed_by_somebody_else_is_unconfirmed() -> None:
    """Whose decision it is and who typed it are both on record."""
    (entry,) = person(recorded_by="office").unsaved
    assert (entry.by, entry.recorded_by, entry.unconfirmed) == ("head", "office", True)


def test_what_a_record_says_does_not_depend_on_what_was_saved() -> None:
    """A record with unsaved entries equals the same one as a store holds it, which has none."""
    goal = adopted()
    assert goal.saved() == goal
    assert goal.saved().unsaved == ()
    assert goal.saved().saved() is goal.saved() or goal.saved().saved() == goal.saved()
    already = goal.saved()
    assert already.saved() is already


def test_a_record_is_named_by_kind_and_id() -> None:
    """Messages point to it so."""
    assert adopted().ref == "goal g1"


def test_a_record_begins_once() -> None:
    """The entry of a beginning leads nowhere from a record that is there."""
    (entry,) = begun().unsaved
    with refused(UnrecordedChange, "unrecorded-change", "relationship r1", "relationship.begin", "beginning"):
        take(Relationship, begun(), entry, resolve)


def test_a_record_does_not_go_on_before_it_began() -> None:
    """Entries without their beginning lead nowhere, and the message says what is missing."""
    with refused(UnrecordedChange, "unrecorded-change", "goal", "goal.adopt", "beginning", "its verbs"):
        replay(Goal, None, adopted().unsaved[1:], resolve)


def test_a_refused_step_is_refused_in_replay_as_well() -> None:
    """A store that replays entries can't be made to accept what the verb refuses."""
    goal = adopted()
    with refused(WrongState, "wrong-state", "goal g1", "adopt"):
        replay(Goal, goal, goal.unsaved[1:], resolve)


def test_replaying_no_entries_changes_nothing() -> None:
    """Not even nothing."""
    goal = adopted()
    assert replay(Goal, goal, (), resolve) is goal
    assert replay(Goal, None, (), resolve) is None


def test_replay_takes_who_typed_it_from_the_entry() -> None:
    """A decision recorded for the coachee stays unconfirmed when it is read again."""
    goal = proposed().adopt(by="ben", recorded_by="amara", when=day(1))
    again = replay(Goal, None, goal.unsaved, resolve)
    assert isinstance(again, Goal)
    assert [one.recorded_by for one in again.unconfirmed] == ["amara"]


def test_arguments_that_are_records_are_found_by_kind_and_id() -> None:
    """Whoever replays is asked for them."""
    asked: list[tuple[type[Record] | type[Definition], str]] = []

    def find(kind: type[Record] | type[Definition], name: str) -> Record:
        asked.append((kind, name))
        return begun()

    replay(Session, None, logged().unsaved, find)
    assert asked == [(Relationship, "r1")]


def test_a_step_may_happen_on_the_day_of_the_one_before_but_not_earlier() -> None:
    """Two things can happen on one day."""
    require_order("goal g1", "adopt", day(1), day(1))
    with refused(
        OutOfOrder, "out-of-order", "goal g1", "adopt", "2026-09-07", "2026-09-08", "check the dates"
    ):
        require_order("goal g1", "adopt", day(0), day(1))


def test_a_plugin_marks_its_own_verbs() -> None:
    """`transition` is all that a method needs to be a verb, with or without parentheses."""

    @value
    class Visit(Record):
        KIND = "visit"
        room: str = activity(default="B2")

        @transition
        def change_room(self, *, room: str, by: str, when: date, recorded_by: str | None = None) -> Self:
            return self._with(room=room)

        def look(self) -> str:
            return self.room

    moved = Visit(id="v1").change_room(room="C3", by="ben", when=START)
    assert moved.look() == "C3"
    assert list(verbs_of(Visit)) == ["visit.change_room"]
    assert verb_of(Visit.look) is None
    assert moved.unsaved[0] == Entry(
        verb="visit.change_room", arguments=(("room", "C3"),), by="ben", recorded_by="ben", when=START
    )
    with pytest.raises(InvalidValue):
        Visit(id="v1").change_room(room=3, by="ben", when=START)  # type: ignore[arg-type]
