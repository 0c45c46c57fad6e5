"""Coaching models as data: stages, the order they are taken in, what each produces and needs, and by whom.

Impact Cycle, See it, Name it, Do it, GROW and the rest differ in their stages, in how strictly these follow
one another and in what belongs to each. That is all said here in data; `Cycle` keeps to it.
"""

from collections.abc import Iterator
from typing import Annotated

from instructional_coaching.domain.check import DefinitionId, NamesDefinition
from instructional_coaching.domain.definition import Definition
from instructional_coaching.domain.helping import RelationshipKind
from instructional_coaching.domain.model_check import faults_of_model
from instructional_coaching.domain.stage import Artefact, ModelRole, Order, RoleDuties, Stage, next_of
from instructional_coaching.domain.stance import Stance
from instructional_coaching.domain.value import activity, value
from instructional_coaching.errors import Fault

ModelPin = Annotated[str, NamesDefinition("coaching_model")]


@value
class CoachingModel(Definition):
    """A coaching model.

    Attributes:
        order: How strictly its stages follow one another.
        stages: Its stages; a cycle begins with the first.
        artefacts: What can come of it.
        roles: Who may do what, where artefacts name duties.
        kind: The kind of helping relationship that it is for.
        stance: The stance that it usually takes: a default, never a record of what was done.
        cadence: The cadence rule that it usually goes with.

    Raises:
        FaultyDefinition: a stage that can't be reached or left, a required artefact that nothing produces, a
            duty that no role has, a name that names nothing, an id that stands twice.
    """

    KIND = "coaching_model"
    NAMES = {"cadence": "cadence_rule"}

    order: Order = activity()
    stages: tuple[Stage, ...] = activity()
    artefacts: tuple[Artefact, ...] = activity(default=())
    roles: tuple[RoleDuties, ...] = activity(default=())
    kind: RelationshipKind = activity(default=RelationshipKind.INSTRUCTIONAL_COACHING)
    stance: Stance | None = activity(default=None)
    cadence: DefinitionId | None = activity(default=None)

    @property
    def first(self) -> Stage:
        """The stage that a cycle begins with."""
        return self.stages[0]

    def stage(self, id: str) -> Stage | None:
        """Return the stage of an id, or None if it has none."""
        return next((one for one in self.stages if one.id == id), None)

    def artefact(self, id: str) -> Artefact | None:
        """Return the artefact of an id, or None if it has none."""
        return next((one for one in self.artefacts if one.id == id), None)

    def next_of(self, stage: Stage) -> tuple[str, ...]:
        """Return the ids of the stages that are the next one after a stage; none after the last."""
        return next_of(self.stages, stage)

    def is_back(self, stage: Stage, to: Stage) -> bool:
        """Say whether a stage comes earlier in the list than another, or is the same."""
        return self.stages.index(to) <= self.stages.index(stage)

    def has_duty(self, role: ModelRole, duty: str | None) -> bool:
        """Say whether a role may take a duty; everybody may take none."""
        return duty is None or any(one.role is role and duty in one.duties for one in self.roles)

    def faults(self) -> Iterator[Fault]:
        """Yield every rule of coaching models that it breaks."""
        return faults_of_model(self.order, self.stages, self.artefacts, self.roles)
