"""Check definitions as a whole: read every file, then run the linter over what could be read."""

from pathlib import Path

from engine.forms.folder import Definitions, files_under, read_files
from engine.forms.linter.run import lint
from engine.forms.nodes import DefinitionError
from engine.problems import Problem, Span


def check(*paths: str | Path) -> list[Problem]:
    """Return everything wrong with the definitions among and below `paths`, in order of place."""
    definitions = read_files(files_under(map(Path, paths)))
    return ordered([*definitions.problems, *lint_all(definitions)])


def lint_all(definitions: Definitions) -> list[Problem]:
    """Return what the linter finds in every form and system that could be read."""
    return [fault for form in definitions.forms.values() for fault in lint(form, definitions)]


def ordered(problems: list[Problem]) -> list[Problem]:
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
