"""One row of the operator table: all that parser, checker, compiler, reasons and docs need to know."""

from dataclasses import dataclass
from typing import Literal

from engine.rules.kinds import Kind
from engine.rules.rule import Logic

Takes = Literal[
    "number", "text", "boolean", "date", "day", "duration", "list", "texts", "sized", "ordered", "scalar",
    "any", "name", "literal", "body",
]  # fmt: skip
"""What an argument may be: a group of kinds, or a name, a literal, or what is said of each row."""

Gives = Literal[
    "number", "text", "boolean", "date", "datetime", "duration", "any", "same", "common", "item", "rows",
    "mapped", "place", "first",
]  # fmt: skip
"""What comes out: a kind, or a kind worked out from the arguments."""

Shape = Literal[
    "strict", "loose", "gather", "sum", "product", "order", "equal", "member", "and", "or", "not", "if",
    "coalesce", "rows", "place", "lookup", "code", "negative",
]  # fmt: skip
"""How it is run. strict: empty in, empty out; loose: it sees the empty ones itself; gather: over all its
arguments and the items of its lists; the rest have a rule of their own in the compiler."""

GROUPS: dict[str, frozenset[Kind]] = {
    "number": frozenset({"number"}),
    "text": frozenset({"text", "choice"}),
    "boolean": frozenset({"boolean"}),
    "date": frozenset({"date", "month", "datetime"}),
    "day": frozenset({"date", "month", "datetime", "text"}),
    "duration": frozenset({"duration"}),
    "list": frozenset({"list"}),
    "texts": frozenset({"text", "choice", "list"}),
    "sized": frozenset({"text", "choice", "list"}),
    "ordered": frozenset({"number", "date", "month", "datetime"}),
    "scalar": frozenset({"number", "text", "choice", "boolean", "date", "month", "datetime"}),
}
"""Kinds that each group of arguments admits; a group that is not here admits everything."""


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator or function.

    `takes` is one group for each argument, the last again for all that follow; `least` and `most`
    count the arguments (None: any number). `python` is a template over `{0}`, `{1}` or the name of a
    function of the runtime; `function` the runtime function that stands in for a template where a
    type is not known. `partial`: may be empty though no argument is. `words` name it and `says`
    describes it, in zh and en; `example` is a text and its value. `binds` is the strength of an
    infix operator, 0 for a function. `otherwise` fills the last argument when it is left out.
    """

    name: str
    takes: tuple[Takes, ...]
    gives: Gives
    least: int
    most: int | None
    python: str
    shape: Shape
    words: tuple[str, str]
    says: tuple[str, str]
    example: tuple[str, str]
    usage: str
    function: str = ""
    partial: bool = False
    binds: int = 0
    symbol: str = ""
    otherwise: Logic = None

    def argument(self, number: int) -> Takes:
        """Return what the argument of this number (from 0) may be."""
        return self.takes[min(number, len(self.takes) - 1)]
