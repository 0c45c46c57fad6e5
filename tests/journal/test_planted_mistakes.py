"""Whatever mistakes are planted in a log: exactly they are told, in their cells, and nothing is taken."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from instructional_coaching.errors import FileRefused
from tests.journal.planting import MISTAKES, Mistake, Planted, Spot, is_loose, plant
from tests.journal.term import School, Sheet, told

pytestmark = pytest.mark.long

LINES = list(Sheet.read("log.csv").lines)


def refused(log: Sheet, path: Path) -> FileRefused:
    """Import a log that is refused, and see to it that nothing of it is in the store."""
    school = School().with_staff()
    before = school.documents()
    with pytest.raises(FileRefused) as caught:
        school.take(log.write(path))
    assert school.documents() == before
    assert caught.value.code == "file-refused"
    return caught.value


@st.composite
def planted_logs(draw: st.DrawFn) -> tuple[Sheet, list[Planted]]:
    """Draw a log with up to six mistakes in it, each in a relationship of its own.

    What only shows where the other lines are right comes before any line of which nobody can tell what
    record it was about.
    """
    log, planted = Sheet.read("log.csv"), list[Planted]()
    used: set[str] = set()
    is_open = False
    for line in sorted(draw(st.sets(st.sampled_from(LINES), min_size=1, max_size=6))):
        relationship = Spot(log, line).relationship
        mistake = draw(st.sampled_from([one for one in MISTAKES if one.reach != "judged" or not is_open]))
        done = None if relationship in used else plant(draw, mistake, log, line)
        if done:
            planted.append(done)
            used.add(relationship)
            is_open = is_open or is_loose(done, log)
    return log, planted


@st.composite
def planted_in(draw: st.DrawFn, mistake: Mistake, log: Sheet, able: list[int]) -> Planted:
    """Draw a line out of some, and plant a mistake in it."""
    done = plant(draw, mistake, log, draw(st.sampled_from(able)))
    assert done is not None
    return done


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
@given(data=st.data())
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_mistake_is_told_by_line_and_column_and_what_hangs_on_it_is_not(
    tmp_path: Path, mistake: Mistake, data: st.DataObject
) -> None:
    log = Sheet.read("log.csv")
    able = [line for line in LINES if mistake.columns(Spot(log, line))]
    done = data.draw(planted_in(mistake, log, able))
    raised = refused(log, tmp_path / "log.csv")
    assert told(raised) == [done.told]
    others = Sheet.read("log.csv")
    relationship = Spot(others, done.line).relationship
    assert all(number > done.line for number in raised.not_checked)
    assert {Spot(others, number).relationship for number in raised.not_checked} <= {relationship}


@given(drawn=planted_logs())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_mistakes_are_told_at_once_and_nothing_else_is(
    tmp_path: Path, drawn: tuple[Sheet, list[Planted]]
) -> None:
    log, planted = drawn
    if planted:
        raised = refused(log, tmp_path / "log.csv")
        assert told(raised) == [one.told for one in planted]
        assert not {one.line for one in planted} & set(raised.not_checked)
