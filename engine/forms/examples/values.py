"""Values written by hand to typed values: nested or by dotted path, each read by its field's type."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from engine.forms.expressions import NUMBER, TRUTHS
from engine.forms.fieldtypes.kind import Refused
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.layout import MOST_ROWS
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import CodelistChoices, Field
from engine.forms.names import Names, Spot
from engine.forms.nodes import Mapping as MappingNode
from engine.forms.nodes import Node, Scalar, Sequence
from engine.forms.paths import BadPath, pattern, split
from engine.problems import Problem, Span, nearest, problem

_EMPTY: Final = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One written value: `spot` is None for a row of a repeat, which may hold nothing."""

    path: str
    value: object
    spot: Spot | None
    span: Span


@dataclass(slots=True)
class ValuesReader:
    """Reads the values of one form and gathers what does not fit it.

    `made`: calculated values may stand among them, as in a filing that was made long ago.
    """

    names: Names
    codelists: Mapping[str, Codelist]
    made: bool = True
    problems: list[Problem] = field(default_factory=list)

    def nested(self, node: MappingNode | None, into: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the typed values nested by name, over those of `into`."""
        values = {} if into is None else into
        for leaf in self.leaves(node):
            put(values, leaf)
        return values

    def leaves(self, node: MappingNode | None) -> Iterator[Leaf]:
        """Yield every value that fits, with its path."""
        seen: set[str] = set()
        for leaf in self._group(node, "") if node else ():
            if leaf.path in seen and leaf.spot:
                self.fault("example-twice", leaf.span, name=leaf.path)
            seen.add(leaf.path)
            yield leaf

    def _group(self, node: MappingNode, prefix: str) -> Iterator[Leaf]:
        for key, below in node.entries.items():
            yield from self._one(prefix + key, below, node.keys[key])

    def _one(self, path: str, node: Node, key: Span) -> Iterator[Leaf]:
        known = pattern(path) if _reachable(path) else ""
        spot = self.names.spots.get(known)
        if spot is not None and ("[" in path) == bool(spot.repeat):
            yield from self._value(path, node, spot)
        elif path in self.names.repeats:
            yield from self._rows(path, node)
        elif known.endswith("[]") and known[:-2] in self.names.repeats:
            yield from self._row(path, node)
        elif self._heads(known) and isinstance(node, MappingNode):
            yield from self._group(node, f"{path}.")
        elif self._heads(known):
            self.fault("answer-shape", node.span, name=path, expected="{…}")
        else:
            self._unknown(path, key)

    def _heads(self, path: str) -> bool:
        return any(known.startswith(f"{path}.") for known in self.names.spots)

    def _rows(self, path: str, node: Node) -> Iterator[Leaf]:
        if not isinstance(node, Sequence):
            self.fault("answer-shape", node.span, name=path, expected="[{…}]")
            return
        for number, row in enumerate(node.items):
            yield from self._row(f"{path}[{number}]", row)

    def _row(self, path: str, node: Node) -> Iterator[Leaf]:
        if isinstance(node, MappingNode):
            yield Leaf(path, None, None, node.span)
            yield from self._group(node, f"{path}.")
        else:
            self.fault("answer-shape", node.span, name=path, expected="{…}")

    def _value(self, path: str, node: Node, spot: Spot) -> Iterator[Leaf]:
        if spot.field.calculation is not None and not self.made:
            self.fault("example-calculated", node.span, name=path)
            return
        choices = spot.field.choices
        named = choices.codelist if isinstance(choices, CodelistChoices) else ""
        try:
            yield Leaf(path, typed(node, spot.field, self.codelists.get(named)), spot, node.span)
        except Refused as refusal:
            self.problems.append(refusal.problem._replace(span=node.span))

    def _unknown(self, path: str, span: Span) -> None:
        known = [name.replace("[]", "[0]") for name in self.names.spots]
        close = nearest(path, [*known, *self.names.repeats])
        self.fault(f"unknown-path{'-near' if close else ''}", span, name=path[:60], nearest=close)

    def fault(self, code: str, span: Span, **params: object) -> None:
        """Note what is wrong."""
        self.problems.append(problem(code, "", span, **params))


def _reachable(path: str) -> bool:
    """Whether a text is a path whose rows a repeat can have."""
    try:
        return all(isinstance(part, str) or part < MOST_ROWS for part in split(path))
    except BadPath:
        return False


def typed(node: Node, field: Field, codelist: Codelist | None) -> object:
    """Return the value of a node as its field's type reads it; raises Refused."""
    kind = TYPES[field.kind]
    if field.kind == "calculate" or not isinstance(node, Scalar):
        return kind.coerce(plain(node), field, codelist=codelist)
    if empty(node):
        return None
    truth = TRUTHS.get(node.text.lower()) if node.plain and field.kind == "boolean" else None
    return kind.parse(node.text, field, codelist=codelist) if truth is None else truth


def plain(node: Node) -> Any:
    """Return a node as data: an unquoted scalar may be a number, a truth or empty; all else is text."""
    if isinstance(node, MappingNode):
        return {key: plain(below) for key, below in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(below) for below in node.items]
    if not node.plain:
        return node.text
    if empty(node):
        return None
    truth = TRUTHS.get(node.text.lower())
    if truth is not None:
        return truth
    return Decimal(node.text) if NUMBER.fullmatch(node.text) else node.text


def empty(node: Node) -> bool:
    """Whether an unquoted scalar says that there is no value."""
    return isinstance(node, Scalar) and node.plain and node.text in _EMPTY


def put(values: dict[str, Any], leaf: Leaf) -> None:
    """Put a value at its path among nested values, making what is to hold it."""
    here: Any = values
    parts = split(leaf.path)
    for part, following in pairwise(parts):
        here = _inside(here, part, [] if isinstance(following, int) else {})
    if leaf.spot is None:
        _inside(here, parts[-1], {})
    else:
        here[parts[-1]] = leaf.value


def _inside(holder: Any, part: str | int, made: Any) -> Any:
    if isinstance(part, int):
        holder.extend({} for _ in range(part + 1 - len(holder)))
        return holder[part]
    if holder.get(part) is None:
        holder[part] = made
    return holder[part]
