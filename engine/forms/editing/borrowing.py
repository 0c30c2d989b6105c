"""Items of one definition put into another: copies with names of their own, and rules that follow them."""

from collections.abc import Sequence

from engine.forms.editing.changes import Change, difference
from engine.forms.editing.operations import NoSuchPlace, fragment, insert_fragment, put, value_at
from engine.forms.editing.outline import Spot, fresh, names, outline, spot_at
from engine.forms.editing.uses import renamed
from engine.forms.folder import Definitions
from engine.forms.model.items import ITEM_KEYS
from engine.forms.nodes import DefinitionError, Place


def borrowed(text: str, source: str, places: Sequence[Place], *, into: Place, among: Definitions) -> Change:
    """Put the items at `places` of `source` behind those of the list `into`, in the order they stand there.

    A name that the text has already becomes a fresh one, also in the rules and texts that come along. An
    item within another that comes along comes with it. Raises NoSuchPlace, and DefinitionError for a
    text that cannot be read.
    """
    order = {spot.place: number for number, spot in enumerate(items_of(outline(source)))}
    for place in places:
        if place not in order:
            raise NoSuchPlace(place)
    asked = sorted(set(places), key=order.__getitem__)
    wanted = [one for one in asked if not any(one[: len(other)] == other for other in asked if other != one)]
    own = _apart(source, wanted, names(outline(text)), among)
    made, index = text, _length(text, into)
    for number, place in enumerate(wanted):
        made = insert_fragment(made, into, index + number, fragment(own, place)).applied(made)
    return difference(text, made)


def items_of(top: Spot) -> tuple[Spot, ...]:
    """Return the items that can be borrowed from a definition: those of sheets and groups, in order."""
    return tuple(spot for spot in top.walk() if spot.kind in ITEM_KEYS and _free(top, spot))


def _free(top: Spot, spot: Spot) -> bool:
    """Whether an item stands outside of every repeat."""
    above = (spot_at(top, spot.place[:depth]) for depth in range(len(spot.place)))
    return all(one is None or one.kind != "repeat" for one in above)


def _apart(source: str, places: Sequence[Place], taken: frozenset[str], among: Definitions) -> str:
    """Return the source with fresh names for what would stand twice."""
    for place in places:
        top = outline(source)
        spot = spot_at(top, place)
        if spot is None:
            raise NoSuchPlace(place)
        for part in _named(spot):
            if part.name in taken:
                new = fresh(taken | names(outline(source)), part.name)
                source = _with_name(source, (*part.place, part.kind), new, among)
        taken |= {part.name for part in _named(spot_at(outline(source), place) or spot)}
    return source


def _with_name(source: str, at: Place, new: str, among: Definitions) -> str:
    """Rename a part, with all that names it; where the rules cannot be read, the part alone."""
    try:
        return renamed(source, at, new, among).applied(source)
    except DefinitionError:
        return put(source, at, new).applied(source)


def _named(spot: Spot) -> list[Spot]:
    """Return an item and those in it whose names are the whole form's."""
    found = [spot] if spot.name else []
    if spot.kind == "group":
        found += [part for one in spot.inside for part in _named(one)]
    return found


def _length(text: str, into: Place) -> int:
    """Return how many items a list of items has; one that is missing has none. Raises NoSuchPlace."""
    if into[-1:] != ("items",) or value_at(text, into[:-1]) is None:
        raise NoSuchPlace(into)
    found = value_at(text, into)
    return len(found) if isinstance(found, list) else 0
