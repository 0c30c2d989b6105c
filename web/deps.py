"""What routes ask for in their signatures, already checked at the border.

All of it is at hand: asynchronous functions are called at once, others would each visit a thread.
"""

from typing import Annotated

from fastapi import Depends
from starlette.datastructures import FormData
from starlette.requests import Request

from engine.people import Person, Thing
from web.i18n import language_of
from web.security.forms import read_form
from web.services import Services, services


async def _person(request: Request) -> Person:
    found: Person = request.state.person
    return found


async def _thing(request: Request) -> Thing:
    found: Thing = request.state.thing
    return found


async def _services(request: Request) -> Services:
    return services(request)


async def _language(request: Request) -> str:
    return language_of(request)


Signed = Annotated[Person, Depends(_person)]
"""Who is signed in; only on routes whose policy is not public."""

Resource = Annotated[Thing, Depends(_thing)]
"""What the route's policy looked up."""

Fields = Annotated[FormData, Depends(read_form)]
"""The posted form's fields."""

Held = Annotated[Services, Depends(_services)]
"""The installation's parts."""

Language = Annotated[str, Depends(_language)]
"""The page's language."""
