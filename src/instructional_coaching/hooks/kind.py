"""Kinds of document that plugins own: each kind once, each namespace one plugin's, each step guarded."""

import json
from typing import TypeAlias, cast

import attrs

from instructional_coaching.codec.document import dumps
from instructional_coaching.codec.step import Plain, Step
from instructional_coaching.domain.text import kind_of
from instructional_coaching.errors import CoachingError, PluginConflict
from instructional_coaching.hooks.guard import Implementation, Raised, guarded
from instructional_coaching.hooks.registry import Registry
from instructional_coaching.hooks.returned import KindEntry

Kinds: TypeAlias = dict[str, tuple[Implementation, KindEntry]]
"""Who owns a kind, and the kind, by its name."""


def kinds_of(registry: Registry) -> tuple[Kinds, list[CoachingError]]:
    """Return the kinds that plugins own, and what is wrong with others."""
    kinds: Kinds = {}
    faults: list[CoachingError] = []
    owners: dict[str, Implementation] = {}
    for one, entry in registry.entries("coaching_migrations", KindEntry, faults):
        owner = owners.setdefault(entry.namespace, one)
        if owner is not one or entry.kind in kinds:
            what = f"the namespace {entry.namespace} of kinds" if owner is not one else f"kind {entry.kind}"
            faults.append(PluginConflict(what, owner.source.origin, one.source.origin))
        else:
            kinds[entry.kind] = one, entry
    return kinds, faults


def steps_of(owner: Implementation, entry: KindEntry) -> tuple[Step, ...]:
    """Return the steps of a kind, each of which names its plugin where it fails."""
    return tuple(_guarded(attrs.evolve(owner, function=one, tells_why=False), one) for one in entry.steps)


def _guarded(owner: Implementation, step: Step) -> Step:
    def taken(document: Plain) -> Plain:
        answer: object = guarded(lambda: json.loads(dumps(step(document))))
        if isinstance(answer, Raised):
            raise owner.raised(answer.error)
        if not isinstance(answer, dict):
            raise owner.fault(f"has a step that returned {kind_of(answer)}", "return the document as a dict")
        return cast("Plain", answer)

    return taken
