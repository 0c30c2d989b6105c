"""How many stored responses have answers that a change bears upon: one query, whatever changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Text, and_, cast, false, or_, select

from engine.forms.differences import Crossing, view
from engine.forms.differences.difference import Difference
from engine.forms.differences.views import leaves
from engine.forms.paths import pattern
from engine.store import Work
from engine.store.tables.responses import responses

AT_ONCE: Final = 500
"""Rows held in memory while counting."""

Watched = Mapping[str, list[tuple[int, frozenset[str] | None]]]
"""By cell of the older version: which differences it bears upon, and for which values only."""


def counted(
    work: Work, form: str, found: Iterable[Difference], way: Callable[[str], Crossing]
) -> tuple[Difference, ...]:
    """Return differences with the number of responses of `form` that each touches.

    `way` tells for a version how its documents are read by the older of the two compared. Only
    documents in whose text a touched name occurs are looked into; drafts count as well.
    """
    differences = tuple(found)
    watched = _watched(differences)
    ways = {version: way(version) for version in _versions(work, form)} if watched else {}
    totals = dict.fromkeys(range(len(differences)), 0)
    for version, documents in _documents(work, form, ways, watched) if ways else ():
        for number in _touched(ways[version], documents, watched):
            totals[number] += 1
    return tuple(
        one.counted(totals[number]) if one.touches is not None else one
        for number, one in enumerate(differences)
    )


def _watched(differences: tuple[Difference, ...]) -> Watched:
    watched: dict[str, list[tuple[int, frozenset[str] | None]]] = {}
    for number, one in enumerate(differences):
        for cell in one.touches.cells if one.touches else ():
            watched.setdefault(cell, []).append((number, one.touches.values if one.touches else None))
    return watched


def _versions(work: Work, form: str) -> tuple[str, ...]:
    query = select(responses.c.version).where(responses.c.form == form).distinct()
    return tuple(work.connection.execute(query).scalars())


def _documents(
    work: Work, form: str, ways: Mapping[str, Crossing], watched: Watched
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    hits = [_hit(version, way, watched) for version, way in ways.items()]
    query = select(responses.c.version, responses.c.document, responses.c.effective)
    query = query.where(responses.c.form == form, or_(false(), *hits)).execution_options(yield_per=AT_ONCE)
    for row in work.connection.execute(query):
        yield row.version, (row.document, row.effective)


def _hit(version: str, way: Crossing, watched: Watched) -> ColumnElement[bool]:
    """Return the condition that a document of a version may hold a watched answer."""
    names = {old.rpartition(".")[2] for old, new in way.paths.items() if new in watched}
    texts = [cast(column, Text) for column in (responses.c.document, responses.c.effective)]
    held = [text.contains(f'"{name}":', autoescape=True) for name in sorted(names) for text in texts]
    return and_(responses.c.version == version, or_(false(), *held))


def _touched(way: Crossing, documents: tuple[Any, ...], watched: Watched) -> set[int]:
    """Return the differences that the answers of one response bear upon."""
    touched: set[int] = set()
    for document in documents:
        read = view(document or {}, way).document
        for path, value in leaves(read, watched):
            for number, values in watched.get(pattern(path), ()):
                if values is None or not values.isdisjoint(value if isinstance(value, list) else [value]):
                    touched.add(number)
    return touched
