"""Many documents of one version as a table: their JSON is read in C, and few answers are told by their place.

For who reads a whole store. A document that this cannot read exactly is read by `decoding`, with all that
were to be read beside it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

import duckdb
import numpy as np

from engine.analysis.mirror.decoding import (
    Answers,
    Figures,
    Read,
    Repeated,
    decoded,
    exactly_read,
    plainly_read,
    top_name,
)
from engine.analysis.plans import Asked

_FEW: Final = frozenset({"single", "moment", "multiple"})
"""Shapes whose answers are the same few again and again."""
_MOST: Final = 4_096
"""Different answers to one question that are still few."""
_UNKNOWN: Final = np.iinfo(np.uint16).max
_NONE: Final = '""'
"""The answer that a list of the known ones begins with: it says as much as none."""


class Tables:
    """Reads documents as tables, by way of a file. Not for several threads."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._store = duckdb.connect(config={"threads": 1})
        self._shapes: dict[str, str] = {}
        self._known = defaultdict[str, list[str]](lambda: [_NONE])
        self._many = set[str]()

    def close(self) -> None:
        """Let go of the table and the file."""
        self._store.close()
        self._file.unlink(missing_ok=True)

    def read(self, asked: Asked, texts: Sequence[str]) -> Read:
        """Return documents of one version, whose names are the newest."""
        data = "\n".join(texts).encode(errors="surrogatepass")
        if exactly_read(data):
            try:
                return self._table(asked, data, len(texts))
            except duckdb.Error:
                # halves of character pairs, a text where a number is asked for: read as they are, and slower
                pass
        return plainly_read(asked, texts)

    def _table(self, asked: Asked, data: bytes, amount: int) -> "Table":
        self._shapes = _shapes(asked)
        self._file.write_bytes(data)
        found: dict[str, Any] = {}
        wanted = list(self._shapes)
        while wanted:
            told = self._select({name: self._expression(name) for name in wanted})
            wanted = [name for name in wanted if self._is_few(name) and np.any(told[name] == _UNKNOWN)]
            found |= {name: column for name, column in told.items() if name not in wanted}
            self._learn(wanted)
        return Table(amount, {name: self._told(name, column) for name, column in found.items()})

    def _learn(self, names: Sequence[str]) -> None:
        """Know the answers to questions that are new; where they are too many, or none is, they are texts."""
        for name, texts in self._select({name: f"{_named(name)}::VARCHAR" for name in names}).items():
            new = {text for text in texts.tolist() if text}.difference(self._known[name])
            self._known[name] += sorted(new)
            if not new or len(self._known[name]) > _MOST:
                self._many.add(name)
                del self._known[name]

    def _is_few(self, name: str) -> bool:
        return self._shapes[name] in _FEW and name not in self._many

    def _select(self, expressions: Mapping[str, str]) -> dict[str, Any]:
        """Return columns by the name that each is read from."""
        if not expressions:
            return {}
        told = ", ".join(f"{one} AS c{place}" for place, one in enumerate(expressions.values()))
        columns = self._store.execute(f"SELECT {told} FROM {self._documents(expressions)}").fetchnumpy()
        return dict(zip(expressions, columns.values(), strict=True))

    def _expression(self, name: str) -> str:
        column = _named(name)
        if self._shapes[name] == "number":
            return column
        if not self._is_few(name):
            return f"{column}::VARCHAR"
        known = ", ".join(map(_text, self._known[name]))
        code = f"enum_code(TRY_CAST({column}::VARCHAR AS ENUM({known})))::USMALLINT + 1"
        return f"CASE WHEN {column} IS NULL THEN 0 ELSE coalesce({code}, {_UNKNOWN}) END::USMALLINT"

    def _documents(self, names: Iterable[str]) -> str:
        kinds = ((name, "DOUBLE" if self._shapes[name] == "number" else "JSON") for name in names)
        columns = ", ".join(f"{_text(name)}: {_text(kind)}" for name, kind in kinds)
        given = f"format='newline_delimited', records=true, columns={{{columns}}}"
        return f"read_json({_text(str(self._file))}, {given})"

    def _told(self, name: str, column: Any) -> "Told":
        if self._shapes[name] == "number":
            return Figures(np.ma.getdata(column), ~np.ma.getmaskarray(column))
        if self._is_few(name):
            return Repeated([None, *decoded(self._known[name])], column)
        return [text or "null" for text in column.tolist()]


Told: TypeAlias = Figures | Repeated | list[str]
"""A column: read, or as JSON texts."""


class Table:
    """Documents that were read as columns."""

    def __init__(self, amount: int, columns: Mapping[str, Told]) -> None:
        self._amount = amount
        self._columns = columns

    def __len__(self) -> int:
        return self._amount

    def column(self, name: str) -> Answers:
        """Return what each document has under a name."""
        found = self._columns[name]
        if isinstance(found, Figures):
            pairs = zip(found.floats.tolist(), found.present.tolist(), strict=True)
            return [figure if there else None for figure, there in pairs]
        if isinstance(found, Repeated):
            return [found.answers[place] for place in found.places.tolist()]
        return decoded(found)

    def repeated(self, name: str) -> Repeated | None:
        """Return the same where few answers differ."""
        found = self._columns.get(name)
        return found if isinstance(found, Repeated) else None

    def figures(self, name: str) -> Figures | None:
        """Return the same where all are numbers."""
        found = self._columns.get(name)
        return found if isinstance(found, Figures) else None


def _shapes(asked: Asked) -> dict[str, str]:
    """Return the names at the top of a document that are read, with the shape of what is asked there."""
    read = (*asked.present, *asked.gone)
    shapes = {top_name(path): "" for one in read for path in (one.path, one.other) if path}
    return shapes | {one.path: one.shape for one in read if one.path in shapes}


def _named(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
