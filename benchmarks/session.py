"""A session of real size, 11 objects and 1.9 kB of JSON, and the same session as its peers would have it."""

import json
from datetime import date

import attrs
from cattrs import Converter

import instructional_coaching as ic

DAY = date(2025, 9, 10)
TALK = "Watched the starter twice, once with the sound off, and counted the seconds. "


def session(number: int = 1) -> ic.Session:
    """Return a session that was logged."""
    pair = ic.Relationship.begin(id="amara-ben", coach="amara", coachee="ben", by="office", when=DAY)
    minutes = (5, 6, 7, 5, 6)
    logged = ic.Session.log(
        id=f"s{number:07d}",
        relationship=pair,
        kind=ic.SessionKind.OBSERVATION,
        minutes=45,
        segments=tuple(
            ic.Segment(stance=stance, minutes=long)
            for stance, long in zip([*ic.Stance] * 2, minutes, strict=False)
        ),
        participants=("cleo", "dev", "eve"),
        goals=("g1", "g2", "g3"),
        links=tuple(
            ic.Link(url=f"https://video.example.org/clip/{n}", expires=date(2026, 1, n)) for n in range(1, 6)
        ),
        summary=TALK * 12,
        by="amara",
        when=DAY,
    )
    return attrs.evolve(logged, unsaved=())


@attrs.frozen
class PlainSegment:
    stance: ic.Stance
    minutes: int


@attrs.frozen
class PlainLink:
    url: str
    expires: date
    kind: ic.LinkKind


@attrs.frozen
class PlainSession:
    id: str
    author: str
    when: date
    voided: str | None
    relationship: str
    coachee: str
    coach: str
    kind: ic.SessionKind
    status: ic.SessionStatus
    moved_from: date | None
    minutes: int | None
    participants: tuple[str, ...]
    goals: tuple[str, ...]
    intended_stance: ic.Stance | None
    segments: tuple[PlainSegment, ...]
    summary: str | None
    links: tuple[PlainLink, ...]
    reason: ic.MissReason | None


def default_converter() -> Converter:
    """Return a converter as cattrs makes it, which forbids extra keys and knows dates."""
    made = Converter(forbid_extra_keys=True)
    made.register_structure_hook(date, lambda given, _: date.fromisoformat(given))
    made.register_unstructure_hook(date, date.isoformat)
    return made


def plain(body: str) -> PlainSession:
    """Return the session of a body as cattrs reads it."""
    return default_converter().structure(json.loads(body), PlainSession)
