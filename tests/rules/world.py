"""A small world for rules: an enterprise's figures, its products, an earlier month, two codelists."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from engine.rules import Name, Scope, Source, Type, compile_rules, parse
from engine.rules.compiler import Function

NUMBER, TEXT, FLAG = Type("number"), Type("text"), Type("boolean")
KIND = Type("choice", choices=frozenset({"finished", "service"}))
FUEL = Type("choice", choices=frozenset({"coal", "gas", "power"}))

TYPES: Mapping[str, Type] = {
    "revenue": NUMBER,
    "cost": NUMBER,
    "staff": Type("number", nullable=False),
    "name": TEXT,
    "listed": FLAG,
    "founded": Type("date"),
    "filed": Type("datetime"),
    "season": Type("month"),
    "kind": KIND,
    "fuels": Type("list", FUEL),
    "industry": Type("choice", codelist="industries"),
    "profile": Type("any"),
    "products": Type("list", Type("row")),
    "products.amount": Type("list", NUMBER),
    "licence": Type("file"),
}
COLUMNS: Mapping[str, Type] = {"amount": NUMBER, "sort": KIND}
PLACES: Mapping[tuple[str, str], Type] = {
    ("prev", "revenue"): NUMBER,
    ("ytd", "revenue"): Type("list", NUMBER),
    ("history", "revenue"): Type("list", NUMBER),
    ("label_of", "kind"): TEXT,
    ("today", ""): Type("date", nullable=False),
    ("now", ""): Type("datetime", nullable=False),
}


@dataclass(frozen=True)
class World:
    """The scope of the small world; with `row`, inside one row of its products."""

    row: str = ""

    def find(self, name: str) -> Name | None:
        if self.row and name in COLUMNS:
            return Name(COLUMNS[name], f"{self.row}[{name!r}]")
        return Name(TYPES[name], f"v[{name!r}]") if name in TYPES else None

    def call(self, function: str, name: str, n: int) -> Name | None:
        found = PLACES.get((function, name))
        return Name(found, f"h[{function + name + str(n)!r}]") if found else None

    def rows(self, name: str, variable: str) -> Scope | None:
        return World(variable) if name == "products" else None

    def known(self) -> Iterable[str]:
        return TYPES


class Industries:
    """A codelist: each letter of a code is one level."""

    def level(self, code: str) -> int | None:
        return len(code) or None

    def parent(self, code: str) -> str | None:
        return code[:-1] or None

    def under(self, code: str, ancestor: str) -> bool:
        return code.startswith(ancestor)

    def label(self, code: str) -> str:
        return f"行业{code}"


class Sizes:
    """A decision table with one row: manufacturing from 300 people on is large."""

    def find(self, keys: tuple[object, ...], column: str) -> object:
        return "大型" if keys == ("C", Decimal(300)) and column == "size" else None


VALUES: Mapping[str, object] = {
    "revenue": Decimal("120.5"),
    "cost": None,
    "staff": Decimal(300),
    "name": "天宝机械",
    "listed": True,
    "founded": date(2010, 1, 31),
    "filed": datetime(2026, 2, 5, 8, 30, tzinfo=UTC),
    "season": date(2026, 2, 1),
    "kind": "finished",
    "fuels": ["coal", "gas"],
    "industry": "C13",
    "profile": "007",
    "products": [
        {"amount": Decimal(3), "sort": "finished"},
        {"amount": None, "sort": "service"},
        {"amount": Decimal("4.5"), "sort": "finished"},
    ],
    "products.amount": [Decimal(3), None, Decimal("4.5")],
    "licence": None,
}
PAST: Mapping[str, object] = {
    "prevrevenue1": Decimal(100),
    "prevrevenue2": None,
    "ytdrevenue0": [Decimal(100), Decimal("120.5")],
    "historyrevenue3": None,
    "label_ofkind0": "成品",
    "today0": date(2026, 2, 5),
    "now0": datetime(2026, 2, 5, 8, 30, tzinfo=UTC),
}


def compiled(text: str, scope: Scope | None = None) -> Function:
    """Return one rule of the small world as a function of its values and its past."""
    module = compile_rules([Source("rule", parse(text), scope or World())], "world")
    return module.bind({"industries": Industries()}, {"sizes": Sizes()})["rule"]


def value_of(text: str, values: Mapping[str, object] | None = None) -> object:
    """Return the value of a rule in the small world, some of its values changed."""
    return compiled(text)({**VALUES, **(values or {})}, PAST, None)
