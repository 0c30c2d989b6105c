"""Whether the service lives (asks nothing) and whether it can work (asks the store)."""

from fastapi import APIRouter
from starlette.responses import PlainTextResponse, Response

from engine.store.migrating import is_current
from web.deps import Held
from web.policies import public

router = APIRouter()


@router.get("/healthz", dependencies=[public("load balancers have no account; it tells nothing")])
async def lives() -> Response:
    """Answer at once."""
    return PlainTextResponse("ok")


@router.get("/readyz", dependencies=[public("load balancers have no account; it tells nothing")])
def ready(held: Held) -> Response:
    """Answer when the store takes writes and is at the newest migration."""
    with held.database.write():
        pass
    current = is_current(held.database)
    return PlainTextResponse("ok" if current else "not migrated", 200 if current else 503)
