"""Documents from outside, held against the form's published JSON Schema before anything reads them.

The schema judges shapes (names, types, lists); what values mean is the program's to judge afterwards.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from engine.forms.model.form import Form
from engine.forms.schema import response_schema
from engine.problems import Problem, problem

Payload = Mapping[str, Any]
MOST: Final = 100
"""Faults told of one document; more would help nobody."""
_LONGEST: Final = 100
"""Places before or behind the point that a number may have."""


def _is_integer(_checker: object, value: object) -> bool:
    if isinstance(value, Decimal):
        return value == value.to_integral_value()
    return isinstance(value, int) and not isinstance(value, bool)


# Documents keep their numbers as decimals, which the library takes for numbers but not for integers.
_Validator: Final = extend(  # type: ignore[no-untyped-call]  # the stubs leave it untyped
    Draft202012Validator, type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer)
)


def payload_check(form: Form) -> Callable[[Payload], tuple[Problem, ...]]:
    """Return the function that lists what is wrong with a document's shape; made once per version."""
    validator = _Validator(response_schema(form))

    def faults(document: Payload) -> tuple[Problem, ...]:
        endless = tuple(islice(_endless(document), MOST))
        if endless:
            return endless
        found = sorted(validator.iter_errors(document), key=lambda fault: fault.json_path)
        return tuple(map(_problem, found[:MOST]))

    return faults


def _endless(value: Any, path: str = "") -> Iterator[Problem]:
    """Yield the numbers that nothing may be worked out of: written out, 1e999999999 fills the memory."""
    if isinstance(value, Decimal) and (not value.is_finite() or abs(_place(value)) > _LONGEST):
        yield _told(path, value)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _endless(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _endless(inner, f"{path}[{number}]")


def _place(number: Decimal) -> int:
    """Return how far from the point the first or the last digit of a number stands, whichever is farther."""
    exponent = number.as_tuple().exponent
    last = exponent if isinstance(exponent, int) else 0
    return max(number.adjusted(), last, key=abs)


def _problem(found: ValidationError) -> Problem:
    fault = _deepest(found)
    path = fault.json_path.removeprefix("$").removeprefix(".")
    return _told(path, fault.instance)


def _told(path: str, value: object) -> Problem:
    """Return the problem of a value at a place; half of a character pair can be said by nobody."""
    place, said = (text.encode("utf-8", "replace").decode() for text in (path, str(value)[:60]))
    return problem("payload-shape", place, value=said, place=place or "$")


def _deepest(fault: ValidationError) -> ValidationError:
    """Return the fault inside a choice of shapes that lies deepest: the others only say "not null"."""
    inside = max(fault.context or (fault,), key=lambda each: len(each.absolute_path))
    return _deepest(inside) if len(inside.absolute_path) > len(fault.absolute_path) else fault
