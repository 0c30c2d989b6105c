"""A definition's file to a `Form` or a `System`: read, shaped, and nothing half-loaded."""

from pathlib import Path
from typing import Final, TypeVar

from engine.forms.model.base import Part
from engine.forms.model.form import Form
from engine.forms.model.system import System
from engine.forms.nodes import DefinitionError, Mapping, Node
from engine.forms.reading import Reader
from engine.forms.source import read_source, read_text
from engine.forms.uncollected import uncollected
from engine.problems import problem

P = TypeVar("P", bound=Part)

KINDS: Final[dict[str, type[Part]]] = {"form": Form, "system": System}
"""The key that says what a file defines, and its model."""


def load(path: str | Path) -> Form:
    """Return the form of a file; raises `DefinitionError` with every fault, each with its place."""
    return load_text(read_text(Path(path)), str(path))


def load_text(text: str, file: str = "<text>") -> Form:
    """Return the form of a text (JSON if `file` ends in `.json`); raises `DefinitionError`."""
    with uncollected():
        return form_of(read_source(text, file))


def form_of(root: Node) -> Form:
    """Return the form that stands in `root`; raises `DefinitionError`."""
    return read_part(Form, root).located(root)


def read_part(model: type[P], root: Node) -> P:
    """Return `root` as a `model`; raises `DefinitionError` with every fault."""
    reader = Reader()
    part = reader.part(model, root)
    if part is None or reader.problems:
        raise DefinitionError(sorted(reader.problems, key=_position))
    return part


def _position(fault: object) -> tuple[int, int]:
    span = getattr(fault, "span", None)
    return (span.line, span.column) if span else (0, 0)


def kind_of(root: Node) -> str:
    """Return what a file defines: the first known key of it; raises `DefinitionError` for none."""
    known = (*KINDS, "codelist", "table", "query", "demonstration")
    found = next((key for key in known if isinstance(root, Mapping) and key in root.entries), None)
    if found is None:
        raise DefinitionError([problem("file-kind", span=root.span, expected=", ".join(known))])
    return found
