"""Stores in PostgreSQL and other databases that SQLAlchemy reaches, and inside a platform's transactions."""

from instructional_coaching_sqlalchemy.backend import SQLAlchemyBackend as SQLAlchemyBackend
from instructional_coaching_sqlalchemy.joined import JoinedBackend as JoinedBackend

__all__ = ("JoinedBackend", "SQLAlchemyBackend")
