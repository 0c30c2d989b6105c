"""`tianbao demo`: an installation with invented enterprises and filings, served at once."""

import os
import textwrap
import time
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Annotated, Final

import typer
import uvicorn
from sqlalchemy import make_url

from cli import installation
from cli.answering import Answering
from cli.aside import aside
from cli.demonstration import Demonstration, demonstrations
from cli.filling import Filler, filled_at
from engine.documents import LocalBlobs
from engine.documents.blobs import FOLDER
from engine.filings import Desk
from engine.forms import Definitions
from engine.forms.model.base import text_in
from engine.forms.uncollected import uncollected
from engine.library import Programs, publish_folder
from engine.settings import PREFIX, Settings
from engine.store.migrating import upgrade

SERVER: Final = "cli.serve"
"""Loaded while the store is being filled: it takes its time."""
EXPLAINED: Final = 3
"""Accounts of a system that are printed with what to try."""
WIDTH: Final = 100
"""Letters to a line of the greeting."""
MARK: Final = "demonstration"
"""A file in the data folder: what stands in the database is invented and may be thrown away."""


def command(
    reset: Annotated[bool, typer.Option("--reset", help="Throw it away and start afresh.")] = False,
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    serve: Annotated[bool, typer.Option(help="Serve after filling; --no-serve only fills.")] = True,
) -> None:
    """Serve a demonstration of every system: organisations with earlier filings, and answered surveys."""
    begun = time.monotonic()
    os.environ.setdefault(f"{PREFIX}BASE_URL", f"http://127.0.0.1:{port}")
    settings = installation.settings()
    known = installation.definitions(settings)
    told = demonstrations(settings.definitions)
    if reset:
        _throw_away(settings)
    desk = Desk.over(Programs(known, cache=settings.data / "programs"), zone=settings.zone)
    fill = partial(_fill, settings, known, told, desk)
    answer = partial(_answer, settings, told, desk)
    if not serve:
        fill()
        answer()
        _greet(settings, known, told, time.monotonic() - begun)
        return
    with aside(fill, answer) as is_filled:
        server = import_module(SERVER)
        if not is_filled():
            raise typer.Exit(1)
        _greet(settings, known, told, time.monotonic() - begun)
        app = server.application(settings, known)
        uvicorn.run(app, port=port, access_log=False, log_config=None, server_header=False)


def _answer(settings: Settings, told: tuple[Demonstration, ...], desk: Desk) -> None:
    """Write the survey answers that are missing, and say so."""
    begun = time.monotonic()
    store = installation.database(settings)
    with store.read() as work:
        filled = [(one, moment) for one in told if (moment := filled_at(work, one))]
    many = sum(Answering(store, desk, one, moment).write() for one, moment in filled)
    store.close()
    if many:
        typer.echo(f"问卷答卷已齐 / all survey answers are in: {many}    ({time.monotonic() - begun:.1f} s)")


def _throw_away(settings: Settings) -> None:
    """Delete the SQLite files of an earlier demonstration; anything else is not ours to delete."""
    url = make_url(settings.database)
    file = Path(url.database or "")
    if url.get_backend_name() != "sqlite":
        _stop("Only a SQLite demonstration can be reset. Empty the database yourself, then start again.")
    if file.exists() and not (settings.data / MARK).exists():
        _stop(f"{file} was not made by a demonstration. Choose another {PREFIX}DATA, then start again.")
    for suffix in ("", "-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
    (settings.data / MARK).unlink(missing_ok=True)


def _fill(settings: Settings, known: Definitions, told: tuple[Demonstration, ...], desk: Desk) -> None:
    """Fill what is empty; what a person changed since stays as it is."""
    store = installation.database(settings)
    upgrade(store)
    with uncollected():
        with store.write() as work:
            if not all(filled_at(work, one) for one in told):
                publish_folder(work, known, by="", at=installation.now())
        for one in told:
            with store.write() as work:
                if filled_at(work, one):
                    continue
                (settings.data / MARK).touch()
                blobs = LocalBlobs(settings.data / FOLDER)
                Filler(work, desk, known, one, installation.now(), Random(one.seed), blobs).fill()
    store.close()


def _greet(settings: Settings, known: Definitions, told: tuple[Demonstration, ...], seconds: float) -> None:
    """Say where the demonstration is and what to try, in both languages, a system at a time."""
    address = settings.base_url
    typer.echo(f"演示系统 / demonstration: {address}    ({seconds:.1f} s)")
    typer.echo(f"密码 / password: {' '.join(dict.fromkeys(one.password for one in told))}")
    for one in told:
        title = known.systems[one.demonstration].title
        typer.echo(f"\n【{text_in(title, 'zh')}】{text_in(title, 'en')}")
        for line in _accounts(one):
            typer.echo(line)
        for answers in one.answers:
            if answers.link:
                typer.echo(f"  公开问卷 / public survey: {address}/s/{answers.link}")
    typer.echo("\n试一试：改一个数，看对账提示和同比；漏填必填项再上报；用手机打开；关掉 JavaScript 再填。")
    typer.echo("Try: change a figure and see the balance checks; submit with something missing; use a phone.")
    typer.echo(f"数据保存在 / data: {settings.data}  (tianbao demo --reset)")


def _accounts(told: Demonstration) -> Iterator[str]:
    """Yield the accounts of a system: the first with what to try, the rest by name in one line."""
    for account in told.accounts[:EXPLAINED]:
        for name, language in ((account.login, "zh"), ("", "en")):
            text = f"  {name:<10}{text_in(account.attempt, language)}"
            yield from textwrap.wrap(text, WIDTH, subsequent_indent=" " * 12, drop_whitespace=False)
    others = ", ".join(account.login for account in told.accounts[EXPLAINED:])
    if others:
        yield f"  另有 / also: {others}"


def _stop(sentence: str) -> None:
    typer.echo(sentence, err=True)
    raise typer.Exit(1)
