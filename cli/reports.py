"""Problems as reports: for people with the line and a caret, as JSON, as GitHub's annotations, as SARIF."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path, PurePath
from typing import Final
from unicodedata import east_asian_width
from urllib.parse import quote

from engine.problems import CATALOGUE, Problem, Severity, Span


class Format(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


WIDEST: Final = 160
"""The most characters of a source line that are shown."""

_SARIF: Final[Mapping[Severity, str]] = {"error": "error", "warning": "warning", "info": "note"}
_GITHUB: Final[Mapping[Severity, str]] = {"error": "error", "warning": "warning", "info": "notice"}
_SARIF_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def report(problems: Sequence[Problem], as_: Format, language: str) -> str:
    """Return problems in one format, without a line break at the end; '' for nothing to say."""
    return _WRITERS[as_](problems, language)


def said(fault: Problem, language: str) -> str:
    """Return what is wrong and what to do about it."""
    between = "" if language == "zh" else " "
    return between.join(filter(None, (fault.message(language), fault.remedy(language))))


def _text(problems: Sequence[Problem], language: str) -> str:
    return "\n".join(line for fault in problems for line in _lines(fault, language))


def _lines(fault: Problem, language: str) -> Iterator[str]:
    """Yield a problem as compilers print theirs, then its line with the place marked."""
    place = f"{fault.span}: " if fault.span else ""
    yield f"{place}{fault.severity}: {said(fault, language)}"
    shown = pointed(_source(fault.span.file), fault.span) if fault.span else None
    if shown:
        yield from shown


@cache
def _source(file: str) -> tuple[str, ...]:
    """Return the lines of a file; none of one that cannot be read, which is a problem of its own."""
    try:
        return tuple(Path(file).read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError):
        return ()


def pointed(lines: Sequence[str], span: Span) -> tuple[str, str] | None:
    """Return the line of a span and the carets below it; None where the file has no such line.

    A Chinese character is two columns wide on a screen, so the carets are counted by width.
    """
    if not (0 < span.line <= len(lines)) or not lines[span.line - 1].strip():
        return None
    line = lines[span.line - 1]
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    cut = max(0, start - WIDEST // 2)
    text = line[cut : cut + WIDEST]
    blank = "".join("\t" if letter == "\t" else " " * _width(letter) for letter in line[cut:start])
    marked = sum(map(_width, line[start : min(end, cut + WIDEST)].rstrip()))
    return f"  {text}", f"  {blank}{'^' * max(1, marked)}"


def _width(letter: str) -> int:
    return 2 if east_asian_width(letter) in "WF" else 1


def _json(problems: Sequence[Problem], language: str) -> str:
    return json.dumps([as_data(each, language) for each in problems], ensure_ascii=False, indent=1)


def as_data(fault: Problem, language: str) -> dict[str, object]:
    """Return a problem as data for editors."""
    span = fault.span
    return {
        "code": fault.code,
        "severity": fault.severity,
        "message": fault.message(language),
        "remedy": fault.remedy(language),
        "path": fault.path,
        "file": span.file if span else "",
        "line": span.line if span else 0,
        "column": span.column if span else 0,
        "end_line": span.end_line if span else 0,
        "end_column": span.end_column if span else 0,
    }


def _github(problems: Sequence[Problem], language: str) -> str:
    return "\n".join(_annotation(fault, language) for fault in problems)


def _annotation(fault: Problem, language: str) -> str:
    """Return a workflow command: GitHub shows it at the line."""
    given = {**_place(fault.span), "title": fault.code}
    properties = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in given.items())
    return f"::{_GITHUB[fault.severity]} {properties}::{_escaped(said(fault, language))}"


def _place(span: Span | None) -> dict[str, object]:
    if span is None:
        return {}
    end = {"endLine": span.end_line} if span.end_line else {}
    columns = {"endColumn": span.end_column} if span.end_line == span.line else {}
    return {"file": span.file, "line": span.line, **end, "col": span.column, **columns}


def _escaped(text: str, more: str = "") -> str:
    for letter in ("%", "\r", "\n", *more):
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text


def _sarif(problems: Sequence[Problem], language: str) -> str:
    """Return SARIF 2.1.0 (OASIS): what code scanning of many hosts reads."""
    codes = sorted({fault.code for fault in problems})
    results = [_result(fault, codes.index(fault.code), language) for fault in problems]
    rules = [{"id": code, "shortDescription": {"text": _rule_text(code, language)}} for code in codes]
    driver = {"name": "tianbao", "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps(
        {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1
    )


def _rule_text(code: str, language: str) -> str:
    """Return a code's sentence with its holes."""
    return CATALOGUE[code].message[language]


def _result(fault: Problem, rule: int, language: str) -> dict[str, object]:
    message = {"text": said(fault, language)}
    found = {"ruleId": fault.code, "ruleIndex": rule, "level": _SARIF[fault.severity], "message": message}
    return {**found, "locations": [_location(fault.span)] if fault.span else []}


def _location(span: Span) -> dict[str, object]:
    region = {"startLine": span.line, "startColumn": span.column}
    if span.end_line:
        region |= {"endLine": span.end_line, "endColumn": span.end_column}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(span.file)}, "region": region}}


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


_WRITERS: Final[Mapping[Format, Callable[[Sequence[Problem], str], str]]] = {
    Format.TEXT: _text,
    Format.JSON: _json,
    Format.GITHUB: _github,
    Format.SARIF: _sarif,
}
