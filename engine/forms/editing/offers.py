"""Blocks where they stand: what may be chosen for each, by what the others are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from engine.forms.editing.blocks import Block, ValueKind, logic_of, says_so, turned
from engine.forms.editing.ruling import Known, Standing
from engine.forms.model.base import Text
from engine.forms.scope import AnyScope, RowsScope
from engine.rules import OPERATORS, Kind, Operator, Rule, Type, type_of
from engine.rules.logic import ROWS, rows_of
from engine.rules.operators import GROUPS

Seen = AnyScope | RowsScope

_KINDS: Final[Mapping[str, ValueKind]] = {"number": "number", "boolean": "boolean", "date": "date"}
"""The kinds of values that are typed as such; all others are typed as text."""
_COUNTING: Final = frozenset(("count_selected", "length", "count", "code_level", "row_index"))
"""Functions whose outcome is no longer of the kind of what they read."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A block with its address and what may be chosen for it."""

    at: str
    block: Block
    parts: "tuple[Shown, ...]" = ()
    known: Known | None = None
    """A name's meaning; of a value, the name it is compared with."""
    words: tuple[str, ...] = ()
    """A condition's operators that fit what stands on its left."""
    fits: ValueKind = "text"
    """What kind of value is wanted."""
    names: tuple[Known, ...] = ()
    """Names that may be read here besides the whole rule's: the fields of a row."""

    @property
    def options(self) -> tuple[tuple[str, Text], ...]:
        """What may be chosen in place of a typed value: value and label."""
        return self.known.options if self.known else ()

    def walk(self) -> "Iterator[Shown]":
        """Yield this block and every one within."""
        yield self
        for one in self.parts:
            yield from one.walk()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a term should be: the kind of value, and the name whose values it is compared with."""

    kind: ValueKind = "text"
    like: Known | None = None


@dataclass(frozen=True, slots=True)
class Offering:
    """Finds what may be chosen in the blocks of one rule."""

    standing: Standing

    def shown(self, block: Block) -> Shown:
        """Return the blocks of the whole rule, each with what may be chosen for it."""
        return self._shown(block, "0", self.standing.scope)

    def _shown(self, block: Block, at: str, scope: Seen, wanted: _Wanted = _Wanted()) -> Shown:
        parts = tuple(self._parts(block, at, scope, wanted))
        match block.kind:
            case "name":
                return Shown(at, block, parts, self._named(scope, block.word))
            case "value":
                fits = wanted.kind if block.value_kind == "empty" else block.value_kind
                return Shown(at, block, parts, wanted.like, fits=fits)
            case "list":
                return Shown(at, block, parts, wanted.like, fits=wanted.kind)
            case "condition":
                left = logic_of(block.parts[0]) if block.parts else None
                offered = tuple(_words(type_of(Rule(left), scope)[0].kind))
                words = offered if block.word in offered else (block.word, *offered)
                return Shown(at, block, parts, words=words)
        return Shown(at, block, parts)

    def _parts(self, block: Block, at: str, scope: Seen, wanted: _Wanted) -> Iterator[Shown]:
        operator = block.operator
        for number, part in enumerate(block.parts):
            inside = _inside(scope, block, number)
            own = wanted if block.kind == "list" else self._wanted(block, operator, number, scope)
            made = self._shown(part, f"{at}.{number}", inside, own)
            if inside is not scope:
                made = Shown(
                    made.at, made.block, made.parts, made.known, made.words, made.fits, self._rows(inside)
                )
            yield made

    def _rows(self, scope: Seen) -> tuple[Known, ...]:
        outer = set(self.standing.scope.known())
        return tuple(one for one in self.standing.ground.known(scope) if one.name not in outer)

    def _wanted(self, block: Block, operator: Operator | None, number: int, scope: Seen) -> _Wanted:
        """Return what an argument should be: what the operator takes, else what it is compared with."""
        if operator is None or says_so(operator, number):
            return _Wanted()
        others = [one for place, one in enumerate(block.parts) if place != number]
        like = next((found for one in others if (found := self._read(one, scope)) is not None), None)
        takes = operator.argument(number)
        if takes in ("number", "date"):
            return _Wanted(_KINDS[takes], like)
        kinds = (type_of(Rule(logic_of(one)), scope)[0] for one in others)
        near = next((one.item or one for one in kinds if one.kind != "null"), Type("text"))
        return _Wanted(_KINDS.get(near.kind, "text"), like)

    def _read(self, block: Block, scope: Seen) -> Known | None:
        """Return the name that a term reads, through functions too: `prev(x)` is compared like x."""
        if block.kind == "name":
            return self._named(scope, block.word)
        if block.kind != "call" or block.word in _COUNTING or not block.parts:
            return None
        return self._read(block.parts[0], scope)

    def _named(self, scope: Seen, name: str) -> Known | None:
        return self.standing.ground.name(scope, name)


def _inside(scope: Seen, block: Block, number: int) -> Seen:
    name = turned(block.word)[1] if block.kind == "condition" else block.word
    if block.kind not in ("condition", "call") or name not in ROWS or number != 1:
        return scope
    return scope.rows(rows_of(logic_of(block.parts[0])), "x") or scope


def _words(kind: Kind) -> Iterator[str]:
    """Yield the operators of conditions about a kind of value, each also the other way round."""
    if kind in ("boolean", "any", "null"):
        yield from ("", "!")
    for name, operator in OPERATORS.items():
        takes = operator.argument(0)
        if operator.gives != "boolean" or name in ("and", "or", "!"):
            continue
        if takes in GROUPS and kind not in (*GROUPS[takes], "any", "null"):
            continue
        if kind == "list" and takes == "any" and name != "is_empty":
            continue
        yield name
        if not operator.binds or name == "in":
            yield f"!{name}"


def functions() -> Sequence[tuple[str, Operator]]:
    """Return what can be called, by its name in JSON Logic: signs first, then functions."""
    return [(name, one) for name, one in OPERATORS.items() if name not in ("and", "or", "!")]
