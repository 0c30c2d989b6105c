"""What filters ask about organisations, held in memory and brought up to date by the store's notes."""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy import select

from engine.analysis.mirror.decoding import plain_word
from engine.analysis.mirror.marks import NEVER, PLACES, Mark, mark
from engine.analysis.reach import Reach
from engine.library.kept import Kept
from engine.store import Work
from engine.store.tables.changed import changed
from engine.store.tables.people import organisations


@dataclass(frozen=True, slots=True)
class Place:
    """One organisation."""

    region_path: str
    facts: Mapping[str, Any]

    def values(self, fact: str) -> tuple[str, ...]:
        """Return what a fact of the organisation is: nothing, a value, or several."""
        told = self.facts.get(fact)
        values = told if isinstance(told, list | tuple) else (told,)
        return tuple(plain_word(one) for one in values if one not in (None, ""))

    def lies_in(self, region: str) -> bool:
        """Whether it lies in a region, at whatever depth."""
        return f"/{region}/" in self.region_path


NOWHERE = Place("", {})
"""An answer by public link has no organisation."""


@dataclass(frozen=True, slots=True)
class Places:
    """All organisations at a mark, by id."""

    by_id: Mapping[str, Place]
    mark: Mark

    def get(self, name: str) -> Place:
        """Return an organisation; NOWHERE for none."""
        return self.by_id.get(name, NOWHERE)


class Atlas:
    """Keeps the organisations, and who may see which. Threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._places: Places | None = None
        self._reached: Kept[Any, frozenset[str]] = Kept(200)

    def places(self, work: Work) -> Places:
        """Return all organisations as this unit of work sees them, or newer."""
        with self._lock:
            now, held = mark(work, PLACES), self._places
            if held is None:
                self._places = Places(_read(work, None), now)
            elif now != held.mark and now.last >= held.mark.last:
                self._places = Places({**held.by_id, **_read(work, held.mark)}, now)
            assert self._places is not None
            return self._places

    def reached(self, work: Work, reach: Reach, places: Places) -> frozenset[str]:
        """Return the ids of the organisations that somebody may see."""
        query = select(organisations.c.id).where(reach.organisations)
        key = (reach.key, places.mark)
        return self._reached.get(key, lambda: frozenset(work.connection.execute(query).scalars()))


def _read(work: Work, seen: Mark | None) -> dict[str, Place]:
    query = select(organisations.c.id, organisations.c.region_path, organisations.c.profile)
    if seen is None or seen == NEVER:
        return {name: Place(path, facts or {}) for name, path, facts in work.connection.execute(query)}
    named = select(changed.c.id).where(changed.c.subject == PLACES, changed.c.number >= seen.since)
    noted = work.connection.execute(query.where(organisations.c.id.in_(named)))
    return {name: Place(path, facts or {}) for name, path, facts in noted}
