"""Versions as compiled programs: from memory, else from the disk cache, else compiled from the store."""

from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import Any

from sqlalchemy import select

from engine.forms import Definitions, Program, StaleProgram, compile, load_text
from engine.forms.differences import Crossing
from engine.forms.model.form import Form
from engine.library.cache import ProgramFiles
from engine.library.lineage import Step, ancestry, way
from engine.library.publishing import current_version, forms_for
from engine.people import Denied, Organisation
from engine.store import Work
from engine.store.tables.forms import form_versions


class NoSuchForm(Denied):
    """The library has no form, or no version, of that name."""


class Programs:
    """Every published version as a Program. A version never changes, so what is kept stays true.

    `definitions` brings the codelists and decision tables; `cache` is a folder for compiled
    programs, None for none.
    """

    def __init__(self, definitions: Definitions, *, cache: Path | None = None) -> None:
        self._definitions = definitions
        self._lists: dict[str, Any] = {"codelists": definitions.codelists, "tables": definitions.tables}
        self._files = ProgramFiles(cache, against=_lists_told(definitions)) if cache else None
        self._programs: dict[str, Program] = {}
        self._crossings: dict[tuple[str, str], Crossing] = {}
        self._lock = RLock()

    def get(self, work: Work, version: str) -> Program:
        """Return the program of a version; raises NoSuchForm."""
        found = self._programs.get(version)
        if found is not None:
            return found
        with self._lock:
            if version not in self._programs:
                self._programs[version] = self._restored(version) or self._make(work, version)
            return self._programs[version]

    def current(self, work: Work, form: str) -> Program:
        """Return the program that new responses of `form` open under; raises NoSuchForm."""
        version = current_version(work, form)
        if version is None:
            raise NoSuchForm(form)
        return self.get(work, version)

    def crossing(self, work: Work, old: str, new: str) -> Crossing:
        """Return how answers given in version `old` are read by version `new` of the same form."""
        found = self._crossings.get((old, new))
        if found is None:
            ends = ancestry(work, old), ancestry(work, new)
            found = way(*ends, lambda version: self._step(work, version))
            self._crossings[old, new] = found
        return found

    def filed_by(self, work: Work, owner: Organisation) -> tuple[Program, ...]:
        """Return the current programs of the forms that an organisation files in its system, by name."""
        belongs = self._definitions.belongs
        names = (name for name in forms_for(work, owner.type) if belongs(name, owner.system))
        return tuple(self.current(work, name) for name in names)

    def files(self, owner: Organisation, form: Form) -> bool:
        """Whether organisations like `owner` file a form in their system."""
        return owner.type in form.collection.reporters and self._definitions.belongs(form.form, owner.system)

    def _step(self, work: Work, version: str) -> Step:
        program = self.get(work, version)
        return program.cells, program.form.renamed

    def _make(self, work: Work, version: str) -> Program:
        query = select(form_versions.c.source, form_versions.c.form).where(form_versions.c.version == version)
        row = work.connection.execute(query).one_or_none()
        if row is None:
            raise NoSuchForm(version)
        form = load_text(row.source.decode(), row.form)
        links = self._linked(work, form)
        profile = self._definitions.registration_of(form)
        program = compile(form, profile=profile, links=links, **self._lists)
        if self._files is not None:
            self._files.write(version, program.dump())
        return program

    def _restored(self, version: str) -> Program | None:
        kept = self._files.read(version) if self._files else None
        try:
            return Program.restore(kept, **self._lists) if kept is not None else None
        except StaleProgram:
            return None

    def registration(self, system: str, kind: str) -> Program | None:
        """Return the program that types the profiles of a system's organisations of type `kind`."""
        definition = self._definitions.systems.get(system)
        kinds = definition.organisations if definition else {}
        form = self._definitions.forms.get(kinds[kind].registration or "") if kind in kinds else None
        if form is None:
            return None
        with self._lock:
            name = f"registration {form.form}"
            if name not in self._programs:
                self._programs[name] = compile(form, **self._lists)
            return self._programs[name]

    def _linked(self, work: Work, form: Form) -> dict[str, Form]:
        versions = ((name, current_version(work, link.form)) for name, link in form.links.items())
        return {name: self.get(work, version).form for name, version in versions if version}


def _lists_told(definitions: Definitions) -> str:
    """Return a text that changes when any definition's file does."""
    told = (
        f"{name} {sha256(path.read_bytes()).hexdigest()}" for name, path in sorted(definitions.files.items())
    )
    return "\n".join(told)
