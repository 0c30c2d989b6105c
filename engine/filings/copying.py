"""A response that starts as a copy of an earlier one: what it takes over, and what begins anew."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from engine.filings.documents import pluck, put
from engine.filings.files import without_files
from engine.filings.fitting import known_part, places, read_fitting
from engine.filings.responses import Response
from engine.forms import Program
from engine.forms.differences import view
from engine.library import Programs
from engine.store import Work


def copied(work: Work, programs: Programs, program: Program, *, earlier: Response) -> dict[str, Any]:
    """Return the typed values that a new response takes over from `earlier`, in the shape of `program`.

    Files are the earlier response's own, and a field with a default begins with its default.
    """
    told: Mapping[str, Any] = earlier.document or {}
    if earlier.version != program.version:
        told = view(told, programs.crossing(work, earlier.version, program.version)).document
    document = deepcopy(known_part(told, places(program)))
    for path, cell in program.cells.items():
        if cell.field.default is not None and not cell.repeat and pluck(document, path) is not None:
            put(document, path, None)
    return read_fitting(program, without_files(program, document))[1]


def overlaid(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return nested values with what `above` says over `below`; an empty value says nothing."""
    joined = dict(below)
    for name, value in above.items():
        under = joined.get(name)
        if isinstance(value, Mapping) and isinstance(under, Mapping):
            joined[name] = overlaid(under, value)
        elif value is not None:
            joined[name] = value
    return joined
