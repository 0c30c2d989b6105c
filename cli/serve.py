"""`tianbao serve`: the web server, on a migrated store and sound definitions, or not at all."""

import gc
from typing import Annotated, Final

import typer
import uvicorn
from fastapi import FastAPI

from cli import installation
from cli.diff import lines
from engine.forms import DefinitionError, Definitions
from engine.library import publish_folder
from engine.settings import Settings
from engine.store import Database
from web.app import create_app
from web.idle import IdleCollector
from web.logs import configure

_FACTORY: Final = "cli.serve:application"
_COLLECTED_AFTER: Final = (10_000, 20, 500)
"""Objects before the youngest are looked through, and rounds before the older ones are. A worker that is
never idle goes through all of them that seldom; else a quiet moment is taken for it."""


def command(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processes; they share nothing but the store.")] = 1,
) -> None:
    """Serve the web pages. Refuses to start on a store that is not migrated."""
    settings = installation.settings()
    known = installation.definitions(settings)
    publish(installation.migrated(settings), known)
    uvicorn.run(
        _FACTORY,
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=settings.proxies or "",
        timeout_keep_alive=65,
        timeout_graceful_shutdown=30,
    )


def publish(store: Database, known: Definitions) -> None:
    """Publish what the folder holds now; a form whose content is published already stays as it is.

    Tells what each new version changes; stops with status 1 where stored answers forbid one.
    """
    try:
        with store.write() as work:
            done = publish_folder(work, known, by="", at=installation.now())
    except DefinitionError as refused:
        for problem in refused.problems:
            typer.echo(str(problem), err=True)
        typer.echo("Nothing was published.", err=True)
        raise typer.Exit(1) from None
    finally:
        store.close()
    for new in done:
        if new.fresh:
            typer.echo(f"Published {new.form} {new.label} ({new.version[:12]}).")
            for line in lines(new.changes, "en"):
                typer.echo(f"  {line}")


def application(settings: Settings | None = None, known: Definitions | None = None) -> FastAPI:
    """Make one worker's application, from the environment unless settings and definitions are known."""
    configure()
    settings = settings or installation.settings()
    known = known or installation.definitions(settings)
    app = create_app(settings, known, installation.migrated(settings), installation.now)
    app.add_middleware(IdleCollector)
    _spare_collector()
    return app


def _spare_collector() -> None:
    """Keep the garbage collector from walking what lives as long as the process.

    Requests leave hardly any circles behind: it may look less often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTED_AFTER)
