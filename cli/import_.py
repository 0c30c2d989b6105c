"""`tianbao import`: responses of a file taken into the installation's store."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from sqlalchemy import true

from cli import installation
from engine.exchange.brought import Unreadable
from engine.exchange.columns import sheets_of
from engine.exchange.incoming import read
from engine.exchange.taking import Taken, Taking, take_all
from engine.filings import Actor, Desk
from engine.library import NoSuchForm, Programs
from engine.problems import Problem

EXPLANATION = "由文件导入"


def command(
    form: Annotated[str, typer.Argument(help="The form's name.")],
    source: Annotated[Path, typer.Argument(help="Its responses: .json, .csv or .xlsx, as exported.")],
    *,
    trial: Annotated[bool, typer.Option("--trial", help="Only say what would become of it.")] = False,
    language: Annotated[str, typer.Option(help="Language of the faults: en or zh.")] = "en",
) -> None:
    """File the responses of a file, each judged like any other submission.

    A response whose id is there already is left as it is, so a file can be taken again. Those that do
    not fit are told with why, and status 1.
    """
    of = installation.settings()
    store, definitions = installation.migrated(of), installation.definitions(of)
    desk = Desk.over(Programs(definitions), zone=of.zone)
    try:
        with store.read() as work:
            program = desk.programs.current(work, form)
        sheets = sheets_of(program.form, program.codelists)
        found = read(source.read_bytes(), source.suffix.lower(), sheets, most=None)
        taking = Taking(form, Actor("", installation.now()), true(), EXPLANATION)
        told = take_all(store, desk, taking, found, keep=not trial)
    except FileNotFoundError:
        _stop(f"There is no file '{source}'.")
    except NoSuchForm:
        _stop(f"There is no form '{form}'.")
    except Unreadable as refused:
        _stop(refused.problem.message(language))
    finally:
        store.close()
    _tell(told, language if language in ("zh", "en") else "en")


def _tell(told: Taken, language: str) -> None:
    for one in told.refused:
        for fault in one.problems:
            typer.echo(f"{one.number} {one.response}: {_sentence(fault, language)}", err=True)
    typer.echo(f"{told.new} taken, {told.there} there before, {len(told.refused)} refused")
    if told.refused:
        raise typer.Exit(1)


def _sentence(fault: Problem, language: str) -> str:
    place = f"{fault.path}: " if fault.path else ""
    return f"{place}{fault.message(language)}"


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)
