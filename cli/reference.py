"""`tianbao reference`: write the reference pages of docs/ from the code that they describe."""

import ast
import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final

import typer

from engine import settings
from engine.problems import CATALOGUE
from engine.rules import OPERATORS

NOTE: Final = "<!-- Written by `tianbao reference`; edit the code, not this page. -->\n"


def command(
    folder: Annotated[Path, typer.Argument(help="Folder of the pages.")] = Path("docs/reference"),
) -> None:
    """Write the pages of functions, problems and settings."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")
        typer.echo(str(folder / name))


def pages() -> Mapping[str, str]:
    """Return every reference page by its file name."""
    return {"functions.md": _functions(), "problems.md": _problems(), "settings.md": _settings()}


def _functions() -> str:
    rows = (
        (f"`{each.usage}`", f"{each.words[0]} · {each.words[1]}", *each.says, _example(*each.example))
        for each in OPERATORS.values()
    )
    title = "# Operators and functions\n\nParser, checker, compiler and this page read one table."
    return _page(title, ("written", "name", "意思", "meaning", "example"), rows)


def _example(text: str, value: str) -> str:
    return f"`{text}` → `{value}`" if text else ""


def _problems() -> str:
    rows = (
        (f"`{code}`", entry.severity, entry.message["zh"], entry.message["en"])
        for code, entry in sorted(CATALOGUE.items())
    )
    title = "# Problems\n\nEvery fault the product can name, by its stable code. `{…}` is filled in."
    return _page(title, ("code", "severity", "中文", "English"), rows)


def _settings() -> str:
    rows = ((f"`{settings.PREFIX}{name.upper()}`", said) for name, said in _described(settings.Settings))
    title = "# Settings\n\nEach is one environment variable. All faults are told at once, before any start."
    return _page(title, ("variable", "meaning"), rows)


def _described(owner: type) -> Iterator[tuple[str, str]]:
    """Yield each field of a class with the docstring under it."""
    body = ast.parse(inspect.getsource(owner)).body[0]
    assert isinstance(body, ast.ClassDef)
    for field, said in zip(body.body, body.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(said, ast.Expr):
            yield ast.unparse(field.target), str(ast.literal_eval(said.value))


def _page(title: str, heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(map(_cell, row)) + " |" for row in rows]
    table = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads), *lines]
    return f"{NOTE}{title}\n\n" + "\n".join(table) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
