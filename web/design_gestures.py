"""What a page of the builder posts, as operations on the design's text."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final

from starlette.datastructures import FormData

from engine.forms.appraisal import FILE
from engine.forms.editing import (
    Change,
    NoSuchPlace,
    clear,
    fragment,
    insert,
    insert_fragment,
    move,
    put,
    value_at,
)
from engine.forms.editing.choosing import (
    Option,
    branches_data,
    choices_data,
    free_value,
    list_of,
    listed,
    options_of,
    pasted,
)
from engine.forms.editing.following import renamed_and_told
from engine.forms.editing.outline import NAMING, names, outline, place_of, renamed_apart, spot_at
from engine.forms.editing.slots import Slot, slots
from engine.forms.editing.starting import Wordings, new_item, new_member, starting_choices
from engine.forms.editing.uses import cleared
from engine.forms.editing.writing import Data
from engine.forms.folder import Definitions
from engine.forms.nodes import DefinitionError, Place
from engine.forms.source import check_characters
from engine.library.designs import DesignRefused, Operation
from engine.problems import problem

_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")
_APART: Final = re.compile(r"[,，、;；\s]+")
_TRUTHS: Final = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Around:
    """What gestures need besides the text: words for new parts, the definitions around it, and which
    places its newest version has, asked for when a part gets another name."""

    words: Wordings
    definitions: Definitions
    published: Callable[[], Collection[str]] = frozenset


@dataclass(frozen=True, slots=True)
class Asked:
    """One gesture as posted: what to do, what it is done to, and what is selected afterwards."""

    name: str
    place: Place
    operation: Operation
    then: Place


def asked(fields: FormData, around: Around) -> Asked:
    """Return the gesture of a posted form.

    Raises DesignRefused for a value that cannot be so, DefinitionError for a text with characters that
    no definition may hold.
    """
    for _name, value in fields.multi_items():
        if isinstance(value, str):
            check_characters(value, FILE)
    name, place = _text(fields, "gesture"), _place(fields, "place")
    make = _GESTURES.get(name)
    if make is None:
        raise DesignRefused(problem("design-moved-on"))
    operation, then = make(place, fields, around)
    return Asked(name, place, operation, then)


Made = tuple[Operation, Place]


def _put(place: Place, fields: FormData, around: Around) -> Made:
    name = _text(fields, "slot")
    owner = place[:-1] if _text(fields, "within") else place
    published = around.published() if name in NAMING else ()

    def operation(text: str) -> Change:
        slot = slot_at(text, place, name)
        value = _value(slot, fields)
        at = (*place, name)
        if value is None:
            return clear(text, at) if value_at(text, at) is not None else Change()
        if name in NAMING and isinstance(value, str):
            return _renamed(text, at, value, around=around, published=published)
        return put(text, at, value)

    return operation, owner


def _renamed(text: str, at: Place, name: str, *, around: Around, published: Collection[str]) -> Change:
    """Give a part another name, with all that names it; where the rules cannot be read, the name alone."""
    try:
        return renamed_and_told(text, at, name, around.definitions, published=published)
    except DefinitionError:
        return put(text, at, name)


def slot_at(text: str, place: Place, name: str) -> Slot:
    """Return the property of a name that a part may have. Raises NoSuchPlace."""
    if place == ("collection",):
        found = slots("collection")
    else:
        spot = spot_at(outline(text), place)
        if spot is None or spot.place != place:
            raise NoSuchPlace(place)
        found = slots(spot.kind, spot.type)
    slot = next((one for one in found if one.name == name), None)
    if slot is None:
        raise NoSuchPlace((*place, name))
    return slot


def _value(slot: Slot, fields: FormData) -> "Data | None":
    """Return the value of a property as plain data; None to take it away."""
    given = _text(fields, "value").strip()
    if slot.kind == "text":
        return _words_of(_text(fields, "zh").strip(), _text(fields, "en").strip())
    if not given:
        return None
    if slot.kind == "truth" and given not in _TRUTHS:
        raise DesignRefused(problem("not-one-of", name=given[:40], allowed=", ".join(_TRUTHS)))
    if slot.kind in ("truth", "rule") and given in _TRUTHS:
        return _TRUTHS[given]
    if slot.kind == "number":
        if not _NUMBER.fullmatch(given):
            raise DesignRefused(problem("value-not-number", given=given[:40]))
        return Decimal(given)
    if slot.kind == "option" and given not in slot.options:
        raise DesignRefused(problem("not-one-of", name=given[:40], allowed=", ".join(slot.options)))
    if slot.kind != "names":
        return given
    several = [one for one in _APART.split(given) if one]
    return several[0] if slot.alone and len(several) == 1 else several


def _words_of(zh: str, en: str) -> "Data | None":
    if not en:
        return zh or None
    return {"zh": zh, "en": en} if zh else {"en": en}


def _add(place: Place, fields: FormData, around: Around) -> Made:
    index, what = _number(fields, "index"), _text(fields, "what")

    def operation(text: str) -> Change:
        return insert(text, place, index, _new(place, partial(new_item, what, around.words), text))

    return operation, (*place, index)


def _member(place: Place, fields: FormData, around: Around) -> Made:
    index, list_name = _number(fields, "index"), str(place[-1]) if place else ""

    def operation(text: str) -> Change:
        return insert(text, place, index, _new(place, partial(new_member, list_name, around.words), text))

    return operation, (*place, index)


def _new(place: Place, make: Callable[[frozenset[str]], Data], text: str) -> Data:
    try:
        return make(names(outline(text)))
    except ValueError:
        raise NoSuchPlace(place) from None


def _delete(place: Place, fields: FormData, around: Around) -> Made:
    if _text(fields, "how") == "all":
        return (lambda text: cleared(text, place, around.definitions)), place[:-2]
    return (lambda text: clear(text, place)), place[:-2]


def _step(by: int) -> Callable[[Place, FormData, Around], Made]:
    def make(place: Place, _fields: FormData, _around: Around) -> Made:
        index = place[-1] if place else 0
        to = max(index + by, 0) if isinstance(index, int) else 0
        return (lambda text: _within(text, place, to)), (*place[:-1], to)

    return make


def _within(text: str, place: Place, to: int) -> Change:
    around = value_at(text, place[:-1])
    count = len(around) if isinstance(around, list) else 0
    return move(text, place, place[:-1], to) if to < count else Change()


def _move(place: Place, fields: FormData, _around: Around) -> Made:
    into, index = _place(fields, "into"), _number(fields, "index")
    return (lambda text: move(text, place, into, index)), (*into, index)


def _duplicate(place: Place, _fields: FormData, _around: Around) -> Made:
    at = place[-1] if place else ""
    if not isinstance(at, int):
        raise DesignRefused(problem("design-moved-on"))

    def operation(text: str) -> Change:
        copy = renamed_apart(fragment(text, place), names(outline(text)))
        return insert_fragment(text, place[:-1], at + 1, copy)

    return operation, (*place[:-1], at + 1)


def _choices(place: Place, fields: FormData, _around: Around) -> Made:
    options = _posted_options(fields)

    def operation(text: str) -> Change:
        return _with_options(text, place, options)

    return operation, place


def _posted_options(fields: FormData) -> list[Option]:
    columns = [_all(fields, name) for name in ("value", "zh", "en", "points", "goto")]
    if len({len(column) for column in columns}) != 1:
        raise DesignRefused(problem("design-moved-on"))
    ticked = {name: set(_all(fields, name)) for name in ("text", "exclusive")}
    made: list[Option] = []
    for number, (value, zh, en, points, goto) in enumerate(zip(*columns, strict=True)):
        if not (value.strip() or zh.strip() or en.strip()):
            continue
        label = {"zh": zh.strip(), "en": en.strip()}
        own = value.strip() or free_value({one.value for one in made})
        opens = {name: str(number) in given for name, given in ticked.items()}
        made.append(Option(own, label, **opens, points=points.strip(), goto=goto))
    return made


def _with_options(text: str, place: Place, options: list[Option] | tuple[Option, ...]) -> Change:
    if not isinstance(value_at(text, place), dict):
        raise NoSuchPlace(place)
    name = str(value_at(text, (*place, "field")) or "")
    branches = branches_data(options, name, value_at(text, (*place, "branches"))) if name else []
    chosen, at = put(text, (*place, "choices"), choices_data(options)), (*place, "branches")
    if branches:
        return Change.together(chosen, put(text, at, branches))
    return Change.together(chosen, clear(text, at) if value_at(text, at) is not None else Change())


def _paste(place: Place, fields: FormData, _around: Around) -> Made:
    given = _text(fields, "lines")

    def operation(text: str) -> Change:
        name = str(value_at(text, (*place, "field")) or "")
        known = options_of(value_at(text, (*place, "choices")), value_at(text, (*place, "branches")), name)
        read = pasted(given, () if _text(fields, "instead") else known)
        return _with_options(text, place, read.options)

    return operation, place


def _list(place: Place, fields: FormData, around: Around) -> Made:
    name = _text(fields, "name")
    if name and name not in around.definitions.codelists:
        raise DesignRefused(problem("unknown-codelist", name=name[:60]))

    def operation(text: str) -> Change:
        own = value_at(text, place)
        if not isinstance(own, dict):
            raise NoSuchPlace(place)
        if name:
            return put(text, (*place, "choices"), listed(name, leaf=bool(_text(fields, "leaf"))))
        return Change() if list_of(own.get("choices")) is None else _own_choices(text, place, around)

    return operation, place


def _own_choices(text: str, place: Place, around: Around) -> Change:
    return put(text, (*place, "choices"), starting_choices(around.words))


_GESTURES: Final[dict[str, Callable[[Place, FormData, Around], Made]]] = {
    "put": _put,
    "add": _add,
    "member": _member,
    "delete": _delete,
    "up": _step(-1),
    "down": _step(1),
    "move": _move,
    "duplicate": _duplicate,
    "choices": _choices,
    "paste": _paste,
    "list": _list,
}


def _text(fields: FormData, name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def _all(fields: FormData, name: str) -> list[str]:
    return [value for value in fields.getlist(name) if isinstance(value, str)]


def _number(fields: FormData, name: str) -> int:
    given = _text(fields, name)
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 0


def _place(fields: FormData, name: str) -> Place:
    try:
        return place_of(_text(fields, name))
    except ValueError:
        raise DesignRefused(problem("design-moved-on")) from None
