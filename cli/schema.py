"""`tianbao schema`: the published JSON Schema of the language, or of one form's responses."""

import json
from pathlib import Path
from typing import Annotated

import typer

from engine.forms import DefinitionError, load
from engine.forms.schema import language_schema, response_schema


def command(
    form: Annotated[
        Path | None, typer.Argument(help="A form, for its responses' schema; none for the language's.")
    ] = None,
) -> None:
    """Print a JSON Schema (2020-12)."""
    try:
        schema = language_schema() if form is None else response_schema(load(form))
    except DefinitionError as faulty:
        for fault in faulty.problems:
            typer.echo(str(fault), err=True)
        raise typer.Exit(1) from None
    typer.echo(json.dumps(schema, ensure_ascii=False, indent=2))
