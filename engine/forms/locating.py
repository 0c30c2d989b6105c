"""Which part of a definition a place in its text belongs to."""

from typing import Final

from engine.forms.nodes import Mapping, Node, Place, Sequence
from engine.problems import Span

LISTS: Final = frozenset(
    {"sheets", "items", "heads", "columns", "rows", "indicators", "branches", "checks", "examples"}
)
"""Lists whose entries are shown as things of their own."""


def place_at(root: Node, span: Span) -> Place:
    """Return the way from the root to the innermost node that begins at, or just before, a place."""
    found: list[str | int] = []
    at, node = (span.line, span.column), root
    while True:
        step, below = _before(node, at)
        if below is None:
            return tuple(found)
        found.append(step)
        node = below


def thing_at(place: Place) -> Place:
    """Return the innermost entry of a list (item, row, check …) that a place lies in; () for the form."""
    ends = (
        number + 1
        for number, step in enumerate(place)
        if isinstance(step, int) and number and place[number - 1] in LISTS
    )
    return place[: max(ends, default=0)]


def _before(node: Node, at: tuple[int, int]) -> tuple[str | int, Node | None]:
    """Return the last entry of a node that does not begin after `at`."""
    begins: list[tuple[str | int, Span, Node]] = []
    if isinstance(node, Mapping):
        begins = [(key, node.keys[key], below) for key, below in node.entries.items()]
    elif isinstance(node, Sequence):
        begins = [(number, below.span, below) for number, below in enumerate(node.items)]
    held = [(step, below) for step, span, below in begins if (span.line, span.column) <= at]
    return held[-1] if held else ("", None)
