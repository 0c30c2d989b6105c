"""Reading what was stored for another version or other lists: what fits is read, the rest left out."""

from collections.abc import Container, Iterator, Mapping
from copy import deepcopy
from typing import Any, Final

import structlog

from engine.filings.documents import pluck, put
from engine.forms import Misfits, Program
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.paths import pattern
from engine.problems import Problem

_log: Final = structlog.get_logger("tianbao")


STILL_GOOD: Final = frozenset(
    {
        "value-not-offered",
        "value-too-long",
        "value-line-break",
        "value-not-whole",
        "value-too-many-digits",
        "value-too-many-decimals",
        "value-off-scale",
    }
)
"""Refusals by limits that were others when the value was given: an earlier answer is read as it was."""


def read_fitting(program: Program, document: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the part of a JSON document that fits `program`, as JSON and as typed values."""
    fitting = known_part(document, places(program))
    try:
        return fitting, program.read(fitting)
    except Misfits as misfits:
        for misfit in misfits.problems:
            if misfit.code not in STILL_GOOD:
                put(fitting, misfit.path, None)
                _log.warning("left out", form=program.form.form, path=misfit.path, problem=misfit.code)
        return fitting, read_own(program, fitting)


def read_own(program: Program, document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the typed values of a document that was written in this very version: none is left out.

    A codelist may have dropped a code since; the value stays as it is, and the state has a problem
    with it. Raises Misfits for what has no place in the form at all.
    """
    try:
        return program.read(document)
    except Misfits as misfits:
        kept = dict(_as_kept(program, document, misfits.problems))
    rest = deepcopy(dict(document))
    for path in kept:
        put(rest, path, None)
    values = program.read(rest)
    for path, value in kept.items():
        put(values, path, value)
    return values


def _as_kept(
    program: Program, document: Mapping[str, Any], problems: tuple[Problem, ...]
) -> Iterator[tuple[str, Any]]:
    """Yield path and value of the cells that the type would refuse now, trusted as they stand."""
    for misfit in problems:
        cell = program.cells.get(pattern(misfit.path))
        if cell is not None:
            yield misfit.path, TYPES[cell.field.kind].from_json(pluck(dict(document), misfit.path))


def known_part(document: Any, names: Container[str], path: str = "") -> Any:
    """Return a copy of the document without what has no place among `names` (path patterns)."""
    if isinstance(document, Mapping):
        inside = ((name, f"{path}.{name}" if path else name) for name in document)
        return {name: known_part(document[name], names, at) for name, at in inside if at in names}
    if isinstance(document, list) and f"{path}[]" in names:
        return [known_part(row, names, f"{path}[]") for row in document]
    return document


def places(program: Program) -> frozenset[str]:
    """Return the path patterns of the program's cells, and everything above them."""
    found: set[str] = set()
    for path in program.cells:
        while path:
            found.add(path)
            path = path.removesuffix("[]") if path.endswith("[]") else path.rpartition(".")[0]
    return frozenset(found)
