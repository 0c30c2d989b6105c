"""`tianbao check`: read definitions and say everything that is wrong with them, each with its place."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from cli.reports import Format, report
from engine.forms.checking import Checked, check_files, ordered
from engine.problems import Problem


def command(
    paths: Annotated[list[Path], typer.Argument(help="Definition files or folders.")],
    format_: Annotated[
        Format, typer.Option("--format", help="For people, editors, GitHub's annotations or code scanning.")
    ] = Format.TEXT,
    *,
    prove: Annotated[
        bool, typer.Option("--prove", help="Also prove what can never show, fail, hold or be taken.")
    ] = False,
    possible: Annotated[
        bool, typer.Option("--possible", help="With --prove: for what can be, values for which it is.")
    ] = False,
    language: Annotated[str, typer.Option(help="Language of the sentences: en or zh.")] = "en",
) -> None:
    """Check definitions: `file:line:column: error: what is wrong`; status 1 when there are errors."""
    checked = check_files(*paths)
    problems = ordered([*checked.problems, *(proofs(checked, possible=possible) if prove else ())])
    printed = report(problems, format_, language if language in ("zh", "en") else "en")
    if printed:
        typer.echo(printed)
    if format_ is Format.TEXT:
        typer.echo(summary(problems), err=True)
    if any(each.severity == "error" for each in problems):
        raise typer.Exit(1)


def proofs(checked: Checked, *, possible: bool) -> Iterator[Problem]:
    """Yield what is proved of the forms without errors. The solver is loaded only now: it takes its time."""
    package = import_module("engine.forms.proofs")
    for form in checked.sound():
        verdicts = package.merged(package.prove(form, checked.definitions))
        yield from package.tell(verdicts, possible=possible)


def summary(problems: Sequence[Problem]) -> str:
    """Count errors and warnings in one line."""
    errors = sum(each.severity == "error" for each in problems)
    warnings = sum(each.severity == "warning" for each in problems)
    return f"{errors} error(s), {warnings} warning(s)"
