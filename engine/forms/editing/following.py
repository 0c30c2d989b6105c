"""A new name of a part that was published: `renamed` remembers the old one, so that stored answers follow."""

from collections.abc import Collection

from engine.forms.editing.changes import Change, difference
from engine.forms.editing.operations import clear, put, value_at
from engine.forms.editing.outline import Spot, outline, spot_at
from engine.forms.editing.uses import renamed
from engine.forms.folder import Definitions
from engine.forms.nodes import Place

_WITHIN = {"column": ".*.", "row": ".", "statement": ".", "field": "[]."}
"""How a part is told apart from what it stands in: `econ.*.ytd`, `econ.power`, `products[].stock`."""
_OWNERS = ("grid", "repeat", "matrix")


def renamed_and_told(
    text: str, place: Place, new: str, among: Definitions, *, published: Collection[str]
) -> Change:
    """Give a part another name, everywhere, and tell the old one where it was `published`: the places of
    the newest version, as `renamed` names them. `place` is where the name stands: `(…, 2, 'field')`.

    Raises DefinitionError for a text whose rules cannot be read, and NoSuchPlace.
    """
    change = renamed(text, place, new, among)
    before, after_it = way_of(text, place[:-1]), change.applied(text)
    after = way_of(after_it, place[:-1])
    if not before or not after or before == after:
        return change
    return difference(text, _told(after_it, before, after, published))


def way_of(text: str, place: Place) -> str:
    """Return how `renamed` names a part; '' for what holds no answers of its own."""
    top = outline(text)
    spot = spot_at(top, place)
    if spot is None or spot.place != place or not spot.name:
        return ""
    owner = _owner(top, place)
    if owner is None:
        return spot.name if spot.kind in ("field", *_OWNERS) else ""
    between = _WITHIN.get(spot.kind, "")
    return f"{owner.name}{between}{spot.name}" if between else ""


def _owner(top: Spot, place: Place) -> Spot | None:
    around = [one for one in top.walk() if one.place != place and place[: len(one.place)] == one.place]
    return next((one for one in reversed(around) if one.kind in _OWNERS), None)


def _told(text: str, before: str, after: str, published: Collection[str]) -> str:
    """Return the text whose `renamed` leads from the published name to the present one."""
    kept = value_at(text, ("renamed",))
    known = {old: str(new) for old, new in kept.items()} if isinstance(kept, dict) else {}
    origin = next((old for old, new in known.items() if new == before and old in published), "")
    for old, new in known.items():
        if old == origin or new == before:
            text = clear(text, ("renamed", old)).applied(text)
        elif _stands_in(new, before):
            text = put(text, ("renamed", old), after + new.removeprefix(before)).applied(text)
    was = origin or (before if before in published else "")
    if was and was != after and after not in published:
        text = put(text, ("renamed", was), after).applied(text)
    left = value_at(text, ("renamed",))
    return clear(text, ("renamed",)).applied(text) if left == {} or left == "" else text


def _stands_in(path: str, owner: str) -> bool:
    return path.startswith((f"{owner}.", f"{owner}[]."))
