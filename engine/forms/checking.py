"""Check definitions as a whole: read every file, then run the linter over what could be read."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.forms.folder import Definitions, files_under, read_files
from engine.forms.linter.run import lint
from engine.forms.linter.systems import lint_system
from engine.forms.model.form import Form
from engine.forms.neighbours import needed
from engine.forms.nodes import DefinitionError
from engine.problems import Problem, Span

_MARK = "codelists"
"""The folder by which a root of definitions is known."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Definitions that were read, the files that were asked about, and what is wrong with those."""

    definitions: Definitions
    files: frozenset[str]
    problems: list[Problem]

    def sound(self) -> Iterator[Form]:
        """Yield the forms that were asked about and have no error."""
        faulty = {each.span.file for each in self.problems if each.span and each.severity == "error"}
        for name, form in self.definitions.checked():
            file = str(self.definitions.files[f"form {name}"])
            if file in self.files and file not in faulty:
                yield form


def check(*paths: str | Path) -> list[Problem]:
    """Return everything wrong with the definitions among and below `paths`, in order of place.

    What a single file names is looked up in the folder of definitions that it lies in.
    """
    return check_files(*paths).problems


def check_files(*paths: str | Path) -> Checked:
    """Check like `check`, and return the definitions with what is wrong."""
    wanted = list(files_under(map(Path, paths)))
    definitions = read_files(_with_neighbours(wanted))
    files = frozenset(str(path) for path in wanted)
    found = [*definitions.problems, *lint_all(definitions, files)]
    problems = ordered(each for each in found if each.span is None or each.span.file in files)
    return Checked(definitions, files, problems)


def around_file(path: Path) -> Definitions:
    """Return the definitions that a file lies among, with itself: what it names is looked up there."""
    return read_files(_with_neighbours([path]))


def _with_neighbours(files: list[Path]) -> Iterable[Path]:
    """Return `files` and, after them, the files around them that they need."""
    known = {path.resolve() for path in files}
    roots = dict.fromkeys(root for path in files if (root := _root(path)))
    yield from files
    yield from needed(files, (path for path in files_under(roots) if path.resolve() not in known))


def _root(path: Path) -> Path | None:
    return next((above for above in path.parents if (above / _MARK).is_dir()), None)


def lint_all(definitions: Definitions, files: Container[str] | None = None) -> list[Problem]:
    """Return what the linter finds in the forms and systems, of these files alone, that could be read."""
    asked = {name for name, path in definitions.files.items() if files is None or str(path) in files}
    forms = (form for name, form in definitions.checked() if f"form {name}" in asked)
    systems = (system for name, system in definitions.systems.items() if f"system {name}" in asked)
    return [
        *(fault for form in forms for fault in lint(form, definitions)),
        *(fault for system in systems for fault in lint_system(system, definitions)),
    ]


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems by file, line and column, each once."""
    found = {(each.span, each.code, str(each)): each for each in problems}
    return sorted(found.values(), key=lambda each: _key(each.span))


def _key(span: Span | None) -> tuple[str, int, int]:
    return (span.file, span.line, span.column) if span else ("", 0, 0)


def sound(definitions: Definitions) -> Definitions:
    """Return `definitions` if nothing is wrong with them; raises `DefinitionError` otherwise."""
    faults = [each for each in definitions.problems + lint_all(definitions) if each.severity == "error"]
    if faults:
        raise DefinitionError(ordered(faults))
    return definitions
