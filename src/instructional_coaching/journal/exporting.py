"""Export of all that a school has recorded, as a YAML journal from which a store can be made again.

It is the entries that are written, one to a line; the records, and the answers to every question, follow from
them. Private notes stay where they are: nobody but their authors sees them.
"""

from collections.abc import Iterator
from typing import Any, TextIO

import attrs

from instructional_coaching.access.actor import Actor
from instructional_coaching.access.entitlement import ARRANGED
from instructional_coaching.codec.entry import entry_to_plain
from instructional_coaching.domain import DEFINITIONS, KINDS
from instructional_coaching.domain.value import stored_fields
from instructional_coaching.journal.column import VERBS
from instructional_coaching.journal.definition import lines_of
from instructional_coaching.journal.head import ENTRIES, STEWARDS
from instructional_coaching.journal.sequence import Place, Sequence
from instructional_coaching.journal.yaml_text import flow, without_nothing
from instructional_coaching.workspace.archive import Archive, Retaking
from instructional_coaching.workspace.shelving import Recorded
from instructional_coaching.workspace.unit import UnitOfWork
from instructional_coaching.workspace.workspace import Workspace

_SORTS = {one.KIND: one for one in DEFINITIONS}


@attrs.frozen
class ExportReport:
    """What an export wrote.

    Attributes:
        entries: How many entries.
        notes: How many private notes were left out.
        stewards: Ids of those who kept the records, for whom whoever imports the journal vouches.
        stale: How many entries had read an earlier revision of something than they will be given when they
            are imported.
    """

    entries: int
    notes: int
    stewards: tuple[str, ...]
    stale: int


def export_journal(workspace: Workspace, out: TextIO, *, steward: str) -> ExportReport:
    """Write all that a school has recorded as a YAML journal, but for private notes.

    Imported into a store with nothing in it, the journal gives the same records, with the same history.

    Args:
        workspace: The school's workspace.
        out: What to write to, as UTF-8 with line feeds.
        steward: Id of whoever exports it, for whom the host vouches.
    """
    unit = workspace.unit(Actor(steward, steward=True))
    archive = Archive(unit)
    sequence = Sequence()
    arranged: dict[Place, Recorded] = {}
    for one in archive.entries():
        sequence.add(one)
        if KINDS[one.kind] in ARRANGED:
            arranged[one.kind, one.id, one.number] = one
    places = list(sequence)
    report = ExportReport(
        len(places), archive.notes, tuple(_stewards(archive, places, arranged)), sequence.stale
    )
    in_force = {(one.kind, one.pin) for one in workspace.in_force()}
    # Of several versions the one in force comes last: whoever has none takes the last.
    pins = sorted(sequence.pins, key=lambda one: (one[0], one[1].partition("@")[0], one in in_force, one[1]))
    out.writelines(_head(unit, report, pins))
    out.writelines(_entries(archive, places))
    return report


def plain_of(one: Recorded) -> dict[str, Any]:
    """Return an entry as a journal has it: plain values by the names of the verb's parameters."""
    verb = VERBS[one.entry.verb]
    stored = entry_to_plain(KINDS[one.kind], one.entry)
    plain = {name: stored[name] for name in ("when", "logged", "by", "recorded_by")}
    if plain["recorded_by"] == plain["by"]:
        del plain["recorded_by"]
    plain |= {"do": one.entry.verb, "id" if verb.creates else one.kind: one.id}
    arguments = stored["arguments"] | stored["erasable"]
    # Records in the order in which they were given, so that it is the same when they are given again.
    given = {record.KIND: name for name, record in verb.records.items()}
    for name in (*(given[kind] for kind, _ in one.seen), *verb.parameters):
        if name in arguments and name not in plain:
            plain[name] = without_nothing(arguments[name])
    if not verb.creates:
        # Else the one that the record refers to would be given.
        own = {field.name for field in stored_fields(KINDS[one.kind])}
        left = [*verb.records, *verb.definitions]
        plain |= {name: None for name in left if name in own and name not in arguments}
    return plain


def _stewards(archive: Archive, places: list[Place], arranged: dict[Place, Recorded]) -> Iterator[str]:
    retaking = Retaking(archive)
    taken = (arranged[place] for place in places if place in arranged)
    yield from sorted({one.entry.by for one in taken if retaking.is_for_stewards(one)})


def _head(unit: UnitOfWork, report: ExportReport, pins: list[tuple[str, str]]) -> Iterator[str]:
    if report.notes:
        notes = f"{report.notes} private note{'s are' if report.notes > 1 else ' is'}"
        yield f"# {notes} not in this file: nobody but their authors sees them.\n"
    if report.stewards:
        yield f"{STEWARDS}: {flow(list(report.stewards))}\n"
    yield from lines_of(unit.definition(_SORTS[kind], pin) for kind, pin in pins)
    yield f"{ENTRIES}:\n" if report.entries else f"{ENTRIES}: []\n"


def _entries(archive: Archive, places: list[Place]) -> Iterator[str]:
    begun: dict[tuple[str, str], dict[int, Recorded]] = {}
    for kind, id_, number in places:
        left = begun.get((kind, id_))
        if left is None:
            left = begun[kind, id_] = {one.number: one for one in archive.history(kind, id_)}
        yield f"  - {flow(plain_of(left.pop(number)))}\n"
        if not left:
            begun[kind, id_] = {}
