"""Documents as the store has them, read only as far as counting needs, and exactly.

Many documents are one text. Numbers of up to 15 digits come as floats, from which the decimals are
had back as they were; where one has more, all of the text is read slower, with its numbers as written.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Any, Final, Protocol, TypeAlias

from pydantic_core import from_json

from engine.analysis.mirror.columns import Array
from engine.analysis.plans import Asked

Answers: TypeAlias = Sequence[Any]
"""What stood at a path, document by document; None for nothing."""

SAFE_DIGITS: Final = 15
"""A decimal of so many digits is had back from the nearest float."""


class Written(str):
    """A number with a point or an exponent, as it is written."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Repeated:
    """Answers of which few differ: document by document the place of its own."""

    answers: Answers
    places: Array


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers of at most SAFE_DIGITS digits, document by document, and whether there is one."""

    floats: Array
    present: Array


class Read(Protocol):
    """Some documents of one version, looked into name by name."""

    def __len__(self) -> int: ...

    def column(self, name: str) -> Answers:
        """Return what each document has under a name."""
        ...

    def repeated(self, name: str) -> Repeated | None:
        """Return the same where it is known that few answers differ."""
        ...

    def figures(self, name: str) -> Figures | None:
        """Return the same where it is known that all are numbers."""
        ...


class Documents:
    """Documents held as Python objects."""

    def __init__(self, documents: Sequence[Any], names: Sequence[str] = ()) -> None:
        self._documents = documents
        self._columns = _columns(documents, names)

    def __len__(self) -> int:
        return len(self._documents)

    def column(self, name: str) -> Answers:
        """Return what each document has under a name."""
        found = self._columns.get(name)
        return [document.get(name) for document in self._documents] if found is None else found

    def repeated(self, name: str) -> None:
        """Return None: nobody looked how many differ."""

    def figures(self, name: str) -> None:
        """Return None: nobody looked whether all are numbers."""


def plainly_read(asked: Asked, texts: Sequence[str]) -> Documents:
    """Return documents of one version, whose names are the newest."""
    return Documents(decoded(texts), list(dict.fromkeys(top_name(one.path) for one in asked.present)))


def top_name(path: str) -> str:
    """Return the name at the top of a document under which a path begins."""
    return path.partition(".")[0].partition("[]")[0]


def _columns(documents: Sequence[Any], names: Sequence[str]) -> dict[str, Answers]:
    """Return the columns of names that all documents have: in one go, at half the price."""
    if len(names) < 2 or not documents:
        return {}
    try:
        return dict(zip(names, zip(*map(itemgetter(*names), documents), strict=True), strict=True))
    except KeyError:
        return {}


_DECODER: Final = json.JSONDecoder(parse_float=Written)
_KINDS: Final = bytes.maketrans(b"0123456789.-[,", b"000000000000::")
_LONG: Final = b":" + b"0" * (SAFE_DIGITS + 1)
_EXPONENTS: Final = (b"E+", b"E-")
"""As decimals are written in the store."""


def decoded(texts: Sequence[str]) -> list[Any]:
    """Return what some JSON texts say. Raises ValueError for what is not JSON."""
    whole = f"[{','.join(texts)}]"
    documents: list[Any] = _quickly(whole) or _DECODER.decode(whole)
    return documents


def exactly_read(data: bytes) -> bool:
    """Return whether JSON is exact when its numbers are read as floats."""
    kinds = data.translate(_KINDS)
    return _LONG not in kinds and not (b"0E" in kinds and any(one in data for one in _EXPONENTS))


def _quickly(whole: str) -> list[Any] | None:
    """Read JSON with floats; None where one would not be exact, or a text is none of UTF-8."""
    try:
        data = whole.encode()
        if not exactly_read(data):
            return None
        documents: list[Any] = from_json(data, allow_inf_nan=False)
    except ValueError:
        return None
    return documents


def exact(value: Any) -> Decimal:
    """Return a number as it is. Raises decimal.InvalidOperation for what is none."""
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def plain_word(value: Any) -> str:
    """Return a choice's value as it is counted: true and 3 as the words that their options have."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal | Written):
        return f"{exact(value).normalize():f}"
    return str(value)


def answers_at(documents: Read, path: str) -> tuple[list[int] | None, Answers]:
    """Return what stands at `path` in each document; `[]` goes through all rows of a repeat.

    The first part says which document each answer belongs to; None where every document has one place.
    """
    first, *names = path.split(".")
    key, many, _ = first.partition("[]")
    owners, found = _spread(documents.column(key), None) if many else (None, documents.column(key))
    for name in names:
        key, many, _ = name.partition("[]")
        found = [one.get(key) if isinstance(one, dict) else None for one in found]
        if many:
            owners, found = _spread(found, owners)
    return owners, found


def _spread(found: Answers, owners: list[int] | None) -> tuple[list[int] | None, Answers]:
    spread = list(_each(found, owners))
    return [owner for owner, _ in spread], [row for _, row in spread]


def _each(found: Answers, owners: list[int] | None) -> Iterator[tuple[int, Any]]:
    for place, rows in enumerate(found):
        owner = place if owners is None else owners[place]
        for row in rows or ():
            yield owner, row
