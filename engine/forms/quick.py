"""Short cuts for reading stored answers: the plain good value at once, everything else by its type.

A short cut returns None when it is in doubt; then the field type reads the value, and may refuse it.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from engine.forms.fieldtypes.decimal_number import INTEGER_DIGITS
from engine.forms.fieldtypes.offers import codes
from engine.forms.model.fields import Field

Short = Callable[[Any], Any]

_MOST: Final = 10**INTEGER_DIGITS
_SHORT_NUMBER: Final = 12
"""Characters: a plain number of so many has too many digits neither before nor behind its point."""
_SHORT_TEXT: Final = 200


def short_cut(field: Field) -> Short | None:
    """Return the short cut for values of `field`, None where there is none."""
    make = _MAKERS.get(field.kind)
    return make(field) if make else None


def _whole(field: Field) -> Short:
    def whole(value: Any) -> Decimal | None:
        if value.__class__ is Decimal:
            text = str(value)
            return value if len(text) <= _SHORT_NUMBER and text.isdigit() else None
        return Decimal(value) if value.__class__ is int and -_MOST < value < _MOST else None

    return whole


def _number(field: Field) -> Short:
    def number(value: Any) -> Decimal | None:
        if value.__class__ is Decimal:
            text = str(value)
            plain = len(text) <= _SHORT_NUMBER and (text.isdigit() or text.replace(".", "", 1).isdigit())
            return value if plain else None
        return Decimal(value) if value.__class__ is int and -_MOST < value < _MOST else None

    return number


def _text(field: Field) -> Short | None:
    def text(value: Any) -> str | None:
        """Printable texts hold no line break and no character that is refused."""
        plain = value.__class__ is str and 0 < len(value) <= _SHORT_TEXT and value.isprintable()
        return value if plain and value[0] != " " and value[-1] != " " else None

    return None if field.format else text


def _one(field: Field) -> Short | None:
    offered = {code: code for code in codes(field)}

    def one(value: Any) -> str | None:
        return offered.get(value) if value.__class__ is str else None

    return one if offered else None


def _several(field: Field) -> Short | None:
    offered = codes(field)
    place = {code: number for number, code in enumerate(offered)}

    def several(value: Any) -> list[str] | None:
        if value.__class__ is not list or not value:
            return None
        if len(value) == 1:
            return value if value[0].__class__ is str and value[0] in place else None
        places = {place.get(code, -1) if code.__class__ is str else -1 for code in value}
        if -1 in places or len(places) != len(value):
            return None
        return [offered[number] for number in sorted(places)]

    return several if offered else None


_MAKERS: Final[Mapping[str, Callable[[Field], Short | None]]] = {
    "integer": _whole,
    "decimal": _number,
    "text": _text,
    "select_one": _one,
    "select_multiple": _several,
}
