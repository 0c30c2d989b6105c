"""What routes ask for in their signatures, already checked at the border."""

from typing import Annotated

from fastapi import Depends
from starlette.datastructures import FormData
from starlette.requests import Request

from engine.people import Person, Thing
from web.i18n import language_of
from web.security.forms import read_form
from web.services import Services, services


def _person(request: Request) -> Person:
    found: Person = request.state.person
    return found


def _thing(request: Request) -> Thing:
    found: Thing = request.state.thing
    return found


def _services(request: Request) -> Services:
    return services(request)


Signed = Annotated[Person, Depends(_person)]
"""Who is signed in; only on routes whose policy is not public."""

Resource = Annotated[Thing, Depends(_thing)]
"""What the route's policy looked up."""

Fields = Annotated[FormData, Depends(read_form)]
"""The posted form's fields."""

Held = Annotated[Services, Depends(_services)]
"""The installation's parts."""

Language = Annotated[str, Depends(language_of)]
"""The page's language."""
