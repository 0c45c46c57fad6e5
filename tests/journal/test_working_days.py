"""The days that somebody works are read in the few forms that leave no doubt, and in no other."""

import pytest
from hypothesis import given, strategies as st

from instructional_coaching.domain.weekday import SCHOOL_WEEK, WEEKDAYS, Weekday
from instructional_coaching.errors import InvalidValue
from instructional_coaching.journal.working_days import UNDERSTOOD, working_days_from

INITIALS = "mtwtfss"


def days(initials: str) -> frozenset[Weekday]:
    """Return days by a letter or a hyphen for each from Monday on."""
    return frozenset(day for day, letter in zip(WEEKDAYS, initials, strict=False) if letter != "-")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("monday; tuesday", "mt"),
        ("Monday", "m"),
        ("Mon Tue Wed", "mtw"),
        ("Mo, Tu", "mt"),
        ("Tues/Weds/Thurs", "-twt"),
        ("Mon., Fri.", "m---f"),
        ("SAT SUN", "-----ss"),
        ("Wed Mon", "m-w"),
        ("Mon Mon", "m"),
        ("Mon-Thu", "mtwt"),
        ("Mon - Thu", "mtwt"),
        ("Mo–We", "mtw"),
        ("Mon-Wed, Fri", "mtw-f"),
        ("Sat-Sun", "-----ss"),
        ("Tue-Tue", "-t"),
        ("MTW--", "mtw"),
        ("mtwtf", "mtwtf"),
        ("M-W-F", "m-w-f"),
        ("-T-T-", "-t-t"),
        ("--W--", "--w"),
        ("M - - - F", "m---f"),
        ("full-time", "mtwtf"),
        ("Full Time", "mtwtf"),
        ("FT", "mtwtf"),
    ],
)
def test_a_form_that_schools_use_is_read_as_it_is_meant(text: str, meant: str) -> None:
    assert working_days_from(text) == days(meant)


@pytest.mark.parametrize(
    "text",
    [
        "T",
        "M T W",
        "M-F",
        "MTW",
        "MWF--",
        "MTWTFSS",
        "TMWTF",
        "-----",
        "none",
        "0.6",
        "3",
        "11100",
        "YYYNN",
        "part-time",
        "PT",
        "3 days",
        "Mon-",
        "-Mon",
        "Fri-Mon",
        "Mon, Fri-Tue",
        "Mon-Wed-Fri",
        "Monn",
        "Mon Xyz",
        "Monday to Friday",
        "Mon.Tue",
        "; ,",
        "",
    ],
    ids=str,
)
def test_whatever_else_is_refused_with_what_is_understood(text: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        working_days_from(text)
    assert (caught.value.code, caught.value.field) == ("invalid-value", "working_days")
    assert caught.value.hint == UNDERSTOOD
    assert "Mon Tue Wed" in UNDERSTOOD


def test_a_refusal_does_not_repeat_what_was_written() -> None:
    with pytest.raises(InvalidValue) as caught:
        working_days_from("off sick since May")
    assert "sick" not in str(caught.value)


@given(
    chosen=st.sets(st.sampled_from(WEEKDAYS), min_size=1).flatmap(lambda some: st.permutations(sorted(some))),
    between=st.sampled_from([" ", ", ", ";", " / ", ",  "]),
    data=st.data(),
)
def test_names_of_days_are_read_however_short_they_are_cut(
    chosen: list[Weekday], between: str, data: st.DataObject
) -> None:
    lengths = data.draw(st.tuples(*(st.integers(2, len(day)) for day in chosen)))
    cut = [day[:length] for day, length in zip(chosen, lengths, strict=True)]
    text = between.join(data.draw(st.sampled_from([one, one.upper(), one.capitalize()])) for one in cut)
    assert working_days_from(text) == frozenset(chosen)


@given(st.sets(st.sampled_from(WEEKDAYS[:5]), min_size=1))
def test_places_are_read_as_the_days_whose_letter_is_there(chosen: set[Weekday]) -> None:
    places = "".join(
        letter if day in chosen else "-" for day, letter in zip(WEEKDAYS, INITIALS, strict=True)
    )[:5]
    assert working_days_from(places) == chosen


@given(st.text(alphabet="mtwfoueasn-; ,–", max_size=12))
def test_whatever_is_read_is_days_of_the_week_and_at_least_one(text: str) -> None:
    try:
        found = working_days_from(text)
    except InvalidValue:
        return
    assert found
    assert found <= frozenset(WEEKDAYS)
    assert found <= SCHOOL_WEEK or "s" in text
