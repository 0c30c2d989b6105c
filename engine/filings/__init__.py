"""A response's life: windows, drafts saved as one types, submission with a receipt, history."""

from engine.filings.desk import Context, Desk, Filing
from engine.filings.drafts import Changed, Edit
from engine.filings.importing import file_document
from engine.filings.overview import Brief, Card, FormCards
from engine.filings.refusals import Conflict, Incomplete, Losing, Missing, Refusal
from engine.filings.repeats import RowEdit
from engine.filings.responses import Actor, Response
from engine.filings.sheets import Saved
from engine.filings.submission import Receipt

__all__ = [
    "Actor",
    "Brief",
    "Card",
    "Changed",
    "Conflict",
    "Context",
    "Desk",
    "Edit",
    "Filing",
    "FormCards",
    "Incomplete",
    "Losing",
    "Missing",
    "Receipt",
    "Refusal",
    "Response",
    "RowEdit",
    "Saved",
    "file_document",
]
