"""`tianbao diff`: what changed between two versions of a form, and what that means for stored answers."""

import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from cli import installation
from engine.forms import Definitions, load
from engine.forms.checking import around_file
from engine.forms.differences.comparing import compare
from engine.forms.differences.difference import REFUSED, VERDICT_WORDS, Difference, gravest
from engine.forms.differences.matching import Side
from engine.forms.listing import lists_of
from engine.forms.nodes import DefinitionError
from engine.library.counting import counted
from engine.library.shelf import Shelf
from engine.library.versions import NoSuchForm, current_version, side_of, version_named, ways_to
from engine.store import Work


class Format(StrEnum):
    """How differences are printed."""

    TEXT = "text"
    JSON = "json"


def command(
    before: Annotated[str, typer.Argument(help="A file, or FORM@VERSION of the installation's store.")],
    after: Annotated[str, typer.Argument(help="A file, or FORM@VERSION; FORM@ is the present version.")],
    *,
    format_: Annotated[Format, typer.Option("--format", help="Print as lines or as JSON.")] = Format.TEXT,
    language: Annotated[str, typer.Option(help="Language of the sentences: en or zh.")] = "en",
    count: Annotated[bool, typer.Option("--count", help="Count the stored answers touched.")] = False,
) -> None:
    """Say what changed between two versions of a form; status 1 when AFTER could not be published.

    VERSION is the beginning of a version's hash, or its label. Stored answers are counted where a
    version comes from the store, and with --count.
    """
    language = language if language in ("zh", "en") else "en"
    stored = count or not all(Path(side).exists() for side in (before, after))
    try:
        found = _in_store(before, after) if stored else compare(_of_file(before), _of_file(after))
    except DefinitionError as error:
        _stop("\n".join(map(str, error.problems)))
    except NoSuchForm as missing:
        _stop(f"There is no version '{missing}'.")
    if format_ is Format.JSON:
        typer.echo(json.dumps([each.as_json() for each in found], ensure_ascii=False, indent=1))
    else:
        for line in lines(found, language):
            typer.echo(line)
    if gravest(found) in REFUSED:
        raise typer.Exit(1)


def lines(found: Sequence[Difference], language: str) -> Iterator[str]:
    """Yield differences as people read them: the class, the sentence, how many answers it touches."""
    number = ("zh", "en").index(language)
    for each in found:
        tail = (
            ""
            if each.answers is None
            else (f"（{each.answers} 份答案）", f" [{each.answers} stored]")[number]
        )
        remedy = each.remedy(language) if each.verdict in REFUSED else ""
        between = "" if language == "zh" else " "
        told = between.join(filter(None, (each.told(language), remedy)))
        yield f"{VERDICT_WORDS[each.verdict][number]}: {told}{tail}"


def _of_file(path: str) -> Side:
    form = load(path)
    lists = lists_of(form, around_file(Path(path)))
    return Side(form, lists.codelists, lists.tables)


def _in_store(before: str, after: str) -> tuple[Difference, ...]:
    settings = installation.settings()
    shelf = Shelf(Definitions())
    with installation.migrated(settings).read() as work:
        old, new = (_side(work, written, shelf) for written in (before, after))
        version = _version(work, before) or current_version(work, old.form.form)
        if version is None:
            return compare(old, new)
        return counted(work, old.form.form, compare(old, new), ways_to(work, version))


def _side(work: Work, written: str, shelf: Shelf) -> Side:
    version = _version(work, written)
    return _of_file(written) if version is None else side_of(work, version, shelf)


def _version(work: Work, written: str) -> str | None:
    """Return the version that is meant; None for a file."""
    if Path(written).exists():
        return None
    form, _, version = written.partition("@")
    return version_named(work, form, version)


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)
