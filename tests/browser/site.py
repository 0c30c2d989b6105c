"""A real server process for browsers: `tianbao serve` on a free loopback port over a folder of data."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
DEFINITIONS: Final = ROOT / "definitions"
COMMAND: Final = "from cli.main import main; main()"
PATIENCE: Final = 60.0
"""Seconds until a server must answer."""


@dataclass(frozen=True, slots=True)
class Site:
    """A running server."""

    url: str
    data: Path
    process: int


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def environment(data: Path, port: int, definitions: Path = DEFINITIONS) -> dict[str, str]:
    """Return the environment of a server over `data`: nothing of the tests' own shows in it."""
    own = {name: text for name, text in os.environ.items() if not name.startswith(("TIANBAO_", "COV_"))}
    return own | {
        "TIANBAO_DATA": str(data),
        "TIANBAO_DEFINITIONS": str(definitions),
        "TIANBAO_BASE_URL": f"http://127.0.0.1:{port}",
    }


def run(*arguments: str, given: Mapping[str, str]) -> str:
    """Run a `tianbao` command to its end and return what it printed."""
    command = [sys.executable, "-c", COMMAND, *arguments]
    told = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=180)
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


@contextmanager
def serving(data: Path, *, port: int = 0, definitions: Path = DEFINITIONS) -> Iterator[Site]:
    """Serve a migrated folder of data until the block ends; the server is ended as an operator would."""
    port = port or free_port()
    command = [sys.executable, "-c", COMMAND, "serve", "--port", str(port)]
    log = data / "server.log"
    with log.open("ab") as out:
        given = environment(data, port, definitions)
        process = subprocess.Popen(command, cwd=ROOT, env=given, stdout=out, stderr=out)
    try:
        wait_for(process, port, log=log)
        yield Site(f"http://127.0.0.1:{port}", data, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def wait_for(process: "subprocess.Popen[bytes]", port: int, *, log: Path) -> None:
    """Return when a server answers at its port; fail with its log when it ended or takes too long."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text(encoding="utf-8")[-4000:]
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"no answer within {PATIENCE:g} seconds\n{log.read_text(encoding='utf-8')[-4000:]}")
