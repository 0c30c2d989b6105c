"""Runs the workloads named (all by default), prints a table and writes build/bench.json."""

import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping

from bench import analytics, autosave, building, exact, large, loading, matrix, page, rules, survey
from bench.measuring import ROOT, await_quiet
from bench.report import Found, table, write

WORKLOADS: Mapping[str, Callable[[], Iterator[Found]]] = {
    "a": rules.measure,
    "exact": exact.measure,
    "b": survey.measure,
    "m": matrix.measure,
    "c": page.measure,
    "d": autosave.measure,
    "e": loading.measure,
    "g": large.measure,
    "h": analytics.measure,
    "i": building.measure,
}


def main(names: list[str]) -> int:
    """Run; the status is 1 when a goal is missed."""
    found: list[Found] = []
    for name in names or WORKLOADS:
        print(f"({name}) {WORKLOADS[name].__module__}, load {_load()} …", file=sys.stderr, flush=True)
        await_quiet()
        found += WORKLOADS[name]()
    write(found, ROOT / "build" / "bench.json")
    print(table(found))
    python = f"{platform.python_implementation()} {platform.python_version()}"
    print(f"{os.cpu_count()} cores, load {_load()}; {python}")
    return 0 if all(one.holds for one in found) else 1


def _load() -> str:
    """Return the load average of the last minute: with others at work every figure is worse."""
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
