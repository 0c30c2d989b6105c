"""A server that is killed in the middle of typing.

KILL-01  What the page called saved is there after kill -9, nothing twice, the history sound.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from engine.filings import events, responses
from engine.filings.documents import pluck
from engine.store import Database
from tests.filings.conftest import DEFINITIONS
from tests.people.world import PASSWORD

ROUNDS = 2
CHANGES = 12
"""Changes that are acknowledged before each kill."""
ALWAYS_OPEN = "xiandian"


@contextmanager
def server(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Run a real server process; whatever happens, it is ended."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "TIANBAO_DATA": str(folder), "TIANBAO_DEFINITIONS": str(DEFINITIONS)}
    command = [sys.executable, "-m", "uvicorn", "cli.serve:application", "--factory", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--log-level", "error", "--no-access-log"],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _await(port)
        yield process, port
    finally:
        process.kill()
        process.wait()


def _await(port: int) -> None:
    for _ in range(800):
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        time.sleep(0.05)
    raise AssertionError("the server did not come up")


class Filer:
    """Somebody at a keyboard, as plain HTTP."""

    def __init__(self, connection: HTTPConnection) -> None:
        self.connection = connection
        self.cookies: dict[str, str] = {}
        self.token = ""

    def ask(self, method: str, address: str, /, **fields: object) -> tuple[int, str, str]:
        """Send a request; returns status, location and text."""
        body = urlencode({"csrf": self.token, **fields}) if method == "POST" else None
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, address, body, headers)
        response = self.connection.getresponse()
        for line in response.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = response.read().decode()
        found = re.search(r'name="csrf" value="([^"]+)"', text)
        self.token = found[1] if found else self.token
        return response.status, response.headers.get("Location", ""), text

    def begin(self) -> str:
        """Sign in and open a survey that never closes."""
        self.ask("GET", "/signin")
        self.ask("POST", "/signin", login="wang", password=PASSWORD)
        self.ask("GET", "/")
        address = self.ask("POST", "/filings", form=ALWAYS_OPEN, period=time.strftime("%Y-%m"))[1]
        self.ask("GET", f"{address}/sheets/power")
        return address


def typed_until_killed(folder: Path, saved: dict[str, int]) -> str:
    """Type until the server is killed; notes in `saved` how many changes were acknowledged."""
    with server(folder) as (process, port), closing(HTTPConnection("127.0.0.1", port, timeout=20)) as line:
        filer = Filer(line)
        address = filer.begin()
        page = filer.ask("GET", f"{address}/sheets/power")[2]
        found = re.search(r'name="revision" value="(\d+)"', page)
        assert found, page
        revision = first = int(found[1])
        while True:
            if revision == first + CHANGES:
                os.kill(process.pid, signal.SIGKILL)
            try:
                value = "true" if revision % 2 else "false"
                status, _, text = filer.ask(
                    "POST", f"{address}/change", path="affected", value=value, revision=revision
                )
            except (OSError, HTTPException):
                return address.removeprefix("/filings/")
            assert status == 200, text
            told = re.search(r'data-revision="(\d+)"', text)
            assert told
            revision = saved["revision"] = int(told[1])


def test_nothing_that_was_saved_is_lost(sqlite_database: Database, tmp_path: Path) -> None:  # KILL-01
    saved: dict[str, int] = {"revision": 0}
    for _ in range(ROUNDS):
        response = typed_until_killed(tmp_path, saved)
        with sqlite_database.read() as work:
            stored = responses.fetch(work, response)
            history = events.of(work, response)
            assert saved["revision"] <= stored.revision <= saved["revision"] + 1
            assert [event.revision for event in history] == list(range(1, stored.revision + 1))
            assert events.verify(work, response, head=stored.head) == ()
            assert history[-1].changes[-1].after == pluck(stored.document, "affected")
    assert saved["revision"] > ROUNDS * CHANGES
