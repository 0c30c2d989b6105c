"""`tianbao reference`: write the reference pages of docs/ from the code that they describe."""

import ast
import inspect
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import typer
import yaml

from engine import settings
from engine.problems import CATALOGUE, LANGUAGES, Entry, problem
from engine.rules import OPERATORS, Operator

NOTE: Final = "<!-- Written by `tianbao reference`; edit the code, not this page. -->\n"
LANGUAGE_OF: Final = {"piece": "yaml", "file": "yaml", "rule": "text", "json": "json", "csv": "csv"}
"""How an example of each kind is written on the page."""


def command(
    folder: Annotated[Path, typer.Argument(help="Folder of the pages.")] = Path("docs/reference"),
) -> None:
    """Write the pages of functions, problems and settings; examples of problems stand in examples/."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages(folder).items():
        (folder / name).write_text(text, encoding="utf-8")
        typer.echo(str(folder / name))


def pages(folder: Path) -> Mapping[str, str]:
    """Return every reference page by its file name; `folder` holds the examples."""
    examples = _examples(folder / "examples")
    return {"functions.md": _functions(), "problems.md": _problems(examples), "settings.md": _settings()}


def _examples(folder: Path) -> Mapping[str, Mapping[str, Any]]:
    files = sorted(folder.glob("*.yaml"))
    return {code: example for file in files for code, example in _read(file).items()}


def _read(file: Path) -> Mapping[str, Mapping[str, Any]]:
    return yaml.safe_load(file.read_text(encoding="utf-8")) or {}


def _functions() -> str:
    title = "# Operators and functions\n\nParser, checker, compiler and this page read one table."
    return "\n\n".join([NOTE + title, *map(_function, OPERATORS.values())]) + "\n"


def _function(each: Operator) -> str:
    text, value = each.example
    shown = [f"`{text}`" + (f" → `{value}`" if value else "")] if text else []
    words = f"{each.words[0]} · {each.words[1]}"
    return "\n\n".join([f"### `{each.usage}`", words, f"{each.says[0]}。{each.says[1]}.", *shown])


def _problems(examples: Mapping[str, Mapping[str, Any]]) -> str:
    title = "# Problems\n\nEvery fault the product can name, by its stable code. `{…}` is filled in."
    told = (_problem(code, entry, examples.get(code, {})) for code, entry in sorted(CATALOGUE.items()))
    return "\n\n".join([NOTE + title, *told]) + "\n"


def _problem(code: str, entry: Entry, example: Mapping[str, Any]) -> str:
    said = [f"{entry.severity}: {_line(entry, language)}" for language in LANGUAGES]
    return "\n\n".join([f"### `{code}`", *said, *_shown(code, example)])


def _line(entry: Entry, language: str) -> str:
    return " ".join(filter(None, (entry.message[language], entry.remedy.get(language))))


def _shown(code: str, example: Mapping[str, Any]) -> list[str]:
    """Return the example of a problem: a definition, a rule, a value entered, or the sentence filled in."""
    if "with" in example:
        return [f"> {problem(code, **example['with'])}"] if example["with"] else []
    if "field" in example:
        given = json.dumps(example["given"], ensure_ascii=False)
        return [f"`{given}` in `{json.dumps(example['field'], ensure_ascii=False)}`"]
    kind = next((kind for kind in LANGUAGE_OF if kind in example), "")
    return [f"```{LANGUAGE_OF[kind]}\n{str(example[kind]).rstrip()}\n```"] if kind else []


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
