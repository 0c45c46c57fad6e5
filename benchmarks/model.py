"""A session as a model of pydantic, with the limits that ours has."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

import instructional_coaching as ic

Id = Annotated[str, Field(min_length=1, max_length=128)]
Text = Annotated[str, Field(min_length=1, max_length=4000)]
Minutes = Annotated[int, Field(ge=1, le=600)]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PydanticSegment(Model):
    stance: ic.Stance
    minutes: Minutes


class PydanticLink(Model):
    url: Annotated[str, Field(pattern=r"^https?://[^\s/?#@]+([/?#]\S*)?$", max_length=4000)]
    expires: date
    kind: ic.LinkKind


class PydanticSession(Model):
    id: Id
    author: Id
    when: date
    voided: Text | None
    relationship: Id
    coachee: Id
    coach: Id
    kind: ic.SessionKind
    status: ic.SessionStatus
    moved_from: date | None
    minutes: Minutes | None
    participants: tuple[Id, ...]
    goals: tuple[Id, ...]
    intended_stance: ic.Stance | None
    segments: tuple[PydanticSegment, ...]
    summary: Text | None
    links: tuple[PydanticLink, ...]
    reason: ic.MissReason | None
