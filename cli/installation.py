"""An installation as commands find it: settings, definitions and store, or one sentence and status 1."""

from datetime import UTC, datetime
from pathlib import Path

import typer
from sqlalchemy import make_url

from engine import settings as reading
from engine.forms.folder import Definitions, load_folder
from engine.settings import Settings, SettingsError
from engine.store import Database
from engine.store.migrating import is_current


def settings() -> Settings:
    """Return the settings; prints every fault and stops with status 1 when there are any."""
    try:
        return reading.read()
    except SettingsError as wrong:
        for fault in wrong.faults:
            typer.echo(fault, err=True)
        raise typer.Exit(1) from None


def definitions(of: Settings) -> Definitions:
    """Return the definitions; prints every error and stops with status 1 when there are any."""
    found = load_folder(of.definitions)
    errors = [fault for fault in found.problems if fault.severity == "error"]
    for fault in errors:
        typer.echo(str(fault), err=True)
    if errors:
        raise typer.Exit(1)
    return found


def database(of: Settings) -> Database:
    """Return the store, whether migrated or not; makes the folder of a new SQLite file."""
    url = make_url(of.database)
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    return Database(of.database)


def migrated(of: Settings) -> Database:
    """Return the store; stops with status 1 when it is not at the newest migration."""
    store = database(of)
    if not is_current(store):
        typer.echo("The database is not migrated. Run `tianbao migrate` first, then start again.", err=True)
        raise typer.Exit(1)
    return store


def now() -> datetime:
    """Return the present, in UTC."""
    return datetime.now(UTC)
