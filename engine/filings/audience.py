"""How many organisations a form asks: its audience rule tried on those that may report."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from engine.filings.desk import Desk
from engine.forms import Program
from engine.forms.periods import Period
from engine.people.organisations import COLUMNS, from_row
from engine.store import Work
from engine.store.tables.people import organisations

MOST: Final = 5_000
"""Organisations that are asked; of more, these many of them spread over all."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Of `total` organisations that may report, `tried` were asked and `asked` of them are to report."""

    total: int
    tried: int
    asked: int

    @property
    def estimate(self) -> int:
        """How many of all are asked, as far as those tried tell."""
        return round(self.asked * self.total / self.tried) if self.tried else 0


def audience(work: Work, desk: Desk, program: Program, *, system: str, now: datetime) -> Audience:
    """Count whom a form asks in the present period. A form without the rule asks all.

    `program` needs the form's collection alone. A rule that reads other forms' filings says nothing here:
    whoever calls asks `program.asks_links` first.
    """
    rules = program.form.collection
    where = (
        organisations.c.system == system,
        organisations.c.type.in_(rules.reporters),
        organisations.c.active,
    )
    count = select(func.count()).select_from(organisations).where(*where)
    total: int = work.connection.execute(count).scalar_one()
    if rules.audience is None or not total:
        return Audience(total, total, total)
    local = now.astimezone(desk.zone)
    period = Period.of(rules.period, local.date()) if rules.period != "none" else None
    step, tried, asked = -(-total // MOST), 0, 0
    rows = work.connection.execute(select(*COLUMNS).where(*where).order_by(organisations.c.id))
    for number, row in enumerate(rows):
        if number % step == 0:
            org = desk.profiles.of(from_row(row))
            found = program.collection(org=org, period=period, now=local).get("audience")
            tried, asked = tried + 1, asked + (found is True)
    return Audience(total, tried, asked)
