"""`tianbao demo`: the demonstration that a newcomer starts with.

DEMO-01 Each enterprise has thirteen months of approved reports, this month is open, and the reports
        hold against each other: no check is broken.
DEMO-02 2,000 survey answers lie over six months.
DEMO-03 Every response's chain of events verifies.
DEMO-04 Starting again keeps what people did; `--reset` throws it away.
DEMO-05 `--reset` deletes nothing that a demonstration did not make.
DEMO-06 The console says address, accounts, password and what to try, a system at a time.
DEMO-07 Every system with a demonstration has organisations, accounts and earlier filings of its own.
DEMO-08 Survey answers are written while the demonstration serves already; after an interruption the
        missing ones are, for the same months whenever that is; what fails beside the server is said.
"""

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from cli import installation
from cli.aside import aside
from cli.demonstration import demonstrations
from cli.main import gather
from engine.filings import events
from engine.forms.periods import Period
from engine.store import Database, Work
from engine.store.tables.people import organisations
from engine.store.tables.responses import responses
from tests.browser import site
from tests.contracts.tree import ROOT

REPORT, SURVEYS = "sme-monthly", ("climate-survey", "power-survey")
MONTHS, ENTERPRISES, ANSWERS, ANSWERED_MONTHS = 13, 3, 2000, 6


def demo(data: Path, *options: str) -> str:
    """Fill (not serve) the demonstration of a data folder; returns what was said."""
    given = {"TIANBAO_DATA": str(data), "TIANBAO_DEFINITIONS": str(ROOT / "definitions")}
    result = CliRunner().invoke(gather(["demo", "check"]), ["demo", "--no-serve", *options], env=given)
    return result.output if result.exit_code == 0 else f"status {result.exit_code}: {result.output}"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    data = tmp_path_factory.mktemp("demo")
    return data, demo(data)


@pytest.fixture
def store(filled: tuple[Path, str]) -> Iterator[Database]:
    database = Database(f"sqlite:///{filled[0] / 'tianbao.db'}")
    yield database
    database.close()


def test_thirteen_months_of_reports(store: Database) -> None:  # DEMO-01
    with store.read() as work:
        query = select(responses.c.organisation, responses.c.period, responses.c.screening)
        reports = work.connection.execute(query.where(responses.c.form == REPORT)).all()
    by_organisation = Counter(row.organisation for row in reports if row.organisation)
    most = [periods for _, periods in by_organisation.most_common(ENTERPRISES)]
    assert most == [MONTHS] * ENTERPRISES
    months = sorted({row.period for row in reports})
    assert len(months) == MONTHS
    assert Period.parse(months[0]).shift(MONTHS - 1).key == months[-1]
    assert Counter(row.screening for row in reports) == {"normal": MONTHS * ENTERPRISES}


def test_two_thousand_answers(store: Database) -> None:  # DEMO-02
    with store.read() as work:
        asked = select(responses.c.period).where(responses.c.form.in_(SURVEYS))
        answers = list(work.connection.execute(asked).scalars())
    assert (len(answers), len(set(answers))) == (ANSWERS, ANSWERED_MONTHS)


def test_chains_verify(store: Database) -> None:  # DEMO-03
    with store.read() as work:
        kept = work.connection.execute(select(responses.c.id, responses.c.head)).all()
        assert [row.id for row in kept if events.verify(work, row.id, head=row.head)] == []


def test_the_console_says_what_to_do(filled: tuple[Path, str]) -> None:  # DEMO-06
    said = filled[1]
    for word in ("http://127.0.0.1:8000", "密码", "analyst", "factory", "--reset"):
        assert word in said


def test_every_system_has_its_own(filled: tuple[Path, str], store: Database) -> None:  # DEMO-07
    systems = {one.demonstration: one for one in demonstrations(ROOT / "definitions")}
    with store.read() as work:
        rows = work.connection.execute(select(organisations.c.id, organisations.c.system))
        owners = {row.id: row.system for row in rows}
        filed = set(work.connection.execute(select(responses.c.organisation)).scalars())
    assert set(owners.values()) == set(systems)
    for system, told in systems.items():
        assert {account.login for account in told.accounts} and all(
            a.login in filled[1] for a in told.accounts
        )
        assert any(owners.get(str(owner)) == system for owner in filed)


def answers_in(work: Work) -> list[tuple[str, str, str]]:
    """Return which survey, who and for which period, of every answer."""
    who = func.coalesce(responses.c.organisation, responses.c.visitor)
    asked = select(responses.c.form, who, responses.c.period).where(responses.c.form.in_(SURVEYS))
    return [(form, given_by, period) for form, given_by, period in work.connection.execute(asked)]


@contextmanager
def demonstrating(data: Path, *options: str) -> Iterator[None]:
    """Serve the demonstration until the block ends, then interrupt it as one does at a console."""
    port = site.free_port()
    command = [sys.executable, "-c", site.COMMAND, "demo", "--port", str(port), *options]
    with (data / "server.log").open("ab") as log:
        given = site.environment(data, port)
        process = subprocess.Popen(command, cwd=ROOT, env=given, stdout=log, stderr=log)
    try:
        site.wait_for(process, port, log=data / "server.log")
        yield
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


def test_what_fails_aside_is_said() -> None:  # DEMO-08
    done: list[str] = []

    def fails() -> None:
        raise RuntimeError("the disk is full")

    with aside(fails, lambda: done.append("then")) as came_right:
        assert not came_right()
    with aside(lambda: None, lambda: None) as came_right:
        assert came_right()
    assert done == []


def test_starting_again_and_afresh(
    tmp_path: Path, filled: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:  # DEMO-04, DEMO-08
    data = tmp_path / "again"
    copytree(filled[0], data)
    database = Database(f"sqlite:///{data / 'tianbao.db'}")
    with database.write() as work:
        work.connection.execute(responses.update().values(filed_by="someone"))
    demo(data)
    with database.read() as work:
        assert set(work.connection.execute(select(responses.c.filed_by)).scalars()) == {"someone"}
    database.close()
    with demonstrating(data, "--reset"):
        pass
    afresh = Database(f"sqlite:///{data / 'tianbao.db'}")
    with afresh.read() as work:
        assert "someone" not in set(work.connection.execute(select(responses.c.filed_by)).scalars())
        assert len(answers_in(work)) < ANSWERS, "it is served before all answers are written"
    later = installation.now() + timedelta(days=70)
    monkeypatch.setattr(installation, "now", lambda: later)  # the months stay those of the filling
    demo(data)
    with afresh.read() as work:
        assert len(found := answers_in(work)) == len(set(found)) == ANSWERS
        assert len({period for _, _, period in found}) == ANSWERED_MONTHS
    afresh.close()


def test_reset_spares_what_is_not_its_own(tmp_path: Path) -> None:  # DEMO-05
    file = tmp_path / "tianbao.db"
    file.write_bytes(b"somebody's")
    assert "status 1" in demo(tmp_path, "--reset")
    assert file.read_bytes() == b"somebody's"
