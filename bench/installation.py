"""A throw-away installation for the load: a hundred factories, their accounts, a real server process.

The server listens on a free loopback port and is ended with the bench.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from pwdlib.hashers.argon2 import Argon2Hasher

from bench.enterprise import DEFINITIONS, FORM, PROFILE, definitions, months, program, values
from bench.measuring import ROOT
from engine.filings.events import GENESIS
from engine.forms import Definitions, Program
from engine.forms.model.system import System
from engine.forms.periods import Period
from engine.library import publish_folder
from engine.people import Organisation, Passwords, RoleBook, organisations, sessions, users
from engine.people.users import NewUser
from engine.store import Database, Work
from engine.store.migrating import upgrade
from engine.store.tables.responses import responses

PASSWORD = "趵突泉水2026"


@dataclass(frozen=True, slots=True)
class Factory:
    """One enterprise: who signs in for it, and a session that is open already."""

    login: str
    token: str


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens, its process, and the month that is open."""

    port: int
    process: int
    period: str
    factories: tuple[Factory, ...]

    def resident(self) -> float:
        """Return the resident memory of the server's process in MB."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="utf-8")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024


@contextmanager
def server(factories: int) -> Iterator[Server]:
    """Run a server over a fresh store with so many factories; yields it when it answers."""
    with TemporaryDirectory(prefix="tianbao-bench-") as folder:
        period = Period.of("month", datetime.now(UTC).date())
        accounts = _settle(Path(folder), factories, period)
        port = free_port()
        process = _start(Path(folder), port)
        try:
            _await(process, port)
            yield Server(port, process.pid, period.key, accounts)
        except RuntimeError:
            print((Path(folder) / "server.log").read_text(encoding="utf-8")[-4000:], file=sys.stderr)
            raise
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def _start(folder: Path, port: int) -> "subprocess.Popen[bytes]":
    environment = {
        **os.environ,
        "TIANBAO_DATA": str(folder),
        "TIANBAO_DEFINITIONS": str(DEFINITIONS),
        "TIANBAO_BASE_URL": f"http://127.0.0.1:{port}",
    }
    run = "from cli.main import main; main()"
    command = [sys.executable, "-c", run, "serve", "--port", str(port)]
    log = (folder / "server.log").open("wb")
    with log:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)


def _await(process: "subprocess.Popen[bytes]", port: int) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not answer within 30 seconds")


def free_port() -> int:
    """Return a port of this machine's that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _settle(folder: Path, factories: int, period: Period) -> tuple[Factory, ...]:
    found = definitions()
    database = Database(f"sqlite:///{folder / 'tianbao.db'}")
    upgrade(database)
    now = datetime.now(UTC)
    with database.write() as work:
        publish_folder(work, found, by="bench", at=now)
        made = tuple(_factory(work, found, number, at=now) for number in range(factories))
        _file(work, found, factories, period)
    database.close()
    return made


def _factory(work: Work, found: Definitions, number: int, *, at: datetime) -> Factory:
    system = next(system for system in found.systems.values() if FORM in system.forms)
    kind, role = _filer(system)
    profile = {**PROFILE, "company": f"济南第{number + 1}机床厂"}
    trail = organisations.region_path(("370000", "370100", "370102"))
    mine = Organisation(
        f"e{number}", system.system, kind, str(profile["company"]), None, "370102", trail, profile=profile
    )
    organisations.create(work, mine, at=at)
    cheap = Passwords(Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1))
    user = users.create(work, NewUser(f"filer{number}", f"会计{number}", PASSWORD), cheap, at=at)
    users.join(work, user, mine, role=role, book=RoleBook(found.systems))
    return Factory(user.login, sessions.begin(work, user.id, mine.id, at=at))


def _filer(system: System) -> tuple[str, str]:
    name, role = next((name, role) for name, role in system.roles.items() if "filing.submit" in role.may)
    return role.of, name


def _file(work: Work, found: Definitions, factories: int, period: Period) -> None:
    """Write the approved reports of the months before, for every factory."""
    made = program(found)
    version = work.connection.exec_driver_sql(
        "SELECT version FROM forms WHERE form = ?", (FORM,)
    ).scalar_one()
    for number in range(factories):
        rows = [_approved(made, version, f"e{number}", month) for month in months(period)]
        work.connection.execute(responses.insert(), rows)


def _approved(of: Program, version: str, organisation: str, month: Period) -> dict[str, object]:
    at = datetime(month.end.year, month.end.month, month.end.day, tzinfo=UTC)
    document = values(of, month)
    return {
        "id": str(uuid4()),
        "form": FORM,
        "version": version,
        "organisation": organisation,
        "visitor": "",
        "period": month.key,
        "slot": "",
        "state": "approved",
        "revision": 1,
        "document": document,
        "effective": document,
        "explanations": {},
        "screening": "normal",
        "source": "online",
        "filed_by": "bench",
        "head": GENESIS,
        "created_at": at,
        "updated_at": at,
        "submitted_at": at,
        "approved_at": at,
    }
