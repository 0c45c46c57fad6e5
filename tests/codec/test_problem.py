"""Every mistake in a document is told at once, by its exact path, and never with what was written there."""

import json
from collections.abc import Iterator

import pytest
from cattrs import ClassValidationError
from cattrs.errors import AttributeValidationNote
from hypothesis import given, strategies as st

from instructional_coaching.codec.document import from_json, to_json
from instructional_coaching.codec.problem import problems_in
from instructional_coaching.domain import RECORDS, Note
from instructional_coaching.domain.transition import Record
from instructional_coaching.errors import InvalidInput, InvalidValue, NotTheCoachee
from tests.codec.planting import PRIVATE, misfits, places, plant
from tests.codec.strategy import LAW, records
from tests.codec.test_strict import DOCUMENTS

BY_KIND = {record.KIND: record for record in RECORDS}
EVERY_PLACE = [
    pytest.param(kind, place.path, id=f"{kind} {place.path}")
    for kind, document in DOCUMENTS.items()
    for place in places(BY_KIND[kind], document, BY_KIND[kind])
]


@pytest.mark.parametrize("kind", RECORDS)
@LAW
@given(data=st.data())
def test_the_mistakes_planted_are_the_problems_found(kind: type[Record], data: st.DataObject) -> None:
    """Whatever is wrong in a record, wherever it lies: these problems, all of them, and no others."""
    document = json.loads(to_json(data.draw(records(kind))))
    planted = plant(data, kind, document, most=6)
    with pytest.raises(InvalidInput) as caught:
        from_json(kind, json.dumps(document))
    found = [(one.path, one.code) for one in caught.value.problems]
    assert sorted(found) == sorted(planted)
    assert PRIVATE not in str(caught.value)


def pieces(kind: type[Record], path: str) -> Iterator[tuple[list[str], str]]:
    """Put into a place of a document what fits it, and yield the paths that there then are, with the text.

    It is what stands at other places of its kind, and nothing where that may be.
    """
    original = json.dumps(DOCUMENTS[kind.KIND])
    like = {place.path: place for place in places(kind, json.loads(original), kind)}
    here = like[path]
    others = [one.holder[one.key] for one in like.values() if one.annotation == here.annotation]
    others += [[]] if isinstance(here.holder[here.key], list) else []
    for n, other in enumerate(others):
        if other in others[:n]:
            continue
        document = json.loads(original)
        place = next(one for one in places(kind, document, kind) if one.path == path)
        place.holder[place.key] = other
        yield [one.path for one in places(kind, document, kind)], json.dumps(document)


@pytest.mark.parametrize(("kind", "path"), EVERY_PLACE)
def test_what_fits_a_place_but_not_the_rest_is_told_at_a_place_of_the_document(kind: str, path: str) -> None:
    """Dates exchanged, lists emptied: a refusal names what is there, or the record as a whole."""
    for known, text in pieces(BY_KIND[kind], path):
        try:
            from_json(BY_KIND[kind], text)
        except InvalidInput as refusal:
            assert {one.path for one in refusal.problems} <= {"$", *known}  # noqa: PT017


@pytest.mark.parametrize(("kind", "path"), EVERY_PLACE)
def test_every_kind_of_mistake_at_every_place_is_found(kind: str, path: str) -> None:
    """Each field of each kind, at every depth, refuses each value that doesn't fit it, by its path."""
    cls = BY_KIND[kind]
    for number in range(20):
        document = json.loads(json.dumps(DOCUMENTS[kind]))
        place = next(one for one in places(cls, document, cls) if one.path == path)
        wrong = misfits(place.annotation, cls)
        if number >= len(wrong):
            break
        place.holder[place.key] = wrong[number]
        with pytest.raises(InvalidInput) as caught:
            from_json(cls, json.dumps(document))
        assert [one.path for one in caught.value.problems] == [path]
        assert PRIVATE not in str(caught.value)
        assert all(one.message and one.hint for one in caught.value.problems)


def test_the_places_reach_into_what_is_nested() -> None:
    """The two tests above go as deep as documents do."""
    paths = {param.values[1] for param in EVERY_PLACE}
    assert {
        "$.versions[0].measure.unit",
        "$.unconfirmed[2].before.evidence[0]",
        "$.tenures[1].role",
        "$.agreement.stance",
        "$.segments[1].minutes",
        "$.links[0].url",
        "$.duties[0]",
        "$.scores[0].rank",
        "$.produced[0].record",
        "$.visits[1].reason",
        "$.arrangements[0].cadence",
        "$.unconfirmed[0].before.reflection",
        "$.terms[0].half_term.last",
        "$.marks[0].days.first",
        "$.working[0].days[0]",
    } <= paths
    assert len(paths) > 90


def test_a_refusal_that_is_no_invalid_value_keeps_its_code() -> None:
    """What a record refuses for a reason of its own is told with that reason's code and remedy."""
    (problem,) = problems_in(NotTheCoachee("goal g1", "adopt", "amara"), "posted", "$.goal")
    assert (problem.path, problem.code) == ("$.goal", "not-the-coachee")
    assert "recorded_by=" in problem.hint


def test_anything_else_does_not_fit_and_is_not_quoted() -> None:
    """An exception that nobody foresaw is a problem without its text, which may hold a value."""
    (problem,) = problems_in(RuntimeError(PRIVATE), "posted", "$.text")
    assert str(problem) == "posted  $.text: does not fit; compare it with the documented form"


def test_only_the_converters_own_notes_make_a_path() -> None:
    """A note that somebody else has put on an exception is passed over, whatever it says."""
    inner = InvalidValue("", "is empty", "write something")
    inner.add_note(PRIVATE)
    inner.__notes__.append(AttributeValidationNote("somewhere", "text", str))
    (problem,) = problems_in(ClassValidationError("while structuring", [inner], Note), "posted")
    assert str(problem) == "posted  $.text: is empty; write something"
