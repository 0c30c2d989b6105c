"""Chart data, and its way to pictures. Charts are plain frozen data (labels, numbers already worded) that
knows nothing of questions or answers: equal data gives equal bytes, kept for the next who asks.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from typing import Any, Final, TypeAlias

_DRAWING: Final = "engine.render.layouts"


@dataclass(frozen=True, slots=True)
class Part:
    """A slice or a bar. `size` decides its length, `note` is the number as people read it."""

    label: str
    size: int
    note: str


@dataclass(frozen=True, slots=True)
class Pie:
    """Parts of one whole."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Parts that need not add up; a full bar is `whole`."""

    parts: tuple[Part, ...]
    whole: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """Columns between `edges` (one more than columns), in order of value.

    `marks` are the quartiles as positions on the axis, from 0 to 1, with their words.
    """

    edges: tuple[str, ...]
    counts: tuple[int, ...]
    marks: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Stack:
    """One row of stacked bars: what it is called and its parts' sizes, in the legend's order."""

    label: str
    sizes: tuple[int, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Stacked:
    """Rows of parts, each row a whole of its own."""

    legend: tuple[str, ...]
    rows: tuple[Stack, ...]


Chart: TypeAlias = Pie | Bars | Histogram | Stacked


@lru_cache(maxsize=512)
def svg(chart: Chart) -> str:
    """Return the chart as an SVG document whose text is text."""
    document: str = _layouts().drawn(chart).svg()
    return document


@lru_cache(maxsize=256)
def png(chart: Chart, scale: int = 2) -> bytes:
    """Return the chart as a PNG of `scale` pixels a point."""
    picture: bytes = _layouts().drawn(chart).png(scale)
    return picture


@cache
def _layouts() -> Any:
    """Return what draws, fetched with the first chart: a worker that draws none is 50 MB smaller."""
    return import_module(_DRAWING)
