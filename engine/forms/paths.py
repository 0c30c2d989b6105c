"""Dotted paths of values: `econ.revenue.ytd`, `products[2].stock`. Indexes count from 0."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

Part: TypeAlias = str | int

LIMIT = 300
"""The longest path anybody may send, in characters."""

_PART = re.compile(r"([a-z][a-z0-9_]*)((?:\[(?:0|[1-9][0-9]{0,4})\])?)", re.ASCII)
_INDEX = re.compile(r"\[[0-9]+\]")


class BadPath(ValueError):
    """A text that is no path."""


@lru_cache(maxsize=8192)
def split(path: str) -> tuple[Part, ...]:
    """Return the names and indexes of `path`, in order; raises `BadPath` when it is none."""
    if len(path) > LIMIT:
        raise BadPath(path[:40])
    parts: list[Part] = []
    for piece in path.split("."):
        found = _PART.fullmatch(piece)
        if found is None:
            raise BadPath(path)
        parts.append(found[1])
        if found[2]:
            parts.append(int(found[2][1:-1]))
    return tuple(parts)


def join(parts: Iterable[Part]) -> str:
    """Return the path of `parts`; the inverse of `split`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts).removeprefix(".")


def pattern(path: str) -> str:
    """Return `path` without its indexes: `products[2].stock` is `products[].stock`."""
    return _INDEX.sub("[]", path)
