"""Responses as they leave the house: streamed from the store, each read as the newest version reads it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select

from engine.analysis.reach import Source
from engine.forms.differences import view
from engine.library import Programs
from engine.store import Work
from engine.store.tables.people import organisations
from engine.store.tables.responses import responses

AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which of the responses within reach: '' and None leave nothing out."""

    period: str = ""
    state: str = ""
    organisation: str = ""
    """A part of its name."""

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Yield what the rows must be."""
        if self.period:
            yield responses.c.period == self.period
        if self.state:
            yield responses.c.state == self.state
        if self.organisation:
            yield organisations.c.name.contains(self.organisation, autoescape=True)


@dataclass(frozen=True, slots=True)
class Row:
    """One response: whose and when it is, and its effective values as JSON."""

    id: str
    organisation: str
    period: str
    state: str
    version: str
    submitted_at: datetime | None
    values: Mapping[str, Any]


def rows(
    work: Work,
    programs: Programs,
    source: Source,
    chosen: Chosen,
    *,
    offset: int = 0,
    limit: int | None = None,
) -> Iterator[Row]:
    """Yield the responses of a form, the newest submissions first, a bounded number in memory at a time."""
    current = programs.current(work, source.form).version
    query = _query(source, chosen)
    query = query.order_by(responses.c.submitted_at.desc(), responses.c.id).offset(offset).limit(limit)
    for row in work.connection.execute(query.execution_options(yield_per=AT_ONCE)):
        document = row.effective or {}
        if row.version != current:
            document = view(document, programs.crossing(work, row.version, current)).document
        known = (row.id, row.name or "", row.period, row.state, row.version, row.submitted_at)
        yield Row(*known, document)


def count(work: Work, source: Source, chosen: Chosen) -> int:
    """Return how many responses there are."""
    query = source.where(select(func.count())).where(*chosen.conditions())
    found: int = work.connection.execute(query).scalar_one()
    return found


def periods(work: Work, source: Source) -> tuple[str, ...]:
    """Return the periods with responses, the newest first."""
    query = source.where(select(responses.c.period).distinct()).where(responses.c.period != "")
    return tuple(sorted(work.connection.execute(query).scalars(), reverse=True))


def one(work: Work, programs: Programs, source: Source, response: str) -> Row | None:
    """Return one response within reach; None where it is not there."""
    query = _query(source, Chosen()).where(responses.c.id == response)
    row = work.connection.execute(query).one_or_none()
    if row is None:
        return None
    current = programs.current(work, source.form).version
    document = row.effective or {}
    if row.version != current:
        document = view(document, programs.crossing(work, row.version, current)).document
    return Row(row.id, row.name or "", row.period, row.state, row.version, row.submitted_at, document)


def _query(source: Source, chosen: Chosen) -> Select[Any]:
    own = responses.c
    query = select(
        own.id, organisations.c.name, own.period, own.state, own.version, own.submitted_at, own.effective
    )
    return source.where(query).where(*chosen.conditions())


def value_at(values: Mapping[str, Any], path: str) -> Any:
    """Return what stands at a dotted path; None for nothing."""
    found: Any = values
    for step in path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def rows_of(values: Mapping[str, Any], repeat: str) -> Sequence[Mapping[str, Any]]:
    """Return the rows of a list."""
    found = values.get(repeat)
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []
