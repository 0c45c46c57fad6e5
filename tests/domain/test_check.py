"""The annotation of a field says what it takes, exactly: nothing is converted on the quiet."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.domain.check import (
    Bounds,
    Id,
    Label,
    Minutes,
    NamesDefinition,
    Text,
    check_for,
)
from instructional_coaching.domain.stance import Segment, Stance
from instructional_coaching.errors import InvalidValue
from tests.domain.school import LAW, begun, private, refused


def check(annotation: Any, value: object) -> object:
    """Check a value against an annotation, as the field ``here``."""
    return check_for(annotation)(value, "here")


@pytest.mark.parametrize(
    ("annotation", "value", "said"),
    [
        (str, 7, "expected text, got a whole number"),
        (int, True, "expected a whole number, got true or false"),
        (int, "7", "expected a whole number, got text"),
        (int, 7.0, "expected a whole number, got a decimal number"),
        (bool, 1, "expected true or false, got a whole number"),
        (bool, "true", "expected true or false, got text"),
        (date, datetime(2026, 9, 7, tzinfo=UTC), "expected a date, got datetime"),
        (date, "2026-09-07", "expected a date, got text"),
        (date, "2026-09-07", "give a date such as 2026-09-14"),
        (date | None, datetime(2026, 9, 7, tzinfo=UTC), "expected a date, got datetime"),
        (Segment, {"minutes": 10}, "expected a Segment, got an object"),
        (Stance, "bossy", "none of the words allowed here"),
        (Stance, 1, "choose one of facilitative, dialogical, directive"),
        (Label, None, "expected text, got nothing"),
        (Minutes, 0, "not between 1 and 600"),
        (Minutes, 601, "not between 1 and 600"),
        (Minutes, "30", "expected a whole number, got text"),
        (Label, "x" * 81, "has 81 characters, more than 80"),
        (Text, "x" * 4001, "has 4001 characters, more than 4000"),
        (Annotated[str, Bounds(3, 5)], "ab", "is empty"),
        (Id, "no id", "is not an id"),
        (tuple[Id, ...], "ben", "expected a list, got text"),
        (frozenset[Stance], {"directive": 1}, "expected a list, got an object"),
    ],
)
def test_what_does_not_fit_exactly_is_refused(annotation: Any, value: object, said: str) -> None:
    """`True` is no number, a text no date, a number no text; the message says what was expected."""
    with refused(InvalidValue, "invalid-value", "here", said):
        check(annotation, value)


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (str, "any"),
        (int, 7),
        (bool, False),
        (date, date(2026, 9, 7)),
        (datetime, datetime(2026, 9, 7, tzinfo=UTC)),
        (Segment, Segment(stance=Stance.DIRECTIVE, minutes=5)),
        (Stance, Stance.DIRECTIVE),
        (Minutes, 1),
        (Minutes, 600),
        (Text, "x"),
        (Text, "x" * 4000),
        (Label, "x"),
        (Label, "x" * 80),
        (Label | None, None),
        (Label | None, "a label"),
    ],
)
def test_what_fits_is_kept_as_it_is(annotation: Any, value: object) -> None:
    """A value that fits comes back unchanged, the ends of bounds among them."""
    assert check(annotation, value) == value


def test_text_is_cleaned_on_the_way_in() -> None:
    """The check of a text gives it back as it is to be kept."""
    assert check(Label, " Rene\u0301 ") == "Ren\u00e9"
    assert check(tuple[Label, ...], [" a "]) == ("a",)


def test_a_word_of_an_enumeration_becomes_its_member() -> None:
    """A journal writes the word; the record holds the member."""
    assert check(Stance, "directive") is Stance.DIRECTIVE


def test_a_member_of_another_enumeration_is_refused() -> None:
    """A word means something only within its own list."""

    class Talk(StrEnum):
        DIRECTIVE = "directive"

    with refused(InvalidValue, "invalid-value", "here", "none of the words"):
        check(Stance, Talk.DIRECTIVE)


@pytest.mark.parametrize("given", [["ben", "cara"], ("ben", "cara")])
def test_a_list_becomes_a_tuple(given: object) -> None:
    """Records hold tuples, so that nobody can add to them."""
    assert check(tuple[Id, ...], given) == ("ben", "cara")


def test_a_set_becomes_a_frozenset() -> None:
    """The same holds of sets."""
    found = check(frozenset[Stance], {"directive", Stance.DIRECTIVE})
    assert found == frozenset({Stance.DIRECTIVE})
    assert type(found) is frozenset


def test_the_message_names_the_item_that_is_wrong() -> None:
    """In a list of ids the reader is told which one."""
    with refused(InvalidValue, "invalid-value", "here[1]", "is not an id"):
        check(tuple[Id, ...], ["ben", private("x")])


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2199, 12, 31)])
@pytest.mark.parametrize("annotation", [date, date | None])
def test_a_day_may_be_the_first_or_the_last_of_three_centuries(annotation: Any, day: date) -> None:
    """Both ends are within."""
    assert check(annotation, day) == day


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2200, 1, 1), date.max])
@pytest.mark.parametrize("annotation", [date, date | None])
def test_a_day_of_another_age_is_a_slip_of_the_keyboard(annotation: Any, day: date) -> None:
    """The year 226 or 2926 was never meant, and the remedy is to look at the year."""
    with refused(InvalidValue, "invalid-value", "here", "not between 1900 and 2199", "check the year"):
        check(annotation, day)


def test_the_dates_of_a_step_are_of_these_centuries_too() -> None:
    """Its own day and the day of an argument, before anything else is looked at."""
    with refused(InvalidValue, "invalid-value", "when", "not between 1900 and 2199"):
        begun(when=date(1899, 12, 31))
    with refused(InvalidValue, "invalid-value", "starts", "not between 1900 and 2199"):
        begun(starts=date(2200, 1, 1))
    assert begun(when=date(1900, 1, 1), starts=date(2199, 12, 31)).since == date(1900, 1, 1)


def test_a_list_has_at_most_a_thousand_items() -> None:
    """A thousand are taken, one more is refused before any is looked at."""
    assert len(check(tuple[Id, ...], ["ben"] * 1000)) == 1000  # type: ignore[arg-type]
    with refused(InvalidValue, "invalid-value", "here", "more than 1000", "split it"):
        check(tuple[Id, ...], ["ben"] * 1001)


class _Nowhere(tzinfo):
    """A time zone that doesn't know its offset."""

    def utcoffset(self, _moment: datetime | None) -> timedelta | None:
        return None

    dst = utcoffset

    def tzname(self, _moment: datetime | None) -> None:
        return None


NAIVE = [datetime(2026, 9, 7), datetime(2026, 9, 7, tzinfo=_Nowhere()), "now", None]  # noqa: DTZ001


@pytest.mark.parametrize("naive", NAIVE)
def test_an_instant_carries_its_offset(naive: object) -> None:
    """Without an offset from UTC nobody knows which instant it is."""
    with refused(InvalidValue, "invalid-value", "here", "offset from UTC"):
        check(datetime, naive)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("12.5", "12.5"),
        (12, "12"),
        (Decimal("-0.000000000001"), "-0.000000000001"),
        ("999999999999999", "999999999999999"),
        ("1E+14", "1E+14"),
        ("0E+15", "0"),
    ],
)
def test_numbers_are_exact(given: object, kept: str) -> None:
    """A decimal, a whole number or its text becomes the very number that was written."""
    found = check(Decimal, given)
    assert found == Decimal(kept)
    assert type(found) is Decimal


@pytest.mark.parametrize("other", [0.1, True, None, [1]])
def test_no_number_comes_from_binary_float(other: object) -> None:
    """0.1 as a float isn't 0.1; writing it as text says what is meant."""
    with refused(InvalidValue, "invalid-value", "here", "expected an exact number", "write it as text"):
        check(Decimal, other)


@pytest.mark.parametrize(
    "wild",
    [
        "ten",
        "",
        "NaN",
        "sNaN",
        "Infinity",
        "1e15",
        "1234567890.123456",
        "1E-13",
        "1E-999999999",
        "0E+99",
        "1_000",
        " 12 ",
        "\u0661\u0662",
        10**15,
    ],
)
def test_numbers_have_at_most_fifteen_digits_twelve_after_the_point(wild: object) -> None:
    """Within these bounds every difference is exact, and no number is a gigabyte when written out."""
    with refused(InvalidValue, "invalid-value", "here", "at most 15 digits"):
        check(Decimal, wild)


bounded = st.decimals(-(10**15) + 1, 10**15 - 1, places=12).filter(
    lambda number: len(number.as_tuple().digits) <= 15
)


@LAW
@given(bounded, bounded)
def test_differences_of_the_numbers_allowed_are_exact(one: Decimal, other: Decimal) -> None:
    """Taking a difference and adding it again gives the number back, to the last digit."""
    first, second = check(Decimal, one), check(Decimal, other)
    assert isinstance(first, Decimal)
    assert isinstance(second, Decimal)
    scale = 10**12
    assert int((first - second) * scale) == int(first * scale) - int(second * scale)


def test_bounds_leave_alone_what_they_do_not_measure() -> None:
    """Bounds are about texts and whole numbers; anything else is another check's business."""
    assert Bounds(1, 2).check(Decimal("0.5"), "here") == Decimal("0.5")


STRANGE = [dict[str, int], Callable[[], None], bytes, Annotated[float, Bounds(0, 1)], Literal["a"], "Goal"]


@pytest.mark.parametrize("strange", STRANGE)
def test_an_annotation_that_no_record_may_have_is_a_programming_mistake(strange: Any) -> None:
    """There is no field without a check: the class can't even be made."""
    with pytest.raises(TypeError, match="no check for"):
        check_for(strange)


def test_a_definition_is_named_by_its_id_or_by_its_pin_where_either_will_do() -> None:
    """Where its content must not change, only the pin names it."""
    pin = f"core/weekly@{'0' * 16}"
    either = check_for(Annotated[str, NamesDefinition("cadence_rule", pinned=False)])
    assert [either(name, "cadence") for name in ("core/weekly", pin)] == ["core/weekly", pin]
    for wrong in ("weekly", "core/weekly@", f"{pin}0", "Core/weekly"):
        with refused(InvalidValue, "invalid-value", "cadence"):
            either(wrong, "cadence")
    with refused(InvalidValue, "invalid-value", "cadence", "is not an id with a digest"):
        check_for(Annotated[str, NamesDefinition("cadence_rule")])("core/weekly", "cadence")
