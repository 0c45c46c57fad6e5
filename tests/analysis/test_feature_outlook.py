"""Which features will be met on the days to come, if nothing more happens."""

from instructional_coaching.analysis.feature import FeatureValue
from instructional_coaching.analysis.feature_outlook import FeaturePhase, feature_outlook, features_on
from instructional_coaching.domain.relationship_status import EndReason
from tests.analysis.cadence import LOOK, begun, held, on
from tests.analysis.featuring import facts

MET, NOT_MET, CANT_TELL = FeatureValue.MET, FeatureValue.NOT_MET, FeatureValue.CANT_TELL


def test_each_day_on_which_something_turns_begins_a_phase() -> None:
    """Told on the eleventh school day, silent from the eleventh after the last contact, over at the end."""
    sessions = (held(on(9, 10), LOOK, "s1", minutes=30), held(on(9, 14), id="s2", minutes=30))
    pair = begun().end(reason=EndReason.COMPLETED, by="ben", when=on(10, 5))

    assert feature_outlook(facts(*sessions)) == (
        FeaturePhase(first=on(9, 14), values=(MET, CANT_TELL, CANT_TELL, MET, NOT_MET)),
        FeaturePhase(first=on(9, 22), values=(MET, MET, CANT_TELL, MET, NOT_MET)),
        FeaturePhase(first=on(9, 29), values=(MET, NOT_MET, CANT_TELL, MET, NOT_MET)),
    )
    assert feature_outlook(facts(*sessions, relationship=pair))[-1] == FeaturePhase(
        first=on(10, 5), values=(MET, NOT_MET, NOT_MET, MET, NOT_MET)
    )


def test_before_there_was_contact_the_outlook_begins_with_the_start() -> None:
    phases = feature_outlook(facts(relationship=begun(starts=on(10, 1))))

    assert [one.first for one in phases] == [on(10, 1), on(10, 16)]
    assert features_on(phases, on(9, 30)) is None
    assert features_on(phases, on(10, 15)) == phases[0]
    assert features_on(phases, on(12, 1)) == phases[1]


def test_without_a_calendar_nothing_turns() -> None:
    assert len(feature_outlook(facts(held(on(9, 10)), around=None))) == 1
