"""A file read, before anybody knows what it means: mappings, sequences and scalars with their places."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from engine.problems import Problem, Span

Place: TypeAlias = tuple[str | int, ...]
"""The way from the root of a file to a node, by keys and indexes."""


class DefinitionError(Exception):
    """A definition that cannot be used, with everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text. `plain`: it stood without quotes, so the schema may read it as number or truth.

    `begin` is the place of the text's first character (after a quote), `span` that of all of it.
    """

    text: str
    plain: bool
    span: Span
    begin: Span


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple["Node", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their nodes, in the file's order, and the place of each key."""

    entries: dict[str, "Node"]
    keys: dict[str, Span]
    span: Span


Node: TypeAlias = Scalar | Sequence | Mapping


def plain(node: Node) -> object:
    """Return the node as dicts, lists and texts; every scalar is a text as it was written."""
    if isinstance(node, Mapping):
        return {key: plain(value) for key, value in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text


def child(node: Node, step: str | int) -> Node | None:
    """Return what stands in `node` at one key or index, or None."""
    if isinstance(node, Mapping) and isinstance(step, str):
        return node.entries.get(step)
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


def span_at(root: Node, place: Place, *, key: bool = False) -> Span:
    """Return the place in the file of a node (with `key`, of its key); else of what encloses it."""
    node = root
    for number, step in enumerate(place):
        if key and number == len(place) - 1 and isinstance(node, Mapping) and step in node.keys:
            return node.keys[str(step)]
        below = child(node, step)
        if below is None:
            return node.span
        node = below
    return node.span
