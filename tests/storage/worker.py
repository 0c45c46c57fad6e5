"""A process of its own that uses one store: run by the tests, told what to do by its arguments.

It says ``ready`` and takes a line for every step, so that several of them can be set off together.
"""

import sys
from collections.abc import Callable, Iterator

from instructional_coaching.storage import Document, Key, Put, sqlite_connection
from instructional_coaching.storage.sqlite import SQLiteBackend

TAGS = (("side", "any"), ("school", "north"))


def say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def steps() -> Iterator[str]:
    """Say that this process is ready, wait for a line, and so on until there are no more."""
    say("ready")
    for line in sys.stdin:
        yield line.strip()
        say("ready")


def create(path: str, name: str) -> None:
    """Make the store that each line names, and put a document into it."""
    for step in steps():
        store = SQLiteBackend(f"{path}{step}")
        store.commit([Put(Document(Key("note", name), 1, 1, "text", tags=TAGS), 0)])
        store.close()


def pairs(path: str, first: str) -> None:
    """Count two documents up together and leave one of each number, telling each commit that is made."""
    store = SQLiteBackend(path)
    number = int(first)
    while True:
        body = f"{number} " * 10_000
        store.commit(
            [
                Put(Document(Key("pair", "left"), number + 1, 1, body, tags=TAGS), number),
                Put(Document(Key("step", f"{number:06}"), 1, 1, "text", tags=TAGS), 0),
                Put(Document(Key("pair", "right"), number + 1, 1, body, tags=TAGS), number),
            ]
        )
        number += 1
        say(number)


WORK: dict[str, Callable[[str, str], None]] = {"create": create, "pairs": pairs}


def use_journal(mode: str) -> None:
    """Use this journal in this process, whatever the version of SQLite."""

    def chosen(_: tuple[int, int, int]) -> str:
        return mode

    setattr(sqlite_connection, "journal_mode_for", chosen)  # noqa: B010 - it is a constant to type checkers


def main(work: str, mode: str, path: str, name: str) -> None:
    if mode:
        use_journal(mode)
    WORK[work](path, name)


if __name__ == "__main__":
    main(*sys.argv[1:])
