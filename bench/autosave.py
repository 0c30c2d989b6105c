"""(d) One autosave round trip over HTTP, alone and with a hundred people typing; (f) memory afterwards.

A real server process on loopback; every person has an own connection, session and report. A change is
load, evaluate, commit and fragments. The load is bounded: twenty seconds, one change every two seconds
each. Client and server share the machine's cores, and each measurement waits a while for others to be
quiet.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from http.client import HTTPConnection
from random import Random
from statistics import median
from threading import Thread
from urllib.parse import urlencode

from bench.enterprise import FORM, SHEET, definitions, figures, program
from bench.installation import PASSWORD, Factory, Server, server
from bench.measuring import await_quiet, quantile
from bench.report import Found, Goal
from engine.forms.periods import Period

ALONE = Goal("d.alone", "one autosave round trip, alone, p50", "ms", 4)
TYPING = Goal("d.typing", "the same with 100 people typing, p95", "ms", 30)
ANSWERED = Goal("d.answered", "changes saved of those sent (1: all)", "", 1, "least")
MEMORY = Goal("f.memory", "resident memory of the worker after the load", "MB", 200)

PEOPLE = 100
PAUSE = 2.0
SECONDS = 20.0
CHANGES_BEFORE = 50
ROUNDS = 7
CHANGES_A_ROUND = 60

_REVISION = re.compile(r'(?:data-revision|name="revision" value)="(\d+)"')
_TOKEN = re.compile(r'name="csrf" value="([0-9a-f]+)"')


@dataclass
class Typist:
    """One person at one report."""

    port: int
    session: str
    seed: int
    address: str = ""
    token: str = ""
    revision: int = 1
    figures: dict[str, Decimal] = field(default_factory=dict)
    taken: list[float] = field(default_factory=list)
    refused: int = 0

    def __post_init__(self) -> None:
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        self.chance = Random(self.seed)

    def call(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Send a request; return its status, its body and where it leads."""
        headers = {"Cookie": f"session={self.session}"}
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRF-Token": self.token}
        if form is not None and method == "POST" and path.endswith("/change"):
            headers["HX-Request"] = "true"
        self.connection.request(method, path, urlencode(form) if form is not None else None, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers.get("Location", "")

    def open(self, period: str) -> None:
        """Begin the month's report and open its indicator sheet."""
        self.token = _found(_TOKEN, self.call("GET", "/")[1])
        status, body, self.address = self.call("POST", "/filings", {"form": FORM, "period": period})
        if status != 303:
            raise RuntimeError(f"the report could not be begun: {status} {body[:500]}")
        status, body, _ = self.call("GET", f"{self.address}/sheets/{SHEET}")
        if status != 200:
            raise RuntimeError(f"the sheet could not be opened: {status} {body[:500]}")
        self.revision = int(_found(_REVISION, body))
        self.figures = {path: known for path, known in self.figures.items() if f'name="{path}"' in body}

    def change(self) -> None:
        """Type one number, within a hundredth of the enterprise's figure, and wait for the answer."""
        path, known = self.chance.choice(list(self.figures.items()))
        value = str((known * self.chance.randint(990, 1010) / 1000).quantize(Decimal(1)))
        form = {"path": path, "value": value, "sheet": SHEET, "revision": str(self.revision)}
        start = time.perf_counter()
        status, body, _ = self.call("POST", f"{self.address}/change", form)
        self.taken.append((time.perf_counter() - start) * 1000)
        self.refused += status != 200
        self.revision = int(_found(_REVISION, body) or self.revision)

    def type_along(self, until: float) -> None:
        """Change a field every PAUSE seconds, beginning somewhere within the first."""
        time.sleep(self.chance.random() * PAUSE)
        while time.perf_counter() < until:
            began = time.perf_counter()
            self.change()
            time.sleep(max(PAUSE - (time.perf_counter() - began), 0))


def measure() -> Iterator[Found]:
    """Yield the rows of autosave and memory: one person at a fresh server, then a hundred at another."""
    yield Found(ALONE, _alone())
    await_quiet()
    with server(PEOPLE) as running:
        known = figures(program(definitions()), Period.parse(running.period))
        seats = enumerate(running.factories)
        typists = [_seated(running, factory, number, known) for number, factory in seats]
        _warmed(typists[0])
        _together(typists)
        taken = [one for typist in typists for one in typist.taken]
        yield Found(TYPING, quantile(taken, 0.95))
        yield Found(ANSWERED, 1 - sum(typist.refused for typist in typists) / len(taken))
        yield Found(MEMORY, running.resident())


def _alone() -> float:
    """Return the milliseconds of a change: the median of the rounds' medians."""
    with server(1) as running:
        known = figures(program(definitions()), Period.parse(running.period))
        typist = _warmed(_seated(running, running.factories[0], 0, known))
        rounds = []
        for _ in range(ROUNDS):
            for _ in range(CHANGES_A_ROUND):
                typist.change()
            rounds.append(median(typist.taken))
            typist.taken.clear()
        if typist.refused:
            raise RuntimeError(f"{typist.refused} changes were refused")
        return median(rounds)


def _warmed(typist: Typist) -> Typist:
    """Let the server fetch and compile what its first requests need."""
    for _ in range(CHANGES_BEFORE):
        typist.change()
    typist.taken.clear()
    return typist


def _seated(running: Server, factory: Factory, number: int, known: dict[str, Decimal]) -> Typist:
    typist = Typist(running.port, factory.token, number, figures=known)
    if number == 0:
        _sign_in(typist, factory.login)
    typist.open(running.period)
    return typist


def _sign_in(typist: Typist, login: str) -> None:
    """Take the way through the sign-in page once, as people do."""
    typist.session = ""
    typist.connection.request("GET", "/signin")
    answer = typist.connection.getresponse()
    token = _found(_TOKEN, answer.read().decode())
    visitor = _cookie(answer.headers.get_all("Set-Cookie"))
    form = urlencode({"login": login, "password": PASSWORD, "csrf": token})
    headers = {"Cookie": visitor, "Content-Type": "application/x-www-form-urlencoded"}
    typist.connection.request("POST", "/signin", form, headers)
    answer = typist.connection.getresponse()
    answer.read()
    typist.session = _cookie(answer.headers.get_all("Set-Cookie")).partition("session=")[2]
    if not typist.session:
        raise RuntimeError(f"signing in failed: {answer.status}")


def _together(typists: list[Typist]) -> None:
    until = time.perf_counter() + SECONDS
    threads = [Thread(target=typist.type_along, args=(until,)) for typist in typists]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS + 60)


def _cookie(cookies: list[str] | None) -> str:
    return cookies[0].partition(";")[0] if cookies else ""


def _found(pattern: re.Pattern[str], text: str) -> str:
    hit = pattern.search(text)
    return hit[1] if hit else ""
