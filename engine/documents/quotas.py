"""How much may be kept: of one response, and of all responses to one form. Bytes, decimal units."""

from dataclasses import dataclass

from sqlalchemy import func, select

from engine.forms.fieldtypes.kind import Refused
from engine.forms.fieldtypes.sizes import size_text
from engine.problems import problem
from engine.store import Work
from engine.store.tables.attachments import attachments
from engine.store.tables.responses import responses


@dataclass(frozen=True, slots=True)
class Quotas:
    """The most bytes of one response's files and of one form's, and files of one response.

    Removed files count until they are cleared away: their bytes are still there.
    """

    response: int = 200_000_000
    files: int = 500
    form: int = 20_000_000_000


def require_room(work: Work, quotas: Quotas, response: str, *, more: int, files: int) -> None:
    """Raise Refused unless `more` bytes in `files` files still fit. The response is locked by its caller.

    Two responses that are written at the very same time may overrun the form's quota by one upload.
    """
    held, count = _used(work, response)
    if held + more > quotas.response or count + files > quotas.files:
        limit = size_text(quotas.response)
        raise Refused(problem("file-quota-response", limit=limit, count=quotas.files))
    if _of_form(work, response) + more > quotas.form:
        raise Refused(problem("file-quota-form", limit=size_text(quotas.form)))


def _used(work: Work, response: str) -> tuple[int, int]:
    query = select(func.coalesce(func.sum(attachments.c.size), 0), func.count())
    found = work.connection.execute(query.where(attachments.c.response == response)).one()
    return int(found[0]), int(found[1])


def _of_form(work: Work, response: str) -> int:
    form = select(responses.c.form).where(responses.c.id == response).scalar_subquery()
    query = select(func.coalesce(func.sum(attachments.c.size), 0)).where(attachments.c.form == form)
    return int(work.connection.execute(query).scalar_one())
