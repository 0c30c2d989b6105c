"""`tianbao bench`: the measured goals beside their peers. Needs the source checkout: it is not installed."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

ROOT: Final = Path(__file__).parents[1]


def command(
    workloads: Annotated[
        list[str] | None, typer.Argument(help="Which: a exact b m c d e g h i. All by default.")
    ] = None,
) -> None:
    """Measure, print a table, write build/bench.json; status 1 when a goal is missed."""
    if not (ROOT / "bench" / "__main__.py").is_file():
        typer.echo("The bench is part of the source checkout and not of an installed package.", err=True)
        raise typer.Exit(2)
    ran = subprocess.run([sys.executable, "-m", "bench", *(workloads or ())], cwd=ROOT)
    raise typer.Exit(ran.returncode)
