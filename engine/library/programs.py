"""Versions as compiled programs: from memory, else from the disk cache, else compiled from the store."""

from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from sqlalchemy import select

from engine.forms import Definitions, Program, load_text
from engine.forms.model.form import Form
from engine.library.publishing import current_version
from engine.store import Work
from engine.store.tables.forms import form_versions


class NoSuchForm(LookupError):
    """The library has no form, or no version, of that name."""


class Programs:
    """Every published version as a Program. A version never changes, so what is kept stays true.

    `definitions` brings the codelists and decision tables; `cache` is a folder for compiled
    programs, None for none.
    """

    def __init__(self, definitions: Definitions, *, cache: Path | None = None) -> None:
        self._definitions = definitions
        self._cache = cache
        self._programs: dict[str, Program] = {}
        self._lock = Lock()

    def get(self, work: Work, version: str) -> Program:
        """Return the program of a version; raises NoSuchForm."""
        found = self._programs.get(version)
        if found is not None:
            return found
        with self._lock:
            if version not in self._programs:
                self._programs[version] = self._make(work, version)
            return self._programs[version]

    def current(self, work: Work, form: str) -> Program:
        """Return the program that new responses of `form` open under; raises NoSuchForm."""
        version = current_version(work, form)
        if version is None:
            raise NoSuchForm(form)
        return self.get(work, version)

    def renames(self, work: Work, old: str, new: str) -> Mapping[str, str]:
        """Return what the names of version `old` are called in `new`, over all versions between."""
        names: dict[str, str] = {}
        version: str | None = new
        while version is not None and version != old:
            later, (form, version) = names, self._step(work, version)
            names = {was: later.pop(now, now) for was, now in form.renamed.items()} | later
        return names

    def _step(self, work: Work, version: str) -> tuple[Form, str | None]:
        query = select(form_versions.c.follows).where(form_versions.c.version == version)
        return self.get(work, version).form, work.connection.execute(query).scalar_one_or_none()

    def _make(self, work: Work, version: str) -> Program:
        query = select(form_versions.c.source, form_versions.c.form).where(form_versions.c.version == version)
        row = work.connection.execute(query).one_or_none()
        if row is None:
            raise NoSuchForm(version)
        return self._restored(version, row.source) or self._compiled(work, version, row.source, row.form)

    def _compiled(self, work: Work, version: str, source: bytes, name: str) -> Program:
        form = load_text(source.decode(), name)
        program = self.compile(form, links=self._linked(work, form))
        self._keep(version, program.dump())
        return program

    def _linked(self, work: Work, form: Form) -> dict[str, Form]:
        versions = ((name, current_version(work, link.form)) for name, link in form.links.items())
        return {name: self.get(work, version).form for name, version in versions if version}
