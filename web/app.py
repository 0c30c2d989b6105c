"""Wires everything: settings, definitions, database and clock in, a guarded application out."""

from collections.abc import Callable, Iterator
from datetime import datetime
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from fastapi import Depends, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from engine.forms.folder import Definitions
from engine.people import Passwords, RoleBook, SignIn
from engine.settings import Settings
from engine.store import Database
from web import errors, routes
from web.border import Border
from web.policies import guards
from web.security import csrf
from web.security.bodies import BodyLimit, most_of
from web.services import Services
from web.static_files import PREFIX, HashedFiles, Hashes
from web.templating import Pages


def create_app(
    settings: Settings,
    definitions: Definitions,
    database: Database,
    clock: Callable[[], datetime],
    *,
    passwords: Passwords | None = None,
) -> FastAPI:
    """Make the application. Raises policies.UnguardedRoute when a route declares no policy."""
    hashes = Hashes()
    families = tuple(_families())
    app = FastAPI(
        title="Tianbao",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(csrf.check)],
        middleware=_middleware(settings),
    )
    app.state.services = Services(
        settings=settings,
        definitions=definitions,
        database=database,
        clock=clock,
        book=RoleBook(definitions.systems),
        signin=SignIn(database, passwords or Passwords(), clock),
        pages=Pages(settings.zone, hashes),
        menu=tuple(entry for family in families for entry in getattr(family, "MENU", ())),
    )
    _add_routes(app, families, hashes)
    return app


def _families() -> Iterator[ModuleType]:
    for found in sorted(iter_modules(routes.__path__), key=lambda module: module.name):
        yield import_module(f"{routes.__name__}.{found.name}")


def _middleware(settings: Settings) -> list[Middleware]:
    """Outermost first."""
    return [
        Middleware(Border, crash=errors.crash),
        Middleware(TrustedHostMiddleware, allowed_hosts=settings.hosts, www_redirect=False),
        Middleware(BodyLimit, most=most_of, refuse=errors.too_big),
    ]


def _add_routes(app: FastAPI, families: tuple[ModuleType, ...], hashes: Hashes) -> None:
    for family in families:
        app.include_router(family.router)
    app.mount(PREFIX, HashedFiles(hashes), name="static")
    errors.install(app)
    for _ in guards(app):
        pass
