"""Values of a filing for people's eyes, and what a change of one place shows elsewhere."""

from collections.abc import Container, Iterable
from itertools import islice
from typing import Any, NamedTuple, cast

from engine.filings.desk import Filing
from engine.forms import Refused
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.model.base import text_in
from engine.forms.model.codelist import Codelist, Entry
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
    found = field_of(filing, path)
    if value is None or found is None:
        return "—" if value is None else str(value)
    codelist = codelist_of(filing, path)
    return TYPES[found.kind].show(typed(found, value), found, language, codelist=codelist)


def typed(field: Field, value: Json) -> Any:
    """Return a document value as the typed value that the state takes."""
    return None if value is None else TYPES[field.kind].from_json(value)


def told(filing: Filing, path: str) -> Json:
    """Return what was typed at a cell, as the document holds it."""
    value, found = filing.state.typed_value(path), field_of(filing, path)
    if value is None or found is None:
        return None
    return cast(Json, TYPES[found.kind].to_json(value))


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


class Hit(NamedTuple):
    """One code found: whether it is a leaf, and whether it may be the answer here."""

    entry: Entry
    trail: str
    leaf: bool
    choosable: bool


def hits(filing: Filing, path: str, *, words: str, under: str, limit: int, language: str) -> tuple[Hit, ...]:
    """Return the codes that `words` may mean, or those right under the code `under` ('' is the top).

    What the field does not offer now is left out, unless something it offers stands below.
    """
    listed = codelist_of(filing, path)
    if listed is None:
        return ()
    offered, below = _offered(filing, path, listed)
    if words.strip():
        found: Iterable[Entry] = listed.search(words, under, limit)
    else:
        found = (listed.entries[code] for code in listed.children.get(under, ()))
    kept = (entry for entry in found if entry.code in below)
    return tuple(_hit(filing, path, listed, entry, offered, language) for entry in islice(kept, limit))


def _offered(filing: Filing, path: str, listed: Codelist) -> tuple[Container[str], Container[str]]:
    """Return the codes on offer, and those with all that stand above them."""
    field = field_of(filing, path)
    if field is None or field.choice_filter is None:
        return listed.entries, listed.entries
    offered = {option.value for option in filing.state.choices(path)}
    return offered, {entry.code for code in offered for entry in listed.trail(code)}


def _hit(
    filing: Filing, path: str, listed: Codelist, entry: Entry, offered: Container[str], language: str
) -> Hit:
    field, leaf = field_of(filing, path), listed.is_leaf(entry.code)
    chosen = field.choices if field else None
    leaves = isinstance(chosen, CodelistChoices) and chosen.leaf
    trail = " / ".join(above.text(language) for above in listed.trail(entry.code)[:-1])
    return Hit(entry, trail, leaf, entry.code in offered and (leaf or not leaves))
