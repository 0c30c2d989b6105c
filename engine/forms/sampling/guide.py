"""What a sampler is told besides the definition: magnitudes, words, sums. Knows no values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Guide:
    """Hints by path pattern; `*` stands for any part of a path ('econ.*.ytd'), the first that fits counts."""

    ranges: Mapping[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    """The least and greatest number of a first period."""
    sums: Mapping[str, str] = field(default_factory=dict)
    """Cells that hold the year so far of the sibling named: of the same grid row or repeat row."""
    copies: Mapping[str, str] = field(default_factory=dict)
    """Cells that repeat the sibling named."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Texts to choose from."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Typed values that are always these."""
    weights: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """How likely each choice is; choices that are not named are never taken."""
    rows: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """The fewest and most rows of a repeat."""
    answered: float = 0.8
    """How many of the optional fields are answered."""
    broken: float = 0.0
    """How many responses have a soft check broken on purpose."""
    edges: float = 0.0
    """How many values stand on a limit of their field, where it states one."""
    explanation: str = ""
    """What broken soft checks are explained with; '' leaves them unexplained."""


def fitting(hints: Mapping[str, T], path: str) -> T | None:
    """Return the first hint whose pattern fits `path`."""
    if path in hints:
        return hints[path]
    plain = path.replace("[]", "")
    return next((hint for pattern, hint in hints.items() if fnmatchcase(plain, pattern)), None)


def sibling(path: str, name: str | None) -> str:
    """Return the path of the cell called `name` beside the one at `path`; '' for no name."""
    return f"{path.rpartition('.')[0]}.{name}".removeprefix(".") if name else ""
