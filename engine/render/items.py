"""Groups, grids, matrices and notes as pieces around their fields."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.forms.model.base import Text
from engine.forms.paths import pattern
from engine.render.fieldpieces import OOB
from engine.render.pieces import Piece, safe
from engine.render.texts import markdown
from engine.render.views import Look


class Part(Protocol):
    """One element of a sheet that has a path."""

    @property
    def path(self) -> str:
        """The element path, or its pattern."""

    def html(self, look: Look, oob: bool = False) -> str:
        """Return the element as the state is now; `oob` as a fragment."""

    def parts(self) -> "Iterator[Part]":
        """Yield this part and every part within."""


@dataclass(frozen=True, slots=True)
class Box:
    """What stands around other parts: a group, a grid, a grid's row, a matrix.

    `opening` is always shown (a grid's row without a condition of its own costs no question).
    """

    path: str
    frame: Piece
    hidden: Piece
    inside: "tuple[Part, ...]"
    texts: tuple[tuple[str, Text], ...] = ()

    def html(self, look: Look, oob: bool = False) -> str:
        """Return the box with everything in it, or its empty place."""
        swap = OOB if oob else ""
        if not look.relevant(self.path):
            return self.hidden.fill({"oob": swap})
        values = {name: safe(look.text(text, self.path)) for name, text in self.texts}
        body = "".join([part.html(look) for part in self.inside])
        return self.frame.fill({**values, "oob": swap, "body": body})

    def parts(self) -> Iterator[Part]:
        """Yield the box and everything within."""
        yield self
        for part in self.inside:
            yield from part.parts()


@dataclass(frozen=True, slots=True)
class NotePiece:
    """A note; `living` when its text holds expressions."""

    path: str
    frame: Piece
    hidden: Piece
    text: Text
    fixed: str | None

    def html(self, look: Look, oob: bool = False) -> str:
        """Return the note."""
        swap = OOB if oob else ""
        if not look.relevant(self.path):
            return self.hidden.fill({"oob": swap})
        body = self.fixed
        if body is None:
            body = markdown(look.text(self.text, self.path), trusted=False)
        return self.frame.fill({"oob": swap, "body": body})

    def parts(self) -> Iterator[Part]:
        """Yield the note."""
        yield self


def index_of(parts: Sequence[Part]) -> dict[str, Part]:
    """Return every part by its path pattern."""
    return {pattern(one.path): one for part in parts for one in part.parts()}
