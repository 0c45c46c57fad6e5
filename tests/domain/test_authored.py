"""What somebody recorded is theirs to void, with a reason, once."""

from typing import Any

import pytest

from instructional_coaching.errors import InvalidValue, NotItsAuthor, WrongState
from tests.domain.school import day, logged, note, planned, point, private, refused, sheet
from tests.domain.school_year import absent

AUTHORED = [
    note(),
    point(),
    planned(),
    logged(),
    sheet(),
    absent(by="amara"),
    absent(by="amara", last=day(5)),
]


@pytest.mark.parametrize("record", AUTHORED)
def test_its_author_voids_it_with_a_reason(record: Any) -> None:
    """It stays where it is, with the reason, and counts nowhere."""
    void = record.void(reason=private("never happened"), by="amara", when=day(99))
    assert void.voided == private("never happened")
    assert record.voided is None
    assert (void.id, void.when, void.author) == (record.id, record.when, "amara")


@pytest.mark.parametrize("record", AUTHORED)
@pytest.mark.parametrize("other", ["ben", "cara", "head"])
def test_nobody_else_voids_it(record: Any, other: str) -> None:
    """Somebody who sees it otherwise records their own."""
    with refused(NotItsAuthor, "not-its-author", record.ref, "void", other, "ask the author"):
        record.void(reason="because", by=other, when=day(99))


@pytest.mark.parametrize("record", AUTHORED)
def test_it_is_voided_once(record: Any) -> None:
    """What doesn't hold can't be declared so again."""
    void = record.void(reason=private("slip"), by="amara", when=day(99))
    with refused(WrongState, "wrong-state", record.ref, "void", "anything that isn't void"):
        void.void(reason="again", by="amara", when=day(99))


@pytest.mark.parametrize("record", AUTHORED)
def test_a_reason_is_needed(record: Any) -> None:
    """An empty one is none."""
    with pytest.raises(TypeError, match="reason"):
        record.void(by="amara", when=day(99))
    with refused(InvalidValue, "invalid-value", "reason", "empty"):
        record.void(reason=" ", by="amara", when=day(99))


@pytest.mark.parametrize("record", AUTHORED)
def test_somebody_else_refused_is_told_nothing_of_its_state(record: Any) -> None:
    """A stranger learns that it isn't theirs, and not that it was voided."""
    void = record.void(reason=private("slip"), by="amara", when=day(99))
    with refused(NotItsAuthor, "not-its-author", "cara"):
        void.void(reason="again", by="cara", when=day(99))
