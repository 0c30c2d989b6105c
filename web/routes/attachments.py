"""Files of a filing, at its own address: the same doors as the filing itself, for both kinds of visitor."""

from typing import Any, Final

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from web import filing_attaching as files
from web.deps import Fields
from web.filing_public import visit_of_visitor
from web.filing_visit import visit_of_person
from web.policies import policy, public
from web.routes.filing import response_thing

router = APIRouter()
_VIEW: Final[Any] = policy("filing.view", response_thing)
_EDIT: Final[Any] = policy("filing.edit", response_thing)
_WHOEVER: Final[Any] = public("whoever holds the link may answer; the link and the cookie are the key")


def _ready(request: Request) -> None:
    """Refuse a response that takes no files before a single one is read."""
    files.ready(visit_of_person(request))


def _ready_visitor(request: Request) -> None:
    files.ready(visit_of_visitor(request))


@router.post("/filings/{response}/attachments", dependencies=[_EDIT, Depends(_ready)])
def upload(request: Request, fields: Fields) -> Response:
    """Attach files to a field."""
    return files.uploaded(visit_of_person(request), fields)


@router.get("/filings/{response}/attachments/{attachment}", dependencies=[_VIEW])
def fetch(request: Request, attachment: str) -> Response:
    """Answer with one file."""
    return files.fetched(visit_of_person(request), attachment)


@router.post("/filings/{response}/attachments/{attachment}/remove", dependencies=[_EDIT])
def remove(request: Request, attachment: str, fields: Fields) -> Response:
    """Take one file off its field."""
    return files.removed(visit_of_person(request), fields, attachment)


@router.post("/s/{token}/{response}/attachments", dependencies=[_WHOEVER, Depends(_ready_visitor)])
def upload_by_link(request: Request, fields: Fields) -> Response:
    """Attach files to a field of an answer by public link."""
    return files.uploaded(visit_of_visitor(request), fields)


@router.get("/s/{token}/{response}/attachments/{attachment}", dependencies=[_WHOEVER])
def fetch_by_link(request: Request, attachment: str) -> Response:
    """Answer with one file of the visitor's own answer."""
    return files.fetched(visit_of_visitor(request), attachment)


@router.post("/s/{token}/{response}/attachments/{attachment}/remove", dependencies=[_WHOEVER])
def remove_by_link(request: Request, attachment: str, fields: Fields) -> Response:
    """Take one file off a field of an answer by public link."""
    return files.removed(visit_of_visitor(request), fields, attachment)
