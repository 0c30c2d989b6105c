"""Reading what was stored for another version or other lists: what fits is read, the rest left out."""

from collections.abc import Container, Mapping
from typing import Any

from engine.filings.documents import put
from engine.forms import Misfits, Program


def read_fitting(program: Program, document: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the part of a JSON document that fits `program`, as JSON and as typed values."""
    fitting = known_part(document, places(program))
    try:
        return fitting, program.read(fitting)
    except Misfits as misfits:
        for misfit in misfits.problems:
            put(fitting, misfit.path, None)
        return fitting, program.read(fitting)


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
