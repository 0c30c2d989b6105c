"""Lists of codes that designers brought for the forms of their system.

A design reads the list as it stands; a published version is frozen with the codes it had then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple
from zlib import compress, decompress

from sqlalchemy import func, or_, select

from engine.forms.codelists import csv_codelist
from engine.forms.model.codelist import Codelist
from engine.library.designs import DesignRefused
from engine.library.kept import Kept
from engine.problems import problem
from engine.store import Work
from engine.store.tables.designs import designs
from engine.store.tables.lists import own_lists

MOST: Final = 200
"""Lists of one system."""
_MOST_KEPT: Final = 50
"""Lists in a process's memory."""


@dataclass(frozen=True, slots=True)
class OwnList:
    """One list as it is kept."""

    name: str
    title: Mapping[str, str]
    codes: int
    digest: str
    updated_at: datetime
    updated_by: str


@dataclass(frozen=True, slots=True)
class Brought:
    """A list that somebody brings: its source is CSV with the heads that codelists have."""

    name: str
    title: Mapping[str, str]
    source: str


def keep(work: Work, system: str, brought: Brought, *, by: str, at: datetime) -> Codelist:
    """Keep a list, in place of one of its name. Raises DefinitionError with every fault of its lines, and
    DesignRefused where the system has as many lists as it may.
    """
    found = csv_codelist(brought.source, brought.name, f"{brought.name}.csv")
    own = own_lists.c
    here = (own.system == system, own.name == brought.name)
    known = work.connection.execute(select(own.name).where(*here)).first() is not None
    count = select(func.count()).select_from(own_lists).where(own.system == system)
    if not known and work.connection.execute(count).scalar_one() >= MOST:
        raise DesignRefused(problem("lists-too-many", limit=MOST))
    content = brought.source.encode("utf-8", "surrogatepass")
    values = {
        "title": dict(brought.title),
        "codes": len(found.entries),
        "digest": sha256(content).hexdigest(),
        "source": compress(content),
        "updated_at": at,
        "updated_by": by,
    }
    if known:
        work.connection.execute(own_lists.update().where(*here), values)
    else:
        work.connection.execute(own_lists.insert(), {"system": system, "name": brought.name, **values})
    return found


def listed(work: Work, system: str) -> Sequence[OwnList]:
    """Return what a system has, by name."""
    query = select(*_TOLD).where(own_lists.c.system == system).order_by(own_lists.c.name)
    return tuple(OwnList(**row._asdict()) for row in work.connection.execute(query))


def fetch(work: Work, system: str, name: str) -> str | None:
    """Return a list's source; None for no such list."""
    query = select(own_lists.c.source).where(own_lists.c.system == system, own_lists.c.name == name)
    found = work.connection.execute(query).scalar_one_or_none()
    return None if found is None else decompress(found).decode("utf-8", "surrogatepass")


def used_by(work: Work, system: str, name: str) -> tuple[str, ...]:
    """Return the titles of the designs that take choices from a list, as far as their texts say so."""
    ends = (f"codelist({name})", f"codelist({name},")
    named = or_(*(designs.c.text.contains(end, autoescape=True) for end in ends))
    query = select(designs.c.title).where(designs.c.system == system, named).order_by(designs.c.title)
    return tuple(work.connection.execute(query).scalars())


def delete(work: Work, system: str, name: str) -> None:
    """Take a list away; versions that were published with it keep it."""
    where = (own_lists.c.system == system, own_lists.c.name == name)
    work.connection.execute(own_lists.delete().where(*where))


_TOLD: Final = tuple(own_lists.c[name] for name in OwnList.__slots__)


class Standing(NamedTuple):
    """A system's lists as they stand; `mark` is the same as long as they are."""

    mark: str
    codelists: Mapping[str, Codelist]


class Lists:
    """The lists of every system, those read last kept by content. Threads may share it."""

    def __init__(self) -> None:
        self._kept: Kept[tuple[str, str], Codelist] = Kept(_MOST_KEPT)

    def of(self, work: Work, system: str) -> Standing:
        """Return a system's lists by name; what did not change since is not read again."""
        own = own_lists.c
        query = select(own.name, own.digest, own.title).where(own.system == system).order_by(own.name)
        rows = work.connection.execute(query).all()
        found = {row.name: self._read(work, system, row) for row in rows}
        return Standing(repr([(row.name, row.digest, row.title) for row in rows]) if rows else "", found)

    def _read(self, work: Work, system: str, row: Any) -> Codelist:
        def make() -> Codelist:
            return csv_codelist(fetch(work, system, row.name) or "", row.name, f"{row.name}.csv")

        return replace(self._kept.get((row.name, row.digest), make), title=row.title)
