"""Versions as compiled programs: from memory, else from the disk cache, else compiled from the store."""

from hashlib import sha256
from pathlib import Path
from threading import RLock

from engine.forms import Definitions, Program, StaleProgram, compile
from engine.forms.differences import Crossing
from engine.forms.model.form import Form
from engine.library.cache import ProgramFiles
from engine.library.freezing import Frozen
from engine.library.lineage import Step, ancestry, way
from engine.library.publishing import forms_for, owner_of
from engine.library.shelf import Shelf
from engine.library.versions import NoSuchForm, current_version, frozen_with, kept
from engine.people import Organisation
from engine.store import Work


class Programs:
    """Every published version as a Program. A version never changes, so what is kept stays true.

    A version reads the codelists and decision tables it was frozen with; one from before lists were
    frozen reads those of `definitions`. `cache` is a folder for compiled programs, None for none.
    """

    def __init__(self, definitions: Definitions, *, cache: Path | None = None) -> None:
        self._definitions = definitions
        self._shelf = Shelf(definitions)
        self._files = ProgramFiles(cache, against=_lists_told(definitions)) if cache else None
        self._programs: dict[str, Program] = {}
        self._frozen: dict[str, Frozen | None] = {}
        self._crossings: dict[tuple[str, str], Crossing] = {}
        self._lock = RLock()

    def get(self, work: Work, version: str) -> Program:
        """Return the program of a version; raises NoSuchForm."""
        found = self._programs.get(version)
        if found is not None:
            return found
        with self._lock:
            if version not in self._programs:
                self._programs[version] = self._restored(work, version) or self._make(work, version)
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
        names = (name for name in forms_for(work, owner.type, owner.system) if belongs(name, owner.system))
        return tuple(self.current(work, name) for name in names)

    def files(self, work: Work, owner: Organisation, form: Form) -> bool:
        """Whether organisations like `owner` file a form in their system."""
        if owner.type not in form.collection.reporters:
            return False
        ours = owner_of(work, form.form) in ("", owner.system)
        return ours and self._definitions.belongs(form.form, owner.system)

    def _step(self, work: Work, version: str) -> Step:
        program = self.get(work, version)
        return program.cells, program.form.renamed

    def linked(self, work: Work, version: str, link: str) -> str | None:
        """Return the version of the linked form whose names the rules of `version` use."""
        frozen = self.frozen(work, version)
        if frozen is not None and link in frozen.links:
            return frozen.links[link]
        return current_version(work, self.get(work, version).form.links[link].form)

    def frozen(self, work: Work, version: str) -> Frozen | None:
        """Return what a version is frozen with."""
        if version not in self._frozen:
            self._frozen[version] = frozen_with(work, version)
        return self._frozen[version]

    def _make(self, work: Work, version: str) -> Program:
        form = kept(work, version).load()
        codelists, tables = self._shelf.lists(work, self.frozen(work, version))
        program = compile(
            form,
            codelists,
            tables,
            profile=self._definitions.registration_of(form, owner_of(work, form.form) or ""),
            links=self._linked(work, form, version),
            version=version,
        )
        if self._files is not None:
            self._files.write(version, program.dump())
        return program

    def _restored(self, work: Work, version: str) -> Program | None:
        stored = self._files.read(version) if self._files else None
        if stored is None:
            return None
        codelists, tables = self._shelf.lists(work, self.frozen(work, version))
        try:
            return Program.restore(stored, codelists=codelists, tables=tables)
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
                self._programs[name] = compile(form, self._definitions.codelists, self._definitions.tables)
            return self._programs[name]

    def _linked(self, work: Work, form: Form, version: str) -> dict[str, Form]:
        """Return the linked forms by link, in the versions whose names the rules use."""
        frozen = self.frozen(work, version)
        named = frozen.links if frozen is not None else {}
        versions = {
            name: named.get(name) or current_version(work, link.form) for name, link in form.links.items()
        }
        return {name: self._form(work, found) for name, found in versions.items() if found}

    def _form(self, work: Work, version: str) -> Form:
        """Return a version's definition without compiling it: two forms may read each other."""
        found = self._programs.get(version)
        return found.form if found is not None else kept(work, version).load()


def _lists_told(definitions: Definitions) -> str:
    """Return a text that changes when any definition's file does."""
    told = (
        f"{name} {sha256(path.read_bytes()).hexdigest()}" for name, path in sorted(definitions.files.items())
    )
    return "\n".join(told)
