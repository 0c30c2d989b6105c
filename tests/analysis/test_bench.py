"""The bench of statistics measures what it says, at any size.

BENCH-01  On a small workload our distributions and DuckDB's are the same, of all answers and of a few.
BENCH-02  What comes in while it runs is counted at the next look.
"""

from pathlib import Path

import pytest

from bench import analytics, analytics_workload
from bench.analytics import FRESH, Bench
from bench.analytics_peers import Duck
from bench.analytics_workload import region, settle, workload
from engine.analysis import Filters

FEW = 300


def test_a_small_workload(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # BENCH-01, BENCH-02
    monkeypatch.setattr(analytics_workload, "ORGANISATIONS", 40)
    made = workload(FEW + FRESH)
    held = analytics._part(made, FEW)
    database = settle(tmp_path, held)
    bench, duck = Bench(database, made, FEW, tmp_path), Duck.over(held, tmp_path)
    looks = bench.looks()
    assert analytics._equal(bench.count(looks), duck.counts()) == 50
    some = bench.count(looks, Filters(region=region(3)))
    assert analytics._equal(some, duck.counts(f"region = '{region(3)}'")) == 50
    assert bench.cross(looks).total == FEW
    assert analytics._fresh(bench, looks) > 0
    database.close()
