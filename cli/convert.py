"""`tianbao convert`: forms of other tools as definitions, and definitions as XLSForms."""

from pathlib import Path
from typing import Annotated, NoReturn
from uuid import uuid4

import typer

from engine.exchange.bringing import OURS, bring
from engine.exchange.brought import Unreadable
from engine.exchange.xlsform.writing import to_xlsform
from engine.forms import load
from engine.forms.checking import around_file
from engine.forms.nodes import DefinitionError
from engine.problems import Problem


def command(
    source: Annotated[
        Path,
        typer.Argument(help="An XLSForm (.xlsx .xls .csv .md), a SurveyJS form (.json) or a definition."),
    ],
    target: Annotated[
        Path | None, typer.Argument(help="Where to write; .xlsx writes an XLSForm. Absent: to the screen.")
    ] = None,
    *,
    language: Annotated[str, typer.Option(help="Language of the notes: en or zh.")] = "en",
) -> None:
    """Turn a form of another tool into a definition, or a definition into an XLSForm.

    What has no counterpart is told with its place in the source, on standard error.
    """
    language = language if language in ("zh", "en") else "en"
    try:
        if target is not None and target.suffix == ".xlsx":
            _write_xlsform(source, target, language)
            return
        brought = bring(source.read_bytes(), source.suffix.lower(), suffix=uuid4().hex[:8])
    except FileNotFoundError:
        _stop(f"There is no file '{source}'.")
    except Unreadable as refused:
        _stop(_told(refused.problem, language))
    except DefinitionError as error:
        _stop("\n".join(map(str, error.problems)))
    _tell(brought.notes, language)
    if target is None:
        typer.echo(brought.text, nl=False)
    else:
        target.write_text(brought.text, "utf-8")


def _write_xlsform(source: Path, target: Path, language: str) -> None:
    if source.suffix.lower() not in (*OURS, ".json"):
        _stop("Only a definition can be written as an XLSForm.")
    written = to_xlsform(load(source), around_file(source).codelists, language=language)
    _tell(written.notes, language)
    target.write_bytes(written.content)


def _tell(notes: tuple[Problem, ...], language: str) -> None:
    for note in notes:
        typer.echo(_told(note, language), err=True)


def _told(note: Problem, language: str) -> str:
    place = f"{note.path}: " if note.path else ""
    return f"{place}{note.severity}: {note.message(language)} {note.remedy(language)}".strip()


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)
