"""What the language asks of the world around it: types of names, scopes, codelists and tables."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal[
    "number", "text", "choice", "boolean", "date", "month", "datetime", "duration",
    "list", "row", "file", "null", "any",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Type:
    """What values a rule or a name can have.

    `item` is the type of a list's items; `choices` the values a choice can have (None: not known);
    `codelist` the list its codes come from; `nullable` whether it can be empty; `gappy` marks a list
    that is not known as a whole when a filing it is drawn from is missing.
    """

    kind: Kind
    item: "Type | None" = None
    choices: frozenset[str] | None = None
    codelist: str | None = None
    nullable: bool = True
    gappy: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a scope finds it. `code` is the Python expression that reads it.

    The code is made by whoever owns the scope (`v[12]`), never from an author's text.
    """

    type: Type
    code: str


class Scope(Protocol):
    """Which names a rule sees from where it stands."""

    def find(self, name: str) -> Name | None:
        """Return the name, or None when there is no such name here.

        Within a repeat's rows a column of the row; outside, the column over all rows (a list).
        """

    def call(self, function: str, name: str, n: int) -> Name | None:
        """Return what a function of place gives: `prev`, `same_last_year`, `ytd`, `history`,
        `prev_row`, `total`, `row_index`, `today`, `now`, `label_of`; `name` is '' where it takes none.
        """

    def rows(self, name: str, variable: str) -> "Scope | None":
        """Return the scope inside one row of the list `name`; the row is the variable `variable`."""

    def known(self) -> Iterable[str]:
        """Return the names that can be found, for "did you mean"."""


class CodeTree(Protocol):
    """A codelist as rules read it."""

    def level(self, code: str) -> int | None:
        """Return the level of a code from 1 at the roots; None for an unknown code."""

    def parent(self, code: str) -> str | None:
        """Return the code above; None at the roots and for an unknown code."""

    def under(self, code: str, ancestor: str) -> bool:
        """Whether `code` is `ancestor` or stands anywhere below it."""

    def label(self, code: str) -> str:
        """Return what people read for the code."""


class DecisionTable(Protocol):
    """A decision table as rules read it."""

    def find(self, keys: tuple[object, ...], column: str) -> object:
        """Return the column's value in the row of these keys; None when there is no such row."""
