"""Lists of codes that designers bring for the forms of their system."""

import re
from typing import Final

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine.documents.names import disposition
from engine.exchange.brought import MOST_BYTES, Unreadable
from engine.exchange.code_files import ENDINGS, read_codes
from engine.forms import DefinitionError
from engine.forms.appraisal import FILE
from engine.forms.source import check_characters
from engine.library import lists
from engine.library.designs import DesignRefused
from engine.library.lists import Brought
from engine.people import Denied
from engine.problems import Problem, problem
from web.answers import go, page
from web.deps import Fields, Held, Signed
from web.design_room import VERB, design_room
from web.pages.design_lists import ListLine, ListPage, ListsPage, shown_codes
from web.policies import own_system, policy
from web.uploads import posted_file

router = APIRouter(prefix="/codelists")
designers = policy(VERB, own_system)
_NAME: Final = re.compile(r"[a-z][a-z0-9-]{1,62}")
_LONG: Final = 200


@router.get("", dependencies=[designers])
def index(request: Request, person: Signed, held: Held) -> Response:
    """List what the system's designers brought, and offer to bring more."""
    return _shown(request, person.organisation.system)


@router.post("", dependencies=[designers])
def bring(request: Request, person: Signed, held: Held, fields: Fields) -> Response:
    """Keep a list from a file."""
    system = person.organisation.system
    try:
        brought = _brought(request, fields)
        with held.database.write() as work:
            lists.keep(work, system, brought, by=person.user_id, at=held.clock())
    except (Unreadable, DesignRefused) as refused:
        return _shown(request, system, problems=(refused.problem,))
    except DefinitionError as faulty:
        return _shown(request, system, problems=tuple(faulty.problems[:20]))
    return go(request, f"/codelists/{brought.name}")


@router.get("/{name}", dependencies=[designers])
def show(request: Request, person: Signed, held: Held, name: str) -> Response:
    """Show a list's codes and the designs that take choices from it."""
    return _one(request, person.organisation.system, name)


@router.get("/{name}/file.csv", dependencies=[designers])
def take(person: Signed, held: Held, name: str) -> Response:
    """Answer with a list as it was brought."""
    with held.database.read() as work:
        source = lists.fetch(work, person.organisation.system, name)
    if source is None:
        raise Denied(VERB)
    headers = {"Content-Disposition": disposition(f"{name}.csv", inline=False)}
    body = ("\ufeff" + source).encode("utf-8", "surrogatepass")
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


@router.post("/{name}", dependencies=[designers])
def remove(request: Request, person: Signed, held: Held, name: str, fields: Fields) -> Response:
    """Take a list away; where designs use it, when asked twice."""
    system = person.organisation.system
    if fields.get("do") != "delete":
        return _one(request, system, name)
    with held.database.write() as work:
        used = lists.used_by(work, system, name)
        if not used or fields.get("sure"):
            lists.delete(work, system, name)
            used = ()
    if used:
        return _one(request, system, name, doubt=True)
    return go(request, "/codelists")


def _brought(request: Request, fields: FormData) -> Brought:
    """Return what the posted form brings. Raises Unreadable, DesignRefused and DefinitionError."""
    content, ending = posted_file(fields, MOST_BYTES)
    name, title = (str(fields.get(key) or "").strip() for key in ("name", "title"))
    check_characters(name + title, FILE)
    if not _NAME.fullmatch(name):
        raise DesignRefused(problem("list-name", given=name[:60]))
    if name in design_room(request).definitions.codelists:
        raise DesignRefused(problem("list-name-taken", name=name))
    return Brought(name, {"zh": title[:_LONG]} if title else {}, read_codes(content, ending))


def _shown(request: Request, system: str, *, problems: tuple[Problem, ...] = ()) -> Response:
    room = design_room(request)
    with room.database.read() as work:
        lines = tuple(ListLine(one) for one in lists.listed(work, system))
    shared = tuple(sorted((name, len(one.entries)) for name, one in room.definitions.codelists.items()))
    view = ListsPage(lines, shared, ENDINGS, problems)
    return page(request, "designs/lists.html", view, status=422 if problems else 200)


def _one(request: Request, system: str, name: str, *, doubt: bool = False) -> Response:
    room = design_room(request)
    with room.database.read() as work:
        found = room.lists.of(work, system).codelists.get(name)
        used = lists.used_by(work, system, name)
    if found is None:
        raise Denied(VERB)
    codes = shown_codes(found)
    view = ListPage(name, found.title.get("zh", "") or name, len(found.entries), codes, used, doubt)
    return page(request, "designs/list.html", view, status=409 if doubt else 200)
