"""Codes of a long list, found for one field of a filing: by words, or level by level."""

from collections.abc import Container, Iterable
from itertools import islice
from typing import Final, NamedTuple

from engine.filings.desk import Filing
from engine.filings.showing import codelist_of, field_of
from engine.forms.model.codelist import Codelist, Entry
from engine.forms.model.fields import CodelistChoices

MOST: Final = 50
"""How many codes a search finds."""


class Hit(NamedTuple):
    """One code found: whether nothing stands under it, and whether it may be the answer here."""

    code: str
    label: str
    trail: str
    leaf: bool
    choosable: bool


def hits(filing: Filing, path: str, *, words: str, under: str, language: str) -> tuple[Hit, ...]:
    """Return the codes that `words` may mean, or those right under the code `under` ('' is the top).

    What the field does not offer now is left out, unless something it offers stands below.
    """
    listed = codelist_of(filing, path)
    if listed is None:
        return ()
    offered, below = _offered(filing, path, listed)
    found: Iterable[Entry] = (listed.entries[code] for code in listed.children.get(under, ()))
    if words.strip():
        found = listed.search(words, under, 10 * MOST)
    kept = (entry for entry in found if entry.code in below)
    wanted = islice(kept, MOST) if words.strip() else kept
    return tuple(_hit(filing, path, entry, offered=offered, language=language) for entry in wanted)


def above(filing: Filing, path: str, *, words: str, under: str) -> str | None:
    """Return the code one level up from `under`; None at the top or in a search."""
    listed = codelist_of(filing, path)
    if listed is None or words.strip() or under not in listed.entries:
        return None
    return listed.parent(under) or ""


def _offered(filing: Filing, path: str, listed: Codelist) -> tuple[Container[str], Container[str]]:
    """Return the codes on offer, and those with all that stand above them."""
    field = field_of(filing, path)
    if field is None or field.choice_filter is None:
        return listed.entries, listed.entries
    offered = {option.value for option in filing.state.choices(path)}
    return offered, {entry.code for code in offered for entry in listed.trail(code)}


def _hit(filing: Filing, path: str, entry: Entry, *, offered: Container[str], language: str) -> Hit:
    field, listed = field_of(filing, path), codelist_of(filing, path)
    assert listed is not None, "only a field with a codelist has hits"
    leaf = listed.is_leaf(entry.code)
    chosen = field.choices if field else None
    leaves = isinstance(chosen, CodelistChoices) and chosen.leaf
    trail = " › ".join(one.text(language) for one in listed.trail(entry.code)[:-1])
    choosable = entry.code in offered and (leaf or not leaves)
    return Hit(entry.code, entry.text(language), trail, leaf, choosable)
