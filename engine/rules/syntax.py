"""What is wrong with a text that is no expression, in one sentence with its column.

The commonest slips are seen before parsing (brackets, quotes, full-width characters, operators of other
languages); the rest is told by what the parser was waiting for and what it met.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from lark import UnexpectedInput, UnexpectedToken

from engine.problems import Problem, Span, problem
from engine.rules.errors import RuleError
from engine.rules.limits import TOLD

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
    r"""(?P<string>'[^']*(?:''[^']*)*'|"[^"]*(?:""[^"]*)*")|(?P<open>['"])|(?P<bracket>[()\[\]])"""
    r"|(?P<wrong>===|!==|&&|\|\||<>|=>|=<|\*\*|//|(?<![<>=!])=(?!=)|!(?!=)|&|\||\?"
    r"|\b(?:AND|OR|NOT|IF|True|False|None)\b(?!\s*\.))"
    rf"|(?P<wide>[{''.join(map(re.escape, _FULL_WIDTH))}０-９])"
)
_CLOSES: Final = {"(": ")", "[": "]"}

_STARTS: Final = frozenset({"NAME", "NUMBER", "STRING", "LPAR", "LSQB", "NOT", "TRUE", "FALSE", "NULL"})
_ENDS: Final = frozenset({"$END", "COMMA", "RPAR", "RSQB"})
_IF: Final = re.compile(r"\bif\b(?!\s*\()")
_ELSE: Final = re.compile(r"\belse\b")
_SIGN: Final = re.compile(r"'[^']*(?:''[^']*)*'|\"[^\"]*(?:\"\"[^\"]*)*\"|[\w.]+|[^\w\s]")
_WORD: Final = re.compile(r"'[^']*'|\"[^\"]*\"|[\w.]+|[^\w\s]+")


def place_of(text: str, start: int, end: int, origin: Span) -> Span:
    """Return the place in the file of `text[start:end]`, when the text begins at `origin`."""
    line, column = _line_column(text, start, origin)
    end_line, end_column = _line_column(text, end, origin)
    return Span(origin.file, line, column, end_line, end_column)


def placed(fault: Problem, text: str, origin: Span) -> Problem:
    """Return a fault of `text` with its place in the file, by the column it tells."""
    column = fault.params.get("column")
    start = column - 1 if isinstance(column, int) else 0
    return fault._replace(span=place_of(text, start, start + 1, origin))


def _line_column(text: str, offset: int, origin: Span) -> tuple[int, int]:
    lines = text.count("\n", 0, offset)
    if not lines:
        return origin.line, origin.column + offset
    return origin.line + lines, offset - text.rindex("\n", 0, offset)


def words_in(text: str) -> int:
    """Return about how many names, numbers, texts and signs a rule's text has; never too few by half."""
    return sum(1 for _ in _SIGN.finditer(text))


def before_parsing(text: str) -> None:
    """Raise RuleError for what can be seen without parsing; every such fault is told."""
    if not text.strip():
        raise RuleError(problem("rule-empty"))
    found = tuple(islice(_slips(text), TOLD)) or tuple(_brackets(text))
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


def explain_syntax(error: UnexpectedInput, text: str) -> Problem:
    """Return the problem of a text that the parser refused with `error`."""
    if not isinstance(error, UnexpectedToken):
        at = error.pos_in_stream or 0
        return problem("rule-character", column=at + 1, found=text[at])
    at_end = error.token.type == "$END"
    column = len(text.rstrip()) + 1 if at_end else (error.token.start_pos or 0) + 1
    before = _WORD.findall(text[: column - 1])
    operand = "NAME" in error.expected
    code = _operand_fault(error, before) if operand else _operator_fault(error, text[:column])
    found = before[-1] if code == "rule-missing-operand" else str(error.token)
    return problem(code, column=column, found=found)


def _operand_fault(error: UnexpectedToken, before: list[str]) -> str:
    """Name the slip where a name, number or text was due; `before` are the words that were read."""
    if not before:
        return "rule-starts-with"
    comma = error.token.type == "COMMA" and before[-1][-1] in "([,"
    return "rule-extra-comma" if comma or before[-1].endswith(",") else "rule-missing-operand"


def _operator_fault(error: UnexpectedToken, read: str) -> str:
    """Name the slip where an operator or the end was due."""
    kind = error.token.type
    if kind in _ENDS and len(_IF.findall(read)) > len(_ELSE.findall(read)):
        return "rule-missing-else"
    if kind in _STARTS:
        return "rule-missing-operator"
    return "rule-extra-comma" if kind == "COMMA" else "rule-syntax"
