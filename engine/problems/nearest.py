"""The nearest known name, for "did you mean"."""

from collections.abc import Iterable
from difflib import get_close_matches
from heapq import nlargest
from typing import Final

_LONGEST: Final = 60
"""Characters of a name that is looked for: what is longer is no slip of a name."""

_MOST: Final = 200
"""Names that are compared closely: those that share the most letters."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `name`, or None when nothing is close."""
    if len(name) > _LONGEST:
        return None
    letters = set(name)
    likely = (each for each in known if 3 * len(name) <= 7 * len(each) <= 49 * len(name) / 3)
    best = nlargest(_MOST, likely, key=lambda each: len(letters.intersection(each)))
    matches = get_close_matches(name, best, n=1, cutoff=0.6)
    return matches[0] if matches else None
