"""A lesson of the platform's and a session of coaching, saved together: the example in the manual."""

from sqlalchemy import Engine, Table
from sqlalchemy.orm import Session

import instructional_coaching as ic


def save_both(workspace: ic.Workspace, engine: Engine, lessons: Table, pair: ic.Relationship) -> None:
    """Save a lesson of the platform's and a relationship, or neither."""
    with Session(engine) as session:
        joined = workspace.joined(session)
        session.execute(lessons.insert().values(number=1))
        with joined.unit(ic.Actor("amara")) as unit:
            unit.save(pair)
        session.commit()
    joined.committed()
