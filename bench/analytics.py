"""(h) A million responses to 50 questions: counted, filtered, crossed, followed and made anew.

BENCH_RESPONSES sets another number of responses.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final

from bench.analytics_peers import Duck, pandas_counts, postgresql_seconds, sqlite_seconds
from bench.analytics_workload import (
    FORM,
    MONTHS,
    Workload,
    definitions,
    file_responses,
    month,
    region,
    responses_wanted,
    settle,
    workload,
)
from bench.report import Found, Goal
from engine.analysis import NO_FILTERS, Filters, Reach, Tally, summary
from engine.analysis.mirror.looking import Looks
from engine.library import Programs
from engine.store import Database
from tests import postgres

AGAINST: Final = Goal("h.all", "all 50 counted, beside DuckDB over Parquet", "ms", 0.5, judged="ratio")
ALL: Final = Goal("h.all.ms", "all 50 distributions", "ms", 500)
EQUAL: Final = Goal("h.equal", "distributions equal to DuckDB's", "of 50", 50, "least")
FILTERED: Final = Goal("h.filtered", "one month of one region, all 50", "ms", 100)
CROSSED: Final = Goal("h.crosstab", "two questions against each other", "ms", 20)
NEW: Final = Goal("h.new", "1,000 new answers, from their commit to all 50 counted with them", "ms", 1000)
MADE: Final = Goal("h.rebuild", "the mirror made from the store", "s", 15)
OPENED: Final = Goal("h.opened", "the mirror found in its files by a new process (told only)", "ms", 10_000)
PANDAS: Final = Goal("h.pandas", "the same beside pandas (told only)", "ms", 1, judged="ratio")
SQLITE: Final = Goal("h.sqlite", "the same beside SQLite json_extract (told only)", "ms", 1, judged="ratio")
JSONB: Final = Goal("h.jsonb", "the same beside PostgreSQL jsonb (told only)", "ms", 1, judged="ratio")
ROUNDS: Final = 5
FRESH: Final = 1_000
_REACH: Final = Reach.everything()


def measure() -> Iterator[Found]:
    """Yield the rows of workload H."""
    amount = responses_wanted()
    made = workload(amount + FRESH)
    with tempfile.TemporaryDirectory(prefix="tianbao-bench-") as place:
        folder = Path(place)
        held = _part(made, amount)
        database = settle(folder, held)
        yield from _measured(Bench(database, made, amount, folder), Duck.over(held, folder), held)
        database.close()


def _part(made: Workload, amount: int) -> Workload:
    return Workload(
        made.single[:, :amount],
        made.multiple[:, :amount],
        made.numbers[:, :amount],
        made.organisations[:amount],
        made.months[:amount],
    )


@dataclass(frozen=True, slots=True)
class Bench:
    """The store with its answers, and those that are still to come."""

    database: Database
    made: Workload
    amount: int
    folder: Path

    def looks(self) -> Looks:
        """Return what a process that was just started looks with."""
        return Looks(Programs(definitions()), self.folder / "mirror")

    def count(self, looks: Looks, filters: Filters = NO_FILTERS) -> dict[str, Tally]:
        """Count all questions as a page does, from the store's marks to the last quartile."""
        with self.database.read() as work:
            found = looks.look(work, FORM, _REACH, filters).tallies()
        for tally in found:
            summary(tally)
        return {tally.question.path: tally for tally in found}

    def cross(self, looks: Looks) -> Any:
        """Cross two questions."""
        with self.database.read() as work:
            return looks.look(work, FORM, _REACH, NO_FILTERS).crosstab("s0", "s1")

    def answer(self) -> None:
        """File the answers that are still to come."""
        with self.database.write() as work:
            query = "SELECT version FROM forms WHERE form = 'workload'"
            version = work.connection.exec_driver_sql(query).scalar_one()
            file_responses(work, self.made, version, range(self.amount, self.amount + FRESH))


def _measured(bench: Bench, duck: Duck, held: Workload) -> Iterator[Found]:
    rebuilt = _milliseconds(lambda: bench.count(bench.looks())) / 1000
    yield Found(MADE, rebuilt)
    looks = bench.looks()
    yield Found(OPENED, _milliseconds(lambda: bench.count(looks)))
    ours, ducks = [], []
    for _ in range(ROUNDS):
        ours.append(_milliseconds(lambda: bench.count(looks)))
        ducks.append(_milliseconds(duck.counts))
    yield Found(AGAINST, median(ours), median(ducks), "DuckDB")
    yield Found(ALL, median(ours))
    yield Found(EQUAL, _equal(bench.count(looks), duck.counts()), EQUAL.bar, "DuckDB")
    yield from _narrowed(bench, looks, duck)
    yield from _beside_the_slow(bench, median(ours), held)
    yield Found(NEW, _fresh(bench, looks))


def _narrowed(bench: Bench, looks: Looks, duck: Duck) -> Iterator[Found]:
    narrow = Filters(month(MONTHS // 2), month(MONTHS // 2), region(3))
    where = f"month = '{narrow.period}' AND region = '{narrow.region}'"
    yield _beside(FILTERED, lambda: bench.count(looks, narrow), lambda: duck.counts(where))
    yield _beside(CROSSED, lambda: bench.cross(looks), duck.crosstab)


def _beside(goal: Goal, ours: Callable[[], Any], ducks: Callable[[], Any]) -> Found:
    pairs = [(_milliseconds(ours), _milliseconds(ducks)) for _ in range(ROUNDS)]
    return Found(goal, median(one for one, _ in pairs), median(other for _, other in pairs), "DuckDB")


def _beside_the_slow(bench: Bench, ours: float, held: Workload) -> Iterator[Found]:
    count = pandas_counts(held)
    yield Found(PANDAS, ours, _milliseconds(count), "pandas")
    with bench.database.read() as work:
        yield Found(SQLITE, ours, sqlite_seconds(work.connection) * 1000, "SQLite")
    programs = postgres.binaries()
    if programs is not None:
        with postgres.cluster(programs) as url:
            yield Found(JSONB, ours, postgresql_seconds(url, held) * 1000, "PostgreSQL")


def _fresh(bench: Bench, looks: Looks) -> float:
    """Return the milliseconds from the commit of new answers until all is counted with them."""
    bench.answer()
    start = perf_counter()
    tallies = bench.count(looks)
    taken = (perf_counter() - start) * 1000
    if tallies["s0"].count.answered != bench.amount + FRESH:
        raise RuntimeError("the new answers are not there")
    return taken


def _milliseconds(call: Callable[[], Any]) -> float:
    start = perf_counter()
    call()
    return (perf_counter() - start) * 1000


def _equal(ours: dict[str, Tally], ducks: dict[str, Any]) -> int:
    """Return of how many questions both say the same."""
    return sum(_same(tally, ducks[path]) for path, tally in ours.items())


def _same(tally: Tally, duck: Any) -> bool:
    if tally.question.shape != "number":
        return bool(dict(tally.count.choices) == duck)
    found, (count, total, low, high, quartiles) = summary(tally), duck[0]
    if found is None or (found.count, found.minimum, found.maximum) != (count, low, high):
        return False
    apart = [abs(float(one) - float(other)) for one, other in zip(found.quartiles, quartiles, strict=True)]
    return max(apart) < 0.01 and bool(abs(float(found.mean) * count - float(total)) < 1e-6 * float(total))
