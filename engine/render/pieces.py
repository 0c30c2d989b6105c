"""Pieces of HTML with named holes: a template is run once, and a request only fills and joins.

Knows nothing of forms or templates; whoever fills a hole gives text that is already safe HTML.
"""

import re
import secrets
from collections.abc import Mapping
from typing import Final

from markupsafe import Markup, escape

# A token nobody can guess, so that no text of a definition can ever look like a hole.
_TOKEN: Final = secrets.token_hex(8)
_HOLE: Final = re.compile(f"\x02{_TOKEN}:([a-z_]+)\x03")


def hole(name: str) -> Markup:
    """Return the mark that stands for `name` in the output of a template."""
    return Markup(f"\x02{_TOKEN}:{name}\x03")


def safe(text: str) -> str:
    """Return text as HTML. Digits and letters, the most of what is filled in, need no look."""
    return text if text.isalnum() else str(escape(text))


class Piece:
    """HTML cut at its holes. Immutable."""

    __slots__ = ("_holes", "_texts")

    def __init__(self, texts: tuple[str, ...], holes: tuple[tuple[int, str], ...]) -> None:
        self._texts = texts
        self._holes = holes

    @classmethod
    def cut(cls, html: str) -> "Piece":
        """Cut the output of a template at its holes."""
        parts = _HOLE.split(html)
        return cls(tuple(parts), tuple((at, parts[at]) for at in range(1, len(parts), 2)))

    @property
    def holes(self) -> frozenset[str]:
        """The names of the holes that are still open."""
        return frozenset(name for _, name in self._holes)

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the HTML with every hole filled; raises KeyError when a value is missing."""
        texts = list(self._texts)
        for at, name in self._holes:
            texts[at] = values[name]
        return "".join(texts)

    def settle(self, values: Mapping[str, str]) -> "Piece":
        """Return the piece with the named holes filled for good and the others left open."""
        return Piece.cut(self.fill({name: values.get(name, hole(name)) for name in self.holes}))

    def around(self, name: str) -> tuple[str, ...]:
        """Return the texts before, between and after the hole `name`, the only one that is left."""
        if self.holes - {name}:
            raise KeyError(*(self.holes - {name}))
        return self._texts[::2]
