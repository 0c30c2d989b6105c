"""A rule trial over stored responses.

TRIAL-01 It says how many responses were judged, would break a check and could not be judged, which, and
         how many by region and by period.
TRIAL-02 Answers of older versions are read through the mapping; earlier filings and the organisation too.
TRIAL-03 Only responses within the person's reach count, and only the last periods.
TRIAL-04 What is tried by itself are the checks that are new or changed.
TRIAL-05 It is bounded in responses and in time, and says how far it came; it writes nothing.
TRIAL-06 A response breaks a check over rows where any row does.
"""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from sqlalchemy import func, select

from engine.analysis.reach import Reach
from engine.analysis.trial import Asked, Bench, Trial, fresh_checks, try_checks
from engine.filings.drafted import drafted
from engine.filings.events import GENESIS
from engine.filings.profiles import Profiles
from engine.forms import Definitions
from engine.forms.appraisal import appraise, compiled
from engine.library import Programs, publish
from engine.people import Organisation, organisations
from engine.store import Database, Work
from engine.store.tables.people import organisations as organisation_table
from engine.store.tables.responses import responses
from tests.people.world import NOON, SYSTEM, build

OLD = """\
form: plant-monthly
title: 企业月报
collection: {period: month, reporter: plant}
history: submitted
sheets:
  - sheet: one
    title: 基本
    items:
      - {field: income, label: 营业收入, type: decimal}
      - {field: staff, label: 从业人员, type: integer}
      - repeat: goods
        label: 产品
        items: [{field: stock, label: 库存, type: integer}]
checks:
  - {check: some_staff, rule: staff >= 1, severity: warning}
"""
CHECKS = """\
  - {check: no_leap, rule: "revenue <= prev(revenue) * 2", message: "营业收入 {revenue} 增长过快"}
  - {check: local, rule: "revenue > 0 or org.region != '370102'", severity: warning}
  - {check: stocked, rule: "all(goods, stock >= 0)", severity: warning}
"""
NEW = OLD.replace("field: income", "field: revenue").replace(
    "title: 企业月报", "title: 企业月报\nrenamed: {income: revenue}"
)
NEW += CHECKS
AMONG = Definitions(systems={"monitoring": SYSTEM})


class Plants:
    """Enterprises that filed under the old version."""

    def __init__(self, work: Work) -> None:
        self.work, self.world = work, build(work)
        self.version = publish(work, OLD.encode(), file="plant.yaml", by="t", at=NOON).version
        self.numbers = count()

    def file(self, who: Organisation, period: str, **document: Any) -> None:
        """Store one submitted response."""
        given = {
            name: Decimal(value) if isinstance(value, int) else value for name, value in document.items()
        }
        number = next(self.numbers)
        row = {
            "id": f"r{number}", "form": "plant-monthly", "version": self.version, "organisation": who.id,
            "visitor": "", "period": period, "slot": "", "state": "submitted", "revision": 1,
            "document": given, "effective": given, "explanations": {}, "source": "online", "filed_by": "w",
            "head": GENESIS, "created_at": NOON, "updated_at": NOON, "submitted_at": NOON,
        }  # fmt: skip
        self.work.connection.execute(responses.insert(), row)

    def many(self, number: int) -> list[Organisation]:
        """Register more plants beside the first."""
        first = self.world["lathe"]
        made = (replace(first, id=f"p{one}", name=f"企业{one}", parent="lixia") for one in range(number))
        return [organisations.create(self.work, one, at=NOON) for one in made]

    def run(self, *checks: str, reach: Reach | None = None, **more: Any) -> Trial:
        """Try checks of the new version."""
        asked = Asked(frozenset(checks), **more)
        return try_checks(self.work, self.bench(), reach or Reach.everything(), asked)

    def bench(self, timer: Any = lambda: 0.0) -> Bench:
        """Return the new version at work."""
        program = compiled(appraise(NEW, AMONG), AMONG)
        assert program is not None
        programs = Programs(AMONG)
        return Bench(drafted(self.work, programs, program, follows=None), Profiles(programs), UTC, timer)


@pytest.fixture
def plants(sqlite_database: Database) -> Any:
    """Yield the plants in an open unit of work."""
    with sqlite_database.write() as work:
        yield Plants(work)


def counts(trial: Trial) -> list[tuple[int, int, int]]:
    return [(one.total.held, one.total.broken, one.total.unjudged) for one in trial.outcomes]


def test_a_leap_against_the_month_before(plants: Plants) -> None:  # TRIAL-01 TRIAL-02
    lathe, brewery = plants.world["lathe"], plants.world["brewery"]
    plants.file(lathe, "2026-01", income=100)
    plants.file(lathe, "2026-02", income=250)
    plants.file(brewery, "2026-01", income=100)
    plants.file(brewery, "2026-02", income=150)
    found = plants.run("no_leap")
    assert (found.count, found.looked, counts(found)) == (4, 4, [(1, 1, 2)])
    outcome = found.outcomes[0]
    assert {period: (one.broken, one.unjudged) for period, one in outcome.periods.items()} == {
        "2026-02": (1, 0),
        "2026-01": (0, 2),
    }
    assert {region: one.broken for region, one in outcome.regions.items()} == {"370102": 1, "3702": 0}
    case = outcome.cases[0]
    assert (case.organisation, case.period, case.message["zh"]) == (
        "济南第一机床厂",
        "2026-02",
        "营业收入 250 增长过快",
    )
    margin = outcome.margins[0]
    assert margin is not None
    assert (sorted(margin.values), sorted(margin.ratios)) == (
        [Decimal(-50), Decimal(50)],
        [Decimal("0.75"), Decimal("1.25")],
    )


def test_the_organisation_is_read(plants: Plants) -> None:  # TRIAL-02
    plants.file(plants.world["lathe"], "2026-01", income=0)
    plants.file(plants.world["brewery"], "2026-01", income=0)
    assert counts(plants.run("local")) == [(1, 1, 0)]


def test_any_row_breaks_it(plants: Plants) -> None:  # TRIAL-06
    plants.file(plants.world["lathe"], "2026-01", goods=[{"stock": Decimal(1)}, {"stock": Decimal(-1)}])
    assert counts(plants.run("stocked")) == [(0, 1, 0)]


def test_only_what_is_within_reach(plants: Plants) -> None:  # TRIAL-03
    plants.file(plants.world["lathe"], "2026-01", income=0)
    plants.file(plants.world["brewery"], "2026-01", income=0)
    only = Reach(organisation_table.c.id == "lathe", False, "lathe")
    found = plants.run("local", reach=only)
    assert (found.count, counts(found)) == (1, [(0, 1, 0)])


def test_only_the_last_periods(plants: Plants) -> None:  # TRIAL-03
    for month in ("2025-11", "2025-12", "2026-01"):
        plants.file(plants.world["lathe"], month, income=0)
    found = plants.run("local", periods=2)
    assert (found.periods, found.looked) == (("2026-01", "2025-12"), 2)


def test_new_and_changed_checks(plants: Plants) -> None:  # TRIAL-04
    program = plants.bench().draft.program
    before = Programs(AMONG).get(plants.work, plants.version)
    assert fresh_checks(program, before) == {"no_leap", "local", "stocked"}
    assert fresh_checks(program, None) == {"no_leap", "local", "stocked", "some_staff"}


def test_it_stops_at_its_limits(plants: Plants) -> None:  # TRIAL-05
    for plant in plants.many(5):
        plants.file(plant, "2026-01", income=0)
    found = plants.run("local", most=3)
    assert (found.count, found.looked) == (5, 3)
    ticks = count()
    slow = try_checks(
        plants.work,
        plants.bench(lambda: float(next(ticks))),
        Reach.everything(),
        Asked(frozenset(["local"]), seconds=3),
    )
    assert (slow.count, slow.looked) == (5, 2)


def test_it_writes_nothing(plants: Plants) -> None:  # TRIAL-05
    plants.file(plants.world["lathe"], "2026-01", income=0)
    query = select(func.count(), func.sum(responses.c.revision), func.max(responses.c.updated_at))
    before = plants.work.connection.execute(query).one()
    plants.run("local", "no_leap")
    assert plants.work.connection.execute(query).one() == before
    assert before[0] == 1
    assert isinstance(NOON, datetime)
