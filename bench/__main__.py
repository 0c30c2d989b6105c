"""Runs the workloads named (all by default): a b c d e; prints a table and writes build/bench.json."""

import sys
from collections.abc import Callable, Iterator, Mapping

from bench import autosave, loading, page, rules, survey
from bench.measuring import ROOT
from bench.report import Found, table, write

WORKLOADS: Mapping[str, Callable[[], Iterator[Found]]] = {
    "a": rules.measure,
    "b": survey.measure,
    "c": page.measure,
    "d": autosave.measure,
    "e": loading.measure,
}


def main(names: list[str]) -> int:
    """Run; the status is 1 when a goal is missed."""
    found: list[Found] = []
    for name in names or WORKLOADS:
        print(f"({name}) {WORKLOADS[name].__module__} …", file=sys.stderr, flush=True)
        found += WORKLOADS[name]()
    write(found, ROOT / "build" / "bench.json")
    print(table(found))
    return 0 if all(one.holds for one in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
