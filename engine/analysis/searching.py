"""What people wrote, searched and counted: case, width and spaces at the ends make no difference. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final
from unicodedata import normalize

MOST_LOOKED_AT: Final = 200_000
"""Texts that one search goes through, the newest."""


@dataclass(frozen=True, slots=True)
class Often:
    """A text as it was first written, and how many wrote the same."""

    text: str
    count: int


def folded(text: str) -> str:
    """Return a text without its case and width, and without spaces at its ends."""
    return normalize("NFKC", text).casefold().strip()


def matching(texts: Sequence[str], wanted: str) -> Sequence[str]:
    """Return the texts that contain `wanted`, newest first; all for ''."""
    newest = texts[::-1]
    if not folded(wanted):
        return newest
    looked_for = folded(wanted)
    return [text for text in islice(newest, MOST_LOOKED_AT) if looked_for in folded(text)]


def most_frequent(texts: Iterable[str]) -> list[Often]:
    """Return the texts with how many wrote each, most frequent first; equals in the order they came."""
    first: dict[str, str] = {}
    counts = Counter[str]()
    for text in islice(texts, MOST_LOOKED_AT):
        key = folded(text)
        first.setdefault(key, text.strip())
        counts[key] += 1
    return [Often(first[key], count) for key, count in counts.most_common()]
