"""The gestures: each takes a definition's text and returns the change it makes."""

from functools import lru_cache
from typing import Final

from engine.forms.editing.changes import Change, difference
from engine.forms.editing.surgery import (
    inserted,
    lines_of,
    new_key,
    piece_of,
    piece_of_text,
    removed,
    replaced,
)
from engine.forms.editing.tree import Entry, Tree, Twig, tree_of
from engine.forms.editing.writing import Data, inline
from engine.forms.nodes import Place

remembered: Final = lru_cache(maxsize=6)(tree_of)
"""The trees of the texts read last: a gesture and its page ask for the same one several times. Few, since a
large one is many objects, and the garbage collector walks those that are kept."""


class NoSuchPlace(LookupError):
    """Nothing stands, or nothing can be put, at a place of a definition."""

    def __init__(self, place: Place) -> None:
        super().__init__(".".join(map(str, place)))
        self.place = place


def value_at(text: str, place: Place) -> object:
    """Return what stands at a place as dicts, lists and texts; None for nothing."""
    twig = remembered(text).twig(place)
    return None if twig is None else twig.plain()


def put(text: str, place: Place, value: Data) -> Change:
    """Set what stands at a place; what is missing on the way to it is made. Raises NoSuchPlace."""
    if not place:
        raise NoSuchPlace(place)
    tree, last = remembered(text), place[-1]
    above = tree.twig(place[:-1])
    if above is None:
        if isinstance(last, int) or isinstance(place[-2], int):
            raise NoSuchPlace(place)
        return put(text, place[:-1], {last: value})
    found = above.at(last)
    if found is not None:
        return _put_over(tree, above, found, value)
    if above.kind == "list" and last == len(above.entries):
        return insert(text, place[:-1], last, value)
    if above.kind != "map" or isinstance(last, int):
        raise NoSuchPlace(place)
    return Change.of([new_key(tree, above, last, value)])


def _put_over(tree: Tree, above: Twig, found: Entry, value: Data) -> Change:
    splice = replaced(tree, above, found, value)
    after = Change.of([splice])
    same = inline(value) == inline(_data(found.twig)) if isinstance(value, str) else False
    return Change() if same or after.applied(tree.source) == tree.source else after


def _data(twig: Twig) -> Data:
    found = twig.plain()
    return found if isinstance(found, str | list | dict) else ""


def clear(text: str, place: Place) -> Change:
    """Take away a key or a list's item with the comments above it. Raises NoSuchPlace."""
    tree = remembered(text)
    above, number = _entry(tree, place)
    return Change.of(removed(tree, above, number))


def insert(text: str, into: Place, index: int, value: Data) -> Change:
    """Put an item into a list before the one at `index`; a missing list is made. Raises NoSuchPlace."""
    tree = remembered(text)
    found = tree.twig(into)
    if found is None:
        return put(text, into, [value])
    if found.kind != "list":
        raise NoSuchPlace(into)
    return Change.of(inserted(tree, found, index, piece_of(value)))


def move(text: str, place: Place, into: Place, index: int) -> Change:
    """Bring a list's item to another list, or within its own, so that it stands at `index` there.

    Raises NoSuchPlace, also for a way into the item itself.
    """
    tree = remembered(text)
    above, at = _entry(tree, place)
    target = tree.twig(into)
    if above.kind != "list" or into[: len(place)] == place or (target and target.kind != "list"):
        raise NoSuchPlace(into)
    before = index + 1 if target is above and index > at else index
    if target is above and before in (at, at + 1):
        return Change()
    made = insert_fragment(text, into, before, fragment(text, place))
    return Change.of([*removed(tree, above, at), *made.splices])


def duplicate(text: str, place: Place) -> Change:
    """Put a copy of a list's item below it, its names as they are. Raises NoSuchPlace."""
    _, at = _entry(remembered(text), place)
    return insert_fragment(text, place[:-1], at + 1, fragment(text, place))


def fragment(text: str, place: Place) -> str:
    """Return the text of a list's item, brought to the margin, under the comments that stand above it."""
    tree = remembered(text)
    above, number = _entry(tree, place)
    found = above.entries[number]
    if above.kind != "list":
        raise NoSuchPlace(place)
    if above.flow:
        return tree.source[found.twig.start : found.twig.end] + "\n"
    start, end = lines_of(tree, above, number)
    head = tree.line_start(found.start)
    comments = [line.strip() for line in tree.source[start:head].splitlines()]
    column = tree.column(found.twig.start)
    first, *others = tree.source[found.twig.start : end].rstrip("\n").split("\n")
    return "\n".join([*comments, first, *(_dedented(line, column) for line in others)]) + "\n"


def _dedented(line: str, column: int) -> str:
    return line[min(column, len(line) - len(line.lstrip(" "))) :]


def insert_fragment(text: str, into: Place, index: int, piece: str) -> Change:
    """Put an item's text, as `fragment` gives it, into a list; a missing list is made.

    Raises NoSuchPlace, and DefinitionError for a text that is no YAML.
    """
    found = remembered(text).twig(into)
    if found is None:
        bare = put(text, into, []).applied(text)
        return difference(text, insert_fragment(bare, into, 0, piece).applied(bare))
    if found.kind != "list":
        raise NoSuchPlace(into)
    own = piece_of_text(remembered(piece))
    return Change.of(inserted(remembered(text), found, index, own))


def _entry(tree: Tree, place: Place) -> tuple[Twig, int]:
    above = tree.twig(place[:-1]) if place else None
    found = above.at(place[-1]) if above else None
    if above is None or found is None:
        raise NoSuchPlace(place)
    return above, next(number for number, one in enumerate(above.entries) if one is found)
