"""`tianbao migrate`: bring the store to the newest migration, one at a time, before serving."""

import typer

from cli import installation
from engine.store.migrating import upgrade


def command() -> None:
    """Create or upgrade the tables; safe to run twice and from several machines at once."""
    database = installation.database(installation.settings())
    typer.echo(f"The database is at migration {upgrade(database)}.")
    database.close()
