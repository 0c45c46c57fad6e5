"""Is it coaching? Whether it is individualised, intensive, sustained, context-specific and focused.

The wording is that of Kraft, Blazar and Hogan (2018), who say with it what they count as coaching; it is no
finding that any of the five works.
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

import attrs

from instructional_coaching.analysis.deciding import Deciding, earliest
from instructional_coaching.analysis.feature import Feature, FeatureName, FeatureValue, Figure, FiveFeatures
from instructional_coaching.analysis.feature_facts import FeatureFacts
from instructional_coaching.analysis.feature_threshold import DEFAULT_THRESHOLDS, FeatureThresholds
from instructional_coaching.analysis.silence import DayFacts
from instructional_coaching.errors import InvalidValue

SHORTEST, LONGEST = 1, 600
"""How many minutes a session has at least and at most, where nobody said how many."""

MET, NOT_MET, CANT_TELL = FeatureValue.MET, FeatureValue.NOT_MET, FeatureValue.CANT_TELL

_NO_CALENDAR = "the school has no calendar"
_NOT_SHOWN = "rounds of practice and links are content, and not shown here"


def five_features(
    facts: FeatureFacts,
    as_of: date,
    thresholds: FeatureThresholds = DEFAULT_THRESHOLDS,
    sessions: Iterable[str] = (),
) -> FiveFeatures:
    """Return the five features of a relationship, as they are on a day.

    Args:
        facts: What its records fold into.
        as_of: The day, not before the latest that the facts tell of.
        thresholds: What the facts were made with.
        sessions: Ids of the sessions that the facts are of, where they are at hand. Each of them decides
            whether coaching is individualised; without them the first and the last are named, and the first
            in which others took part.

    Raises:
        InvalidValue: the day is before the latest that the facts tell of.
    """
    if facts.latest and as_of < facts.latest:
        raise InvalidValue(
            "as_of", f"is before {facts.latest}, of which the facts tell", "fold what was then"
        )
    case = _Case(facts, as_of, thresholds)
    return FiveFeatures(
        as_of=as_of,
        individualised=_individualised(case, [f"session {one}" for one in sessions]),
        intensive=_intensive(case),
        sustained=_sustained(case),
        context_specific=_context_specific(case),
        focused=_focused(case),
        in_group=facts.first_group is not None,
    )


@attrs.frozen
class _Case:
    """What is judged, on which day and by what."""

    facts: FeatureFacts
    as_of: date
    thresholds: FeatureThresholds

    @property
    def relationship(self) -> str:
        return f"relationship {self.facts.relationship}"

    @property
    def ended(self) -> date | None:
        """The day on which it ended, if it had by then."""
        ended = self.facts.ended
        return ended if ended and ended <= self.as_of else None

    @property
    def until(self) -> date:
        """The last day that counts."""
        return self.ended or self.as_of

    @property
    def last(self) -> Deciding:
        """The last contact; before there is one, the beginning."""
        return self.facts.last or Deciding(ref=self.relationship, when=self.facts.start)

    @property
    def not_started(self) -> str | None:
        """Why nothing can be said before the first day of coaching."""
        start = self.facts.start
        return f"coaching starts on {start}" if self.as_of < start else None

    @property
    def nothing_yet(self) -> str:
        """Why nothing can be said before the first session."""
        return self.not_started or "no session has been held yet"

    def days(self, number: int) -> str:
        """Return a number of the days in which times without contact are counted, in words."""
        return _many(number, "working day" if self.thresholds.working_days else "school day")

    @property
    def allowed(self) -> str:
        """The longest time without contact, in words."""
        return self.days(self.thresholds.gap)


def _individualised(case: _Case, sessions: list[str]) -> Feature:
    name, facts = FeatureName.INDIVIDUALISED, case.facts
    if facts.first is None:
        return Feature(name, CANT_TELL, case.nothing_yet, (case.relationship,))
    alone, timeless = facts.one_to_one, facts.untimed_one_to_one
    group, timeless_group = facts.group, facts.untimed_group
    least = _share(alone + timeless * SHORTEST, group + timeless_group * LONGEST)
    most = _share(alone + timeless * LONGEST, group + timeless_group * SHORTEST)
    needed = Fraction(case.thresholds.one_to_one)
    value = MET if least >= needed else NOT_MET if most < needed else CANT_TELL
    first_group = facts.first_group.ref if facts.first_group else None
    return Feature(
        name,
        value,
        _minutes_in_words(facts) + ("" if value is MET else f"; {_at_least(needed)} to be"),
        tuple(sessions) or _named(facts.first.ref, first_group, case.last.ref),
        {
            "one_to_one": alone,
            "minutes": alone + group,
            "untimed": timeless + timeless_group,
            "share": _share(alone, group) if alone + group else None,
        },
    )


def _minutes_in_words(facts: FeatureFacts) -> str:
    minutes, untimed = facts.one_to_one + facts.group, facts.untimed_one_to_one + facts.untimed_group
    beside = f"{facts.untimed_one_to_one} of {_many(untimed, 'session')} without minutes"
    if not minutes:
        return f"{beside} one-to-one"
    told = f"{facts.one_to_one} of {_many(minutes, 'minute')} one-to-one"
    return f"{told}, and {beside}" if untimed else told


def _at_least(share: Fraction) -> str:
    return "all are" if share == 1 else f"at least {share} of them are"


def _intensive(case: _Case) -> Feature:
    name, days = FeatureName.INTENSIVE, case.facts.days
    if days is None:
        return Feature(name, CANT_TELL, _NO_CALENDAR, (case.relationship,))
    value, why, deciding = _intensity(case, days)
    longest = days.longest
    figures: dict[str, Figure] = {
        "longest": longest.days if longest else None,
        "first": longest.first if longest else None,
        "last": longest.last if longest else None,
        "silent_from": days.silent_from,
    }
    return Feature(name, value, why, _named(*deciding, days.calendar, days.coachee), figures)


def _intensity(case: _Case, days: DayFacts) -> tuple[FeatureValue, str, tuple[str, ...]]:
    longest = days.longest
    around = (longest.after or case.relationship, longest.before) if longest else ()
    if longest and longest.days > case.thresholds.gap:
        most = case.thresholds.gap
        why = f"{case.days(longest.days)} without contact, to {longest.last}; at most {most} are to be"
        return NOT_MET, why, around
    if days.silent_from and days.silent_from <= case.until:
        why = f"more than {case.allowed} without contact after {case.last.when}"
        return NOT_MET, why, (case.last.ref,)
    if days.tellable_from is None or case.until < days.tellable_from:
        early = f"no more than {case.allowed} went by after the start"
        return CANT_TELL, case.not_started or early, (case.relationship, case.last.ref)
    return MET, f"never more than {case.allowed} without contact", (*around, case.last.ref)


def _sustained(case: _Case) -> Feature:
    name, days = FeatureName.SUSTAINED, case.facts.days
    if days is None:
        return Feature(name, CANT_TELL, _NO_CALENDAR, (case.relationship,))
    value, why, deciding = _endurance(case, days)
    figures = {"start": case.facts.start, "span_reached": days.span_reached, "ended": case.ended}
    return Feature(name, value, why, _named(case.relationship, *deciding, days.calendar), figures)


def _endurance(case: _Case, days: DayFacts) -> tuple[FeatureValue, str, tuple[str, ...]]:
    span, reached = _many(case.thresholds.span, "school day"), days.span_reached
    if reached is None or case.until < reached:
        if case.ended:
            return NOT_MET, f"it ended on {case.ended}, within {span}", ()
        soon = f"{span} are over on {reached}" if reached else f"{span} go beyond the calendar"
        return CANT_TELL, soon, ()
    if days.span_half is None or case.last.when < days.span_half:
        why = f"{span} were over on {reached}, with no contact after {case.last.when}"
        return CANT_TELL, why, (case.last.ref,)
    return MET, f"it went on for {span}, to {reached}", (case.last.ref,)


def _context_specific(case: _Case) -> Feature:
    name, facts, needed = FeatureName.CONTEXT_SPECIFIC, case.facts, case.thresholds.own_class
    inside = facts.inside
    artefacts = (*inside.links, *inside.lessons) if inside else ()
    found = earliest(needed, {one.ref: one for one in (*facts.own_class, *artefacts)}.values())
    deciding = tuple(one.ref for one in found)
    figures = {"found": len(found)}
    if len(found) >= needed:
        why = f"from their own class on {', '.join(str(one.when) for one in found)}"
        return Feature(name, MET, why, deciding, figures)
    if facts.first is None:
        return Feature(name, CANT_TELL, case.nothing_yet, (case.relationship, *deciding), figures)
    if inside is None:
        return Feature(name, CANT_TELL, _NOT_SHOWN, _named(facts.first.ref, *deciding), figures)
    why = f"{len(found)} of {needed} from their own class so far"
    return Feature(name, NOT_MET, why, _named(facts.first.ref, *deciding), figures)


def _focused(case: _Case) -> Feature:
    name, facts, needed = FeatureName.FOCUSED, case.facts, case.thresholds.rounds
    if facts.inside is None:
        return Feature(name, CANT_TELL, _NOT_SHOWN, (case.relationship,))
    deciding = tuple(one.ref for one in facts.inside.on_one_skill)
    figures = {"rounds": len(deciding)}
    if len(deciding) >= needed:
        return Feature(name, MET, f"{_many(needed, 'round')} of practice on one skill", deciding, figures)
    if facts.first is None:
        return Feature(name, CANT_TELL, case.nothing_yet, (case.relationship, *deciding), figures)
    why = f"{len(deciding)} of {_many(needed, 'round')} of practice on one skill so far"
    return Feature(name, NOT_MET, why, deciding or (facts.first.ref,), figures)


def _share(alone: int, group: int) -> Fraction:
    return Fraction(alone, alone + group)


def _named(*refs: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in refs if one))


def _many(number: int, what: str) -> str:
    return f"{number} {what if number == 1 else f'{what}s'}"
