"""Coaching and the platform's own data are saved together, or neither is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import psycopg
import pytest
from joining import save_both
from sqlalchemy import Column, Engine, Integer, MetaData, Table, create_engine, select
from sqlalchemy.orm import Session

from instructional_coaching import (
    Actor,
    ConcurrencyConflict,
    KindEntry,
    Relationship,
    StorageUnavailable,
    UnitOfWork,
    Workspace,
)
from instructional_coaching.hooks import hookimpl
from instructional_coaching.hooks.manager import HookManager
from instructional_coaching_sqlalchemy import SQLAlchemyBackend

OWN = Table("lesson", MetaData(), Column("number", Integer, primary_key=True))
AMARA = Actor("amara")
DAY = date(2025, 9, 8)


class Told:
    """A plugin that notes of what it is told, and owns visits."""

    def __init__(self) -> None:
        self.changes: list[str] = []

    @hookimpl
    def coaching_migrations(self) -> list[KindEntry]:
        return [KindEntry("oakfield.visit")]

    @hookimpl
    def coaching_after_commit(self, changes: tuple[object, ...], context: object) -> None:
        self.changes += [str(getattr(one, "id", "")) for one in changes]


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        yield create_engine(f"sqlite:///{tmp_path / 'platform.db'}")
        return
    server, name = request.getfixturevalue("server"), f"s{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    address = f"{server}&options=-csearch_path%3D{name}".replace("postgresql:", "postgresql+psycopg:")
    made = create_engine(address)
    yield made
    made.dispose()


@pytest.fixture
def school(engine: Engine) -> Iterator[SimpleNamespace]:
    told = Told()
    hooks = HookManager(plugins=[told], discover=False)
    backend = SQLAlchemyBackend(engine)
    OWN.metadata.create_all(engine)
    workspace = Workspace(backend, clock=lambda: datetime(2025, 9, 9, tzinfo=UTC), hooks=hooks)
    yield SimpleNamespace(engine=engine, workspace=workspace, told=told)
    workspace.close()


def begun(id: str = "amara-ben") -> Relationship:
    return Relationship.begin(id=id, coach="amara", coachee="ben", by="amara", when=DAY)


def there(school: SimpleNamespace) -> tuple[list[int], list[str]]:
    """Return the platform's lessons and the relationships."""
    with school.engine.connect() as connection:
        lessons = list(connection.scalars(select(OWN.c.number)))
    return lessons, [one.id for one in school.workspace.unit(AMARA).find(Relationship)]


@pytest.mark.parametrize("kind", ["connection", "session"])
def test_what_the_host_commits_is_there_and_plugins_are_then_told(school: SimpleNamespace, kind: str) -> None:
    with school.engine.connect() if kind == "connection" else Session(school.engine) as host:
        joined = school.workspace.joined(host)
        host.execute(OWN.insert().values(number=1))
        with joined.unit(AMARA) as unit:
            unit.save(begun())
        assert school.told.changes == []
        host.commit()
        joined.committed()
    assert school.told.changes == ["amara-ben"]
    assert there(school) == ([1], ["amara-ben"])
    assert [one.relationship for one in school.workspace.unit(AMARA).caseload().rows()] == ["amara-ben"]


def test_the_example_of_the_manual_does_what_it_says(school: SimpleNamespace) -> None:
    save_both(school.workspace, school.engine, OWN, begun())
    assert there(school) == ([1], ["amara-ben"])
    assert school.told.changes == ["amara-ben"]


def test_what_the_host_takes_back_never_was(school: SimpleNamespace) -> None:
    with school.engine.connect() as host:
        joined = school.workspace.joined(host)
        host.execute(OWN.insert().values(number=1))
        with joined.unit(AMARA) as unit:
            unit.save(begun())
        host.rollback()
    assert there(school) == ([], [])
    assert school.told.changes == []


def test_a_unit_sees_what_an_earlier_unit_of_the_transaction_saved(school: SimpleNamespace) -> None:
    with school.engine.connect() as host:
        joined = school.workspace.joined(host)
        with joined.unit(AMARA) as unit:
            unit.save(begun())
        with joined.unit(AMARA) as unit:
            unit.save(unit.get(Relationship, "amara-ben").pause(by="amara", when=DAY))
        host.commit()
    assert school.workspace.unit(AMARA).get(Relationship, "amara-ben").status == "paused"


def test_a_conflict_takes_back_the_unit_and_leaves_the_host_its_own(school: SimpleNamespace) -> None:
    """The host's row stays in its transaction; whether to go on is for the host to say."""
    with school.workspace.unit(AMARA) as unit:
        unit.save(begun())
    with school.engine.connect() as host:
        joined = school.workspace.joined(host)
        unit = joined.unit(AMARA)
        paused = unit.get(Relationship, "amara-ben").pause(by="amara", when=DAY)
        with joined.unit(AMARA) as other:
            other.save(other.get(Relationship, "amara-ben").pause(by="amara", when=DAY))
        host.execute(OWN.insert().values(number=7))
        unit.save(paused)
        with pytest.raises(ConcurrencyConflict):
            unit.commit()
        host.commit()
    assert there(school)[0] == [7]


def visits(unit: UnitOfWork) -> dict[str, object]:
    """Return what the plugin's own documents say."""
    return {one.id: one.content["room"] for one in unit.documents("oakfield.visit").find()}


def test_a_plugins_documents_are_part_of_the_hosts_transaction(school: SimpleNamespace) -> None:
    """Kept, found, overwritten and deleted in it; and if the host takes it back, they never were."""
    with school.workspace.unit(AMARA) as unit:
        for id in ("v1", "v2"):
            unit.documents("oakfield.visit").put(id, {"room": "B1"}, when=DAY, tags={"of": "amara-ben"})
    school.told.changes.clear()
    for is_kept in (False, True):
        with school.engine.connect() as host:
            joined = school.workspace.joined(host)
            with joined.unit(AMARA) as unit:
                unit.save(begun())
                own = unit.documents("oakfield.visit")
                for one in own.find(since=DAY, tags={"of": "amara-ben"}):
                    own.put(one.id, {"room": "B2"})
                own.delete("v2")
                own.put("v3", {"room": "B3"})
            assert visits(joined.unit(AMARA)) == {"v1": "B2", "v3": "B3"}
            assert school.told.changes == []
            if is_kept:
                host.commit()
                joined.committed()
        expected = {"v1": "B2", "v3": "B3"} if is_kept else {"v1": "B1", "v2": "B1"}
        assert visits(school.workspace.unit(AMARA)) == expected
    assert school.told.changes == ["amara-ben", "v1", "v2", "v3"]


def test_a_conflict_in_a_plugins_document_takes_back_the_record_too(school: SimpleNamespace) -> None:
    with school.workspace.unit(AMARA) as unit:
        unit.documents("oakfield.visit").put("v1", {"room": "B1"})
    with school.engine.connect() as host:
        joined = school.workspace.joined(host)
        unit = joined.unit(AMARA)
        unit.documents("oakfield.visit").get("v1")
        with joined.unit(AMARA) as other:
            other.documents("oakfield.visit").get("v1")
            other.documents("oakfield.visit").put("v1", {"room": "B2"})
        unit.documents("oakfield.visit").put("v1", {"room": "B3"})
        unit.save(begun())
        with pytest.raises(ConcurrencyConflict):
            unit.commit()
        host.commit()
    assert there(school) == ([], [])
    assert visits(school.workspace.unit(AMARA)) == {"v1": "B2"}


def test_a_store_of_its_own_joins_nobody() -> None:
    with Workspace.in_memory() as workspace, pytest.raises(StorageUnavailable, match="can't join"):
        workspace.joined(object())
