"""What a definition is made of, as an editor shows it: every part with its place, sound or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from engine.forms.editing.changes import Change
from engine.forms.editing.operations import put, remembered
from engine.forms.editing.tree import Entry, Twig
from engine.forms.model.base import Text, text_in
from engine.forms.model.items import ITEM_KEYS
from engine.forms.nodes import Place
from engine.problems import DEFAULT_LANGUAGE

NAMING: Final = (*ITEM_KEYS, "sheet", "column", "row", "head", "indicator", "grade")
"""The keys that say what a part is and what it is called."""
_LISTS: Final = {
    "sheets": "", "items": "", "heads": "", "columns": "", "rows": "", "indicators": "", "grades": "",
    "branches": "branch", "checks": "check",
}  # fmt: skip
"""The lists whose members stand in the outline, and what those are that do not say so themselves."""
_TITLES: Final = ("title", "label", "note", "message", "rule", "when")
"""Where a part's words for people stand, the best first."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One part: `kind` is the key that names it, `type` that of a field; `title` is what people read."""

    place: Place
    kind: str
    name: str
    title: Text
    type: str
    start: int
    end: int
    inside: "tuple[Spot, ...]"

    @property
    def pointer(self) -> str:
        """The place as a JSON Pointer (RFC 6901)."""
        return pointer_of(self.place)

    def called(self, language: str = DEFAULT_LANGUAGE) -> str:
        """Return the title, else the name."""
        return text_in(self.title, language) or self.name

    def walk(self) -> "Iterator[Spot]":
        """Yield this part and every one within."""
        yield self
        for one in self.inside:
            yield from one.walk()


@lru_cache(maxsize=6)
def outline(text: str) -> Spot:
    """Return the outline of a definition. Raises DefinitionError for what is no YAML.

    Those asked for last are kept: a gesture looks at the text before it, its page at the one after.
    """
    return _spot(remembered(text).root, (), "form")


def _spot(twig: Twig, place: Place, kind: str) -> Spot:
    title = next((words for key in _TITLES if (words := _words(twig.at(key)))), "")
    name = "" if kind == "note" else _text(twig, "row" if kind == "statement" else kind)
    inside = tuple(_inside(twig, place, kind))
    return Spot(place, kind, name, title, _text(twig, "type"), twig.start, twig.end, inside)


def _inside(twig: Twig, place: Place, above: str) -> Iterator[Spot]:
    if twig.kind != "map":
        return
    for entry in twig.entries:
        if entry.key in _LISTS and entry.twig.kind == "list":
            for number, one in enumerate(entry.twig.entries):
                kind = _LISTS[entry.key] or next((key for key in NAMING if one.twig.at(key)), "")
                if kind and one.twig.kind == "map":
                    own = "statement" if (above, kind) == ("matrix", "row") else kind
                    yield _spot(one.twig, (*place, entry.key, number), own)


def _text(twig: Twig, key: str) -> str:
    found = twig.at(key)
    return found.twig.text if found is not None else ""


def _words(found: Entry | None) -> Text:
    if found is None or found.twig.kind == "list":
        return ""
    if found.twig.kind == "map":
        return {one.key: one.twig.text for one in found.twig.entries if one.twig.kind == "scalar"}
    return found.twig.text


def spot_at(top: Spot, place: Place) -> Spot | None:
    """Return the part that stands at a place, or the one it is within."""
    best: Spot | None = None
    for one in top.walk():
        if place[: len(one.place)] == one.place and (best is None or len(one.place) >= len(best.place)):
            best = one
    return best


def pointer_of(place: Place) -> str:
    """Return a place as a JSON Pointer: '' the whole, '/sheets/0/title'."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in place)


def place_of(pointer: str) -> Place:
    """Return the place of a JSON Pointer; whole numbers are indexes. Raises ValueError."""
    if not pointer:
        return ()
    if not pointer.startswith("/") or len(pointer) > 400:
        raise ValueError(pointer[:40])
    steps = (step.replace("~1", "/").replace("~0", "~") for step in pointer[1:].split("/"))
    return tuple(int(step) if step.isascii() and step.isdigit() and len(step) < 7 else step for step in steps)


def names(top: Spot) -> frozenset[str]:
    """Return every name that a part has."""
    return frozenset(one.name for one in top.walk() if one.name)


def fresh(taken: frozenset[str], stem: str) -> str:
    """Return a name that nobody has: the stem with the first free number, `stem` itself if it is free."""
    if stem not in taken and stem.rstrip("0123456789") == stem:
        return stem
    bare = stem.rstrip("0123456789_") or "q"
    number = 2 if bare in taken and bare != "q" else 1
    while f"{bare}{number}" in taken:
        number += 1
    return f"{bare}{number}"


def renamed_apart(fragment: str, taken: frozenset[str]) -> str:
    """Return a part's text with fresh names where its own would stand twice in the form.

    Names inside a repeat, a grid or a matrix are their owner's alone and stay.
    """
    top = remembered(fragment).root
    changes: list[Change] = []
    for place, twig in _named_parts(top):
        key = next(key for key in NAMING if twig.at(key))
        name = fresh(taken, _text(twig, key))
        taken |= {name}
        changes.append(put(fragment, (*place, key), name))
    return Change.together(*changes).applied(fragment)


def _named_parts(twig: Twig, place: Place = ()) -> Iterator[tuple[Place, Twig]]:
    """Yield a part, and those in it whose names are the whole form's."""
    kind = next((key for key in NAMING if twig.at(key)), "")
    if kind and kind != "note":
        yield place, twig
    items = twig.at("items")
    for number, one in enumerate(items.twig.entries if items and kind in ("group", "sheet") else ()):
        yield from _named_parts(one.twig, (*place, "items", number))
