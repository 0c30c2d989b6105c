"""(e) The monthly report loaded, checked and compiled: in a fresh process, and from the cache.

Starting Python and importing the engine are no part of it and are told beside it.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from statistics import median

from bench.enterprise import DEFINITIONS, FORM, definitions, program
from bench.measuring import ROOT, per_call
from bench.report import Found, Goal
from engine.forms import Program

COLD = Goal("e.cold", "load + check + compile the monthly report, cold", "ms", 200)
CACHED = Goal("e.cached", "the same from the cache", "ms", 5)
IMPORT = Goal("e.import", "importing the engine before that (told only)", "ms", 10_000)

FRESH = """
import json, sys, time
start = time.perf_counter()
from engine.forms import check, compile, load, load_folder
imported = time.perf_counter()
lists = load_folder(sys.argv[2] + "/codelists")
ready = time.perf_counter()
problems = check(sys.argv[1])
form = load(sys.argv[1])
compile(form, lists.codelists, lists.tables)
print(json.dumps({"import": imported - start, "cold": time.perf_counter() - ready}))
"""
ROUNDS = 5


def measure() -> Iterator[Found]:
    """Yield the rows of loading."""
    found = definitions()
    file = str(found.files[f"form {FORM}"])
    runs = [_fresh(file) for _ in range(ROUNDS)]
    yield Found(COLD, 1000 * median(run["cold"] for run in runs))
    kept = program(found).dump()
    restored = {"ours": lambda: Program.restore(kept, codelists=found.codelists, tables=found.tables)}
    yield Found(CACHED, per_call(restored)["ours"] / 1000)
    yield Found(IMPORT, 1000 * median(run["import"] for run in runs))


def _fresh(file: str) -> dict[str, float]:
    command = [sys.executable, "-c", FRESH, file, str(DEFINITIONS)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, timeout=120)
    taken: dict[str, float] = json.loads(told.stdout)
    return taken
