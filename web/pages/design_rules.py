"""What the page of one rule reads: the rule in blocks, as text, and in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.forms.editing.blocks import turned
from engine.forms.editing.offers import Shown, functions
from engine.forms.editing.ruling import Known
from engine.forms.model.base import text_in
from engine.problems import Problem
from engine.rules import OPERATORS
from engine.rules.typed import KIND_WORDS

NEGATED: Final[Mapping[str, tuple[str, str]]] = {
    "in": ("不属于", "is not one of"),
    "is_empty": ("不为空", "is not empty"),
    "selected": ("没有选", "is not chosen"),
    "contains": ("不包含", "does not contain"),
    "starts_with": ("不以…开头", "does not begin with"),
    "ends_with": ("不以…结尾", "does not end with"),
    "code_under": ("不属于", "is not under"),
    "": ("不成立（否）", "is not so (no)"),
}
"""What the opposite of an operator is called."""
_OURS: Final[Mapping[str, tuple[str, str]]] = {
    "period.year": ("填报期的年份", "the period's year"),
    "period.half_year": ("填报期的半年", "the period's half-year"),
    "period.quarter": ("填报期的季度", "the period's quarter"),
    "period.month": ("填报期的月份", "the period's month"),
    "period.start": ("填报期的第一天", "the period's first day"),
    "period.end": ("填报期的最后一天", "the period's last day"),
    "period.key": ("填报期的代号", "the period's key"),
    "value": ("选项的值", "the choice's value"),
    "label": ("选项的标题", "the choice's label"),
    "parent": ("选项的上级", "what the choice is under"),
    "level": ("选项的层级", "the choice's level"),
}
"""What names are called that no definition gives."""
_PLAIN: Final = ("成立（是）", "is so (yes)")


@dataclass(frozen=True, slots=True)
class NameLine:
    """One name that the rule may read."""

    name: str
    """As the rule writes it."""
    label: str
    """What people call it."""
    kind: str
    """What values it has, in words."""


@dataclass(frozen=True, slots=True)
class FunctionLine:
    """One function that the rule may call."""

    name: str
    """Its name in JSON Logic."""
    usage: str
    """How it is written."""
    words: str
    """What people call it."""
    says: str
    """What it does."""


@dataclass(frozen=True, slots=True)
class BlockView:
    """One block on the page."""

    at: str
    """Its address among the blocks."""
    kind: str
    """Group, condition, name, value, call or list."""
    word: str
    """Mode, operator, name or function."""
    called: str
    """What people call that."""
    value: str
    """A constant as written."""
    fits: str
    """The kind of value wanted: text, number, boolean, date."""
    choices: tuple[tuple[str, str, bool], ...]
    """What may be chosen for it: value, label, whether it is chosen."""
    words: tuple[tuple[str, str], ...]
    """A condition's operators: operator and what it is called."""
    names: tuple[NameLine, ...]
    """Names that may be read here alone."""
    parts: "tuple[BlockView, ...]"
    """The blocks within."""
    symbol: str
    """The sign between its parts; '' for a function's commas."""
    hint: str
    """What the function does."""
    more: bool
    """Whether it can have one part more."""
    fewer: bool
    """Whether a part can be taken away."""
    waits: bool
    """Whether it is the left side of a condition, and nothing is chosen for it."""


@dataclass(frozen=True, slots=True)
class RulePage:
    """Context of `designs/rule.html`."""

    id: str
    """The design."""
    title: str
    """What it is called."""
    revision: int
    """What this page has seen."""
    at: str
    """Where the rule stands."""
    back: str
    """The part that it belongs to."""
    label: str
    """The property, a text of the catalogue."""
    part: str
    """What people call the part it belongs to."""
    text: str
    """The rule as text."""
    top: BlockView | None
    """The rule in blocks; None while the text is no rule."""
    problems: tuple[Problem, ...]
    """What is wrong with it."""
    caret: tuple[str, str]
    """The line that the first problem speaks of, and a mark under it; both '' without."""
    names: tuple[NameLine, ...]
    """What the rule may read."""
    functions: tuple[FunctionLine, ...]
    """What the rule may call."""
    removable: bool
    """Whether there may be none."""
    asks: bool = False
    """Whether it was asked to save, and something is wrong."""
    truth: bool = True
    """Whether the rule says yes or no."""


def name_line(known: Known, language: str) -> NameLine:
    """Return a name as the page shows it."""
    zh, en = KIND_WORDS[known.type.kind]
    label = text_in(known.label, language) or _in(_OURS.get(known.name, ("", "")), language)
    return NameLine(known.name, label, zh if language == "zh" else en)


def function_lines(language: str) -> tuple[FunctionLine, ...]:
    """Return every function, arithmetic first."""
    return tuple(
        FunctionLine(name, one.usage, _in(one.words, language), _in(one.says, language))
        for name, one in functions()
    )


def block_view(shown: Shown, language: str, *, left: bool = False) -> BlockView:
    """Return a block as the page shows it; `left` for the one that a condition speaks of."""
    block = shown.block
    operator = block.operator
    chosen = {one.value for one in block.parts} if block.kind == "list" else {block.value}
    choices = ((value, text_in(label, language), value in chosen) for value, label in shown.options)
    holds, count = block.kind in ("call", "condition") and operator is not None, len(block.parts)
    return BlockView(
        at=shown.at,
        kind=block.kind,
        word=block.word,
        called=_called(shown, language),
        value=block.value,
        fits=shown.fits,
        choices=tuple(choices) if block.kind in ("value", "list") else (),
        words=tuple((one, word_of(one, language)) for one in shown.words),
        names=tuple(name_line(one, language) for one in shown.names),
        parts=tuple(
            block_view(one, language, left=block.kind == "condition" and not number)
            for number, one in enumerate(shown.parts)
        ),
        symbol=operator.symbol.strip() if operator and operator.binds and block.kind == "call" else "",
        hint=_in(operator.says, language) if operator and block.kind == "call" else "",
        more=holds and operator is not None and (operator.most is None or count < operator.most),
        fewer=holds and operator is not None and count > operator.least,
        waits=left and block.kind == "value" and block.value_kind == "empty",
    )


def word_of(word: str, language: str) -> str:
    """Return what a condition's operator is called, or the opposite of one."""
    mark, name = turned(word)
    if not name:
        return _in(NEGATED[""] if mark or word == "!" else _PLAIN, language)
    own = _in(OPERATORS[name].words, language)
    if not mark:
        return own
    negated = NEGATED.get(name)
    return _in(negated, language) if negated else (f"并非：{own}" if language == "zh" else f"not: {own}")


def _called(shown: Shown, language: str) -> str:
    if shown.block.kind == "name":
        label = name_line(shown.known, language).label if shown.known else ""
        return label or shown.block.word
    operator = shown.block.operator
    return _in(operator.words, language) if operator else ""


def _in(words: tuple[str, str], language: str) -> str:
    return words[0 if language == "zh" else 1]


def caret_of(text: str, problems: tuple[Problem, ...]) -> tuple[str, str]:
    """Return the line that the first problem speaks of, and a mark under its place."""
    span = next((one.span for one in problems if one.span), None)
    lines = text.split("\n")
    if span is None or not 0 < span.line <= len(lines):
        return "", ""
    line = lines[span.line - 1]
    before = "".join(_blank(sign) for sign in line[: span.column - 1])
    width = span.end_column - span.column if span.end_line == span.line else 1
    return line, before + "^" * max(width, 1)


def _blank(sign: str) -> str:
    return "\u3000" if ord(sign) > 0x2E80 else " "
