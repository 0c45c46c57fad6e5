"""`coaching plugins`: what is installed, what each brings, and what of it a store has in force."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.console import RenderableType
from rich.text import Text

from instructional_coaching.cli.option import DEFINITIONS, SCHOOL, open_existing
from instructional_coaching.cli.reply import Command, Reply, answered, many
from instructional_coaching.cli.screen import heading, table, text, words
from instructional_coaching.definitions.catalogue import Brought
from instructional_coaching.hooks.source import Plugin
from instructional_coaching.workspace.pinning import InForce, Stale
from instructional_coaching.workspace.workspace import Workspace


@click.command("plugins", cls=Command)
@click.option("--store", default=None, help="Address of a store, to see what is in force there.")
@SCHOOL
@DEFINITIONS
@click.option("--install", is_flag=True, help="Put in force, in the store, the versions that are installed.")
@answered
def plugins_command(
    reply: Reply, store: str | None, school: str, definitions: tuple[Path, ...], install: bool
) -> None:
    """Show what is installed: plugins, what each brings, and what was left out and why.

    A definition is in force in a store from its first use on, in the version of that day. Another version
    takes effect with --install and in no other way; what was recorded stays under the earlier one.
    """
    if install and store is None:
        raise click.UsageError("--install needs a store to put them in force in: add --store")
    with open_existing(
        store or "memory://", school, definitions, on_error="raise" if install else "skip"
    ) as workspace:
        installed = workspace.install() if install else ()
        brought = _brought(workspace)
        in_force = workspace.in_force() if store is not None else None
        stale = workspace.stale()
        plugins, skipped = workspace.plugins, workspace.skipped
    reply.say(*_parts(plugins, brought))
    if in_force is not None:
        reply.say(*_parts_in_force(in_force, stale))
    if install:
        reply.say(*_parts_installed(installed))
    for one in skipped:
        reply.refuse(one)
    reply.put(
        plugins=[_plain(one, brought) for one in plugins],
        files=[_definition(one) | {"origin": one.origin} for one in _from_files(plugins, brought)],
        in_force=None if in_force is None else _plain_in_force(in_force, stale),
        installed=[_change(one) for one in installed] if install else None,
    )


def _brought(workspace: Workspace) -> dict[str, Brought]:
    return {f"{one.definition.KIND} {one.definition.id}": one for one in workspace.catalogue}


def _from_files(plugins: Sequence[Plugin], brought: dict[str, Brought]) -> list[Brought]:
    of_plugins = {name for one in plugins for name in one.brings}
    return [one for name, one in brought.items() if name not in of_plugins]


def _parts(plugins: Sequence[Plugin], brought: dict[str, Brought]) -> Iterator[RenderableType]:
    for plugin in plugins:
        named = "" if plugin.name == plugin.distribution else f", plugin {plugin.name}"
        yield heading(f"{plugin.distribution} {plugin.version}".strip() + named)
        yield _definitions([brought[name] for name in plugin.brings if name in brought])
        others = [words(name) for name in plugin.brings if name not in brought]
        if others:
            yield text(f"also: {', '.join(others)}")
        yield text("")
    files = _from_files(plugins, brought)
    if files:
        yield heading("from files")
        yield _definitions(files)
        yield text("")


def _definitions(brought: Sequence[Brought]) -> RenderableType:
    if not brought:
        return text("no definitions")
    rows = [(words(one.definition.KIND), _two(one.definition.title, one.definition.pin)) for one in brought]
    return table(("kind", "title and pin"), rows)


def _two(first: str, second: str) -> Text:
    return Text.assemble(text(first, bold=True), text(f"\n{second}"))


def _parts_in_force(in_force: Sequence[InForce], stale: Sequence[Stale]) -> Iterator[RenderableType]:
    yield heading("In force in the store")
    by_pin = {(one.kind, one.in_force): one for one in stale}
    rows = [(words(one.kind), _two(one.pin, _standing(by_pin.get((one.kind, one.pin))))) for one in in_force]
    yield table(("kind", "pin and where it stands"), rows) if rows else text("none: nothing was used yet")
    if any(one.brought for one in stale):
        yield text("put the installed versions in force: coaching plugins --install --store …")
    yield text("")


def _standing(stale: Stale | None) -> str:
    if stale is None:
        return "as installed"
    return "stale: another version is installed" if stale.brought else "stale: not installed any more"


def _parts_installed(installed: Sequence[Stale]) -> Iterator[RenderableType]:
    if not installed:
        yield text("All that is in force is as installed: nothing to do.")
        return
    yield heading(f"{many(len(installed), 'definition')} put in force")
    rows = [(words(one.kind), _two(one.brought or "", f"before: {one.in_force}")) for one in installed]
    yield table(("kind", "pin"), rows)


def _plain(plugin: Plugin, brought: dict[str, Brought]) -> dict[str, object]:
    return {
        "name": plugin.name,
        "distribution": plugin.distribution,
        "version": plugin.version,
        "definitions": [_definition(brought[name]) for name in plugin.brings if name in brought],
        "others": [name for name in plugin.brings if name not in brought],
    }


def _definition(one: Brought) -> dict[str, object]:
    known = one.definition
    return {"kind": known.KIND, "id": known.id, "title": known.title, "pin": known.pin}


def _plain_in_force(in_force: Sequence[InForce], stale: Sequence[Stale]) -> list[dict[str, object]]:
    by_pin = {(one.kind, one.in_force): one for one in stale}
    plain: list[dict[str, object]] = []
    for one in in_force:
        found = by_pin.get((one.kind, one.pin))
        installed = found.brought if found else one.pin
        plain.append(
            {"kind": one.kind, "id": one.id, "pin": one.pin, "stale": bool(found), "installed": installed}
        )
    return plain


def _change(one: Stale) -> dict[str, object]:
    return {"kind": one.kind, "id": one.id, "before": one.in_force, "now": one.brought}
