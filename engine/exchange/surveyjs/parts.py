"""Lists in a survey's JSON, which may hold anything."""

from collections.abc import Mapping

Given = Mapping[str, object]
"""A part of the survey: an element, a page, a choice."""


def listed(part: Given, word: str) -> list[object]:
    """Return what a property lists; nothing where it is no list."""
    found = part.get(word)
    return list(found) if isinstance(found, list) else []


def members(part: Given, word: str) -> list[tuple[int, Given]]:
    """Return the mappings that a property lists, with their places in it."""
    return [(number, one) for number, one in enumerate(listed(part, word)) if isinstance(one, Mapping)]
