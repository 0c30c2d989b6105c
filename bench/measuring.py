"""How things are timed: side by side in interleaved rounds, medians told."""

import gc
import json
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
_STAT: Final = Path("/proc/stat")


def per_call(
    peers: Mapping[str, Callable[[], object]],
    *,
    rounds: int = 7,
    seconds: float = 0.2,
    clock: Callable[[], float] = time.process_time,
) -> dict[str, float]:
    """Return the microseconds of one call of each peer: the median of rounds taken in turn.

    By processor time, which others' work moves little; by the wall clock beside a peer in another process.
    """
    taken: dict[str, list[float]] = {name: [] for name in peers}
    for call in peers.values():
        call()
    for _ in range(rounds):
        for name, call in peers.items():
            gc.collect()
            taken[name].append(_round(call, seconds, clock))
    return {name: median(each) for name, each in taken.items()}


def _round(call: Callable[[], object], seconds: float, clock: Callable[[], float]) -> float:
    calls, start = 0, clock()
    while (spent := clock() - start) < seconds or calls == 0:
        call()
        calls += 1
    return spent * 1e6 / calls


def await_quiet(share: float = 0.6, seconds: float = 30) -> None:
    """Wait until the machine was idle for `share` of a second, at most so many seconds."""
    until = time.perf_counter() + seconds
    while _STAT.is_file() and time.perf_counter() < until and _idle(1) < share:
        continue


def _idle(seconds: float) -> float:
    """Return the part of all cores' time that was idle during the next seconds."""
    idle, total = _ticks()
    time.sleep(seconds)
    now_idle, now_total = _ticks()
    return (now_idle - idle) / max(now_total - total, 1)


def _ticks() -> tuple[int, int]:
    """Return the idle and all ticks of the machine so far."""
    spent = [int(word) for word in _STAT.read_text().partition("\n")[0].split()[1:9]]
    return spent[3] + spent[4], sum(spent)


def node(script: str, given: object, *, seconds: float = 300) -> Any:
    """Run a script of bench/node with `given` as JSON on its input; return what it prints as JSON."""
    command = ["node", str(ROOT / "bench" / "node" / script)]
    text = json.dumps(given)
    told = subprocess.run(command, input=text, capture_output=True, text=True, timeout=seconds, check=True)
    return json.loads(told.stdout)


def quantile(values: list[float], part: float) -> float:
    """Return the value below which `part` of the values lie."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)]
