"""Responses as JSON: whole documents, decimals exactly as they are stored."""

from collections.abc import Iterable, Iterator
from datetime import UTC

from engine.exchange.rows import Row
from engine.store.exact_json import dumps


def written(rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield a JSON array, a response to a line."""
    between = "[\n"
    for row in rows:
        at = row.submitted_at.astimezone(UTC).isoformat(timespec="seconds") if row.submitted_at else None
        told = {
            "response": row.id,
            "organisation": row.organisation,
            "period": row.period,
            "state": row.state,
            "version": row.version,
            "submitted_at": at,
            "values": dict(row.values),
        }
        yield (between + dumps(told)).encode("utf-8", "surrogatepass")
        between = ",\n"
    yield b"[]\n" if between == "[\n" else b"\n]\n"
