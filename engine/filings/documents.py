"""Reading and undoing places of a JSON document by path. Pure; knows no forms."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from engine.filings.events import Change, Event
from engine.forms.paths import Part, split
from engine.store.exact_json import Json

Document = dict[str, Json]
_ROWS: Final = frozenset({"add", "remove", "move"})


def pluck(document: Json, path: str) -> Json:
    """Return the value at `path`, None where there is none."""
    found: Json = document
    for part in split(path):
        found = _child(found, part)
    return found


def put(document: Document, path: str, value: Json) -> None:
    """Set the value at `path`, making what stands above it; None takes the name away."""
    parts = split(path)
    holder: Any = document
    for here, below in pairwise(parts):
        holder = _holder(holder, here, below)
    last = parts[-1]
    if isinstance(holder, list) and isinstance(last, int):
        holder[last] = value
    elif value is None:
        holder.pop(last, None)
    else:
        holder[last] = value


def undo(document: Document, event: Event) -> None:
    """Take one event's changes back, the last first; marks and explanations are no part of a document."""
    for change in reversed(event.changes):
        if change.path.startswith("#"):
            continue
        if event.action in _ROWS:
            _undo_rows(document, event.action, change)
        else:
            put(document, change.path, change.before)


def _undo_rows(document: Document, action: str, change: Change) -> None:
    parts = split(change.path)
    rows: Any = document.setdefault(str(parts[0]), [])
    if action == "move":
        rows.insert(int(str(change.before)), rows.pop(int(str(change.after))))
    elif action == "remove":
        rows.insert(_index(parts), change.before)
    else:
        rows.pop(_index(parts))
    if not rows:
        document.pop(str(parts[0]))


def _index(parts: Sequence[Part]) -> int:
    return int(parts[1])


def _child(holder: Json, part: Part) -> Json:
    if isinstance(part, int):
        return holder[part] if isinstance(holder, list) and part < len(holder) else None
    return holder.get(part) if isinstance(holder, dict) else None


def _holder(holder: Any, here: Part, below: Part) -> Any:
    """Return what stands at `here`, making an empty list or mapping for `below` to stand in."""
    empty: Any = [] if isinstance(below, int) else {}
    if isinstance(here, int):
        while len(holder) <= here:
            holder.append({})
        return holder[here]
    return holder.setdefault(here, empty)
