"""Charts laid out on paper: each kind of chart data as shapes and lines of text."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from engine.render.charts import Bars, Chart, Histogram, Part, Pie, Stack, Stacked
from engine.render.drawing import GROOVE, INK, MUTED, SIZE, WIDTH, Align, Sheet, width, wrapped

PALETTE: Final = (
    "#4477aa", "#ddaa55", "#44917f", "#bb5566", "#88bbdd", "#7d6ba0", "#a3a04a", "#cc88aa",
)  # fmt: skip
"""Told apart with every common kind of colour blindness (after Paul Tol), none of them loud."""


def drawn(chart: Chart) -> Sheet:
    """Return the chart on paper."""
    return _LAYOUT[type(chart)](chart)


def _pie(chart: Pie) -> Sheet:
    sheet = Sheet()
    total = sum(part.size for part in chart.parts)
    done = 0
    for part, colour in zip(chart.parts, _colours(), strict=False):
        if part.size:
            turn = (done / total, (done + part.size) / total)
            sheet.slice((WIDTH / 2, 86), 78, turn=turn, colour=colour)
        done += part.size
    top = 178.0
    for part, colour in zip(chart.parts, _colours(), strict=False):
        top = _legend_line(sheet, part, colour, top)
    return sheet


def _legend_line(sheet: Sheet, part: Part, colour: str, top: float) -> float:
    room = WIDTH - 40 - width(part.note) * SIZE
    sheet.box(12, top + 2, 11, 11, colour=colour)
    sheet.text(part.note, (WIDTH - 12, top + 12), colour=MUTED, align="right")
    return sheet.lines(part.label, (30, top), room=room) + 3


def _bars(chart: Bars) -> Sheet:
    sheet = Sheet()
    top, room = 6.0, WIDTH - 24
    for part in chart.parts:
        sheet.text(part.note, (WIDTH - 12, top + 12), colour=MUTED, align="right")
        top = sheet.lines(part.label, (12, top), room=room - 16 - width(part.note) * SIZE)
        sheet.box(12, top, room, 10, colour=GROOVE)
        sheet.box(12, top, room * part.size / max(chart.whole, 1), 10, colour=PALETTE[0])
        top += 20
    return sheet


def _histogram(chart: Histogram) -> Sheet:
    sheet = Sheet()
    left, room, base, tallest = 16.0, WIDTH - 32.0, 168.0, max(chart.counts, default=1) or 1
    step = room / max(len(chart.counts), 1)
    for index, count in enumerate(chart.counts):
        height = 140 * count / tallest
        sheet.box(left + index * step + 1, base - height, step - 2, height, colour=PALETTE[0])
        if count and step >= 7 * len(str(count)):
            sheet.text(str(count), (left + (index + 0.5) * step, base - height - 4), size=10, align="center")
    sheet.line((left, base), (left + room, base))
    _axis(sheet, chart, step=step, base=base)
    _quartiles(sheet, chart, room=room, base=base)
    return sheet


def _axis(sheet: Sheet, chart: Histogram, *, step: float, base: float) -> None:
    widest = max(width(edge) for edge in chart.edges) * 10 + 8
    every = max(1, -(-int(widest) // int(step)))
    for index in range(0, len(chart.edges), every):
        half = width(chart.edges[index]) * 5
        at = min(max(16 + index * step, 8 + half), WIDTH - 8 - half)
        sheet.text(chart.edges[index], (at, base + 14), size=10, colour=MUTED, align="center")


def _quartiles(sheet: Sheet, chart: Histogram, *, room: float, base: float) -> None:
    if len(chart.marks) != 3:
        return
    (low, _), (middle, _), (high, _) = chart.marks
    top = base + 26
    sheet.line((16, top + 5), (16 + room, top + 5), colour=GROOVE)
    sheet.box(16 + room * low, top, max(room * (high - low), 1.5), 10, colour=PALETTE[4])
    sheet.box(16 + room * middle - 1, top - 2, 2, 14, colour=INK)
    for index, (_, words) in enumerate(chart.marks):
        side: Align = ("left", "center", "right")[index]
        at = (16, WIDTH / 2, WIDTH - 16)[index]
        sheet.text(words, (at, top + 28), size=11, colour=MUTED, align=side)


def _stacked(chart: Stacked) -> Sheet:
    sheet = Sheet()
    top = _legend(sheet, chart.legend)
    for row in chart.rows:
        sheet.text(row.note, (WIDTH - 12, top + 12), colour=MUTED, align="right")
        top = sheet.lines(row.label, (12, top), room=WIDTH - 40 - width(row.note) * SIZE)
        _stack(sheet, row, top)
        top += 28
    return sheet


def _stack(sheet: Sheet, row: Stack, top: float) -> None:
    room, total, left = WIDTH - 24.0, sum(row.sizes), 12.0
    if not total:
        sheet.box(12, top, room, 18, colour=GROOVE)
    for size, colour in zip(row.sizes, _colours(), strict=False):
        wide = room * size / max(total, 1)
        sheet.box(left, top, wide - 0.8, 18, colour=colour)
        share = f"{100 * size / max(total, 1):.0f}%"
        if wide > 30:
            sheet.text(share, (left + wide / 2, top + 13), size=10, colour=_readable(colour), align="center")
        left += wide


def _legend(sheet: Sheet, labels: Sequence[str]) -> float:
    left, top = 12.0, 6.0
    for label, colour in zip(labels, _colours(), strict=False):
        told = wrapped(label, 20)[0]
        wide = width(told) * SIZE + 32
        if left > 12 and left + wide > WIDTH - 12:
            left, top = 12.0, top + 19
        sheet.box(left, top + 2, 11, 11, colour=colour)
        sheet.text(told, (left + 16, top + 12))
        left += wide
    return top + 27


_LAYOUT: Final[Mapping[type, Callable[[Any], Sheet]]] = {
    Pie: _pie,
    Bars: _bars,
    Histogram: _histogram,
    Stacked: _stacked,
}


def _colours() -> Iterator[str]:
    while True:
        yield from PALETTE


def _readable(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return INK if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else "white"
