"""When a demonstration's filings were handed in: the periods before the present, working hours after them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from random import Random

from engine.forms import Program
from engine.forms.periods import Period


@dataclass(frozen=True, slots=True)
class Calendar:
    """The time of a demonstration as of `now`, in the installation's zone."""

    now: datetime
    zone: tzinfo
    random: Random

    def present(self, program: Program) -> Period:
        """Return the period in which the present lies; a form without periods counts by months."""
        kind = program.form.collection.period
        today = self.now.astimezone(self.zone).date()
        return Period.of("month" if kind == "none" else kind, today)

    def moment(self, period: Period) -> datetime:
        """Return a working hour after a period's end, but never one that is still to come."""
        day = period.end + timedelta(days=self.random.randint(1, 8))
        hour = time(self.random.randint(1, 8), self.random.randrange(60), tzinfo=UTC)
        latest = self.now - timedelta(minutes=self.random.randint(10, 600))
        return min(datetime.combine(day, hour), latest)

    def turns(self, program: Program, count: int) -> Iterator[tuple[Period | None, datetime]]:
        """Yield the last `count` periods with the moment of filing; without periods, some past days."""
        if program.form.collection.period == "none":
            yield from ((None, self.now - timedelta(days=3 * number)) for number in range(count, 0, -1))
            return
        present = self.present(program)
        for back in range(count, 0, -1):
            yield present.shift(-back), self.moment(present.shift(-back))
