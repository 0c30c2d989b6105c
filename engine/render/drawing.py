"""Paper and pen for pictures: shapes and lines of text in points, written as SVG or PNG.

Text stays text in SVG (the browser has the glyphs); PNG is drawn in a font that a package brings, so
Chinese is there on every machine. Each picture has a Figure and a canvas of its own and no pyplot, so
threads may draw at once. Knows nothing of charts.
"""

import re
import unicodedata
from html import escape
from io import BytesIO
from typing import Final, Literal, TypeAlias

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.ft2font import FT2Font
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle, Wedge
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Transform
from pylopdf_fonts_zh_cn import sans_path

WIDTH: Final = 320
"""Points. A chart is as wide as a card on the narrowest phone and is scaled up elsewhere."""

SIZE: Final = 13
"""Points of usual text."""

INK: Final = "#2b2f36"
MUTED: Final = "#5c6470"
GROOVE: Final = "#eceff3"

# Global settings of the library, set once: changing them while threads draw is not safe.
mpl.rcParams["svg.fonttype"] = "none"
mpl.rcParams["svg.hashsalt"] = "tianbao"
fontManager.addfont(sans_path())

_FAMILY: Final = "Noto Sans SC"
_GLYPHS: Final = frozenset(FT2Font(str(sans_path())).get_charmap())
_GETA: Final = "〓"
"""The printer's mark for a character that the font lacks."""

Point: TypeAlias = tuple[float, float]
Align: TypeAlias = Literal["left", "center", "right"]


class Sheet:
    """What is drawn, in points, from the top left corner down. Height grows as rows are added."""

    def __init__(self) -> None:
        self.height = 0.0
        self._artists: list[tuple[Artist, float]] = []

    def box(self, left: float, top: float, width: float, height: float, *, colour: str) -> None:
        """Draw a filled rectangle."""
        shape = Rectangle((left, -top - height), max(width, 0), height, facecolor=colour, linewidth=0)
        self._add(shape, top + height)

    def slice(self, centre: Point, radius: float, *, turn: Point, colour: str) -> None:
        """Draw a part of a ring from turn[0] to turn[1] (0 to 1, clockwise from the top)."""
        x, top = centre
        start, end = 90 - 360 * turn[1], 90 - 360 * turn[0]
        shape = Wedge((x, -top), radius, start, end, width=radius * 0.46, facecolor=colour)
        shape.set(edgecolor="white", linewidth=1.2)
        self._add(shape, top + radius)

    def line(self, start: Point, end: Point, *, colour: str = MUTED) -> None:
        """Draw a hair line."""
        shape = Line2D((start[0], end[0]), (-start[1], -end[1]), color=colour, linewidth=0.8)
        self._add(shape, max(start[1], end[1]))

    def text(
        self,
        text: str,
        at: Point,
        *,
        size: float = SIZE,
        colour: str = INK,
        align: Align = "left",
    ) -> None:
        """Write one line; `at` is the left end, middle or right end of its base line."""
        font = FontProperties(family=_FAMILY, size=size)
        shape = Text(
            at[0], -at[1], text, color=colour, fontproperties=font, horizontalalignment=align,
            verticalalignment="baseline", parse_math=False,
        )  # fmt: skip
        self._add(shape, at[1] + size * 0.4)

    def lines(self, text: str, at: Point, *, room: float, size: float = SIZE) -> float:
        """Write a text over at most two lines; returns where the next thing may begin."""
        told = wrapped(text, room / size)
        for index, line in enumerate(told):
            self.text(line, (at[0], at[1] + size + index * size * 1.35), size=size)
        return at[1] + len(told) * size * 1.35 + 3

    def svg(self) -> str:
        """Return the sheet as an SVG document: no date, nothing of chance, no inline style."""
        out = BytesIO()
        canvas = FigureCanvasSVG(self._figure(1))
        canvas.print_figure(out, format="svg", dpi=72, metadata={"Date": None, "Creator": None})
        return _plain(out.getvalue().decode())

    def png(self, scale: int) -> bytes:
        """Return the sheet as a PNG of `scale` pixels a point."""
        out = BytesIO()
        canvas = FigureCanvasAgg(self._figure(scale))
        canvas.print_figure(out, format="png", dpi=72 * scale, metadata={"Software": None})
        return out.getvalue()

    def _figure(self, scale: int) -> Figure:
        height = round(self.height + 8)
        figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72 * scale, facecolor="white")
        placed: Transform = Affine2D().translate(0, height).scale(scale)
        for artist, _ in self._artists:
            artist.set_transform(placed)
            figure.add_artist(artist)
        return figure

    def _add(self, artist: Artist, bottom: float) -> None:
        self._artists.append((artist, bottom))
        self.height = max(self.height, bottom)


def width(text: str) -> float:
    """Return the width of a text in its own size: 1 for a Chinese character, 0.58 for a Latin letter."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.58 for char in text)


def wrapped(text: str, most: float, *, lines: int = 2) -> tuple[str, ...]:
    """Return `text` in at most `lines` lines of `most` ems; what does not fit ends in an ellipsis."""
    rest = "".join(_printable(char) for char in " ".join(text.split()))
    told: list[str] = []
    while rest and len(told) < lines:
        fits = _fitting(rest, most)
        told.append(rest[:fits].strip())
        rest = rest[fits:].lstrip()
    if rest:
        told[-1] = told[-1][: max(_fitting(told[-1], most - 1), 1)] + "…"
    return tuple(told) or ("",)


def _fitting(text: str, most: float) -> int:
    """Return how many characters fit, whole Latin words where there is a space to break at."""
    used = 0.0
    for index, char in enumerate(text):
        used += width(char)
        if used > most:
            space = text.rfind(" ", 0, index)
            return space if space > index // 2 else max(index, 1)
    return len(text)


def _printable(char: str) -> str:
    return char if ord(char) in _GLYPHS else _GETA


_STYLE: Final = re.compile(r'\sstyle="([^"]*)"')
_SHEET: Final = re.compile(r"\s*<defs>\s*<style.*?</style>\s*</defs>", re.DOTALL)
FALLBACKS: Final = "Noto Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, sans-serif"
_FONT: Final = re.compile(r"(?P<size>[\d.]+)px\s+(?P<family>.+)")


def _plain(document: str) -> str:
    """Return the SVG with attributes where it had inline styles, which a strict page would not obey."""
    start = document.index("<svg")
    bare = _SHEET.sub("", document[start:])
    joined = bare.replace("<svg ", '<svg stroke-linejoin="round" stroke-linecap="butt" ', 1)
    return _STYLE.sub(lambda found: _attributes(found[1]), joined)


def _attributes(style: str) -> str:
    pairs = (part.split(":", 1) for part in style.split(";") if ":" in part)
    return "".join(_attribute(name.strip(), value.strip()) for name, value in pairs)


def _attribute(name: str, value: str) -> str:
    font = _FONT.fullmatch(value) if name == "font" else None
    if font:
        return f' font-size="{font["size"]}" font-family="{FALLBACKS}"'
    return f' {name}="{escape(value, quote=True)}"'
