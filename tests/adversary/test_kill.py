"""A server killed with -9 while several people type, several times over.

END-01  Every value that was acknowledged is in the document or was followed by a later one: none is missing.
END-02  There are exactly as many events as acknowledged writes, one more at most for the answer that
        the kill swallowed; the hash chains hold; the store is sound.
"""

import os
import re
import signal
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from engine.filings import events, responses
from engine.filings.documents import pluck
from engine.forms import Definitions
from engine.people import RoleBook, users
from engine.people.organisations import create
from engine.people.users import NewUser
from engine.store import Database
from tests.browser import site
from tests.filings.conftest import DEFINITIONS, populated
from tests.filings.stock import HONGDA, LONG_AGO
from tests.people.world import PASSWORD, cheap_passwords
from tests.web.filing.test_kill import ALWAYS_OPEN, Filer

ROUNDS = 3
TYPISTS = ("wang", "lili", "qian", "zhao")
TYPING = 5
"""Changes of each person that are acknowledged before each kill."""


@dataclass
class Typist:
    """One person, what was acknowledged, and how often."""

    login: str
    response: str = ""
    revision: int = 0
    value: str = ""
    acknowledged: int = 0

    def type_until_killed(self, port: int) -> None:
        """Type until the line goes dead."""
        with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as line:
            try:
                self._type(Filer(line))
            except (OSError, HTTPException):
                return

    def _type(self, filer: Filer) -> None:
        filer.ask("GET", "/signin")
        filer.ask("POST", "/signin", login=self.login, password=PASSWORD)
        filer.ask("GET", "/")
        address = filer.ask("POST", "/filings", form=ALWAYS_OPEN, period=time.strftime("%Y-%m"))[1]
        page = filer.ask("GET", f"{address}/sheets/power")[2]
        found = re.search(r'name="revision" value="(\d+)"', page)
        assert found, page
        self.response, revision = address.removeprefix("/filings/"), int(found[1])
        assert revision in (self.revision, self.revision + 1) or not self.revision
        self.revision, self.acknowledged = revision, revision - 1
        while True:
            value = "true" if revision % 2 else "false"
            told = {"path": "affected", "value": value, "revision": revision}
            status, _, text = filer.ask("POST", f"{address}/change", **told)
            seen = re.search(r'data-revision="(\d+)"', text)
            assert status == 200 and seen, text
            revision = int(seen[1])
            self.acknowledged += revision - self.revision
            self.revision, self.value = revision, value


def prepared(database: Database, definitions: Definitions) -> None:
    """Register an enterprise for each typist."""
    populated(database, definitions)
    passwords, book = cheap_passwords(), RoleBook(definitions.systems)
    with database.write() as work:
        for login in TYPISTS:
            own = create(work, replace(HONGDA, id=f"factory-{login}", name=f"{login}的厂"), at=LONG_AGO)
            user = users.create(work, NewUser(login, login, PASSWORD), passwords, at=LONG_AGO)
            users.join(work, user, own, role="filer", book=book)


def test_kills_while_many_type(
    sqlite_database: Database, definitions: Definitions, tmp_path: Path
) -> None:  # END-01, END-02
    prepared(sqlite_database, definitions)
    typists = [Typist(login) for login in TYPISTS]
    for turn in range(1, ROUNDS + 1):
        serving = site.serving(tmp_path, definitions=DEFINITIONS)
        with serving as found, ThreadPoolExecutor(len(typists)) as people:
            port = int(found.url.rpartition(":")[2])
            typing = [people.submit(typist.type_until_killed, port) for typist in typists]
            while _slowest(typists) < turn * TYPING and not any(map(Future.done, typing)):
                time.sleep(0.05)
            os.kill(found.process, signal.SIGKILL)
            for one in typing:
                one.result()
        assert _slowest(typists) >= turn * TYPING, "the line went dead before the kill"
        for typist in typists:
            assert_kept(sqlite_database, typist)
    with sqlite_database.read() as work:
        assert work.connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"


def _slowest(typists: list[Typist]) -> int:
    return min(typist.acknowledged for typist in typists)


def assert_kept(database: Database, typist: Typist) -> None:
    """Fail when anything that was acknowledged is missing, doubled or forged."""
    with database.read() as work:
        stored, history = responses.fetch(work, typist.response), events.of(work, typist.response)
        assert stored.revision - typist.revision in (0, 1), "an acknowledged change is missing"
        assert len(history) - 1 - typist.acknowledged in (0, 1)
        assert events.verify(work, typist.response, head=stored.head) == ()
        held = pluck(stored.document, "affected")
        expected = typist.value == "true"
        assert held is (expected if stored.revision == typist.revision else not expected)
