"""The rows that a mirror is made of, read from the store as they lie there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Text,
    and_,
    cast,
    exists,
    func,
    literal_column,
    select,
    type_coerce,
)

from engine.analysis.mirror.building import Row, Rows
from engine.analysis.mirror.marks import Mark
from engine.analysis.reach import COUNTED
from engine.store import Work
from engine.store.tables.changed import changed
from engine.store.tables.forms import form_versions
from engine.store.tables.responses import responses

AT_ONCE: Final = 2_000
"""Rows in memory while reading."""

_ROW: Final = (
    responses.c.id,
    responses.c.version,
    responses.c.organisation,
    responses.c.period,
    # as the driver gives it: a million moments need no million objects
    type_coerce(responses.c.submitted_at, String),
    cast(responses.c.effective, Text),
)


@dataclass(frozen=True, slots=True)
class Share:
    """One part of the store's rows: the `number`-th of `of`; on SQLite split at `bounds` of row numbers."""

    number: int
    of: int
    bounds: tuple[int, ...] = ()


def versions(work: Work, form: str) -> tuple[str, ...]:
    """Return the versions of a form that were answered, the newest first."""
    answered = exists().where(responses.c.version == form_versions.c.version, responses.c.state.in_(COUNTED))
    query = select(form_versions.c.version).where(form_versions.c.form == form, answered)
    newest = query.order_by(form_versions.c.published_at.desc(), form_versions.c.version)
    return tuple(work.connection.execute(newest).scalars())


def amount(work: Work, form: str) -> int:
    """Return how many responses count."""
    return work.connection.execute(
        select(func.count()).select_from(responses).where(_counts(form))
    ).scalar_one()


def rows(work: Work, form: str) -> Iterator[Rows]:
    """Yield all rows of a form, some at a time."""
    yield from _some(work, select(*_ROW).where(_counts(form)))


def share(work: Work, form: str, part: Share) -> Iterator[Rows]:
    """Yield one part of a form's rows, some at a time."""
    yield from _some(work, select(*_ROW).where(_within(work, form, part)))


def shares(work: Work, number: int) -> tuple[Share, ...]:
    """Return so many parts of about the same size."""
    bounds: tuple[int, ...] = ()
    if _is_sqlite(work):
        row: ColumnElement[int] = literal_column("rowid")
        ends = select(func.min(row), func.max(row)).select_from(responses)
        least, most = (end or 0 for end in work.connection.execute(ends).one())
        bounds = tuple(least + (most - least) * part // number for part in range(1, number))
    return tuple(Share(part, number, bounds) for part in range(number))


def changes(work: Work, form: str, seen: Mark) -> tuple[list[str], list[Row]]:
    """Return the ids of all responses that changed since, and the rows of those that count."""
    query = (
        select(changed.c.id, responses.c.state.in_(COUNTED), *_ROW)
        .select_from(changed.outerjoin(responses, responses.c.id == changed.c.id))
        .where(changed.c.subject == form, changed.c.number >= seen.since)
    )
    ids, counting = list[str](), list[Row]()
    for name, counts, *row in work.connection.execute(query):
        ids.append(name)
        if counts:
            counting.append(Row(*row))
    return ids, counting


def _some(work: Work, query: Select[Any]) -> Iterator[Rows]:
    result = work.connection.execute(query.execution_options(yield_per=AT_ONCE))
    yield from result.partitions()


def _counts(form: str) -> ColumnElement[bool]:
    return and_(responses.c.form == form, responses.c.state.in_(COUNTED))


def _within(work: Work, form: str, part: Share) -> ColumnElement[bool]:
    if not _is_sqlite(work):
        spread = func.abs(func.hashtext(responses.c.id).op("%")(part.of))
        return and_(_counts(form), spread == part.number)
    # `+` keeps SQLite from an index: a whole range of rows is read fastest in the order it lies
    row: ColumnElement[int] = literal_column("responses.rowid")
    named: ColumnElement[str] = literal_column("+responses.form")
    chosen = [named == form, responses.c.state.in_(COUNTED)]
    if part.number:
        chosen.append(row > part.bounds[part.number - 1])
    if part.number < len(part.bounds):
        chosen.append(row <= part.bounds[part.number])
    return and_(*chosen)


def _is_sqlite(work: Work) -> bool:
    return work.connection.dialect.name == "sqlite"
