"""A codelist: flat, a tree, or a decision table."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One code of a list; `level` counts from 1 at the roots."""

    code: str
    label: Mapping[str, str]
    parent: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True)
class Codelist:
    """A named list of codes in order, with each code's children."""

    name: str
    entries: Mapping[str, Entry]
    children: Mapping[str, tuple[str, ...]]
    """Codes under a code; the roots stand under ''."""

    def is_leaf(self, code: str) -> bool:
        """Whether no code stands under `code`."""
        return not self.children.get(code)

    def trail(self, code: str) -> tuple[Entry, ...]:
        """Return the entries from the root down to `code`; empty for an unknown code."""
        found: list[Entry] = []
        entry = self.entries.get(code)
        while entry is not None:
            found.append(entry)
            entry = self.entries.get(entry.parent) if entry.parent else None
        return tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table: rows of text or numbers by column, found by `lookup(table, key…, column)`."""

    name: str
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    rows: tuple[Mapping[str, object], ...]
