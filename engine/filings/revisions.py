"""Any earlier revision of a response, rebuilt by taking its events back from what stands now."""

from copy import deepcopy

from engine.filings.documents import Document, undo
from engine.filings.events import since
from engine.filings.refusals import Refusal
from engine.filings.responses import Response
from engine.problems import problem
from engine.store import Work


def document_at(work: Work, response: Response, revision: int) -> Document:
    """Return the typed document as it stood at `revision` (1 to the present one).

    Raises Refusal for a revision that the response does not have.
    """
    if not 1 <= revision <= response.revision:
        raise Refusal(problem("filing-old-revision", seen=revision))
    document = deepcopy(response.document or {})
    for event in reversed(since(work, response.id, revision)):
        undo(document, event)
    return document
