"""What a goal is measured by: kind, unit, bounds, direction and target, in exact numbers."""

from decimal import Decimal
from enum import StrEnum

from instructional_coaching.domain.check import Label
from instructional_coaching.domain.value import Value, content, value
from instructional_coaching.errors import InvalidValue


class MeasureKind(StrEnum):
    """How a value comes about."""

    COUNT = "count"
    RATE = "rate"
    DURATION = "duration"
    PERCENTAGE = "percentage"
    SCALE = "scale"
    SAMPLE = "sample"


_NEVER_NEGATIVE = frozenset(
    {MeasureKind.COUNT, MeasureKind.RATE, MeasureKind.DURATION, MeasureKind.PERCENTAGE}
)


class SampleMethod(StrEnum):
    """How an interval sample is scored."""

    MOMENTARY = "momentary"
    PARTIAL_INTERVAL = "partial_interval"
    WHOLE_INTERVAL = "whole_interval"


class Better(StrEnum):
    """In which direction a value improves; in a range, the nearer to it the better."""

    UP = "up"
    DOWN = "down"
    RANGE = "range"


@value
class Measure(Value):
    """How progress towards a goal is measured.

    Attributes:
        kind: How a value comes about. Each value of a count carries its observed minutes.
        unit: What is counted or timed, such as ``pupils answering per lesson``.
        better: In which direction a value improves.
        target: The value to reach, where better is up or down.
        range_from: Lower end of the range to be in, where better is a range.
        range_to: Upper end of that range.
        lowest: The lowest value possible, if there is one.
        highest: The highest value possible, if there is one.
        method: How a sample is scored; for samples only, and needed there.
    """

    kind: MeasureKind = content()
    unit: Label = content()
    better: Better = content()
    target: Decimal | None = content(default=None)
    range_from: Decimal | None = content(default=None)
    range_to: Decimal | None = content(default=None)
    lowest: Decimal | None = content(default=None)
    highest: Decimal | None = content(default=None)
    method: SampleMethod | None = content(default=None)

    def __attrs_post_init__(self) -> None:
        if self.better is Better.RANGE:
            if self.range_from is None or self.range_to is None or self.target is not None:
                raise InvalidValue(
                    "better", "a range needs its two ends and no target", "give range_from and range_to"
                )
            if self.range_from > self.range_to:
                raise InvalidValue("range_to", "is below range_from", "exchange the two")
        elif self.range_from is not None or self.range_to is not None:
            raise InvalidValue("better", "a range is given, but better is not range", "write better: range")
        if (self.kind is MeasureKind.SAMPLE) != (self.method is not None):
            raise InvalidValue("method", "goes with samples, and with nothing else", "see SampleMethod")
        if self.lowest is not None and self.highest is not None and self.lowest > self.highest:
            raise InvalidValue("highest", "is below lowest", "exchange the two")
        for name in ("lowest", "highest", "target", "range_from", "range_to"):
            number = getattr(self, name)
            if number is not None:
                self.require_possible(number, name)

    def require_value(self, number: Decimal, observed: int | None) -> None:
        """Refuse an observed value that this measure can't have.

        Args:
            number: The value.
            observed: For how many minutes was observed; a count needs them.

        Raises:
            InvalidValue: it is outside the bounds, or it is a count without its minutes.
        """
        self.require_possible(number, "value")
        if self.kind is MeasureKind.COUNT and observed is None:
            raise InvalidValue("observed", "is missing for a count", "give the minutes observed")

    def require_possible(self, number: Decimal, field: str) -> None:
        """Refuse a value outside the measure's bounds.

        Raises:
            InvalidValue: it is below the lowest or above the highest value possible; counts, rates, durations
                and percentages are never below 0.
        """
        least = max(self.lowest or Decimal(0), Decimal(0)) if self.kind in _NEVER_NEGATIVE else self.lowest
        too_low = least is not None and number < least
        too_high = self.highest is not None and number > self.highest
        if too_low or too_high:
            raise InvalidValue(field, "is outside the measure's bounds", "check the number or the bounds")

    def distance(self, number: Decimal) -> Decimal | None:
        """Return how far a value is from what is aimed at, 0 once it is reached; None without a target.

        In a range it is the distance to the nearest end.
        """
        if self.better is Better.RANGE and self.range_from is not None and self.range_to is not None:
            return max(self.range_from - number, number - self.range_to, Decimal(0))
        if self.target is None:
            return None
        ahead = self.target - number if self.better is Better.UP else number - self.target
        return max(ahead, Decimal(0))
