"""`tianbao user`: the first organisations and accounts of an installation, and forgotten passwords."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from cli import installation
from engine.people import AccountRefused, Denied, Organisation, Passwords, RoleBook, organisations, users
from engine.people.users import NewUser
from engine.problems import Problem, problem

app = typer.Typer(help="Organisations and accounts.", no_args_is_help=True)

_Password = Annotated[
    str,
    typer.Option(prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for when not given."),
]


@app.command("organisation")
def add_organisation(
    organisation: Annotated[str, typer.Argument(help="Its id: short, never changed.")],
    name: Annotated[str, typer.Option(help="Its name.")],
    system: Annotated[str, typer.Option(help="The system it belongs to.")],
    kind: Annotated[str, typer.Option("--type", help="Its type in that system.")],
    region: Annotated[str, typer.Option(help="Its region's code; '' stands above all regions.")] = "",
    parent: Annotated[str, typer.Option(help="The organisation that opens it.")] = "",
) -> None:
    """Create an organisation."""
    settings = installation.settings()
    known = installation.definitions(settings)
    definition = known.systems.get(system)
    kinds = definition.organisations if definition else {}
    with _told():
        if kind not in kinds:
            raise AccountRefused(
                problem("organisation-type-unknown", system=system, type=kind, known=", ".join(kinds) or "-")
            )
        regions = known.codelists.get(definition.region_list) if definition else None
        trail = [step.code for step in regions.trail(region)] if regions and region else []
        new = Organisation(
            organisation, system, kind, name, parent or None, region, organisations.region_path(trail)
        )
        with installation.migrated(settings).write() as work:
            organisations.create(work, new, at=installation.now())
    typer.echo(f"{name} ({organisation}) is there.")


@app.command("add")
def add(
    login: Annotated[str, typer.Argument(help="The name to sign in with.")],
    name: Annotated[str, typer.Option(help="The person's name.")],
    organisation: Annotated[str, typer.Option(help="The id of the organisation.")],
    role: Annotated[str, typer.Option(help="The role in that organisation.")],
    password: _Password,
    grant: Annotated[list[str] | None, typer.Option(help="A verb granted besides; repeatable.")] = None,
) -> None:
    """Create an account with a role."""
    settings = installation.settings()
    book = RoleBook(installation.definitions(settings).systems)
    with _told(organisation), installation.migrated(settings).write() as work:
        place = organisations.fetch(work, organisation)
        user = users.create(work, NewUser(login, name, password), Passwords(), at=installation.now())
        users.join(work, user, place, role=role, book=book, grants=grant or ())
    typer.echo(f"{user.login} may sign in.")


@app.command("password")
def set_password(login: str, password: _Password) -> None:
    """Give an account another password; it is signed out everywhere."""
    with _told(), installation.migrated(installation.settings()).write() as work:
        users.set_password(work, login, password, Passwords())
    typer.echo(f"{login} has a new password.")


@app.command("disable")
def disable(login: str) -> None:
    """Let an account sign in no more; it is signed out everywhere."""
    with _told(), installation.migrated(installation.settings()).write() as work:
        users.set_active(work, login, False)
    typer.echo(f"{login} can no longer sign in.")


@app.command("enable")
def enable(login: str) -> None:
    """Let a disabled account sign in again."""
    with _told(), installation.migrated(installation.settings()).write() as work:
        users.set_active(work, login, True)
    typer.echo(f"{login} can sign in.")


@contextmanager
def _told(organisation: str = "") -> Iterator[None]:
    """Print what was refused and stop with status 1."""
    try:
        yield
    except AccountRefused as refused:
        _stop(*refused.problems)
    except Denied as missing:
        _stop(problem("organisation-unknown", organisation=organisation or missing.args[0]))


def _stop(*problems: Problem) -> None:
    for found in problems:
        typer.echo(" ".join(filter(None, (found.message("en"), found.remedy("en")))), err=True)
    raise typer.Exit(1)
