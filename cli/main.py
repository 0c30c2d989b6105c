"""The command line `tianbao`: it only gathers the commands, one file each."""

import typer

from cli import check, migrate, serve, user

app = typer.Typer(
    name="tianbao",
    help="Report sheets and surveys from definitions.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("check")(check.command)
app.command("serve")(serve.command)
app.command("migrate")(migrate.command)
app.add_typer(user.app, name="user")


def main() -> None:
    """Run the command line."""
    app()
