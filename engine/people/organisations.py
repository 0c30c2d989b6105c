"""Organisations: a tree of who opened whom, each with its place in the regions. Knows no people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select

from engine.people.refusals import Denied
from engine.store import Json, Work
from engine.store.tables.people import organisations

ROOT: Final = "/"
"""The region path of who stands above all regions."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation; `profile` is what rules read as org.*.

    `path` holds the ids and `region_path` the region codes from the top down to its own, each
    followed by a slash; a region path of '' means no place in the regions at all.
    """

    id: str
    system: str
    type: str
    name: str
    parent: str | None = None
    region: str = ""
    region_path: str = ""
    path: str = ""
    profile: Mapping[str, Json] = field(default_factory=dict)
    active: bool = True


COLUMNS: Final = tuple(organisations.c[name] for name in Organisation.__slots__)
_BY_ID: Final = select(*COLUMNS).where(organisations.c.id == bindparam("id"))


def region_path(trail: Sequence[str]) -> str:
    """Return the region path of a region, given its codes from the top down to its own."""
    return ROOT + "".join(f"{code}/" for code in trail)


def create(work: Work, organisation: Organisation, *, at: datetime) -> Organisation:
    """Write a new organisation below its `parent` and return it with its path. Raises Denied."""
    above = fetch(work, organisation.parent).path if organisation.parent else ROOT
    values = {name: getattr(organisation, name) for name in Organisation.__slots__}
    values["path"] = f"{above}{organisation.id}/"
    work.connection.execute(organisations.insert(), {**values, "created_at": at})
    return Organisation(**values)


def fetch(work: Work, organisation: str) -> Organisation:
    """Return one organisation. Raises Denied when there is none."""
    row = work.connection.execute(_BY_ID, {"id": organisation}).one_or_none()
    if row is None:
        raise Denied(organisation)
    return from_row(row)


def fetch_all(work: Work, wanted: Sequence[str]) -> tuple[Organisation, ...]:
    """Return the organisations of these identities in their order, without those there are not."""
    query = select(*COLUMNS).where(organisations.c.id.in_(wanted))
    found = {row.id: from_row(row) for row in work.connection.execute(query)}
    return tuple(found[one] for one in wanted if one in found)


def from_row(row: Sequence[Any]) -> Organisation:
    """Return the organisation of a row that holds COLUMNS first."""
    return Organisation(*row[: len(COLUMNS)])
