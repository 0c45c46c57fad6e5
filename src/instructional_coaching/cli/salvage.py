"""`coaching salvage`: what is whole in a damaged store."""

from pathlib import Path

import click

from instructional_coaching.cli.backup import OUT
from instructional_coaching.cli.option import STORE
from instructional_coaching.cli.reply import PROBLEMS, Command, Reply, answered, many
from instructional_coaching.cli.screen import text
from instructional_coaching.workspace.care import salvage_store


@click.command("salvage", cls=Command)
@STORE
@OUT
@answered
def salvage_command(reply: Reply, store: str, out: Path) -> None:
    """Copy all that is whole in a damaged SQLite store into a new file. The damaged one is only read.

    It ends with 1 if something is lost.
    """
    scheme, _, place = store.partition("://")
    file = Path(place.removeprefix("/"))
    if scheme != "sqlite" or not file.is_file():
        raise click.UsageError(f"{store} is no SQLite store in a file")
    found = salvage_store(file, out)
    reply.say(text(f"{out}: {many(found.kept, 'document')} from {file.name}"))
    for key in found.lost:
        reply.tell(f"{key}: is not what was written, and is left out")
    if found.lost:
        reply.code = PROBLEMS
    reply.put(store=store, out=str(out), kept=found.kept, lost=list(found.lost))
