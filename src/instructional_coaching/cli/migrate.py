"""`coaching migrate`: what a store holds, brought into the form in which this version writes it."""

from collections.abc import Sequence

import click
from rich.console import RenderableType

from instructional_coaching.cli.option import STORE, identifier, open_existing
from instructional_coaching.cli.progress import progress_of
from instructional_coaching.cli.reply import Command, Reply, answered, many
from instructional_coaching.cli.screen import table, text, words
from instructional_coaching.workspace.migration import Migrated, StoredForm, refuse_newer


@click.command("migrate", cls=Command)
@STORE
@click.option("--school", callback=identifier, help="Id of the only school to migrate; all without it.")
@click.option("--dry-run", is_flag=True, help="Say what there is, and write nothing.")
@answered
def migrate_command(reply: Reply, store: str, school: str | None, dry_run: bool) -> None:
    """Rewrite what an earlier version wrote in the form of this one. Others may use the store meanwhile.

    It need not be done: older documents are read as they are. All of the store is looked at first, and
    nothing is written if a newer version of the library or of a plugin wrote any of it. What was killed half
    way is finished by running it again.
    """
    with open_existing(store, school or "school") as workspace:
        found = workspace.stored_forms(school=school)
        done: Migrated | None = None
        reply.say(_table(found))
        reply.put(dry_run=dry_run, forms=[_plain(one) for one in found], rewritten=0, rebuilt=[])
        refuse_newer(found)
        if not dry_run:
            with progress_of("migrate", wanted=not reply.as_json) as progress:
                done = workspace.migrate(school=school, progress=progress)
    older = sum(one.documents for one in found if one.is_older)
    if done is None:
        reply.say(text(f"{many(older, 'document')} to rewrite; nothing was written"))
        return
    reply.say(text(f"{many(done.rewritten, 'document')} rewritten"))
    if done.rebuilt:
        reply.say(text(f"caseload made anew: {', '.join(done.rebuilt)}"))
    reply.put(rewritten=done.rewritten, rebuilt=list(done.rebuilt))


def _table(found: Sequence[StoredForm]) -> RenderableType:
    rows = [(words(one.kind), one.documents, one.version, one.present) for one in found]
    columns = ("kind", "documents", "version", "present version")
    return table(columns, rows, right=frozenset(columns[1:]))


def _plain(one: StoredForm) -> dict[str, object]:
    return {
        "kind": one.kind,
        "version": one.version,
        "present": one.present,
        "documents": one.documents,
    }
