"""The hooks: what a plugin may implement, each as a function of the same name.

An implementation takes as many of a hook's parameters as it needs, by their names; it has no defaults and no
keyword-only parameters. Every implementation of every plugin is asked, and what they return is put together.
"""

from collections.abc import Iterable
from typing import Final, Protocol

from pluggy import HookspecMarker

from instructional_coaching.access.actor import Actor
from instructional_coaching.domain.cadence_rule import CadenceRule
from instructional_coaching.domain.coaching_model import CoachingModel
from instructional_coaching.domain.rubric import Rubric
from instructional_coaching.errors import Problem
from instructional_coaching.hooks.given import Change, CommitContext
from instructional_coaching.hooks.marker import PROJECT
from instructional_coaching.hooks.returned import KindEntry, Restriction, StorageBackendEntry

hookspec: Final = HookspecMarker(PROJECT)

READ: Final = "read"
"""The action of seeing a record; every other action is a verb."""


class HookSpecs(Protocol):
    """Every hook."""

    @hookspec
    def coaching_rubrics(self) -> Iterable[Rubric]:
        """Return rubrics. Asked once, when definitions are loaded; a fault in it fails the load."""
        ...

    @hookspec
    def coaching_models(self) -> Iterable[CoachingModel]:
        """Return coaching models. Asked once, when definitions are loaded; a fault in it fails the load."""
        ...

    @hookspec
    def coaching_cadence_rules(self) -> Iterable[CadenceRule]:
        """Return cadence rules. Asked once, when definitions are loaded; a fault in it fails the load."""
        ...

    @hookspec
    def coaching_storage_backends(self) -> Iterable[StorageBackendEntry]:
        """Return kinds of store. Asked once, when a workspace is opened; a fault in it fails the load."""
        ...

    @hookspec
    def coaching_migrations(self) -> Iterable[KindEntry]:
        """Return the kinds of document that this plugin owns, each with the steps from version to version.

        Asked once, when a workspace is opened; a fault in it fails the load. Such documents are kept with
        `UnitOfWork.documents`.
        """
        ...

    @hookspec
    def coaching_access_restrictions(self, actor: Actor, action: str, kind: str) -> Iterable[Restriction]:
        """Return what this actor may not do with records of a kind, beyond the library's own rules.

        Asked whenever something is read or recorded. It can only take away. A fault in it refuses whatever
        was asked. For documents of plugins' own kinds the library has no rules, so this one is the only one.

        Args:
            actor: Who would do it.
            action: ``read``, or the verb that would be recorded, such as ``goal.adopt``; of a plugin's own
                documents ``oakfield.visit.put`` and ``oakfield.visit.delete``.
            kind: The kind of record, such as ``goal``, or of document, such as ``oakfield.visit``.
        """
        ...

    @hookspec
    def coaching_check_commit(self, changes: tuple[Change, ...], context: CommitContext) -> Iterable[Problem]:
        """Return what speaks against a commit. Asked before it; any problem, or a fault in it, refuses it.

        Args:
            changes: The records and plugins' own documents that would be written, without their content.
            context: The school and the actor.
        """
        ...

    @hookspec
    def coaching_after_commit(self, changes: tuple[Change, ...], context: CommitContext) -> None:
        """Be told of a commit that has happened. A fault in it is logged and changes nothing.

        Args:
            changes: The records and plugins' own documents that were written, without their content.
            context: The school and the actor.
        """
        ...


HOOKS: Final = tuple(name for name in vars(HookSpecs) if name.startswith("coaching_"))
"""The names of all hooks."""
