"""YAML text to nodes: libyaml's events, with limits, and without the parts that surprise.

Events and not composed nodes, because libyaml's composer recurses in C: 50,000 open brackets
end the process. Nothing is resolved: `0123`, `no` and `12:30` are texts here.
"""

from dataclasses import dataclass, field
from typing import Final

import yaml

from engine.forms.nodes import DefinitionError, Mapping, Node, Scalar, Sequence
from engine.problems import Problem, Span, problem

MAX_NODES: Final = 100_000
MAX_DEPTH: Final = 32

_SYNTAX: Final = {
    "found character that cannot start any token": "yaml-character",
    "mapping values are not allowed in this context": "yaml-colon",
    "found unexpected end of stream": "yaml-unclosed",
    "did not find expected ',' or ']'": "yaml-unclosed-list",
    "did not find expected ',' or '}'": "yaml-unclosed-map",
    "did not find expected key": "yaml-indent",
    "did not find expected '-' indicator": "yaml-indent",
    "could not find expected ':'": "yaml-no-colon",
    "but found another document": "yaml-documents",
}


@dataclass(slots=True)
class _Open:
    """A collection being read; `key` is the mapping's key that waits for its value."""

    mapping: bool
    span: Span
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Span] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)
    key: str | None = None

    def closed(self) -> Node:
        if self.mapping:
            return Mapping(self.entries, self.keys, self.span)
        return Sequence(tuple(self.items), self.span)


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.open: list[_Open] = []
        self.root: Node | None = None
        self.count = 0
        self.problems: list[Problem] = []

    def span(self, event: yaml.Event) -> Span:
        start, end = event.start_mark, event.end_mark
        assert start is not None and end is not None, "libyaml marks every event"
        return Span(self.file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def take(self, event: yaml.Event) -> None:
        """Read one event into the tree."""
        if isinstance(event, yaml.AliasEvent):
            self.stop(problem("yaml-alias", span=self.span(event), name=event.anchor))
        if isinstance(event, yaml.CollectionStartEvent):
            self.node(event)
            self.begin(event)
        elif isinstance(event, yaml.ScalarEvent):
            self.node(event)
            self.scalar(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.put(self.open.pop().closed())
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self.stop(problem("yaml-documents", span=self.span(event)))

    def node(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        """Count a node, and refuse anchors and tags."""
        self.count += 1
        if self.count > MAX_NODES:
            self.stop(problem("file-too-many-nodes", span=self.span(event), limit=MAX_NODES))
        if event.anchor is not None:
            self.problems.append(problem("yaml-alias", span=self.span(event), name=event.anchor))
        if event.tag is not None:
            self.problems.append(problem("yaml-tag", span=self.span(event), name=event.tag))

    def begin(self, event: yaml.Event) -> None:
        if len(self.open) >= MAX_DEPTH:
            self.stop(problem("file-too-deep", span=self.span(event), limit=MAX_DEPTH))
        if self.waits_for_key():
            self.stop(problem("yaml-key", span=self.span(event)))
        self.open.append(_Open(isinstance(event, yaml.MappingStartEvent), self.span(event)))

    def scalar(self, event: yaml.ScalarEvent) -> None:
        span = self.span(event)
        if self.waits_for_key():
            self.key(event.value, span)
            return
        self.put(Scalar(event.value, not event.style, span, _begin(span, event.style or "")))

    def waits_for_key(self) -> bool:
        return bool(self.open) and self.open[-1].mapping and self.open[-1].key is None

    def key(self, name: str, span: Span) -> None:
        mapping = self.open[-1]
        first = mapping.keys.setdefault(name, span)
        if first is not span:
            self.problems.append(problem("duplicate-key", span=span, name=name, line=first.line))
        mapping.key = name

    def put(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        into = self.open[-1]
        if into.key is not None:
            into.entries.setdefault(into.key, node)
            into.key = None
        else:
            into.items.append(node)

    def stop(self, fault: Problem) -> None:
        raise DefinitionError([*self.problems, fault])


def _begin(span: Span, style: str) -> Span:
    """Return where a scalar's text begins: after a quote, or on the line below `|` and `>`."""
    if style in ("|", ">"):
        return Span(span.file, span.line + 1, 1, span.end_line, span.end_column)
    quoted = style in ("'", '"')
    return Span(span.file, span.line, span.column + quoted, span.end_line, span.end_column)


def read_yaml(text: str, file: str) -> Node:
    """Return the one document of `text`; raises `DefinitionError` with every fault found."""
    reader = _Reader(file)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        reader.stop(_syntax(error, file))
    if reader.root is None:
        reader.stop(problem("definition-empty", span=Span(file, 1, 1)))
    if reader.problems:
        raise DefinitionError(reader.problems)
    assert reader.root is not None
    return reader.root


def _syntax(error: yaml.MarkedYAMLError, file: str) -> Problem:
    """Say libyaml's error in the catalogue's words; an unclosed thing is shown where it began."""
    code = _SYNTAX.get(error.problem or "", "yaml-syntax")
    unclosed = code.startswith("yaml-unclosed")
    mark = (error.context_mark if unclosed else None) or error.problem_mark or error.context_mark
    span = Span(file, mark.line + 1, mark.column + 1) if mark else Span(file, 1, 1)
    return problem(code, span=span, detail=error.problem or "")
