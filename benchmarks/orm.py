"""What P3 is compared with: the same school in SQLAlchemy's ORM, with a table for each kind of record.

The segments of a session are a column of JSON, and so is what an entry of the caseload says, so that a save
writes one row for each document of ours. All that ours is found by is indexed.
"""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Date, DateTime, ForeignKey, String, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from benchmarks.durable import settle
from benchmarks.school import PAIR, START, SUMMARY


class Base(DeclarativeBase):
    """Base of the tables."""


class OrmRelationship(Base):
    __tablename__ = "relationship"

    id: Mapped[str] = mapped_column(String, primary_key=True)
    school: Mapped[str] = mapped_column(String, index=True)
    coachee: Mapped[str] = mapped_column(String, index=True)
    coach: Mapped[str] = mapped_column(String, index=True)
    cadence: Mapped[str] = mapped_column(String)
    since: Mapped[date] = mapped_column(Date, index=True)


class OrmSession(Base):
    __tablename__ = "session"

    id: Mapped[str] = mapped_column(String, primary_key=True)
    school: Mapped[str] = mapped_column(String, index=True)
    relationship: Mapped[str] = mapped_column(ForeignKey("relationship.id"), index=True)
    coachee: Mapped[str] = mapped_column(String, index=True)
    coach: Mapped[str] = mapped_column(String, index=True)
    author: Mapped[str] = mapped_column(String, index=True)
    when: Mapped[date] = mapped_column(Date, index=True)
    kind: Mapped[str] = mapped_column(String)
    minutes: Mapped[int]
    segments: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    summary: Mapped[str] = mapped_column(String)


class OrmEntry(Base):
    __tablename__ = "entry"

    record: Mapped[str] = mapped_column(String, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    school: Mapped[str] = mapped_column(String, index=True)
    relationship: Mapped[str] = mapped_column(ForeignKey("relationship.id"), index=True)
    verb: Mapped[str] = mapped_column(String)
    by: Mapped[str] = mapped_column(String)
    recorded_by: Mapped[str] = mapped_column(String)
    when: Mapped[date] = mapped_column(Date, index=True)
    logged: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)


class OrmCaseload(Base):
    __tablename__ = "caseload"

    relationship: Mapped[str] = mapped_column(ForeignKey("relationship.id"), primary_key=True)
    school: Mapped[str] = mapped_column(String, index=True)
    coachee: Mapped[str] = mapped_column(String, index=True)
    coach: Mapped[str] = mapped_column(String, index=True)
    overdue_from: Mapped[date] = mapped_column(Date, index=True)
    body: Mapped[str] = mapped_column(String)


class OrmSchool:
    """A school in the ORM's tables; each session is saved in a transaction of its own.

    Args:
        path: The file.
        caseload: What an entry of the caseload says, which is written as it is.
    """

    def __init__(self, path: Path, caseload: str) -> None:
        self.caseload = caseload
        self.engine = create_engine(f"sqlite:///{path}")
        event.listen(self.engine, "connect", _settle)
        event.listen(self.engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        Base.metadata.create_all(self.engine)
        people = {"school": "school", "coachee": "ben", "coach": "amara"}
        with Session(self.engine) as session:
            session.add(OrmRelationship(id=PAIR, cadence="core/every-two-weeks", since=START, **people))
            session.flush()
            session.add(OrmCaseload(relationship=PAIR, overdue_from=START, body="", **people))
            session.commit()

    def log(self, number: int) -> None:
        """Read the relationship and save a session of it, its entry and the caseload, on the n-th day."""
        today = START + timedelta(days=number)
        segments = [{"stance": "directive", "minutes": 15}, {"stance": "dialogical", "minutes": 20}]
        with Session(self.engine) as session:
            pair = session.get_one(OrmRelationship, PAIR)
            told = {"kind": "observation", "minutes": 45, "segments": segments, "summary": SUMMARY * 4}
            session.add(
                OrmSession(
                    id=f"s{number:07d}",
                    school=pair.school,
                    relationship=pair.id,
                    coachee=pair.coachee,
                    coach=pair.coach,
                    author="amara",
                    when=today,
                    **told,
                )
            )
            session.add(
                OrmEntry(
                    record=f"session/s{number:07d}",
                    number=1,
                    school=pair.school,
                    relationship=pair.id,
                    verb="session.log",
                    by="amara",
                    recorded_by="amara",
                    when=today,
                    logged=datetime.combine(today, time(12), UTC),
                    arguments=told,
                )
            )
            entry = session.get_one(OrmCaseload, PAIR)
            entry.overdue_from = today + timedelta(days=21)
            entry.body = f"{number:07d} {self.caseload}"
            session.commit()

    def close(self) -> None:
        """Close the file."""
        self.engine.dispose()


def _settle(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    settle(connection)
