"""Documents from outside, held against the form's published JSON Schema before anything reads them.

The schema judges shapes (names, types, lists); what values mean is the program's to judge afterwards.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
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
        found = sorted(validator.iter_errors(document), key=lambda fault: fault.json_path)
        return tuple(map(_problem, found[:MOST]))

    return faults


def _problem(found: ValidationError) -> Problem:
    fault = _deepest(found)
    path = fault.json_path.removeprefix("$").removeprefix(".")
    return problem("payload-shape", path, value=str(fault.instance)[:60], place=path or "$")


def _deepest(fault: ValidationError) -> ValidationError:
    """Return the fault inside a choice of shapes that lies deepest: the others only say "not null"."""
    inside = max(fault.context or (fault,), key=lambda each: len(each.absolute_path))
    return _deepest(inside) if len(inside.absolute_path) > len(fault.absolute_path) else fault
