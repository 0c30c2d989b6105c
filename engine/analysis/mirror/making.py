"""A large form's rows read by several processes, each a part of them into a segment of its own."""

import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

from engine.analysis.mirror import files, reading
from engine.analysis.mirror.reading import Share
from engine.analysis.mirror.segments import Segment, together
from engine.analysis.plans import Plan
from engine.store import Work

_MOST: Final = 8
_ROOT: Final = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Order:
    """What one process is to do."""

    url: str
    form: str
    plan: Plan
    share: Share
    folder: Path
    """Where its segment is to be, not there yet."""


def made_by_several(work: Work, form: str, plan: Plan, *, folder: Path) -> Segment:
    """Return all rows of a form, read by as many processes as there are processors.

    They see the store each for itself, a little later than `work`: what changes meanwhile has a
    number past the mark that was taken before, so that the next look reads it again.
    """
    with _room(folder) as room:
        url = work.connection.engine.url.render_as_string(hide_password=False)
        shares = reading.shares(work, min(max(os.cpu_count() or 1, 2), _MOST))
        orders = [Order(url, form, plan, share, room / str(share.number)) for share in shares]
        _carry_out(orders)
        return together([files.load(order.folder) for order in orders])


def _carry_out(orders: Sequence[Order]) -> None:
    """Run one process per order; raises CalledProcessError when one fails."""
    command = [sys.executable, "-m", "engine.analysis.mirror"]
    place = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    around = {**os.environ, "PYTHONPATH": place}
    running = [subprocess.Popen(command, stdin=subprocess.PIPE, env=around) for _ in orders]
    for process, order in zip(running, orders, strict=True):
        assert process.stdin is not None
        with process.stdin:
            process.stdin.write(pickle.dumps(order))
    for process in running:
        if process.wait():
            raise subprocess.CalledProcessError(process.returncode, command)


@contextmanager
def _room(folder: Path) -> Iterator[Path]:
    room = folder / f"making-{uuid4().hex}"
    room.mkdir(parents=True)
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)
