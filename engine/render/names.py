"""Ids of elements on the page, made from element paths; one to one, safe in CSS and URLs."""

import re
from functools import lru_cache
from typing import Final

from engine.render.pieces import hole

_ELSE: Final = re.compile(r"[^A-Za-z0-9_]+")
INDEX: Final = hole("index")
"""Stands for a row's index where pieces are made once for all rows of a repeat."""


@lru_cache(maxsize=65536)
def slug(path: str) -> str:
    """Return a path, or a check's id, as part of an id: `econ.power.ytd` is `econ-power-ytd`.

    Names begin with a letter and hold no hyphens and indexes are digits, so two paths never share one.
    """
    return _ELSE.sub("-", path.replace("#", "_")).strip("-")


@lru_cache(maxsize=65536)
def element_id(path: str) -> str:
    """Return the id of the element that a path names."""
    return f"e-{slug(path)}"


def input_id(path: str) -> str:
    """Return the id of the control at a path, which links of problems lead to."""
    return f"i-{slug(path)}"


def open_slug(pattern: str) -> str:
    """Return the slug of a path pattern with its row left open."""
    repeat, dot, rest = pattern.partition("[].")
    return f"{slug(repeat)}-{INDEX}-{slug(rest)}" if dot else slug(pattern)


def open_name(pattern: str) -> str:
    """Return a path pattern with its row left open, as the name of an input."""
    return pattern.replace("[]", f"[{INDEX}]")
