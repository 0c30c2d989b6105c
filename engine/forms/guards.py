"""Quick tests that a value is surely without fault, as Python text for the generated pass over all cells.

A guard may doubt a good value (then the field type checks it), but never passes a bad one.
"""

from collections.abc import Callable, Mapping
from typing import Final

from engine.forms.model.fields import Choice, Field
from engine.rules import fits

DOUBT: Final = "False"
"""The guard of a field that only its type can judge."""
SURE: Final = "True"

REMEMBERED: Final = 500
"""Values a pattern remembers its answer for, each of at most `SHORT` characters."""
SHORT: Final = 100

Guard = Callable[[Field, list[object]], list[str]]


def guard(field: Field, constants: list[object]) -> str:
    """Return an expression over `x`, the value, which is not None; `constants` are `G` in the pass."""
    make = _GUARDS.get(field.kind)
    if make is None or field.choice_filter is not None:
        return DOUBT
    return " and ".join(make(field, constants)) or SURE


def _hold(constants: list[object], value: object) -> str:
    constants.append(value)
    return f"G[{len(constants) - 1}]"


def _number(field: Field, constants: list[object]) -> list[str]:
    found = []
    if field.minimum is not None:
        found.append(f"x >= {_hold(constants, field.minimum)}")
    if field.maximum is not None:
        found.append(f"x <= {_hold(constants, field.maximum)}")
    if field.decimals is not None:
        found.append(f"-x.as_tuple().exponent <= {field.decimals}")
    return found


def _text(field: Field, constants: list[object]) -> list[str]:
    if field.format is not None:
        return [DOUBT]
    found = []
    if field.minLength is not None:
        found.append(f"len(x) >= {field.minLength}")
    if field.maxLength is not None:
        found.append(f"len(x) <= {field.maxLength}")
    if field.pattern is not None:
        found.append(f"{_hold(constants, Pattern(field.pattern))}(x)")
    return found


def _one(field: Field, constants: list[object]) -> list[str]:
    values = _inline(field)
    return [f"x in {_hold(constants, values)}"] if values else [DOUBT]


def _several(field: Field, constants: list[object]) -> list[str]:
    values = _inline(field)
    plain = field.minimum is None and field.maximum is None and not _exclusive(field)
    if not values or not plain:
        return [DOUBT]
    return [f"{_hold(constants, values)}.issuperset(x)", "(len(x) < 2 or len(set(x)) == len(x))"]


def _inline(field: Field) -> frozenset[str]:
    choices = field.choices if isinstance(field.choices, tuple) else ()
    return frozenset(choice.value for choice in choices if isinstance(choice, Choice))


def _exclusive(field: Field) -> bool:
    choices = field.choices if isinstance(field.choices, tuple) else ()
    return any(isinstance(choice, Choice) and choice.exclusive for choice in choices)


def _nothing(field: Field, constants: list[object]) -> list[str]:
    return []


class Pattern:
    """A pattern that is compiled when it is first tried, so that plans can be kept in a cache."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._seen: dict[str, bool] = {}

    def __call__(self, value: str) -> bool:
        """Whether the whole value fits. A draft is looked at on every change: answers are remembered."""
        known = self._seen.get(value)
        if known is None:
            known = fits(value, self.text)
            if len(self._seen) >= REMEMBERED:
                self._seen.clear()
            if len(value) <= SHORT:
                self._seen[value] = known
        return known

    def __reduce__(self) -> tuple[type["Pattern"], tuple[str]]:
        return Pattern, (self.text,)


_GUARDS: Final[Mapping[str, Guard]] = {
    "decimal": _number,
    "integer": _number,
    "text": _text,
    "textarea": _text,
    "boolean": _nothing,
    "date": _nothing,
    "datetime": _nothing,
    "month": _nothing,
    "calculate": _nothing,
    "select_one": _one,
    "select_multiple": _several,
}

