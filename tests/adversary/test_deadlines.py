"""Deadlines are moments of the installation's zone, wherever the server stands.

DUE-01  A second before the deadline a report is open, at the deadline it is closed, whatever the
        server's own zone; what opens on a day opens at its first second.
DUE-02  The ends of months, a leap day, a year's end and quarters fall where the calendar has them.
DUE-03  Over HTTP: saved a second before, refused at the second, and what was saved stays.
DUE-04  What was begun in time and submitted late is refused with the day it closed.
"""

import os
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.filings import Actor, Refusal, overview, windows
from engine.forms.periods import Period
from tests.adversary.county import County, revision_of
from tests.filings.stock import HONGDA, World

SHANGHAI = ZoneInfo("Asia/Shanghai")
SECOND = timedelta(seconds=1)
SERVERS = ("UTC", "Asia/Shanghai", "America/New_York")
# yuebao opens the day after the period and closes with the fifteenth day after it
WINDOWS = {
    "2026-03": ("2026-04-01", "2026-04-16"),
    "2026-01": ("2026-02-01", "2026-02-16"),
    "2026-02": ("2026-03-01", "2026-03-16"),
    "2024-02": ("2024-03-01", "2024-03-16"),
    "2024-01": ("2024-02-01", "2024-02-16"),
    "2025-12": ("2026-01-01", "2026-01-16"),
    "2026-04": ("2026-05-01", "2026-05-16"),
}


@pytest.fixture(params=SERVERS)
def server_zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """Stand the server in a zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def at(day: str) -> datetime:
    """Return the first moment of a day in Shanghai."""
    return datetime.fromisoformat(day).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize("period", WINDOWS)
def test_the_second_before_and_the_second(
    world: World, server_zone: str, period: str
) -> None:  # DUE-01, DUE-02
    opens, shut = map(at, WINDOWS[period])
    expected = {
        opens - SECOND: "early",
        opens: "open",
        opens + SECOND: "open",
        shut - SECOND: "open",
        shut: "closed",
        shut + SECOND: "closed",
    }
    with world.database.read() as work:
        program = world.desk.programs.current(work, "yuebao")
    found = {}
    for moment in expected:
        for zone in (ZoneInfo(server_zone), ZoneInfo("UTC")):
            actor = Actor("wang", moment.astimezone(zone))
            seen = overview.window_of(
                world.desk, program, actor, organisation=HONGDA, period=Period.parse(period)
            )
            found[moment] = seen.standing(actor.at)
            assert found[moment] == expected[moment], (server_zone, zone, moment)
            assert str(seen.last_day()) == (shut - SECOND).date().isoformat()


def test_submitting_late(world: World) -> None:  # DUE-04
    with world.database.read() as work:
        program = world.desk.programs.current(work, "yuebao")
    actor = Actor("wang", at("2026-04-16"))
    seen = overview.window_of(world.desk, program, actor, organisation=HONGDA, period=Period.parse("2026-03"))
    with pytest.raises(Refusal) as refused:
        windows.require_open(seen, actor.at)
    assert "2026-04-15" in refused.value.problems[0].message()


@pytest.mark.parametrize("zone", SERVERS)
def test_over_http(county: County, zone: str) -> None:  # DUE-03
    wang, before = county.browsers["wang"], county.clock.now
    mine = wang.begin()
    try:
        county.clock.now = (at("2026-04-16") - SECOND).astimezone(ZoneInfo(zone))
        wang.sign_in("wang")
        sheet = f"{mine}/sheets/basic"
        revision = revision_of(wang.get(sheet).text)
        answer = wang.type(mine, "remark", f"赶在截止前{zone}", revision)
        assert answer.status_code == 200
        county.clock.pass_(seconds=1)
        late = wang.type(mine, "remark", "晚了一秒", revision + 1)
        assert late.status_code == 409 and "2026-04-15" in late.text
        assert wang.post(sheet, {"remark": "晚了", "revision": revision + 1}).status_code == 409
        assert wang.post(f"{mine}/submit", {"key": "k", "revision": revision + 1}).status_code == 409
        assert f"赶在截止前{zone}" in wang.get(sheet).text
    finally:
        county.clock.now = before
        wang.sign_in("wang")
