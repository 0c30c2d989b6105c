"""Repeats as pieces: a table of rows where they fit, cards elsewhere; each row settled once and kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.forms.model.base import Text
from engine.forms.paths import split
from engine.render.fieldpieces import OOB, FieldPieces
from engine.render.items import Box, NotePiece, Part
from engine.render.pieces import Piece, safe
from engine.render.views import Look

DISABLED = " disabled"


@dataclass(slots=True)
class RepeatPiece:
    """A repeat and its rows. `minimum` and `maximum` bound how many there may be."""

    path: str
    frame: Piece
    reading: Piece
    hidden: Piece
    row: Piece
    reading_row: Piece
    inside: tuple[Part, ...]
    title: Text | None
    minimum: int
    maximum: int
    _rows: dict[int, tuple[Part, ...]] = field(default_factory=dict)

    def html(self, look: Look, oob: bool = False) -> str:
        """Return the repeat with all its rows."""
        swap = OOB if oob else ""
        if not look.relevant(self.path):
            return self.hidden.fill({"oob": swap})
        count = self.count(look)
        values = {
            "oob": swap,
            "count": str(count),
            "add": DISABLED if count >= self.maximum else "",
            "body": "\n".join([self.entry(look, index, count) for index in range(count)]),
        }
        return (self.reading if look.reading(self.path) else self.frame).fill(values)

    def count(self, look: Look) -> int:
        """Return how many rows there are."""
        rows = look.value(self.path)
        return len(rows) if isinstance(rows, list) else 0

    def entry(self, look: Look, index: int, count: int) -> str:
        """Return one row."""
        frame = self.reading_row if look.reading(self.path) else self.row
        title = look.text(self.title, f"{self.path}[{index}]") if self.title is not None else ""
        return frame.fill(
            {
                "oob": "",
                "index": str(index),
                "number": str(index + 1),
                "title": safe(title),
                "first": "" if index else DISABLED,
                "last": DISABLED if index == count - 1 else "",
                "fewest": DISABLED if count <= self.minimum else "",
                "body": "\n".join([part.html(look) for part in self.at(index)]),
            }
        )

    def at(self, index: int) -> tuple[Part, ...]:
        """Return the parts of one row, made when it is first asked for."""
        made = self._rows.get(index)
        if made is None:
            made = self._rows[index] = tuple(_at(part, index) for part in self.inside)
        return made

    def part(self, path: str) -> Part | None:
        """Return the part of one row that an element path names."""
        index = next((one for one in split_index(path)), None)
        if index is None:
            return None
        within = (one for top in self.at(index) for one in top.parts())
        return next((one for one in within if one.path == path), None)

    def parts(self) -> Iterator[Part]:
        """Yield the repeat alone: its rows are found by `part`."""
        yield self


def split_index(path: str) -> Iterator[int]:
    """Yield the indexes of a path of any element: 'products[2].#group.x' has 2."""
    return (part for part in split(path.partition(".")[0]) if isinstance(part, int))


def _at(part: Part, index: int) -> Part:
    known = {"index": str(index)}
    path = part.path.replace("[]", f"[{index}]")
    match part:
        case FieldPieces():
            return part.at(path, known)
        case Box():
            return Box(
                path,
                part.frame.settle(known),
                part.hidden.settle(known),
                tuple(_at(one, index) for one in part.inside),
                part.texts,
            )
        case NotePiece():
            return NotePiece(path, part.frame.settle(known), part.hidden.settle(known), part.text, part.fixed)
    raise TypeError(f"a repeat holds no {type(part).__name__}")
