"""The shipped definitions served for browsers: a county whose clock stands still until it is moved.

Every test gets enterprises of its own; what they filed before goes through the product's own doors.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from logging import WARNING
from pathlib import Path
from random import Random
from socket import socket
from threading import Thread
from time import monotonic, sleep
from typing import Any, Final

import structlog
import uvicorn
from fastapi import FastAPI

from cli.answering import Answering
from cli.demonstration import Demonstration, demonstrations
from cli.filling import Filler
from engine import settings as reading
from engine.documents import LocalBlobs
from engine.filings import Actor, Desk, Filing, responses, submission
from engine.filings.responses import Response, Step
from engine.forms import Definitions, load_folder
from engine.library import Programs, publish_folder
from engine.people import Organisation, RoleBook, organisations, users
from engine.people.users import NewUser
from engine.store import Database, Work
from engine.store.migrating import upgrade
from tests.browser.site import DEFINITIONS
from tests.people.world import cheap_passwords
from web.app import create_app

MID_MARCH: Final = datetime(2026, 3, 20, 1, 30, tzinfo=UTC)
"""The tests' present: 20 March 2026, 9:30 in Shandong; March is being filed."""
LONG_AGO: Final = datetime(2025, 1, 1, tzinfo=UTC)
PASSWORD: Final = "趵突泉水2026"
MACHINES, SHOP, FARM = "3511", "5212", "0151"
"""Industries: mining machinery (section C), a supermarket, fruit."""
REPORT: Final = "sme-monthly"
POWER: Final = "power-survey"
LINK: Final = "public-power-survey"

INDUSTRY_ROWS: Final = ("output", "export", "power", "capacity", "finished_goods")
EVERYBODYS_ROWS: Final = (
    "revenue", "cost", "loans", "finance_cost", "receivables", "profit", "taxes", "staff",
)  # fmt: skip
SEASONAL_ROWS: Final = ("overdue", "wages", "assets", "liabilities", "investment")
SEASONS: Final = (2, 5, 8, 11, 12)


@dataclass(slots=True)
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = MID_MARCH

    def __call__(self) -> datetime:
        """Return the present."""
        return self.now

    def go_to(self, period: str) -> None:
        """Move to the 20th of a month, when its report is being filed."""
        self.now = datetime.strptime(f"{period}-20 01:30 +0000", "%Y-%m-%d %H:%M %z")

    def pass_(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)


@dataclass(slots=True)
class County:
    """A running server and what the tests may do behind it."""

    url: str
    clock: Clock
    database: Database
    desk: Desk
    definitions: Definitions
    authority: str
    demo_password: str
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def enterprise(self, industry: str = MACHINES, **profile: Any) -> str:
        """Register an enterprise with one filer; return its id, which is the filer's login too."""
        name = f"ent{next(self._numbers)}"
        told = {**PROFILE, "company": f"沂蒙{name}有限公司", "industry": industry, **profile}
        book = RoleBook(self.definitions.systems)
        path = organisations.region_path(("370000", "371300", "371302"))
        system = "sme-monitoring"
        new = Organisation(
            name, system, "enterprise", told["company"], self.authority, "371302", path, profile=told
        )
        with self.database.write() as work:
            place = organisations.create(work, new, at=LONG_AGO)
            user = users.create(work, NewUser(name, "演示会计", PASSWORD), cheap_passwords(), at=LONG_AGO)
            users.join(work, user, place, role="enterprise-filer", book=book)
        return name

    def approved(self, enterprise: str, period: str, cells: Mapping[str, int] | None = None) -> None:
        """Let an enterprise have filed a report that is approved; `cells` differ from the usual ones."""
        with self.database.write() as work:
            filing = self._report(work, enterprise, period, cells or {})
            for found in filing.state.unexplained:
                filing.state.explain(found.check, "已核实")
            actor = Actor(enterprise, filing.context.now.astimezone(UTC))
            submission.submit(work, filing, actor, key=filing.response.id, revision=1)
            submission.approve(work, self.desk, filing.response, actor)

    def begun(self, enterprise: str, period: str = "2026-03", cells: Mapping[str, int] | None = None) -> str:
        """Let an enterprise have typed a whole report but not submitted it; return its address."""
        with self.database.write() as work:
            return f"{self.url}/filings/{self._report(work, enterprise, period, cells or {}).response.id}"

    def stored(self, address: str) -> dict[str, Any]:
        """Return the document that the store holds of the response at an address."""
        response = address.split("/filings/")[1].split("/")[0]
        with self.database.read() as work:
            return dict(responses.fetch(work, response).document or {})

    def _report(self, work: Work, enterprise: str, period: str, cells: Mapping[str, int]) -> Filing:
        program = self.desk.programs.current(work, REPORT)
        actor = Actor(enterprise, datetime.strptime(f"{period}-20 02:00 +0000", "%Y-%m-%d %H:%M %z"))
        place = organisations.fetch(work, enterprise)
        context = self.desk.context(work, program, actor, organisation=place, period=period)
        industrial = place.profile["industry"] not in (SHOP, FARM)
        typed = {**BASIC, "econ": figures(int(period[5:]), industrial=industrial, cells=cells)}
        read = program.read(typed)
        values = program.prefill(**context.arguments()) | {name: read[name] for name in typed}
        state = program.start(values, **context.arguments())
        fresh = Response(
            responses.new_id(),
            REPORT,
            program.version,
            period,
            organisation=enterprise,
            filed_by=enterprise,
            document=state.document(),
            explanations={},
        )
        return Filing(responses.insert(work, fresh, Step("open"), actor), program, context, state)


PROFILE: Final[dict[str, Any]] = {
    "uscc": "91371302MA3C0M1X0D",
    "legal_person": "演示甲",
    "region": "371302",
    "registration_type": "112",
    "holding_type": "3",
    "last_revenue": 186000,
    "last_staff": 320,
    "last_assets": 240000,
    "listed": False,
    "address": "山东省临沂市兰山区演示路1号",
    "postal_code": "276000",
    "opened": "2008-05-12",
    "contact": "演示甲",
    "telephone": "0539-8000001",
    "main_products": "矿山机械、破碎机",
}
BASIC: Final[dict[str, Any]] = {
    "filer": "演示会计",
    "province_specialized": True,
    "national_giant": False,
    "ly_revenue": 18600,
    "ly_profit": 1450,
    "ly_staff": 320,
    "ly_rd_staff": 32,
    "ly_rd_funds": 620,
}
"""What a filer types on the first sheet besides the profile."""


def figures(
    month: int, *, industrial: bool = True, cells: Mapping[str, int] | None = None
) -> dict[str, dict[str, int]]:
    """Return a grid in which every check holds from month to month; `cells` ('power.ytd') differ."""
    rows = (INDUSTRY_ROWS if industrial else ()) + EVERYBODYS_ROWS
    rows += SEASONAL_ROWS if month in SEASONS else ()
    grid = {row: _row(row, month) for row in rows}
    for path, figure in (cells or {}).items():
        row, column = path.split(".")
        grid[row][column] = figure
    return grid


def _row(row: str, month: int) -> dict[str, int]:
    if row == "capacity":
        return {"month": 80, "ly_month": 80}
    size = 50 if row in ("staff", "finished_goods", "receivables") else 1000
    return {"month": size, "ytd": size * month, "ly_month": size, "ly_ytd": size * month}


@cache
def definitions() -> Definitions:
    """Return the shipped definitions."""
    return load_folder(DEFINITIONS)


@contextmanager
def county(data: Path) -> Iterator[County]:
    """Serve the county from a thread of this process until the block ends."""
    with socket() as listening:
        listening.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        settings = reading.read(
            {"TIANBAO_DATA": str(data), "TIANBAO_DEFINITIONS": str(DEFINITIONS), "TIANBAO_BASE_URL": url}
        )
        database = Database(settings.database)
        upgrade(database)
        desk, clock = Desk.over(Programs(definitions()), zone=settings.zone), Clock()
        told = _told()
        with database.write() as work:
            publish_folder(work, definitions(), by="", at=clock())
            blobs = LocalBlobs(data / "attachments")
            Filler(work, desk, definitions(), told, clock(), Random(told.seed), blobs).fill()
        Answering(database, desk, told, clock()).write()
        app = create_app(settings, definitions(), database, clock, passwords=cheap_passwords())
        with quiet(), serving(app, listening):
            yield County(url, clock, database, desk, definitions(), told.organisations[-1].id, told.password)
        database.close()


def _told() -> Demonstration:
    """Return the shipped demonstration cut down: the authorities' people, some answers to both surveys."""
    whole = next(one for one in demonstrations(DEFINITIONS) if one.respondents)
    assert whole.respondents
    return whole.model_copy(
        update={
            "organisations": tuple(place for place in whole.organisations if place.type == "authority"),
            "accounts": tuple(
                account for account in whole.accounts if account.login in ("analyst", "designer")
            ),
            "reports": (),
            "respondents": whole.respondents.model_copy(update={"count": 15}),
            "answers": tuple(
                one.model_copy(update={"count": 30, "periods": 2, "link": one.link and LINK})
                for one in whole.answers
            ),
        }
    )


@contextmanager
def quiet() -> Iterator[None]:
    """Log faults alone, and without the values at hand, until the block ends."""
    before = structlog.get_config()
    structlog.configure(
        processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(WARNING),
    )
    yield
    structlog.configure(**before)


@contextmanager
def serving(app: FastAPI, listening: socket) -> Iterator[None]:
    """Serve an application from a thread of this process until the block ends."""
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, ws="none", timeout_graceful_shutdown=3
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, args=([listening],), name="county")
    thread.start()
    until = monotonic() + 30
    while not server.started:
        assert thread.is_alive() and monotonic() < until, "the server did not start"
        sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(20)
