"""`coaching backup`: a copy of a store as of one moment, while it is in use."""

from pathlib import Path

import click

from instructional_coaching.cli.option import SCHOOL, STORE, open_existing
from instructional_coaching.cli.reply import Command, Reply, answered
from instructional_coaching.cli.screen import text

OUT = click.option(
    "--out",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The new file; it must not be there.",
)


@click.command("backup", cls=Command)
@STORE
@SCHOOL
@OUT
@answered
def backup_command(reply: Reply, store: str, school: str, out: Path) -> None:
    """Copy a store into a new file, as it is at one moment, while others use it."""
    with open_existing(store, school, on_error="skip") as workspace:
        workspace.back_up(out)
    reply.say(text(f"{out}: a copy of {store}"))
    reply.put(store=store, out=str(out))
