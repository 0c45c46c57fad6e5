"""What holds of every verb of every kind of record, those to come included."""

from inspect import Parameter, signature

import pytest

from instructional_coaching.domain.check import check_for
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.transition import (
    ATTRIBUTION,
    Record,
    Verb,
    replay,
    take,
    verb_of,
    verbs_of,
)
from tests.domain.school import PRIVATE, day, every_verb, method_of
from tests.domain.situations import VERBS, situation, situations

EVERY = [(name, record, verb) for name, (record, verb) in every_verb().items()]


def test_every_verb_has_a_situation() -> None:
    """The situations that these tests go through leave no verb out and hold none that isn't."""
    assert sorted(VERBS) == sorted(name for name, _, _ in EVERY)


@pytest.mark.parametrize(("name", "record", "verb"), EVERY)
def test_every_verb_says_who_decided_when_and_who_typed(name: str, record: type[Record], verb: Verb) -> None:
    """`by` and `when` must be given, `recorded_by` may be; everything is given by its name."""
    parameters = dict(signature(method_of(record, name)).parameters)
    if not verb.creates:
        del parameters["self"]
    assert {one.kind for one in parameters.values()} == {Parameter.KEYWORD_ONLY}
    assert set(ATTRIBUTION) <= set(parameters)
    assert {"by", "when"} <= verb.required
    assert parameters["recorded_by"].default is None
    assert name == f"{record.KIND}.{verb.name}"


@pytest.mark.parametrize(("name", "record", "verb"), EVERY)
def test_every_parameter_can_be_checked(name: str, record: type[Record], verb: Verb) -> None:
    """A journal and the JSON form structure arguments from these annotations alone."""
    given = set(signature(method_of(record, name)).parameters) - {"self", *ATTRIBUTION}
    assert set(verb.parameters) == given
    assert all(callable(check_for(one)) for one in verb.parameters.values())
    assert set(verb.records) | set(verb.definitions) <= given


@pytest.mark.parametrize("name", VERBS)
def test_a_situation_gives_every_argument(name: str) -> None:
    """Otherwise the generated tests would not reach all of them; one of several is given at a time."""
    given = {argument for found in situations(name) for argument in found.arguments}
    assert given == {*every_verb()[name][1].parameters, "by", "when"}


def as_named(given: object) -> object:
    """Return an argument as an entry holds it: a record as its id, a definition as its pin."""
    if isinstance(given, Definition):
        return given.pin
    return given.id if isinstance(given, Record) else given


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_leaves_the_record_alone_and_adds_one_entry(name: str) -> None:
    """The record that was there stays what it was; the new one has one more entry, which says it all."""
    found = situation(name)
    creates = every_verb()[name][1].creates
    earlier = () if creates else found.subject.unsaved
    after = found.take(recorded_by="zoe" if name.rpartition(".")[2] not in {"confirm", "reverse"} else None)
    *before, entry = after.unsaved
    assert tuple(before) == earlier
    assert creates or found.subject.unsaved == earlier
    assert (entry.verb, entry.by, entry.when) == (name, found.arguments["by"], day(9))
    assert entry.recorded_by in ("zoe", entry.by)
    assert entry.logged is None
    assert dict(entry.arguments) == {
        parameter: as_named(given)
        for parameter, given in found.arguments.items()
        if parameter not in ATTRIBUTION
    }


@pytest.mark.parametrize("name", VERBS)
def test_whoever_decides_types_it_unless_somebody_else_is_named(name: str) -> None:
    """`recorded_by` left out means that `by` sat at the keyboard."""
    entry = situation(name).take().unsaved[-1]
    assert entry.recorded_by == entry.by
    assert not entry.unconfirmed


@pytest.mark.parametrize("name", VERBS)
def test_an_entry_leads_from_what_was_before_to_the_record(name: str) -> None:
    """Taking the step of the entry gives what the verb gave, entry and all."""
    for found in situations(name):
        after = found.take()
        before = None if isinstance(found.subject, type) else found.subject
        again = take(type(after), before, after.unsaved[-1], found.resolve)
        assert again == after
        assert again.unsaved == after.unsaved


@pytest.mark.parametrize("name", VERBS)
def test_a_record_and_its_entries_can_be_saved_apart(name: str) -> None:
    """From the record as saved and the one new entry, the record comes back."""
    found = situation(name)
    after = found.take()
    before = None if isinstance(found.subject, type) else found.subject.saved()
    assert replay(type(after), before, after.unsaved[-1:], found.resolve) == after.saved()
    assert after.saved().unsaved == ()


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_shows_nothing_private(name: str) -> None:
    """Neither the record nor its last entry shows the arguments in a log, a label for leaders aside."""
    found = situation(name)
    after = found.take()
    if name != "goal.share_focus":
        assert PRIVATE not in repr(after)
    assert PRIVATE not in repr(after.unsaved[-1])


def test_only_marked_methods_are_verbs() -> None:
    """A method that merely changes something is no verb, and can't be called from a journal."""
    for record in {record for _, record, _ in EVERY}:
        names = {name.rpartition(".")[2] for name in verbs_of(record)}
        assert names.isdisjoint({"saved", "ref", "require_author", "lead_on", "id"})
        assert [name for name in names if verb_of(getattr(record, name)) is None] == []


@pytest.mark.parametrize(("name", "record", "verb"), EVERY)
def test_what_puts_something_right_holds_for_the_days_before_it_too(
    name: str, record: type[Record], verb: Verb
) -> None:
    """A correction, a voiding, a withdrawal: a question about an earlier day is answered with it."""
    assert verb.amends is name.endswith((".correct", ".void", ".withdraw")), record


def test_verbs_come_in_the_order_of_the_source_shared_ones_first() -> None:
    """Documentation made from them reads like the source."""
    goal = [name for name in VERBS if name.startswith("note.")]
    assert sorted(goal) == sorted(["note.void", "note.write", "note.correct"])
    assert [name for name, record, _ in EVERY if record.KIND == "note"] == [
        "note.void",
        "note.write",
        "note.correct",
    ]


def test_a_verb_takes_no_argument_by_its_place_and_none_that_it_does_not_know() -> None:
    """Python's own refusal names the argument."""
    found = situation("person.leave")
    with pytest.raises(TypeError, match="positional"):
        found.subject.leave("head", day(9))
    with pytest.raises(TypeError, match="unexpected keyword argument 'because'"):
        found.take(because="tired")
    with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'when'"):
        found.subject.leave(by="head")
