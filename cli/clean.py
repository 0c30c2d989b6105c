"""`tianbao clean`: let go of uploaded content that belongs to nobody; for a daily timer."""

import typer

from cli import installation
from engine.documents import LocalBlobs
from engine.documents.blobs import FOLDER
from engine.documents.cleaning import clean_orphans


def command() -> None:
    """Delete content that no filing names and that is older than a day. Safe beside a running server."""
    settings = installation.settings()
    store = installation.migrated(settings)
    gone = clean_orphans(store, LocalBlobs(settings.data / FOLDER), at=installation.now())
    store.close()
    typer.echo(f"{gone} files that belonged to nobody are gone.")
