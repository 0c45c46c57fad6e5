"""A private note: its author's alone."""

import pytest

from instructional_coaching.errors import NotItsAuthor, WrongState
from tests.domain.school import day, note, private, refused


def test_a_note_says_who_wrote_it_about_whom() -> None:
    """And on which day."""
    written = note()
    assert (written.author, written.about, written.when, written.text) == (
        "amara",
        "ben",
        day(3),
        private("tired today"),
    )


def test_its_author_corrects_it_and_the_day_stays() -> None:
    """Also long after; the earlier text is in the history."""
    corrected = note().correct(text=private("better"), reason=private("unfair"), by="amara", when=day(99))
    assert (corrected.text, corrected.when) == (private("better"), day(3))
    assert dict(corrected.unsaved[0].arguments)["text"] == private("tired today")


@pytest.mark.parametrize("other", ["ben", "cara", "head"])
def test_nobody_else_corrects_it(other: str) -> None:
    """Not even the person it is about."""
    with refused(NotItsAuthor, "not-its-author", "note n1", "correct", other, "ask the author"):
        note().correct(text="other", reason="because", by=other, when=day(4))


def test_a_void_note_is_not_corrected() -> None:
    """Nothing is done to what doesn't hold."""
    void = note().void(reason=private("unfair"), by="amara", when=day(4))
    with refused(WrongState, "wrong-state", "note n1", "correct", "void"):
        void.correct(text="other", reason="because", by="amara", when=day(5))
