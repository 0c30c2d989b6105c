"""A throw-away PostgreSQL cluster from Debian's packages, on loopback, gone when the tests end.

The server refuses to run as root, so it runs as the package's own user then.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ACCOUNT = "postgres"


def binaries() -> Path | None:
    """Return the folder of the newest installed server's programs, or None without one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda at: int(at.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """Run an empty cluster; yields the URL of its maintenance database."""
    folder = Path(tempfile.mkdtemp(prefix="tianbao-pg-"))
    port = _free_port()
    try:
        _own(folder)
        _run(
            programs / "initdb",
            "-D",
            str(folder / "data"),
            "-U",
            "tianbao",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        options = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off -c max_connections=200"
        _run(
            programs / "pg_ctl",
            "-D",
            str(folder / "data"),
            "-w",
            "-l",
            str(folder / "log"),
            "-o",
            options,
            "start",
        )
        try:
            yield f"postgresql://tianbao@127.0.0.1:{port}/postgres"
        finally:
            _run(programs / "pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _own(folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, _ACCOUNT)


def _run(program: Path, *arguments: str) -> None:
    account = _ACCOUNT if os.geteuid() == 0 else None
    home = pwd.getpwnam(account).pw_dir if account else None
    subprocess.run(
        [str(program), *arguments],
        check=True,
        user=account,
        group=account,
        cwd=home,
        stdout=subprocess.DEVNULL,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
