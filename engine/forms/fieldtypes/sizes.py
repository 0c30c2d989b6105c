"""How large and how many files a field takes, and sizes in words. Bytes, in decimal units (1 MB = 10⁶)."""

from typing import Final

from engine.forms.model.fields import Properties

DEFAULT_LARGEST: Final = 10_000_000
"""Bytes that a file may have where its field says nothing."""
FILE_TYPES: Final = frozenset({"file", "image", "signature"})
"""The field types whose values are files."""


def largest_of(field: Properties) -> int:
    """Return how many bytes each file of a field may have."""
    return DEFAULT_LARGEST if field.maxSize is None else field.maxSize


def most_of(field: Properties) -> int | None:
    """Return how many files a field takes; None for any number. A signature is one."""
    if field.maximum is not None:
        return int(field.maximum)
    return 1 if field.type == "signature" else None


def size_text(size: int) -> str:
    """Return a number of bytes for people: to one decimal, which is left out where it is zero."""
    for unit, power in (("GB", 10**9), ("MB", 10**6), ("KB", 10**3)):
        if size >= power:
            whole, rest = divmod(size * 10 // power, 10)
            return f"{whole}.{rest} {unit}" if rest else f"{whole} {unit}"
    return f"{size} B"
