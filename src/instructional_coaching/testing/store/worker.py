"""A process of its own that uses the store under test: ``python -m`` this module, and a request to a line.

A request is a JSON list: what to do, and its arguments. Each is answered with another list: the answer, and
what went wrong, if something did.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from traceback import format_exc
from typing import IO, Any

from instructional_coaching.storage import StorageBackend
from instructional_coaching.testing.store.history import play
from instructional_coaching.testing.store.promise import Promises
from instructional_coaching.testing.store.work import PairUp, count_up, fill, put_one

WORK: dict[str, Callable[..., object]] = {
    "count_up": count_up,
    "fill": fill,
    "play": play,
    "put_one": put_one,
}
"""What can be asked for beside ``open``, ``pair_up`` and ``close``; each is given the store first."""


def main(suite: tuple[str, str, str], requests: IO[str], answers: IO[str]) -> None:
    """Serve requests until there are no more.

    Args:
        suite: The conformance test: the name of its module, its file, and the name of its class there.
        requests: Where requests are read from.
        answers: Where answers are written to.
    """
    serve(_suite(*suite), requests, answers)


def serve(suite: Promises, requests: IO[str], answers: IO[str]) -> None:
    """Answer requests about the store of a conformance test."""
    backend: StorageBackend | None = None
    for line in requests:
        what, *arguments = json.loads(line)
        try:
            if what == "open":
                if backend is not None:
                    backend.close()
                backend = suite.open_backend(*arguments)
                _say(answers, None)
            else:
                assert backend is not None, "no store is open"
                for answer in _done(backend, what, arguments):
                    _say(answers, answer)
        except Exception as error:  # noqa: BLE001 - it is raised in the process that asked
            _say(answers, format_exc(), f"{type(error).__name__}: {error}")


def _done(backend: StorageBackend, what: str, arguments: Sequence[Any]) -> Iterator[object]:
    if what == "close":
        backend.close()
        yield None
    elif what == "pair_up":
        pairs = PairUp(backend)
        for _ in range(*arguments):
            yield pairs.once()
    else:
        yield WORK[what](backend, *arguments)


def _say(answers: IO[str], answer: object, error: str = "") -> None:
    answers.write(f"{json.dumps([answer, error])}\n")
    answers.flush()


def _suite(module: str, file: str, qualname: str) -> Promises:
    # By its file, as pytest has loaded it: its name need not be one that can be imported.
    spec = spec_from_file_location(module, Path(file))
    assert spec is not None
    assert spec.loader is not None
    loaded = module_from_spec(spec)
    sys.modules[module] = loaded
    spec.loader.exec_module(loaded)
    found: Any = loaded
    for name in qualname.split("."):
        found = getattr(found, name)
    suite = found()
    assert isinstance(suite, Promises)
    return suite


if __name__ == "__main__":
    channel = sys.stdout
    sys.stdout = sys.stderr  # what the store prints is no answer
    main((sys.argv[1], sys.argv[2], sys.argv[3]), sys.stdin, channel)
