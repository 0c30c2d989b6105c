"""A folder of definitions: every file read and checked together, because they name each other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Self

from engine.forms.codelists import codelist_of, read_csv, table_of
from engine.forms.loader import form_of, kind_of, read_part
from engine.forms.model.codelist import Codelist
from engine.forms.model.form import Form
from engine.forms.model.system import System
from engine.forms.model.table import Table
from engine.forms.nodes import DefinitionError, Node, span_at
from engine.forms.source import read_file
from engine.forms.uncollected import uncollected
from engine.problems import Problem, Span, problem

SUFFIXES: Final = (".yaml", ".yml", ".json", ".csv")


@dataclass(frozen=True, slots=True)
class Definitions:
    """All definitions of a folder, by name; what is faulty is missing here and stands in `problems`."""

    forms: dict[str, Form] = field(default_factory=dict)
    systems: dict[str, System] = field(default_factory=dict)
    codelists: dict[str, Codelist] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    """The file of each definition, by kind and name: `form monthly`."""
    examined: dict[str, tuple[Problem, ...]] = field(default_factory=dict, compare=False, repr=False)
    """What the checker said of a form among these definitions, by its name: it is asked once."""
    templates: dict[str, Form] = field(default_factory=dict)
    """Forms that nobody files: new ones are begun from copies of them."""

    def checked(self) -> Iterator[tuple[str, Form]]:
        """Yield every form by name, templates too: the checker judges them all."""
        yield from self.forms.items()
        yield from self.templates.items()

    def registration_of(self, form: Form, system: str = "") -> Form | None:
        """Return the registration that says what `org.…` is in `form`: its first reporter's that has one.

        `system` is whose designers made the form, where no system's file lists it.
        """
        for name, one in self.systems.items():
            if form.form in one.forms or name == system:
                kinds = (one.organisations.get(kind) for kind in form.collection.reporters)
                found = (self.forms.get(kind.registration or "") for kind in kinds if kind)
                return next((registration for registration in found if registration), None)
        return None

    def housing(self, form: str, system: str) -> Self:
        """Return these definitions with a form that designers of `system` made listed there."""
        house = self.systems.get(system)
        if house is None or form in house.forms:
            return self
        systems = {**self.systems, system: house.model_copy(update={"forms": (*house.forms, form)})}
        return replace(self, systems=systems, examined={})

    def belongs(self, form: str, system: str) -> bool:
        """Whether `system` uses a form: it lists it, or no system does."""
        listing = [name for name, one in self.systems.items() if form in one.forms]
        return not listing or system in listing


def load_folder(root: str | Path) -> Definitions:
    """Read every definition under `root` (or the one file); faults are gathered, not raised."""
    return read_files(files_under([Path(root)]))


def read_files(files: Iterable[Path]) -> Definitions:
    """Read definition files, each once; of two with one name the second is a problem."""
    found = Definitions()
    with uncollected():
        for path in files:
            try:
                _read(path, found)
            except DefinitionError as error:
                found.problems.extend(error.problems)
    return found


def files_under(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the definition files among and below `paths`, in order; hidden ones are passed over."""
    for path in paths:
        if path.is_dir():
            below = sorted(child for child in path.iterdir() if not child.name.startswith("."))
            yield from files_under(child for child in below if child.is_dir() or child.suffix in SUFFIXES)
        else:
            yield path


def _read(path: Path, into: Definitions) -> None:
    if path.suffix == ".csv":
        made = read_csv(path)
        _add(into, path, kind="codelist", name=made.name, span=Span(str(path), 1, 1))
        into.codelists[made.name] = made
        return
    root = read_file(path)
    kind = kind_of(root)
    if kind in _READERS:
        _READERS[kind](root, path, into)


def _read_form(root: Node, path: Path, into: Definitions) -> None:
    form = form_of(root)
    _add(into, path, kind="form", name=form.form, span=span_at(root, ("form",)))
    (into.templates if form.template else into.forms)[form.form] = form


def _read_system(root: Node, path: Path, into: Definitions) -> None:
    system = read_part(System, root).located(root)
    _add(into, path, kind="system", name=system.system, span=span_at(root, ("system",)))
    into.systems[system.system] = system


def _read_codelist(root: Node, path: Path, into: Definitions) -> None:
    made = codelist_of(root)
    _add(into, path, kind="codelist", name=made.name, span=span_at(root, ("codelist",)))
    into.codelists[made.name] = made


def _read_table(root: Node, path: Path, into: Definitions) -> None:
    made = table_of(root)
    _add(into, path, kind="table", name=made.name, span=span_at(root, ("table",)))
    into.tables[made.name] = made


_READERS: Final = {
    "form": _read_form, "system": _read_system, "codelist": _read_codelist, "table": _read_table,
}  # fmt: skip


def _add(into: Definitions, path: Path, *, kind: str, name: str, span: Span) -> None:
    first = into.files.setdefault(f"{kind} {name}", path)
    if first is not path:
        raise DefinitionError([problem("duplicate-definition", span=span, name=name, file=first)])
