"""Responses as CSV (RFC 4180) that spreadsheets open as it is: UTF-8 with its mark, and no formula runs."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import StringIO

from engine.exchange.cells import Cell, guarded, unguarded


def written(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Yield the file piece by piece."""
    out = StringIO()
    writer = csv.writer(out)
    yield "\ufeff".encode()
    for row in rows:
        writer.writerow([_plain(one) for one in row])
        yield out.getvalue().encode("utf-8", "surrogatepass")
        out.seek(0)
        out.truncate()


def _plain(one: Cell) -> str:
    if one is None:
        return ""
    if isinstance(one, bool):
        return "true" if one else "false"
    if isinstance(one, Decimal):
        return format(one, "f")
    return guarded(one) if isinstance(one, str) else str(one)


def read(content: bytes) -> list[list[str]]:
    """Return the texts of a file that `written` made, as they were given."""
    text = content.decode("utf-8-sig")
    return [[unguarded(one) for one in row] for row in csv.reader(StringIO(text, newline=""))]
