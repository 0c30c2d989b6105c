"""The history of a response.

EVT-01  Every write of a response leaves exactly one event, with the same revision.
EVT-02  An untouched chain verifies.
EVT-03  A changed event, a removed event and a removed newest event are all found.
EVT-04  The database itself refuses to change or delete an event.
EVT-05  Eight threads × 50 writes leave exactly 400 events, one sound chain per response.
EVT-06  Figures stand in an event digit for digit.
EVT-07  When the event cannot be written, the change is not written either.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from engine.filings import events
from engine.filings.events import Change
from engine.filings.refusals import Missing
from engine.filings.responses import Actor, Response, Step, advance, fetch, insert, new_id
from engine.store import Database, Work
from engine.store.tables.events import events as table
from engine.store.tables.responses import responses
from tests.filings.stock import register

AT = datetime(2026, 4, 10, 1, 30, tzinfo=UTC)
WANG = Actor("wang", AT, "王会计")


@pytest.fixture
def report(database: Database) -> tuple[Database, str]:
    """Return a store with one report on which three figures were typed."""
    with database.write() as work:
        register(work)
        response = insert(work, _fresh(), Step("open"), WANG)
        for figure in ("1200", "1200.50", "0.10"):
            changed = Change("econ.power.ytd", None, Decimal(figure))
            document = {"econ": {"power": {"ytd": Decimal(figure)}}}
            response = advance(work, response, Step("change", (changed,)), WANG, document=document)
    return database, response.id


def _fresh(period: str = "2026-03") -> Response:
    return Response(
        new_id(), "yuebao", "v1", period, organisation="hongda", document={}, explanations={}, filed_by="wang"
    )


def test_every_write_leaves_one_event(report: tuple[Database, str]) -> None:  # EVT-01
    database, response = report
    with database.read() as work:
        told = events.of(work, response)
        assert [event.action for event in told] == ["open", "change", "change", "change"]
        assert [event.revision for event in told] == [1, 2, 3, 4]
        assert fetch(work, response).revision == 4


def test_an_untouched_chain_verifies(report: tuple[Database, str]) -> None:  # EVT-02
    database, response = report
    with database.read() as work:
        assert events.verify(work, response, head=fetch(work, response).head) == ()


def test_figures_stand_digit_for_digit(report: tuple[Database, str]) -> None:  # EVT-06
    database, response = report
    with database.read() as work:
        (last,) = events.since(work, response, 3)
        assert str(last.changes[0].after) == "0.10"
        assert fetch(work, response).document == {"econ": {"power": {"ytd": Decimal("0.10")}}}


def _unguarded(work: Work) -> None:
    """Take the database's own guard away, as somebody with the file in hand could."""
    if work.connection.dialect.name == "sqlite":
        for name in ("events_no_update", "events_no_delete"):
            work.connection.execute(text(f"DROP TRIGGER {name}"))
    else:
        work.connection.execute(text("DROP TRIGGER events_no_change ON events"))


@pytest.mark.parametrize(
    ("meddle", "found"),
    [
        ("UPDATE events SET changes = '[[\"econ.power.ytd\",null,9]]' WHERE revision = 3", 3),
        ("UPDATE events SET note = '改' WHERE revision = 1", 1),
        ("DELETE FROM events WHERE revision = 2", 2),
        ("DELETE FROM events WHERE revision = 4", 4),
    ],
)
def test_meddling_is_found(report: tuple[Database, str], meddle: str, found: int) -> None:  # EVT-03
    database, response = report
    with database.write() as work:
        _unguarded(work)
        work.connection.execute(text(meddle))
        (told,) = events.verify(work, response, head=fetch(work, response).head)
    assert told.code == "filing-chain-broken"
    assert told.params["sequence"] == found


@pytest.mark.parametrize(
    "rewrite", [update(table).values(note="改"), table.delete()], ids=["update", "delete"]
)
def test_the_database_refuses_a_rewrite(report: tuple[Database, str], rewrite: object) -> None:  # EVT-04
    database, _ = report
    with pytest.raises(DatabaseError, match="append-only"), database.write() as work:
        work.connection.execute(rewrite)  # type: ignore[call-overload]  # an update or a delete


def test_parallel_writes_leave_every_event(database: Database) -> None:  # EVT-05
    with database.write() as work:
        register(work)
        ids = [insert(work, _fresh(f"2026-0{n}"), Step("open"), WANG).id for n in range(1, 9)]

    def type_on(response: str) -> None:
        for figure in range(50):
            with database.write() as work:
                locked = fetch(work, response, lock=True)
                advance(work, locked, Step("change", (Change("x", None, figure),)), WANG)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(type_on, ids))
    with database.read() as work:
        counted = select(func.count()).select_from(table).where(table.c.action == "change")
        assert work.connection.execute(counted).scalar_one() == 400
        for response in ids:
            assert events.verify(work, response, head=fetch(work, response).head) == ()


def test_no_event_no_change(report: tuple[Database, str]) -> None:  # EVT-07
    database, response = report
    with database.read() as work:
        seen = fetch(work, response)
    with pytest.raises(IntegrityError), database.write() as work:
        stale = Response(seen.id, seen.form, seen.version, seen.period, organisation="hongda", revision=3)
        advance(work, stale, Step("change"), WANG, screening="abnormal")
    with database.read() as work:
        assert fetch(work, response) == seen


def test_a_response_that_is_not_there_is_denied(report: tuple[Database, str]) -> None:
    database, _ = report
    with pytest.raises(Missing), database.read() as work:
        fetch(work, new_id())


def test_one_response_per_organisation_form_and_period(report: tuple[Database, str]) -> None:
    database, _ = report
    with pytest.raises(IntegrityError), database.write() as work:
        insert(work, _fresh(), Step("open"), WANG)
    with database.read() as work:
        assert work.connection.execute(select(func.count()).select_from(responses)).scalar_one() == 1
