"""What the bench found: one row a goal, as a table for people and as build/bench.json for machines."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached: `ratio` or the figure itself must be at most or at least `bar`."""

    id: str
    what: str
    unit: str
    bar: float
    sense: Literal["most", "least"] = "most"
    judged: Literal["ratio", "ours"] = "ours"

    def held_by(self, ours: float, ratio: float | None) -> bool:
        """Whether a figure reaches the goal."""
        value = ratio if self.judged == "ratio" else ours
        if value is None:
            return False
        return value <= self.bar if self.sense == "most" else value >= self.bar

    def told(self) -> str:
        """Return the bar in words: '≤ 1.5 ×', '≥ 40 ×', '≤ 4 ms'."""
        sign = "≤" if self.sense == "most" else "≥"
        return f"{sign} {self.bar:g} {'×' if self.judged == 'ratio' else self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Found:
    """One measured row; `ratio` is ours to the peer's, or the peer's to ours where more is better."""

    goal: Goal
    ours: float
    peer: float | None = None
    peer_name: str = ""

    @property
    def ratio(self) -> float | None:
        """How our figure stands to the peer's, in the goal's sense."""
        if not self.peer or not self.ours:
            return None
        return self.ours / self.peer if self.goal.sense == "most" else self.peer / self.ours

    @property
    def holds(self) -> bool:
        """Whether the goal is reached."""
        return self.goal.held_by(self.ours, self.ratio)


@dataclass(frozen=True, slots=True)
class _Record:
    id: str
    ours: float
    peer: float | None
    ratio: float | None
    bar: str
    holds: bool


def write(found: Iterable[Found], file: Path) -> None:
    """Write the rows as a JSON list of {id, ours, peer, ratio, bar, holds}."""
    records = [
        _Record(
            one.goal.id,
            _short(one.ours),
            one.peer and _short(one.peer),
            one.ratio and _short(one.ratio),
            one.goal.told(),
            one.holds,
        )
        for one in found
    ]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps([asdict(record) for record in records], ensure_ascii=False, indent=1) + "\n")


def table(found: Iterable[Found]) -> str:
    """Return the rows as a table."""
    head = ("id", "what", "ours", "peer", "ratio", "bar", "")
    rows = [head, *(_cells(one) for one in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in lines)


def _cells(one: Found) -> tuple[str, ...]:
    peer = "" if one.peer is None else f"{one.peer:,.4g} {one.goal.unit} ({one.peer_name})"
    ratio = "" if one.ratio is None else f"{one.ratio:,.3g}"
    ours = f"{one.ours:,.4g} {one.goal.unit}"
    return one.goal.id, one.goal.what, ours, peer, ratio, one.goal.told(), "holds" if one.holds else "MISSED"


def _short(value: float) -> float:
    return float(f"{value:.4g}")
