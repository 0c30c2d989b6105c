"""What one process of several does that read a form's rows."""

from collections.abc import Iterator
from contextlib import closing
from typing import Final

from engine.analysis.mirror import files, reading
from engine.analysis.mirror.building import Rows, built
from engine.analysis.mirror.making import Order
from engine.analysis.mirror.tables import Tables
from engine.store import Database

ROWS: Final = 20_000
CHARACTERS: Final = 20_000_000
"""As much is read as one table: to begin one takes as long as reading a thousand rows."""
_DOCUMENT: Final = -1


def make(order: Order) -> None:
    """Read a share of the rows and write its segment."""
    file = order.folder.with_suffix(".ndjson")
    with closing(Database(order.url)) as database, closing(Tables(file)) as tables, database.read() as work:
        rows = larger(reading.share(work, order.form, order.share))
        segment = built(order.plan, rows, tables.read)
    files.save(order.folder, segment)


def larger(chunks: Iterator[Rows], *, rows: int = ROWS, characters: int = CHARACTERS) -> Iterator[Rows]:
    """Yield rows in pieces of at least `rows`, or of documents of so many characters."""
    held: list[tuple[object, ...]] = []
    size = 0
    for chunk in chunks:
        held += chunk
        size += sum(len(row[_DOCUMENT] or "") for row in chunk)
        if len(held) >= rows or size >= characters:
            yield held
            held, size = [], 0
    if held:
        yield held
