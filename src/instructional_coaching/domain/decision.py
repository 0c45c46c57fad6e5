"""Decisions that are the coachee's: taken by them, or recorded for them and then confirmed or reversed.

A coach may record "agreed in the meeting": ``by`` is the coachee, ``recorded_by`` the coach. The decision
counts at once and is shown as unconfirmed. The coachee confirms it or reverses it, without a reason; a later
decision that they type themselves settles it too.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Generic, Self, TypeVar

from instructional_coaching.domain.check import Id, Label, PersonId
from instructional_coaching.domain.transition import Record, require_order, transition
from instructional_coaching.domain.value import Value, activity, content, stored_fields, value
from instructional_coaching.errors import NotTheirOwnHand, WrongState

S = TypeVar("S", bound=Value)


@value
class Unconfirmed(Value, Generic[S]):
    """A decision that somebody recorded for the coachee.

    Attributes:
        verb: The verb, such as ``adopt``.
        recorded_by: Who typed it.
        when: The day on which it is said to have been taken.
        before: Where the record stood before, to go back to.
    """

    verb: Label = activity()
    recorded_by: Id = activity()
    when: date = activity()
    before: S = content()


@value
class Owned(Record, Generic[S]):
    """A record that the coachee decides about.

    Attributes:
        coachee: Whose decisions these are.
        unconfirmed: Decisions recorded for the coachee and not settled yet, oldest first.
    """

    STANDING: ClassVar[type[Value]]

    coachee: PersonId = activity()
    unconfirmed: tuple[Unconfirmed[S], ...] = content(default=())

    @transition(decision=True)
    def confirm(self, *, by: str, when: date, recorded_by: str | None = None) -> Self:
        """Confirm everything that was recorded for the coachee. Only they themselves can type this.

        Raises:
            NotTheCoachee: ``by`` is somebody else.
            NotTheirOwnHand: typed by somebody else.
            WrongState: nothing is unconfirmed.
        """
        self._require_own_hand("confirm", by, when, recorded_by)
        return self._with(unconfirmed=())

    @transition(decision=True)
    def reverse(self, *, by: str, when: date, recorded_by: str | None = None) -> Self:
        """Take back the latest decision recorded for the coachee. Needs no reason; only they can type this.

        Raises:
            NotTheCoachee: ``by`` is somebody else.
            NotTheirOwnHand: typed by somebody else.
            WrongState: nothing is unconfirmed.
        """
        self._require_own_hand("reverse", by, when, recorded_by)
        *earlier, latest = self.unconfirmed
        before = {name: getattr(latest.before, name) for name in self._decided_by(latest.verb)}
        return self._with(**before, unconfirmed=tuple(earlier))

    def _decided_by(self, _verb: str) -> Iterable[str]:
        """Return the names of the fields that a decision changes: what reversing it puts back."""
        return [field.name for field in stored_fields(self.STANDING)]

    def _decided(self, verb: str, *, by: str, when: date, recorded_by: str | None, **changes: Any) -> Self:
        typed_by = recorded_by or by
        before = self.STANDING(
            **{field.name: getattr(self, field.name) for field in stored_fields(self.STANDING)}
        )
        unsettled: tuple[Unconfirmed[Any], ...] = ()
        if typed_by != by:
            latest = Unconfirmed(verb=verb, recorded_by=typed_by, when=when, before=before)
            unsettled = (*self.unconfirmed, latest)
        return self._with(**changes, unconfirmed=unsettled)

    def _require_own_hand(self, verb: str, by: str, when: date, recorded_by: str | None) -> None:
        if recorded_by is not None and recorded_by != by:
            raise NotTheirOwnHand(self.ref, verb, recorded_by)
        if not self.unconfirmed:
            raise WrongState(self.ref, verb, "settled", "a decision recorded for the coachee, unconfirmed")
        require_order(self.ref, verb, when, self.unconfirmed[-1].when)
