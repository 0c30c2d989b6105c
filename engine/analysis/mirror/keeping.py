"""The mirrors of an installation: made from the store once, kept in files, brought up to date when asked.

Every process holds the large segment as mapped files and the new rows in its own memory. Nothing old
is ever shown: each question first asks the store what changed since.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Final

from engine.analysis.mirror import files, reading
from engine.analysis.mirror.building import built
from engine.analysis.mirror.files import Stored
from engine.analysis.mirror.making import made_by_several
from engine.analysis.mirror.marks import mark
from engine.analysis.mirror.mirror import Mirror
from engine.analysis.plans import Plan, planned
from engine.analysis.questions import questions_of
from engine.library import Programs
from engine.store import Work

MANY: Final = 50_000
"""Responses from which on several processes read them."""


@dataclass(frozen=True, slots=True)
class _Held:
    key: str
    mirror: Mirror


class Mirrors:
    """The mirrors of one installation, one per form. Threads may share it.

    `folder` keeps the large segments; without one they are kept in memory alone.
    """

    def __init__(self, programs: Programs, folder: Path | None = None, *, many: int = MANY) -> None:
        self._programs = programs
        self._folder = folder
        self._many = many
        self._held: dict[str, _Held] = {}
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)

    def at(self, work: Work, form: str) -> Mirror:
        """Return a form's answers as this unit of work sees them, or newer. Raises NoSuchForm."""
        order = self._versions(work, form)
        with self._locks[form]:
            held = self._held.get(form)
            key = _key(work, form, order)
            if held is None or held.key != key:
                plan = self._plan(work, order)
                kept = self._kept(work, form, key, plan)
                held = _Held(key, self._made(work, form, key, plan) if kept is None else kept)
            held = replace(held, mirror=self._current(work, form, held))
            self._held[form] = held
            return held.mirror

    def _versions(self, work: Work, form: str) -> tuple[str, ...]:
        """Return the present version and all that were answered, newest first."""
        current = self._programs.current(work, form).version
        return tuple(dict.fromkeys((current, *reading.versions(work, form))))

    def _plan(self, work: Work, order: tuple[str, ...]) -> Plan:
        ways = {version: self._programs.crossing(work, version, order[0]) for version in order}
        read = {version: questions_of(self._programs.get(work, version).form) for version in order}
        return planned(read, ways)

    def _current(self, work: Work, form: str, held: _Held) -> Mirror:
        now, mirror = mark(work, form), held.mirror
        if now == mirror.mark or now.last < mirror.mark.last:
            return mirror
        ids, rows = reading.changes(work, form, mirror.mark)
        mirror = mirror.updated(ids, rows, now)
        if not mirror.grown:
            return mirror
        return Mirror.of(mirror.plan, self._store(form, Stored(mirror.whole(), held.key, now)).segment, now)

    def _kept(self, work: Work, form: str, key: str, plan: Plan) -> Mirror | None:
        """Return the mirror of the files, brought up to date; None where they do not fit this store.

        A store that was put back to an older state has fewer changes, or another number of answers.
        """
        found = files.newest(self._folder / form, key) if self._folder else None
        if found is None or mark(work, form).last < found.mark.last:
            return None
        held = _Held(key, Mirror.of(plan, found.segment, found.mark))
        mirror = self._current(work, form, held)
        return mirror if len(mirror) == reading.amount(work, form) else None

    def _made(self, work: Work, form: str, key: str, plan: Plan) -> Mirror:
        seen = mark(work, form)
        if self._folder and reading.amount(work, form) >= self._many:
            segment = made_by_several(work, form, plan, folder=self._folder)
        else:
            segment = built(plan, reading.rows(work, form))
        stored = self._store(form, Stored(segment, key, seen))
        return Mirror.of(plan, stored.segment, seen)

    def _store(self, form: str, stored: Stored) -> Stored:
        if self._folder is None:
            return stored
        return replace(stored, segment=files.keep(self._folder / form, stored))


def _key(work: Work, form: str, order: tuple[str, ...]) -> str:
    """Return what a mirror was made of: this store, this form, these versions."""
    store = work.connection.engine.url.set(password=None).render_as_string()
    return sha256("\n".join((store, form, *order)).encode()).hexdigest()
