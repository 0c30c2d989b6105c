"""`tianbao check`: read definitions and say everything that is wrong with them, each with its place."""

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from engine.forms.checking import check
from engine.problems import Problem


class Format(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    JSON = "json"


def command(
    paths: Annotated[list[Path], typer.Argument(help="Definition files or folders.")],
    format_: Annotated[Format, typer.Option("--format", help="Print as lines or as JSON.")] = Format.TEXT,
    language: Annotated[str, typer.Option(help="Language of the sentences: en or zh.")] = "en",
) -> None:
    """Check definitions: `file:line:column: error: what is wrong`; status 1 when there are errors."""
    problems = check(*paths)
    language = language if language in ("zh", "en") else "en"
    if format_ is Format.JSON:
        typer.echo(json.dumps([as_json(each, language) for each in problems], ensure_ascii=False, indent=1))
    else:
        for each in problems:
            typer.echo(line(each, language))
        typer.echo(summary(problems), err=True)
    if any(each.severity == "error" for each in problems):
        raise typer.Exit(1)


def line(fault: Problem, language: str) -> str:
    """Return a problem as compilers print theirs."""
    place = f"{fault.span}: " if fault.span else ""
    between = "" if language == "zh" else " "
    text = between.join(filter(None, (fault.message(language), fault.remedy(language))))
    return f"{place}{fault.severity}: {text}"


def as_json(fault: Problem, language: str) -> dict[str, object]:
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


def summary(problems: Sequence[Problem]) -> str:
    """Count errors and warnings in one line."""
    errors = sum(each.severity == "error" for each in problems)
    warnings = sum(each.severity == "warning" for each in problems)
    return f"{errors} error(s), {warnings} warning(s)"
