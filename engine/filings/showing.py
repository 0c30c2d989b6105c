"""Values of a filing for people's eyes, and what a change of one place shows elsewhere."""

from typing import Any, cast

from engine.filings.desk import Filing
from engine.forms import Program, Refused
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.model.base import text_in
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import CodelistChoices, Field
from engine.forms.paths import pattern
from engine.store.exact_json import Json


def field_of(filing: Filing, path: str) -> Field | None:
    """Return the field that stands at an element path; None for a row, a list or an unknown path."""
    cell = filing.program.cells.get(pattern(path))
    return cell.field if cell else None


def label_of(filing: Filing, path: str, language: str = "zh") -> str:
    """Return what the element at `path` is called on the page, its path when it has no label."""
    found = field_of(filing, path)
    return text_in(found.label, language) or path if found else path


def shown(filing: Filing, path: str, value: Json, language: str = "zh") -> str:
    """Return a document value as the page would show it; '—' for none."""
    return shown_in(filing.program, path, value, language)


def shown_in(program: Program, path: str, value: Json, language: str = "zh") -> str:
    """Return a document value as pages of a version of the form would show it; '—' for none."""
    cell = program.cells.get(pattern(path))
    if value is None or cell is None:
        return "—" if value is None else str(value)
    codelist = program.machine.codelist(cell)
    return TYPES[cell.field.kind].show(typed(cell.field, value), cell.field, language, codelist=codelist)


def typed(field: Field, value: Json) -> Any:
    """Return a document value as the typed value that the state takes."""
    return None if value is None else TYPES[field.kind].from_json(value)


def told(filing: Filing, path: str) -> Json:
    """Return what was typed at a cell, as the document holds it."""
    value, found = filing.state.typed_value(path), field_of(filing, path)
    if value is None or found is None:
        return None
    return cast(Json, TYPES[found.kind].to_json(value))


def meant(filing: Filing, path: str, raw: str | list[str]) -> Json:
    """Return a form text at a cell as the document would hold it; raises Refused for what fits nothing."""
    field = field_of(filing, path)
    assert field is not None, "only a cell takes a text"
    value = TYPES[field.kind].parse(raw, field, codelist=codelist_of(filing, path))
    return None if value is None else cast(Json, TYPES[field.kind].to_json(value))


def read_raw(filing: Filing, path: str, raw: str | list[str]) -> object:
    """Return the value of a form text at a cell; the text itself where it fits no value."""
    field = field_of(filing, path)
    try:
        return TYPES[field.kind].parse(raw, field, codelist=codelist_of(filing, path)) if field else raw
    except Refused:
        return raw


def is_open(filing: Filing, path: str) -> bool:
    """Whether the filer may type at `path` now."""
    return filing.state.relevant(path) and not filing.state.read_only(path)


def toggled(filing: Filing, path: str, before: Json) -> frozenset[str]:
    """Return everything that shows otherwise than when `path` was `before`; the state is as it was.

    The state alone knows what depends on a value: it is set back for a moment and set again.
    """
    found = field_of(filing, path)
    if found is None:
        return frozenset((path,))
    now = filing.state.typed_value(path)
    try:
        return filing.state.set(path, typed(found, before)) | filing.state.set(path, now) | {path}
    except Refused:
        # no longer open to typing: then nobody can have typed into it on this page either
        return frozenset((path,))


def everything(filing: Filing) -> frozenset[str]:
    """Return every element path outside repeats, and the repeats: the page anew."""
    return frozenset(path.partition("[")[0] for path in filing.program.cells)


def codelist_of(filing: Filing, path: str) -> Codelist | None:
    """Return the codelist that the cell at `path` chooses from, if it does."""
    found = field_of(filing, path)
    if found is None or not isinstance(found.choices, CodelistChoices):
        return None
    return filing.program.codelists.get(found.choices.codelist)
