"""`coaching doctor`: what is wrong with a store and its settings."""

import click

from instructional_coaching.cli.option import SCHOOL, STORE, open_existing
from instructional_coaching.cli.reply import PROBLEMS, Command, Reply, answered, many
from instructional_coaching.cli.screen import heading, text

_MOST = 20
_IN_A_FILE = "restore a backup, or get out what is whole: coaching salvage --out NEW.db"
_ELSEWHERE = "put it right with the database's own tools, or restore a backup made by them"


@click.command("doctor", cls=Command)
@STORE
@SCHOOL
@answered
def doctor_command(reply: Reply, store: str, school: str) -> None:
    """Say what is wrong with a store and its settings. Nothing is changed.

    Every document is held against its digest, which sees what a check of the file doesn't. It ends with 1 if
    anything is wrong; `coaching salvage` then gets out what is whole.
    """
    with open_existing(store, school, on_error="skip") as workspace:
        found = workspace.examine()
        stale = [f"{one.kind} {one.id}" for one in workspace.stale() if one.brought]
    reply.say(heading(f"{store}: {many(found.documents, 'document')}"))
    reply.say(text("; ".join(f"{name} {value}" for name, value in found.settings)))
    for said in found.problems:
        reply.tell(said)
    for key in found.damaged[:_MOST]:
        reply.tell(f"{key}: is not what was written")
    if len(found.damaged) > _MOST:
        reply.tell(f"and {len(found.damaged) - _MOST} more documents are not what was written")
    if stale:
        reply.say(text(f"another version has been brought of: {', '.join(stale)}; see `coaching plugins`"))
    if found.is_sound:
        reply.say(text("nothing is wrong"))
    else:
        reply.code = PROBLEMS
        reply.tell(_IN_A_FILE if store.startswith("sqlite:") else _ELSEWHERE)
    reply.put(
        documents=found.documents,
        damaged=list(found.damaged),
        wrong=list(found.problems),
        settings=dict(found.settings),
        stale=stale,
    )
