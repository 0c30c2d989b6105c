"""How a function of the table is written down in one line or two."""

from typing import cast

from engine.rules.operators.operator import Gives, Operator, Shape, Takes
from engine.rules.rule import Logic


def function(
    usage: str, takes: str, gives: Gives, python: str = "", *, words: tuple[str, str],
    says: tuple[str, str], example: tuple[str, str], shape: Shape = "strict", least: int | None = None,
    most: int | None = 0, partial: bool = False, otherwise: Logic = None,
) -> Operator:  # fmt: skip
    """Write one function. `takes` lists the groups; `least` and `most` are their number unless said."""
    name = usage.split("(", 1)[0]
    groups = cast(tuple[Takes, ...], tuple(takes.split()))
    first = len(groups) if least is None else least
    last = len(groups) if most == 0 else most
    return Operator(
        name, groups or ("any",), gives, first, last, python, shape, words, says, example, usage,
        partial=partial, otherwise=otherwise,
    )  # fmt: skip
