"""A definition's text as a tree whose parts know the characters they stand at."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import yaml

from engine.forms.nodes import Place
from engine.forms.source import MAX_BYTES, check_characters, read_source
from engine.forms.uncollected import uncollected
from engine.forms.yaml_text import MAX_DEPTH, MAX_NODES

MOST_BYTES: Final = 4
"""Bytes that one character takes at most."""
_FILE: Final = "definition.yaml"


@dataclass(slots=True)
class Twig:
    """One node: where its own text begins and ends, without the comments around it."""

    kind: Literal["scalar", "list", "map"]
    start: int
    end: int
    flow: bool = False
    bracketed: bool = False
    """Whether it stands inside brackets of another."""
    text: str = ""
    style: str = ""
    entries: "list[Entry]" = field(default_factory=list)

    def at(self, step: str | int) -> "Entry | None":
        """Return the entry of a key or an index."""
        if isinstance(step, int):
            return self.entries[step] if self.kind == "list" and 0 <= step < len(self.entries) else None
        found = (one for one in self.entries if one.key == step) if self.kind == "map" else iter(())
        return next(found, None)

    def plain(self) -> object:
        """Return the node as dicts, lists and texts."""
        if self.kind == "map":
            return {one.key: one.twig.plain() for one in self.entries}
        return [one.twig.plain() for one in self.entries] if self.kind == "list" else self.text


@dataclass(slots=True)
class Entry:
    """What a collection holds at one key or index; `start` is where the key, the dash or the item begins."""

    key: str
    start: int
    key_end: int
    twig: Twig


@dataclass(frozen=True, slots=True)
class Tree:
    """A text and its nodes."""

    source: str
    root: Twig
    lines: tuple[int, ...]
    """Where each line begins."""

    def twig(self, place: Place) -> Twig | None:
        """Return the node at a place, None where nothing stands."""
        twig = self.root
        for step in place:
            entry = twig.at(step)
            if entry is None:
                return None
            twig = entry.twig
        return twig

    def column(self, index: int) -> int:
        """Return how many characters stand before `index` in its line."""
        return index - self.line_start(index)

    def line_start(self, index: int) -> int:
        """Return where the line of `index` begins."""
        return self.lines[bisect_right(self.lines, index) - 1]

    def line_end(self, index: int) -> int:
        """Return where the line of `index` ends, its line break left out."""
        found = self.source.find("\n", index)
        return len(self.source) if found < 0 else found

    def next_line(self, index: int) -> int:
        """Return where the line below that of `index` begins."""
        return min(self.line_end(index) + 1, len(self.source))


def tree_of(source: str) -> Tree:
    """Return the tree of a definition in YAML. Raises DefinitionError for what the loader would refuse.

    The loader itself is asked only about what is out of the ordinary: it reads the text once more.
    """
    grower = _Grower(source)
    try:
        if len(source) * MOST_BYTES > MAX_BYTES or "\\" in source:
            read_source(source, _FILE)
        check_characters(source, _FILE)
        with uncollected():
            root = grower.grow()
    except (yaml.YAMLError, _Unusual):
        read_source(source, _FILE)
        raise
    if not grower.grown:
        read_source(source, _FILE)
    starts = [0]
    starts += (index + 1 for index in _breaks(source))
    return Tree(source, root, tuple(starts))


class _Unusual(Exception):
    """Something that only the loader can judge."""


def _breaks(source: str) -> Iterator[int]:
    found = source.find("\n")
    while found >= 0:
        yield found
        found = source.find("\n", found + 1)


@dataclass(slots=True)
class _Open:
    """A collection whose end was not read yet; `key` waits for its value."""

    twig: Twig
    is_map: bool
    key: tuple[str, int, int] | None = None
    keys: set[str] = field(default_factory=set)


class _Grower:
    """Makes the tree of libyaml's events, which count characters. One look at an event's class each."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.root = Twig("map", 0, 0)
        self.open: list[_Open] = []
        self.top: _Open | None = None
        self.count = 0
        self.grown = False

    def grow(self) -> Twig:
        """Return the root. Raises _Unusual for what the loader refuses, or might."""
        # not kept: with its own methods in it, it would stay until the garbage collector finds the circle
        takers: Mapping[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._map,
            yaml.SequenceStartEvent: self._list,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._unusual,
        }
        for event in yaml.parse(self.source, Loader=yaml.CSafeLoader):
            take = takers.get(type(event))
            if take is not None:
                take(event)
        if self.count > MAX_NODES:
            raise _Unusual
        return self.root

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self.count += 1
        start, end, top = event.start_mark.index, event.end_mark.index, self.top  # type: ignore[union-attr]  # libyaml's marks
        if event.anchor is not None or event.tag is not None:
            raise _Unusual
        if top is not None and top.is_map and top.key is None:
            if event.value in top.keys:
                raise _Unusual
            top.keys.add(event.value)
            top.key = (event.value, start, end)
            return
        if event.style in ("|", ">"):
            end = start + len(self.source[start:end].rstrip())
        self._put(Twig("scalar", start, end, text=event.value, style=event.style or ""))

    def _map(self, event: yaml.MappingStartEvent) -> None:
        self._begin(event, "map")

    def _list(self, event: yaml.SequenceStartEvent) -> None:
        self._begin(event, "list")

    def _begin(self, event: yaml.CollectionStartEvent, kind: Literal["map", "list"]) -> None:
        self.count += 1
        top = self.top
        as_key = top is not None and top.is_map and top.key is None
        if event.anchor is not None or event.tag is not None or as_key or len(self.open) >= MAX_DEPTH:
            raise _Unusual
        start = _index(event.start_mark)
        twig = Twig(kind, start, start, flow=bool(event.flow_style), entries=[])
        self._put(twig)
        self.top = _Open(twig, kind == "map")
        self.open.append(self.top)

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        done = self.open.pop().twig
        self.top = self.open[-1] if self.open else None
        done.end = _index(event.end_mark) if done.flow or not done.entries else done.entries[-1].twig.end

    def _unusual(self, _event: yaml.Event) -> None:
        raise _Unusual

    def _put(self, twig: Twig) -> None:
        top = self.top
        if top is None:
            if self.grown:
                raise _Unusual
            self.root, self.grown = twig, True
            return
        above, key = top.twig, top.key
        twig.bracketed = above.flow
        if key is not None:
            above.entries.append(Entry(key[0], key[1], key[2], twig))
            top.key = None
        else:
            start = twig.start if above.flow else self._dash(above, twig)
            above.entries.append(Entry("", start, start, twig))

    def _dash(self, above: Twig, twig: Twig) -> int:
        """Return where the dash of a block list's item stands: all stand in the first one's column."""
        if not above.entries:
            return above.start
        column = above.start - (self.source.rfind("\n", 0, above.start) + 1)
        line = self.source.rfind("\n", 0, twig.start) + 1
        while self.source[line + column : line + column + 1] != "-":
            line = self.source.rfind("\n", 0, line - 1) + 1
        return line + column


def _index(mark: Any) -> int:
    """Return the character of a libyaml mark; the stubs know no common class of marks."""
    found: int = mark.index
    return found
