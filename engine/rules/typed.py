"""A rule with a type at every node: what the checker makes and the compiler reads."""

from dataclasses import dataclass, replace

from engine.rules.kinds import Kind, Type
from engine.rules.logic import Path
from engine.rules.rule import Logic

ANY = Type("any")
NULL = Type("null")

KIND_WORDS: dict[Kind, tuple[str, str]] = {
    "number": ("数字", "a number"),
    "text": ("文字", "a text"),
    "choice": ("选项", "a choice"),
    "boolean": ("是否", "yes or no"),
    "date": ("日期", "a date"),
    "month": ("月份", "a month"),
    "datetime": ("时刻", "a date and time"),
    "duration": ("时长", "a duration"),
    "list": ("列表", "a list"),
    "row": ("行", "a row"),
    "file": ("文件", "a file"),
    "null": ("空", "empty"),
    "any": ("任意值", "anything"),
}

_FAMILIES: dict[Kind, str] = {"choice": "text", "month": "date", "null": "", "any": ""}


@dataclass(frozen=True, slots=True)
class Typed:
    """One node: its type, where it stands, and what it is.

    `operator` is an operator of the table, '[' for a list, '' for a constant (`value`) or for
    something read by the Python expression `code`. `variable` is the Python name of the row that
    the second part is said of.
    """

    type: Type
    at: Path
    logic: Logic
    operator: str = ""
    parts: "tuple[Typed, ...]" = ()
    code: str = ""
    variable: str = ""

    @property
    def is_constant(self) -> bool:
        """Whether the node is a constant written in the rule."""
        return not self.operator and not self.code


def family(kind: Kind) -> str:
    """Return the family within which values compare; '' for what compares with anything."""
    return _FAMILIES.get(kind, kind)


def common(left: Type, right: Type) -> Type | None:
    """Return the type that holds the values of both, or None when there is none."""
    nullable = left.nullable or right.nullable
    if "any" in (left.kind, right.kind):
        return ANY
    if left.kind == "null" or right.kind == "null":
        return replace(right if left.kind == "null" else left, nullable=True)
    if family(left.kind) != family(right.kind):
        return None
    return replace(_united(left, right), nullable=nullable)


def _united(left: Type, right: Type) -> Type:
    if left.kind != right.kind:
        return Type("text") if family(left.kind) == "text" else Type("date")
    known = left.choices is not None and right.choices is not None
    choices = (left.choices or frozenset()) | (right.choices or frozenset()) if known else None
    codelist = left.codelist if left.codelist == right.codelist else None
    item = common(left.item, right.item) or ANY if left.item and right.item else left.item or right.item
    return replace(left, choices=choices, codelist=codelist, item=item)
