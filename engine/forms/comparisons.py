"""The comparisons a check comes down to, so that its two sides can be computed and told apart. Pure."""

from collections.abc import Iterator, Mapping
from typing import Final

from engine.rules import Logic

MOST: Final = 6
"""A check that comes down to more comparisons is not taken apart."""

OPERATORS: Final = frozenset({"==", "!=", "<", "<=", ">", ">=", "within"})

Case = tuple[tuple[Logic, ...], str, Logic, Logic]


def comparisons(logic: Logic) -> tuple[Case, ...]:
    """Return (conditions, operator, left, right) for each way `logic` may fail; () when there is none.

    `a if c else b` fails by `a` where `c` holds, else by `b`; `a and b` by whichever fails.
    """
    found = list(_cases(logic, ()))
    return tuple(found) if len(found) <= MOST and all(case[1] for case in found) else ()


def _cases(logic: Logic, when: tuple[Logic, ...]) -> Iterator[Case]:
    operator, arguments = _call(logic)
    if operator in OPERATORS and len(arguments) >= 2:
        yield when, operator, arguments[0], arguments[1]
    elif operator == "if" and len(arguments) == 3:
        condition, holds, fails = arguments
        yield from _cases(holds, (*when, condition))
        yield from _cases(fails, (*when, {"!": [condition]}))
    elif operator == "and":
        for part in arguments:
            yield from _cases(part, when)
    elif logic is not True:
        yield when, "", None, None


def _call(logic: Logic) -> tuple[str, list[Logic]]:
    if not isinstance(logic, Mapping) or len(logic) != 1:
        return "", []
    operator, arguments = next(iter(logic.items()))
    return operator, arguments if isinstance(arguments, list) else [arguments]
