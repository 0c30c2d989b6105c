"""A rule as blocks that somebody puts together without writing: groups, conditions and what they compare.

Both ways: a rule's JSON Logic to blocks, and blocks to JSON Logic. Every rule of the language can be
shown: what is no group and no condition is a term with terms inside.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from engine.rules import OPERATORS, Logic, Operator
from engine.rules.logic import operation, variable
from engine.rules.reading import is_name, number_of

BlockKind = Literal["group", "condition", "name", "value", "call", "list"]
ValueKind = Literal["text", "number", "boolean", "date", "empty"]

MODES: Final = ("and", "or", "!and", "!or")
"""How a group holds: all, any, not all, none."""
MOST: Final = 400
"""Blocks of one rule that can be put together; more are written as text."""
DEEP: Final = 40
_NUMBER_LENGTH: Final = 40


@dataclass(frozen=True, slots=True)
class Block:
    """One block.

    `word` is a group's mode, a condition's operator (with `!` before it for the other way round; '' for a
    plain yes or no), a name, or a function; `value` a constant as written.
    """

    kind: BlockKind
    word: str = ""
    parts: "tuple[Block, ...]" = ()
    value: str = ""
    value_kind: ValueKind = "empty"

    @property
    def operator(self) -> Operator | None:
        """The operator or function of a condition or a call."""
        return OPERATORS.get(turned(self.word)[1]) if self.kind in ("condition", "call") else None

    @property
    def finished(self) -> bool:
        """Whether nothing in it waits to be chosen."""
        if self.kind == "condition" and (not self.parts or _waits(self.parts[0])):
            return False
        if self.kind == "condition" and self.word and any(map(_waits, self.parts[1:])):
            return False
        return all(one.finished for one in self.parts)


def _waits(block: Block) -> bool:
    return block.kind == "value" and block.value_kind == "empty"


EMPTY: Final = Block("value")
CONDITION: Final = Block("condition", "==", (EMPTY, EMPTY))
"""A condition of which nothing is chosen."""


def turned(word: str) -> tuple[bool, str]:
    """Return whether a word says the opposite of an operator, and that operator."""
    return (True, word[1:]) if word.startswith("!") and word != "!=" else (False, word)


def blocks_of(logic: Logic, *, truth: bool) -> Block:
    """Return a rule's blocks; one that must come out as yes or no is a group of conditions."""
    if not truth:
        return _term(logic)
    made = _truth(logic)
    return made if made.kind == "group" else Block("group", "and", () if logic is None else (made,))


def _truth(logic: Logic) -> Block:
    found = operation(logic)
    mark, inner = ("!", found[1][0]) if found and found[0] == "!" and len(found[1]) == 1 else ("", logic)
    found = operation(inner)
    if found and found[0] in ("and", "or"):
        return Block("group", mark + found[0], tuple(map(_truth, found[1])))
    operator = OPERATORS.get(found[0]) if found else None
    if found is None or operator is None or operator.gives != "boolean" or found[0] == "!":
        return Block("condition", mark, (_term(inner),))
    return Block("condition", mark + found[0], _parts(operator, found[1]))


def _parts(operator: Operator, given: Sequence[Logic]) -> tuple[Block, ...]:
    return tuple(_truth(one) if says_so(operator, number) else _term(one) for number, one in enumerate(given))


def says_so(operator: Operator, number: int) -> bool:
    """Whether an argument of an operator is itself a condition."""
    takes = operator.argument(number)
    return takes == "boolean" or (takes == "body" and operator.name != "map")


def _term(logic: Logic) -> Block:
    name, day, found = variable(logic), _day(logic), operation(logic)
    if name is not None:
        return Block("name", name)
    if isinstance(logic, list):
        return Block("list", "", tuple(map(_term, logic)))
    if day is not None:
        return Block("value", value=day, value_kind="date")
    if found is None:
        return _constant(logic)
    operator = OPERATORS.get(found[0])
    return Block("call", found[0], _parts(operator, found[1]) if operator else ())


def _day(logic: Logic) -> str | None:
    found = operation(logic)
    given = found[1] if found and found[0] == "date" else []
    return given[0] if len(given) == 1 and isinstance(given[0], str) else None


def _constant(logic: Logic) -> Block:
    if logic is None:
        return EMPTY
    if isinstance(logic, bool):
        return Block("value", value=str(logic).lower(), value_kind="boolean")
    if isinstance(logic, Decimal):
        return Block("value", value=format(logic, "f"), value_kind="number")
    return Block("value", value=str(logic), value_kind="text")


def logic_of(block: Block) -> Logic:
    """Return the rule that blocks come to; None for an empty group."""
    parts = [logic_of(one) for one in block.parts]
    if block.kind == "group":
        mark, name = turned(block.word)
        made: Logic = {name: parts} if len(parts) > 1 else (parts[0] if parts else None)
        return {"!": [made]} if mark and parts else made
    if block.kind == "condition":
        mark, name = turned(block.word)
        inner: Logic = {name: parts} if name else (parts[0] if parts else None)
        return {"!": [inner]} if mark else inner
    if block.kind == "name":
        return {"var": block.word}
    if block.kind == "list":
        return list(parts)
    return {block.word: parts} if block.kind == "call" else _value(block)


def _value(block: Block) -> Logic:
    match block.value_kind:
        case "empty":
            return None
        case "boolean":
            return block.value == "true"
        case "date":
            return {"date": [block.value]}
        case "number":
            return number_of(block.value)
        case "text":
            return block.value


Posted = Mapping[str, Sequence[str]]
"""Blocks as a form posts them, each by its address ('0', its parts '0.0', '0.1'): `o.` mode or operator,
`w.` what a term is ('name:x', 'call:sum', 'value', 'list'), `v.` a value or several, `k.` its kind, `n.`
how many parts there are."""


def posted_blocks(posted: Posted) -> Block:
    """Return the blocks that were posted. Raises ValueError for what no page of ours posts."""
    return _Reader(posted).at("0", 0)


class _Reader:
    def __init__(self, posted: Posted) -> None:
        self._posted, self._left = posted, MOST

    def _one(self, key: str) -> str:
        found = self._posted.get(key)
        return found[0] if found else ""

    def at(self, at: str, depth: int) -> Block:
        self._left -= 1
        if self._left < 0 or depth > DEEP:
            raise ValueError("too many blocks")
        word = self._posted.get(f"o.{at}")
        if word is None:
            return self._term(at, depth)
        if word[0] in MODES:
            return Block("group", word[0], self._several(at, self._count(at), depth))
        _mark, name = turned(word[0])
        operator = OPERATORS.get(name)
        if not name:
            return Block("condition", word[0], (self._part(f"{at}.0", depth),))
        if operator is None or operator.gives != "boolean":
            raise ValueError(word[0])
        return Block("condition", word[0], self._arguments(at, operator, depth))

    def _arguments(self, at: str, operator: Operator, depth: int) -> tuple[Block, ...]:
        count = max(self._count(at), operator.least)
        count = count if operator.most is None else min(count, operator.most)
        parts = list(self._several(at, count, depth))
        for number, one in enumerate(parts):
            if says_so(operator, number) and one.kind not in ("group", "condition"):
                parts[number] = Block("group", "and", (CONDITION,))
        if operator.name == "in" and len(parts) > 1 and parts[1].kind == "value":
            parts[1] = Block("list", "", () if _waits(parts[1]) else (parts[1],))
        return tuple(parts)

    def _several(self, at: str, count: int, depth: int) -> tuple[Block, ...]:
        return tuple(self._part(f"{at}.{number}", depth) for number in range(count))

    def _part(self, at: str, depth: int) -> Block:
        there = f"w.{at}" in self._posted or f"o.{at}" in self._posted
        return self.at(at, depth + 1) if there else EMPTY

    def _count(self, at: str) -> int:
        given = self._one(f"n.{at}")
        return int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 0

    def _term(self, at: str, depth: int) -> Block:
        kind, _, word = self._one(f"w.{at}").partition(":")
        if kind == "name":
            if not is_name(word):
                raise ValueError(word)
            return Block("name", word)
        if kind == "call":
            operator = OPERATORS.get(word)
            if operator is None:
                raise ValueError(word)
            return Block("call", word, self._arguments(at, operator, depth))
        if kind == "list":
            picked = self._posted.get(f"v.{at}")
            if picked is None:
                return Block("list", "", self._several(at, self._count(at), depth))
            return Block("list", "", tuple(value_block(one, "text") for one in picked if one))
        return value_block(self._one(f"v.{at}"), self._one(f"k.{at}"))


def value_block(written: str, kind: str) -> Block:
    """Return a constant as typed: of its kind if it can be so, else a text; nothing written is empty."""
    text = written.strip()
    if text == "":
        return EMPTY
    if kind == "boolean" and text in ("true", "false"):
        return Block("value", value=text, value_kind="boolean")
    if kind == "date":
        return Block("value", value=text, value_kind="date")
    if kind == "number" and len(text) <= _NUMBER_LENGTH and _is_number(text):
        return Block("value", value=text, value_kind="number")
    return Block("value", value=written, value_kind="text")


def _is_number(text: str) -> bool:
    whole, dot, rest = text.removeprefix("-").partition(".")
    return _digits(whole) and (not dot or _digits(rest))


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def added(top: Block, at: str, what: str) -> Block:
    """Return the blocks with a new member at the end of a group, list or call. Raises LookupError."""

    def more(block: Block) -> Block:
        if block.kind == "group":
            new = Block("group", "or", (CONDITION, CONDITION)) if what == "group" else CONDITION
        elif block.kind == "list" or block.operator is not None:
            new = EMPTY
        else:
            raise LookupError(at)
        return replace(block, parts=(*block.parts, new))

    return _changed(top, _steps(at), more)


def dropped(top: Block, at: str) -> Block:
    """Return the blocks without the one at an address. Raises LookupError."""
    *above, last = _steps(at) or [-1]

    def fewer(block: Block) -> Block:
        if not 0 <= last < len(block.parts):
            raise LookupError(at)
        return replace(block, parts=block.parts[:last] + block.parts[last + 1 :])

    return _changed(top, above, fewer)


def _steps(at: str) -> list[int]:
    steps = at.split(".")[1:]
    if not all(map(_digits, steps)) or len(steps) > DEEP:
        raise LookupError(at)
    return [int(step) for step in steps]


def _changed(block: Block, steps: Sequence[int], change: Callable[[Block], Block]) -> Block:
    if not steps:
        return change(block)
    first, *rest = steps
    if first >= len(block.parts):
        raise LookupError(str(first))
    parts = list(block.parts)
    parts[first] = _changed(parts[first], rest, change)
    return replace(block, parts=tuple(parts))
