"""The coaching relationship: one coachee, and the coaches of each day.

A group is several relationships that share sessions, so that agreement, cadence, confidentiality and
withdrawal are each coachee's own.
"""

from datetime import date
from typing import Self

from instructional_coaching.domain.agreement import Agreement, AgreementStanding
from instructional_coaching.domain.arrangement import Arrangement, arranged
from instructional_coaching.domain.cadence_rule import CadenceRule
from instructional_coaching.domain.check import Id, PersonId, Text
from instructional_coaching.domain.coaching_model import CoachingModel
from instructional_coaching.domain.decision import Owned
from instructional_coaching.domain.helping import RelationshipKind
from instructional_coaching.domain.pause import Pause
from instructional_coaching.domain.relationship_status import Basis, EndReason, RelationshipStatus
from instructional_coaching.domain.stance import Stance
from instructional_coaching.domain.tenure import CoachRole, Tenure, handed_over, require_possible
from instructional_coaching.domain.transition import require_order, transition
from instructional_coaching.domain.value import activity, content, value
from instructional_coaching.errors import InvalidValue, NotAnAuthor, StatutoryBasis, WrongState


@value
class Relationship(Owned[AgreementStanding]):
    """One coachee and their coaches over time.

    Attributes:
        kind: The kind of helping relationship that the school says it is.
        basis: What it rests on; where that is statutory the coachee can't end it.
        tenures: Who was, is and will be a coach, in the order they were entered; never two leads on one day.
        status: Where it stands.
        since: The day of the last change of status.
        end_reason: Why it ended, once it has.
        agreement: What coach and coachee have agreed, if anything.
        arrangements: By which model and how often they have arranged to work, the earliest first.
        pauses: When it rested, the earliest first.
    """

    KIND = "relationship"
    STANDING = AgreementStanding

    kind: RelationshipKind = activity()
    basis: Basis = activity()
    tenures: tuple[Tenure, ...] = activity()
    status: RelationshipStatus = activity(default=RelationshipStatus.ACTIVE)
    since: date = activity()
    end_reason: EndReason | None = content(default=None)
    agreement: Agreement | None = content(default=None)
    arrangements: tuple[Arrangement, ...] = activity(default=())
    pauses: tuple[Pause, ...] = activity(default=())

    def __attrs_post_init__(self) -> None:
        require_possible(self.ref, "a tenure", self.coachee, self.tenures)

    def lead_on(self, day: date) -> str | None:
        """Return the lead coach of a day, or None if it has none."""
        leads = (t.coach for t in self.tenures if t.role is CoachRole.LEAD and t.covers(day))
        return next(leads, None)

    def coaches_on(self, day: date) -> frozenset[str]:
        """Return everybody who is a coach on a day, in whatever role."""
        return frozenset(tenure.coach for tenure in self.tenures if tenure.covers(day))

    def arranged_on(self, day: date) -> Arrangement | None:
        """Return what was arranged for a day, or None if nothing was."""
        return next((one for one in reversed(self.arrangements) if one.since <= day), None)

    def pair_on(self, day: date) -> frozenset[str]:
        """Return the coachee and the coaches of a day: those who author what happens on it."""
        return self.coaches_on(day) | {self.coachee}

    def require_author(self, ref: str, attempted: str, person: str, day: date) -> None:
        """Refuse what somebody who is neither the coachee nor a coach of the day would author.

        Raises:
            NotAnAuthor: they are neither.
            WrongState: the relationship had ended.
        """
        if self.status is RelationshipStatus.ENDED and day > self.since:
            raise WrongState(ref, attempted, "part of what has ended", "a relationship that goes on")
        if person not in self.pair_on(day):
            raise NotAnAuthor(ref, attempted, person, day.isoformat())

    def require_coach(self, ref: str, attempted: str, day: date, by: str, named: str | None = None) -> str:
        """Return whose session it is on a day: the coach named, or ``by`` if they coach, or the lead.

        Raises:
            NotAnAuthor: the one named is no coach on that day, or nobody is.
        """
        coaches = self.coaches_on(day)
        coach = named or (by if by in coaches else self.lead_on(day))
        if coach is None or coach not in coaches:
            raise NotAnAuthor(ref, attempted, coach or "nobody", day.isoformat())
        return coach

    @classmethod
    @transition
    def begin(
        cls,
        *,
        id: Id,
        coach: PersonId,
        coachee: PersonId,
        by: str,
        when: date,
        kind: RelationshipKind = RelationshipKind.INSTRUCTIONAL_COACHING,
        basis: Basis = Basis.VOLUNTARY,
        starts: date | None = None,
        model: CoachingModel | None = None,
        cadence: CadenceRule | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Begin a relationship with its first lead coach.

        Args:
            id: Its id.
            coach: The first lead coach.
            coachee: The coachee.
            by: Who decided it.
            when: The day of the decision.
            kind: The kind of helping relationship.
            basis: What it rests on.
            starts: The first day of coaching; ``when`` if None.
            model: The coaching model that they mean to work by.
            cadence: How often they mean to meet.
            recorded_by: Who types it.

        Raises:
            SamePerson: coach and coachee are one person.
            OutOfOrder: it starts before it was decided.
        """
        require_order(f"{cls.KIND} {id}", "begin", starts or when, when)
        return cls(
            id=id,
            kind=kind,
            basis=basis,
            coachee=coachee,
            tenures=(Tenure(coach=coach, first=starts or when),),
            since=when,
            arrangements=arranged((), starts or when, model, cadence),
        )

    @transition
    def arrange(
        self,
        *,
        by: str,
        when: date,
        model: CoachingModel | None = None,
        cadence: CadenceRule | None = None,
        starts: date | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Arrange by which model, or how often, they work from a day on; what is not given stays.

        Raises:
            InvalidValue: neither is given.
            OutOfOrder: it starts before it was decided, or before an earlier arrangement.
            WrongState: the relationship has ended.
        """
        self._require_status("arrange", RelationshipStatus.ACTIVE, RelationshipStatus.PAUSED)
        if model is None and cadence is None:
            raise InvalidValue("model", "nothing is arranged", "give model, cadence or both")
        first = starts or when
        earlier = [one.since for one in self.arrangements]
        require_order(self.ref, "arrange", first, max([when, *earlier]))
        return self._with(arrangements=arranged(self.arrangements, first, model, cadence))

    @transition(decision=True)
    def agree(
        self,
        *,
        limits: Text,
        by: str,
        when: date,
        stance: Stance | None = None,
        contact_dates_for_appraiser: bool = False,
        recorded_by: str | None = None,
    ) -> Self:
        """Agree, as the coachee, on how the two work and where confidentiality ends.

        Raises:
            NotTheCoachee: ``by`` is somebody else.
            WrongState: the relationship has ended.
        """
        self._require_status("agree", RelationshipStatus.ACTIVE, RelationshipStatus.PAUSED)
        agreement = Agreement(
            limits=limits,
            stance=stance,
            contact_dates_for_appraiser=contact_dates_for_appraiser,
            since=when,
        )
        return self._decided("agree", by=by, when=when, recorded_by=recorded_by, agreement=agreement)

    @transition
    def hand_over(
        self,
        *,
        to: PersonId,
        by: str,
        when: date,
        starts: date | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Give the lead to another coach; the earlier lead's last day is the day before.

        Goals and steps stay.

        Args:
            to: The next lead coach.
            by: Who decided it.
            when: The day of the decision.
            starts: The first day of the next lead; ``when`` if None.
            recorded_by: Who types it.

        Raises:
            SamePerson: the coachee would become their own coach.
            TwoLeadCoaches: a later lead is entered already for one of these days.
            WrongState: the relationship has ended.
            OutOfOrder: it starts before it was decided, or no day of the present lead's would be left.
        """
        self._require_status("hand_over", RelationshipStatus.ACTIVE, RelationshipStatus.PAUSED)
        first = starts or when
        require_order(self.ref, "hand_over", first, when)
        return self._with_tenures("hand_over", handed_over(self.ref, "hand_over", self.tenures, to, first))

    @transition
    def add_coach(
        self,
        *,
        coach: PersonId,
        role: CoachRole,
        first: date,
        by: str,
        when: date,
        last: date | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """Enter a tenure: a co-coach, a stand-in, or a lead for days that have none.

        Raises:
            SamePerson: the coachee would become their own coach.
            TwoLeadCoaches: a day would have two leads.
            OutOfOrder: it ends before it begins.
            WrongState: the relationship has ended.
        """
        self._require_status("add_coach", RelationshipStatus.ACTIVE, RelationshipStatus.PAUSED)
        if last is not None:
            require_order(self.ref, "add_coach", last, first)
        tenure = Tenure(coach=coach, role=role, first=first, last=last)
        return self._with_tenures("add_coach", (*self.tenures, tenure))

    @transition
    def end_tenure(
        self,
        *,
        coach: PersonId,
        by: str,
        when: date,
        last: date | None = None,
        recorded_by: str | None = None,
    ) -> Self:
        """End a coach's tenure after a day, that day inclusive; ``when`` if no day is given.

        Raises:
            StatutoryBasis: the coachee would end what rests on a statutory entitlement.
            WrongState: they are not a coach on that day, or the relationship has ended.
        """
        self._require_theirs_to_end("end_tenure", by)
        self._require_status("end_tenure", RelationshipStatus.ACTIVE, RelationshipStatus.PAUSED)
        day = last or when
        if coach not in self.coaches_on(day):
            raise WrongState(
                self.ref, "end_tenure", f"without {coach} on {day}", "a tenure that covers the day"
            )
        tenures = tuple(
            tenure._with(last=day) if tenure.coach == coach and tenure.covers(day) else tenure
            for tenure in self.tenures
        )
        return self._with_tenures("end_tenure", tenures)

    @transition
    def pause(self, *, by: str, when: date, recorded_by: str | None = None) -> Self:
        """Pause it; nothing becomes due until it is resumed.

        Raises:
            StatutoryBasis: the coachee would pause what rests on a statutory entitlement.
            WrongState: it isn't active.
        """
        self._require_theirs_to_end("pause", by)
        paused = self._moved("pause", RelationshipStatus.PAUSED, when, RelationshipStatus.ACTIVE)
        return paused._with(pauses=(*self.pauses, Pause(first=when)))

    @transition
    def resume(self, *, by: str, when: date, recorded_by: str | None = None) -> Self:
        """Take it up again after a pause."""
        active = self._moved("resume", RelationshipStatus.ACTIVE, when, RelationshipStatus.PAUSED)
        resumed = tuple(one._with(resumed=when) for one in self.pauses[-1:])
        return active._with(pauses=(*self.pauses[:-1], *resumed))

    @transition
    def end(self, *, reason: EndReason, by: str, when: date, recorded_by: str | None = None) -> Self:
        """End it. Goals, sessions and notes stay where they are; open tenures end on this day.

        Raises:
            StatutoryBasis: the coachee would end what rests on a statutory entitlement.
            WrongState: it has ended.
        """
        self._require_theirs_to_end("end", by)
        ended = self._moved(
            "end", RelationshipStatus.ENDED, when, RelationshipStatus.ACTIVE, RelationshipStatus.PAUSED
        )
        tenures = tuple(kept for tenure in self.tenures if (kept := tenure.ended(when)))
        return ended._with(end_reason=reason, tenures=tenures)

    def _moved(self, verb: str, to: RelationshipStatus, when: date, *allowed: RelationshipStatus) -> Self:
        self._require_status(verb, *allowed)
        require_order(self.ref, verb, when, self.since)
        return self._with(status=to, since=when)

    def _require_theirs_to_end(self, attempted: str, by: str) -> None:
        if by == self.coachee and self.basis is Basis.STATUTORY:
            raise StatutoryBasis(self.ref, attempted)

    def _require_status(self, attempted: str, *allowed: RelationshipStatus) -> None:
        if self.status not in allowed:
            raise WrongState(self.ref, attempted, self.status, ", ".join(allowed))

    def _with_tenures(self, attempted: str, tenures: tuple[Tenure, ...]) -> Self:
        require_possible(self.ref, attempted, self.coachee, tenures)
        return self._with(tenures=tenures)
