"""JSON text to the same nodes as YAML, with the place of every key and value."""

import re
from bisect import bisect_right
from json import JSONDecodeError, JSONDecoder
from typing import Final, NoReturn

from engine.forms.nodes import DefinitionError, Mapping, Node, Scalar, Sequence
from engine.forms.yaml_text import MAX_DEPTH, MAX_NODES
from engine.problems import Problem, Span, problem

_DECODER: Final = JSONDecoder()
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_LITERAL: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null")


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.at = 0
        self.count = 0
        self.problems: list[Problem] = []
        self.lines = [0, *(found.end() for found in re.finditer("\n", text))]

    def span(self, start: int, end: int) -> Span:
        first, last = bisect_right(self.lines, start), bisect_right(self.lines, end)
        return Span(self.file, first, start - self.lines[first - 1] + 1, last, end - self.lines[last - 1] + 1)

    def fail(self, code: str, *, expected: str = "", limit: int = 0) -> NoReturn:
        found, span = self.text[self.at : self.at + 1] or "␄", self.span(self.at, self.at)
        fault = problem(code, span=span, found=found, expected=expected, limit=limit)
        raise DefinitionError([*self.problems, fault])

    def skip(self) -> str:
        """Pass white space and return the next character, '' at the end."""
        space = _SPACE.match(self.text, self.at)
        self.at = space.end() if space else self.at
        return self.text[self.at : self.at + 1]

    def node(self, depth: int) -> Node:
        self.count += 1
        if self.count > MAX_NODES:
            self.fail("file-too-many-nodes", limit=MAX_NODES)
        if depth > MAX_DEPTH:
            self.fail("file-too-deep", limit=MAX_DEPTH)
        first = self.skip()
        if first == "{":
            return self.mapping(depth)
        if first == "[":
            return self.sequence(depth)
        return self.quoted() if first == '"' else self.literal()

    def quoted(self) -> Scalar:
        start = self.at
        try:
            text, self.at = _DECODER.raw_decode(self.text, start)
        except JSONDecodeError as error:
            self.at = error.pos
            self.fail("json-string")
        return Scalar(text, False, self.span(start, self.at), self.span(start + 1, self.at))

    def literal(self) -> Scalar:
        found = _LITERAL.match(self.text, self.at)
        if found is None:
            self.fail("json-syntax", expected='a value: {…}, […], "…", 1, true, false, null')
        self.at = found.end()
        span = self.span(*found.span())
        return Scalar(found[0], True, span, span)

    def sequence(self, depth: int) -> Sequence:
        start, items = self.at, list[Node]()
        self.at += 1
        if self.skip() != "]":
            items.append(self.node(depth + 1))
            while self.more("]"):
                items.append(self.node(depth + 1))
        self.at += 1
        return Sequence(tuple(items), self.span(start, self.at))

    def mapping(self, depth: int) -> Mapping:
        start, made = self.at, Mapping({}, {}, self.span(self.at, self.at))
        self.at += 1
        if self.skip() != "}":
            self.entry(made, depth)
            while self.more("}"):
                self.entry(made, depth)
        self.at += 1
        return Mapping(made.entries, made.keys, self.span(start, self.at))

    def more(self, end: str) -> bool:
        """Whether a comma follows; otherwise the closing character must."""
        follows = self.skip()
        if follows not in (",", end) or not follows:
            self.fail("json-syntax", expected=f", {end}")
        self.at += follows == ","
        return follows == ","

    def entry(self, into: Mapping, depth: int) -> None:
        if self.skip() != '"':
            self.fail("json-syntax", expected='"…"')
        key = self.quoted()
        if self.skip() != ":":
            self.fail("json-syntax", expected=":")
        self.at += 1
        value = self.node(depth + 1)
        if key.text in into.keys:
            first = into.keys[key.text].line
            self.problems.append(problem("duplicate-key", span=key.span, name=key.text, line=first))
            return
        into.keys[key.text] = key.span
        into.entries[key.text] = value


def read_json(text: str, file: str) -> Node:
    """Return the value of `text`; raises `DefinitionError` with every fault found."""
    reader = _Reader(text, file)
    if not reader.skip():
        reader.fail("definition-empty")
    node = reader.node(1)
    if reader.skip():
        reader.fail("json-syntax", expected="␄")
    if reader.problems:
        raise DefinitionError(reader.problems)
    return node
