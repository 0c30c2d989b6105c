"""Large exports, made in a process of their own while whoever asked does something else.

Each has a folder: what was asked for and how far it is (`state.json`), and the file when it is done.
Nothing of it is in the store; what is older than a day goes away.

`python -m engine.exchange.exporting` takes its order from the standard input; only the process that
begins an export writes there.
"""

import json
import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from threading import Event, Thread
from typing import Any, Final, Literal
from uuid import uuid4

from engine.analysis.reach import Reach, Source
from engine.exchange import parcel
from engine.exchange.columns import sheets_of
from engine.exchange.rows import Chosen, Row, rows
from engine.exchange.tables import Way
from engine.forms.folder import Definitions
from engine.library import Programs
from engine.people import Denied, RoleBook
from engine.people.sessions import standing
from engine.store import Database

State = Literal["running", "done", "failed"]
KEPT_FOR: Final = timedelta(days=1)
AT_ONCE: Final = 2
"""Exports of an installation that are made at the same time."""
SILENT: Final = 60.0
"""Seconds without a sign of life after which one is given up for dead."""
_BEAT: Final = 5.0
_STEP: Final = 1_000


class TooManyExports(Exception):
    """As many exports are being made as may be at once."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is exported, for whom: `user` and `organisation` say what is within reach."""

    form: str
    kind: str
    user: str
    organisation: str
    verb: str
    chosen: Chosen
    language: str
    labels: str
    total: int


@dataclass(frozen=True, slots=True)
class Export:
    """One export as it stands."""

    id: str
    form: str
    kind: str
    user: str
    total: int
    done: int
    state: State
    begun: str
    """When it was begun (ISO 8601)."""

    @property
    def begun_at(self) -> datetime:
        """The moment it was begun."""
        return datetime.fromisoformat(self.begun)

    @property
    def share(self) -> int:
        """How much is done, in per cent; making the file itself is the last part."""
        return min(99, 90 * self.done // self.total) if self.state == "running" and self.total else 100


@dataclass(frozen=True, slots=True)
class _Order:
    url: str
    definitions: Definitions
    folder: Path
    export: Export
    asked: Asked


def begin(
    folder: Path, database: Database, definitions: Definitions, asked: Asked, *, at: datetime
) -> Export:
    """Begin an export in a folder of exports. Raises TooManyExports."""
    clear(folder, at=at)
    if sum(one.state == "running" for one in _all(folder)) >= AT_ONCE:
        raise TooManyExports
    export = Export(
        str(uuid4()), asked.form, asked.kind, asked.user, asked.total, 0, "running", at.isoformat()
    )
    own = folder / export.id
    own.mkdir(parents=True)
    _write(own, export)
    url = database.url
    process = subprocess.Popen([sys.executable, "-m", "engine.exchange.exporting"], stdin=subprocess.PIPE)
    assert process.stdin is not None
    with process.stdin:
        process.stdin.write(pickle.dumps(_Order(str(url), definitions, own, export, asked)))
    Thread(target=process.wait, daemon=True).start()
    return export


def exports_of(folder: Path, user: str, form: str) -> list[Export]:
    """Return somebody's exports of a form, the newest first."""
    found = (one for one in _all(folder) if one.user == user and one.form == form)
    return sorted(found, key=lambda one: one.begun, reverse=True)


def file_of(folder: Path, export: Export) -> Path | None:
    """Return a finished export's file; None while there is none."""
    found = folder / export.id / f"file.{export.kind}"
    return found if export.state == "done" and found.is_file() else None


def remove(folder: Path, export: Export) -> None:
    """Throw an export away; one that is being made finds its folder gone and ends."""
    shutil.rmtree(folder / export.id, ignore_errors=True)


def clear(folder: Path, *, at: datetime) -> None:
    """Throw away what is older than a day."""
    for one in _all(folder):
        if datetime.fromisoformat(one.begun) + KEPT_FOR < at:
            remove(folder, one)


def _all(folder: Path) -> Iterator[Export]:
    for file in sorted(folder.glob("*/state.json")):
        try:
            silent = time.time() - file.stat().st_mtime
            export = Export(**json.loads(file.read_text("utf-8")))
        except FileNotFoundError:  # thrown away just now
            continue
        dead = export.state == "running" and silent > SILENT
        yield replace(export, state="failed") if dead else export


def _write(own: Path, export: Export) -> None:
    """Keep how far an export is; in one go, since others read meanwhile."""
    fresh = own / "state.new"
    fresh.write_text(json.dumps(asdict(export)), "utf-8")
    fresh.replace(own / "state.json")


def make(order: _Order) -> None:
    """Make an export. In the process that does it; one that was thrown away meanwhile is left."""
    done, kept = Event(), [order.export]

    def tell(**news: Any) -> None:
        kept[0] = replace(kept[0], **news)
        _write(order.folder, kept[0])

    def beat() -> None:
        while not done.wait(_BEAT) and order.folder.exists():
            tell()

    Thread(target=beat, daemon=True).start()
    made = False
    try:
        tell(done=_file(order, lambda number: tell(done=number)), state="done")
        made = True
    except FileNotFoundError:
        if order.folder.exists():
            raise
    finally:
        done.set()
        if not made and order.folder.exists():
            tell(state="failed")


def _file(order: _Order, tell: Callable[[int], None]) -> int:
    """Write the file and return how many responses are in it. Raises Denied."""
    asked, pack = order.asked, order.folder / "parcel"
    database, programs = Database(order.url), Programs(order.definitions)
    with database.read() as work:
        book = RoleBook(order.definitions.systems)
        person = standing(work, asked.user, asked.organisation, book=book)
        if person is None:
            raise Denied(asked.verb)
        program = programs.current(work, asked.form)
        sheets = sheets_of(program.form, program.codelists)
        found = rows(work, programs, Source(asked.form, Reach.of(person, asked.verb)), asked.chosen)
        count = parcel.packed(
            pack, sheets, _counted(found, tell), language=asked.language, way=Way(asked.labels)
        )
    database.close()
    import_module("engine.exchange.writing").WRITERS[asked.kind](pack, order.folder / f"file.{asked.kind}")
    pack.unlink()
    return count


def _counted(found: Iterator[Row], tell: Callable[[int], None]) -> Iterator[Row]:
    for number, row in enumerate(found):
        if number % _STEP == 0:
            tell(number)
        yield row


def main() -> None:
    """Carry out one order."""
    order = pickle.load(sys.stdin.buffer)
    if not isinstance(order, _Order):
        raise TypeError(f"no order: {type(order).__name__}")
    make(order)


if __name__ == "__main__":
    import_module("engine.exchange.exporting").main()
