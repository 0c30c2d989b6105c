"""(i) The builder with 500 questions over HTTP: each gesture answered, and the checker's word after it."""

import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from bench import large
from bench.installation import free_port
from bench.measuring import ROOT, await_quiet
from bench.report import Found, Goal

EDIT = Goal("i.edit", "a gesture in 500 questions, p95 over HTTP", "ms", 100)
CHECK = Goal("i.check", "the checker's word on 500 questions, p95 over HTTP", "ms", 300)
RULE = Goal("i.rule", "a rule judged as it is typed among 500 questions, p95", "ms", 300)
MANY = 500
TIMES = 12
START_SECONDS = 60
FILLING_SECONDS = 60
LOGIN = "designer"


def measure() -> Iterator[Found]:
    """Yield the rows of the builder."""
    with TemporaryDirectory() as folder, _demonstration(Path(folder)) as address:
        desk = Desk(address)
        desk.sign_in(_password())
        desk.begin(large.definition(MANY))
        yield Found(EDIT, _p95(desk.gestures()))
        yield Found(CHECK, _p95(desk.check() for _ in range(TIMES)))
        yield Found(RULE, _p95(desk.rule(number) for number in range(TIMES)))


def _p95(taken: Iterator[float]) -> float:
    return quantiles(taken, n=20)[-1] * 1000


@contextmanager
def _demonstration(folder: Path) -> Iterator[str]:
    """Run the demonstration in a folder of its own; yields its address."""
    port = free_port()
    told = {**os.environ, "TIANBAO_DATA": str(folder)}
    command = [sys.executable, "-m", "cli.main", "demo", "--port", str(port)]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=told,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        try:
            address = f"http://127.0.0.1:{port}"
            _await(address)
            # the demonstration goes on filling itself while it serves
            await_quiet(seconds=FILLING_SECONDS)
            yield address
        finally:
            os.killpg(running.pid, signal.SIGTERM)


def _password() -> str:
    """Return the password of the demonstration's people: it stands in its definition."""
    texts = (path.read_text("utf-8") for path in sorted((ROOT / "definitions" / "demo").glob("*.yaml")))
    found = next(match[1] for text in texts if (match := re.search(r"^password: *(\S+)", text, re.MULTILINE)))
    return found.strip("\"'")


def _await(address: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with build_opener().open(f"{address}/signin", timeout=5):
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise RuntimeError("the demonstration did not start")


@dataclass
class Desk:
    """Somebody at the builder, without a browser."""

    address: str
    opener: OpenerDirector = field(
        default_factory=lambda: build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))
    )
    design: str = ""
    csrf: str = ""

    def sign_in(self, password: str) -> None:
        """Sign in as the demonstration's designer."""
        self._token(self._open("/signin"))
        self._open("/signin", {"login": LOGIN, "password": password})
        self._token(self._open("/designs"))

    def begin(self, text: str) -> None:
        """Begin a design and put a definition into it."""
        self._open("/designs", {"title": "大表", "kind": "survey"})
        found = re.search(r'/designs/([\w-]{36})"', self._open("/designs"))
        if found is None:
            raise RuntimeError("no design was begun")
        self.design = f"/designs/{found[1]}"
        self._open(f"{self.design}/text", {"text": text, "seen": "1"})

    def gestures(self) -> Iterator[float]:
        """Yield the seconds of each gesture, twelve of each kind."""
        items = "/sheets/0/items"
        for number in range(TIMES):
            place = f"{items}/{number * 3 + 1}"
            yield self._gesture("put", place, slot="label", zh=f"第{number}题改", en="")
            yield self._gesture("add", items, index="3", what="select_one")
            yield self._gesture("down", place)
            yield self._gesture("duplicate", place)
            yield self._gesture("delete", f"{items}/4", how="only")

    def check(self) -> float:
        """Return the seconds until the checker has answered."""
        return self._timed(f"{self.design}/problems")

    def rule(self, number: int) -> float:
        """Return the seconds until a typed rule is judged."""
        at = "/sheets/1/items/7/relevant"
        fields = {"at": at, "view": "text", "part": "said", "text": f"q0 > {number} and q3 < 9"}
        return self._timed(f"{self.design}/rule", fields)

    def _gesture(self, name: str, place: str, **fields: str) -> float:
        return self._timed(f"{self.design}/edit", {"gesture": name, "place": place, "at": place, **fields})

    def _timed(self, path: str, fields: Mapping[str, str] | None = None) -> float:
        start = time.perf_counter()
        self._open(path, fields, htmx=True)
        return time.perf_counter() - start

    def _open(self, path: str, fields: Mapping[str, str] | None = None, *, htmx: bool = False) -> str:
        body = urlencode({"csrf": self.csrf, **fields}).encode() if fields is not None else None
        asked = Request(self.address + path, data=body, headers={"HX-Request": "true"} if htmx else {})
        try:
            with self.opener.open(asked, timeout=30) as answer:
                return str(answer.read().decode())
        except HTTPError as error:
            raise RuntimeError(f"{path}: {error.code} {error.read(300)!r}") from error

    def _token(self, page: str) -> None:
        found = re.search(r'name="csrf" value="([^"]+)"', page)
        self.csrf = found[1] if found else ""
