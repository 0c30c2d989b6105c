"""The command line `tianbao`: it only gathers the commands, one file each."""

import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Final

import typer

COMMANDS: Final = {
    "bench": "cli.bench",
    "check": "cli.check",
    "clean": "cli.clean",
    "convert": "cli.convert",
    "diff": "cli.diff",
    "import": "cli.import_",
    "reference": "cli.reference",
    "schema": "cli.schema",
    "serve": "cli.serve",
    "demo": "cli.demo",
    "simulate": "cli.simulate",
    "migrate": "cli.migrate",
    "user": "cli.user",
}
"""Each command's module, which offers `command` (a function) or `app` (with commands below it)."""


def main() -> None:
    """Run the command line. Only the asked command is loaded: a check needs no web server (3 s)."""
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    gather([asked] if asked in COMMANDS else COMMANDS)()


def gather(names: Iterable[str]) -> typer.Typer:
    """Return the program with the commands of these names."""
    app = typer.Typer(
        name="tianbao",
        help="Report sheets and surveys from definitions.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_group)
    for name in names:
        module = import_module(COMMANDS[name])
        if hasattr(module, "app"):
            app.add_typer(module.app, name=name)
        else:
            app.command(name)(module.command)
    return app


def _group() -> None:
    """Report sheets and surveys from definitions."""


if __name__ == "__main__":
    main()
