"""What is wrong with a text that is no expression, in one sentence with its column.

The commonest slips are seen before parsing (brackets, quotes, full-width characters, operators of other
languages); the rest is told by asking which known mistake leaves the parser in the same state.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from lark import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from engine.problems import Problem, Span, problem
from engine.rules.errors import RuleError

_FULL_WIDTH: Final = dict(
    zip("（），：；＝＋－＊／＜＞！％．【】［］｛｝　“”‘’｜＆×÷≥≤≠－、",
        [*"(),:;=+-*/<>!%.[][]{} ", "'", "'", "'", "'", "or", "and", "*", "/", ">=", "<=", "!=", "-", ","],
        strict=True)
)  # fmt: skip

_WRONG: Final = {
    "&&": "and", "||": "or", "===": "==", "!==": "!=", "<>": "!=", "=": "==", "!": "not ", "&": "and",
    "|": "or", "**": "a * a", "//": "/", "AND": "and", "OR": "or", "NOT": "not ", "=>": ">=", "=<": "<=",
    "?": "a if condition else b", "IF": "if", "True": "true", "False": "false", "None": "null",
}  # fmt: skip

_PIECE: Final = re.compile(
    r"""(?P<string>'(?:[^']|'')*'|"(?:[^"]|"")*")|(?P<open>['"])|(?P<bracket>[()\[\]])"""
    r"|(?P<wrong>===|!==|&&|\|\||<>|=>|=<|\*\*|//|(?<![<>=!])=(?!=)|!(?!=)|&|\||\?"
    r"|\b(?:AND|OR|NOT|IF|True|False|None)\b(?!\s*\.))"
    rf"|(?P<wide>[{''.join(map(re.escape, _FULL_WIDTH))}０-９])"
)
_CLOSES: Final = {"(": ")", "[": "]"}

_EXAMPLES: Final[Mapping[str, list[str]]] = {
    "rule-missing-operand": [
        "a +", "a *", "a and", "a or", "not", "a ==", "a <", "a in", "-", "a not in", "(a +)", "f(a +)",
        "[a +]", "a + * b", "a and or b", "a == == b", "a * * b", "a if", "a if b else", "(a and)",
        "(a ==)", "f(a ==)", "f(a and)", "a + and b", "a == and b", "f(not)", "a < if b", "a + if", "f(-)",
        "a + , b", "f(a + , b)", "a.", "f(a).", "a if else b", "()",
    ],
    "rule-missing-operator": [
        "a b", "a 1", "1 a", "a 'x'", "'x' a", "f(a b)", "f(a) b", "f(a)(b)", "(a) b", "(a)(b)", "[a b]", "a [b]",
        "a == b c", "a and b c", "a true", "1 2", "a not b", "f(a 'b')", "f(a 1)", "a in b c", "a not",
        "a == b 'x'", "a == 1 2", "a * b c", "true a", "a (b)", "'x' 'y'", "a + b c", "not a b",
    ],
    "rule-missing-else": ["a if b", "f(a if b)", "(a if b)", "a if b, c", "a if b c", "a if b == c", "[a if b]"],
    "rule-extra-comma": [
        "a, b", "f(a,)", "f(,a)", "f(a,,b)", "[a,]", "[,a]", "[a,,b]", "(a, b)", "f(,)", "(a,)", "a == b, c",
    ],
    "rule-starts-with": ["== a", "and a", "or a", "* a", "< a", "in a", "else a", ", a", "/ a", "> a"],
}  # fmt: skip


def place_of(text: str, start: int, end: int, origin: Span) -> Span:
    """Return the place in the file of `text[start:end]`, when the text begins at `origin`."""
    line, column = _line_column(text, start, origin)
    end_line, end_column = _line_column(text, end, origin)
    return Span(origin.file, line, column, end_line, end_column)


def placed(fault: Problem, text: str, origin: Span) -> Problem:
    """Return a fault of `text` with its place in the file, by the column it tells."""
    column = fault.params.get("column")
    start = column - 1 if isinstance(column, int) else 0
    return replace(fault, span=place_of(text, start, start + 1, origin))


def _line_column(text: str, offset: int, origin: Span) -> tuple[int, int]:
    lines = text.count("\n", 0, offset)
    if not lines:
        return origin.line, origin.column + offset
    return origin.line + lines, offset - text.rindex("\n", 0, offset)


def before_parsing(text: str) -> None:
    """Raise RuleError for what can be seen without parsing; every such fault is told."""
    if not text.strip():
        raise RuleError(problem("rule-empty"))
    found = tuple(_slips(text)) or tuple(_brackets(text))
    if found:
        raise RuleError(*found)


def _pieces(text: str) -> Iterator[tuple[str, str, int]]:
    for match in _PIECE.finditer(text):
        yield match.lastgroup or "", match.group(), match.start() + 1


def _slips(text: str) -> Iterator[Problem]:
    for kind, found, column in _pieces(text):
        if kind == "wide":
            expected = _FULL_WIDTH.get(found) or str(int(found))
            yield problem("rule-full-width", column=column, found=found, expected=expected)
        elif kind == "wrong":
            yield problem("rule-wrong-operator", column=column, found=found, expected=_WRONG[found].strip())
        elif kind == "open":
            yield problem("rule-string-open", column=column)
            return


def _brackets(text: str) -> Iterator[Problem]:
    opened: list[tuple[str, int]] = []
    for kind, found, column in _pieces(text):
        if kind != "bracket":
            continue
        if found in _CLOSES:
            opened.append((found, column))
        elif not opened:
            yield problem("rule-extra-close", column=column, found=found)
            return
        elif _CLOSES[opened[-1][0]] == found:
            opened.pop()
        else:
            yield _unclosed(opened[-1], column)
            return
    if opened:
        yield _unclosed(opened[-1], len(text.rstrip()) + 1)


def _unclosed(opened: tuple[str, int], column: int) -> Problem:
    sign, place = opened
    return problem("rule-missing-close", column=column, expected=_CLOSES[sign], found=sign, opened=place)


def explain_syntax(parse: Callable[[str], object], error: UnexpectedInput, text: str) -> Problem:
    """Return the problem of a text that `parse` refused with `error`."""
    if isinstance(error, UnexpectedCharacters):
        return problem("rule-character", column=error.pos_in_stream + 1, found=text[error.pos_in_stream])
    code = error.match_examples(parse, _EXAMPLES, use_accepts=True) or "rule-syntax"
    at_end = isinstance(error, UnexpectedToken) and error.token.type == "$END"
    column = len(text.rstrip()) + 1 if at_end else (error.pos_in_stream or 0) + 1
    return problem(code, column=column, found=_seen(code, error, text, column))


def _seen(code: str, error: UnexpectedInput, text: str, column: int) -> str:
    """Return what stands at the fault; for a missing operand, what stands before it."""
    if code == "rule-missing-operand" or not isinstance(error, UnexpectedToken) or not str(error.token):
        words = text[: column - 1].split()
        return words[-1] if words else text
    return str(error.token)
