"""A rule as it stands in a definition: JSON Logic, with the text and place it came from."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from engine.problems import Span

Logic: TypeAlias = "None | bool | Decimal | str | list[Logic] | dict[str, Logic]"
"""JSON Logic as Python data. Numbers are `Decimal`; one operator per mapping."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One expression. Only `logic` is stored, compiled and run; the rest is for people.

    `spans` gives, for a rule written as text, the place in the file of each node of `logic`,
    by the node's path of keys and indexes (`()` is the whole rule).
    """

    logic: Logic
    text: str | None = None
    span: Span | None = None
    spans: dict[tuple[str | int, ...], Span] = field(default_factory=dict, compare=False)
