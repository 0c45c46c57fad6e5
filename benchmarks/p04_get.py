"""P4: one session got typed from a file, beside a select and `json.loads`, and beside SQLAlchemy's ORM.

Ours is read by its key with its tags, its digest is reckoned, and a session is made of it; the select reads
one column and makes a dict. The ORM gives an object of one row, whose segments and links are columns of JSON.
All have their files open, and read a thousand sessions one after the other. The last row is what an embedder
calls: a unit of work, which also reads the relationship and says who may see the session.
"""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import JSON, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session as OrmUnit, mapped_column

import instructional_coaching as ic
from benchmarks.row import Row, interleaved
from benchmarks.school import COACH, School
from benchmarks.session import session
from instructional_coaching.codec.document import to_plain
from instructional_coaching.codec.quick import Plain, Reader, WithMsgspec
from instructional_coaching.storage import Put
from instructional_coaching.storage.extra import put_all
from instructional_coaching.storage.sqlite import SQLiteBackend
from instructional_coaching.workspace.shelving import key_of, shelved

MANY, TIMES = 1000, 100
IDS = [f"s{number:07d}" for number in range(MANY)]
SCHOOL = "school"


class Base(DeclarativeBase):
    """Base of the table."""


class OrmSession(Base):
    __tablename__ = "session"

    id: Mapped[str] = mapped_column(primary_key=True)
    author: Mapped[str]
    when: Mapped[date]
    voided: Mapped[str | None]
    relationship: Mapped[str]
    coachee: Mapped[str]
    coach: Mapped[str]
    kind: Mapped[str]
    status: Mapped[str]
    moved_from: Mapped[date | None]
    minutes: Mapped[int | None]
    participants: Mapped[list[str]] = mapped_column(JSON)
    goals: Mapped[list[str]] = mapped_column(JSON)
    intended_stance: Mapped[str | None]
    segments: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    summary: Mapped[str | None]
    links: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    reason: Mapped[str | None]


def measure() -> list[Row]:
    with (
        TemporaryDirectory() as folder,
        closing(SQLiteBackend(Path(folder) / "ours.db")) as backend,
        closing(sqlite3.connect(Path(folder) / "raw.db")) as raw,
    ):
        school = School(backend).open()
        documents = [shelved(SCHOOL, session(number), 1) for number in range(MANY)]
        put_all(backend, [Put(one, 0) for one in documents])
        raw.execute("CREATE TABLE session (id TEXT PRIMARY KEY, body TEXT)")
        raw.executemany(
            "INSERT INTO session VALUES (?, ?)", zip(IDS, (one.body for one in documents), strict=True)
        )
        raw.commit()
        orm = create_engine(f"sqlite:///{Path(folder) / 'orm.db'}")
        Base.metadata.create_all(orm)
        with OrmUnit(orm) as unit:
            unit.add_all(orm_session(number) for number in range(MANY))
            unit.commit()

        def selected(id_: str) -> object:
            return json.loads(raw.execute("SELECT body FROM session WHERE id = ?", (id_,)).fetchone()[0])

        def mapped(id_: str) -> object:
            with OrmUnit(orm) as unit:
                return unit.get_one(OrmSession, id_)

        def in_a_unit(id_: str) -> object:
            return school.workspace.unit(COACH).get(ic.Session, id_)

        fast, without = (typed(backend, reads(made)) for made in (WithMsgspec(), Plain()))
        assert fast(IDS[1]) == without(IDS[1]) == in_a_unit(IDS[1]) == session(1)
        theirs, quick, slower, ours_in_unit, by_orm = interleaved(
            *(several(one) for one in (selected, fast, without, in_a_unit, mapped)), rounds=15
        )
        orm.dispose()
    return [
        Row(
            name="P4 get with fast, over select and loads",
            ours=quick / TIMES,
            theirs=theirs / TIMES,
            goal=2.1,
        ),
        Row(
            name="P4 get without, over select and loads", ours=slower / TIMES, theirs=theirs / TIMES, goal=4.5
        ),
        Row(name="P4 get with fast, over the ORM", ours=quick / TIMES, theirs=by_orm / TIMES, goal=0.5),
        Row(name="P4 get in a new unit, over the ORM", ours=ours_in_unit / TIMES, theirs=by_orm / TIMES),
    ]


def typed(backend: SQLiteBackend, read: Reader) -> Callable[[str], object]:
    """Return what gets a session, typed, by its id."""

    def get(id_: str) -> object:
        (document,) = backend.get([key_of(SCHOOL, ic.Session, id_)])
        assert document is not None
        assert document.intact
        return read(document.body)

    return get


def reads(engine: WithMsgspec | Plain) -> Reader:
    """Return what reads a session."""
    found = engine.reader(ic.Session)
    assert found is not None
    return found


def several(get: Callable[[str], object]) -> Callable[[], None]:
    """Return what gets so many sessions, each time the next ones."""
    ids = cycle(IDS)

    def work() -> None:
        for _ in range(TIMES):
            get(next(ids))

    return work


def orm_session(number: int) -> OrmSession:
    """Return the session of a number as a row of the ORM."""
    plain = to_plain(session(number))
    days = {name: date.fromisoformat(plain[name]) for name in ("when",)}
    return OrmSession(**plain | days)
