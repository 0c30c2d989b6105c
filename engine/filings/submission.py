"""Submission, exactly once, with a receipt that is replayed; withdrawal; approval.

The receipt and the figures the filing was judged by are written with the new state. A key that
comes again gets the receipt of its first time, byte for byte.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Final, cast

from sqlalchemy import ColumnElement, select

from engine.documents import attachments
from engine.filings import public
from engine.filings import responses as rows
from engine.filings.completion import blocking
from engine.filings.desk import Desk, Filing
from engine.filings.drafts import editable
from engine.filings.files import named
from engine.filings.refusals import Incomplete, Refusal
from engine.filings.responses import Actor, Response, Step
from engine.filings.reviewing import unassessed
from engine.filings.serials import issue
from engine.forms import Finding, FormState
from engine.problems import Problem, problem
from engine.store import Work, exact_json
from engine.store.exact_json import Json
from engine.store.tables.receipts import receipts


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the filer gets for a submission. `body` is its stored text."""

    id: str
    response: str
    key: str
    revision: int
    """The revision that was submitted, as the page had seen it."""
    body: str
    at: datetime

    @property
    def told(self) -> dict[str, Json]:
        """The receipt's content: number, form, period, time, screening, digest of the figures."""
        return cast(dict[str, Json], exact_json.loads(self.body))


_RECEIPT: Final = tuple(receipts.c[name] for name in Receipt.__slots__)


def submit(
    work: Work, filing: Filing, actor: Actor, *, key: str, revision: int, owed: tuple[Problem, ...] = ()
) -> Receipt:
    """Hand the response over for review and return its receipt.

    `key` is the submitting page's own: sent again, the stored receipt comes back and nothing
    happens. `owed` are problems from outside the form (an unanswered survey). Raises Incomplete
    with every problem, or Refusal (changed since the page was made, not editable, key reused).
    """
    given = receipt_of(work, filing.response.id, key)
    if given is not None:
        return _replayed(given, revision)
    editable(filing)
    if revision != filing.response.revision:
        raise Refusal(problem("filing-stale-submit", seen=revision, now=filing.response.revision))
    wrong = (*blocking(filing), *owed)
    if wrong:
        raise Incomplete(*wrong)
    if filing.response.link is not None and filing.response.submitted_at is None:
        public.count_submission(work, filing.response.link)
    filing.moved_to(_submitted(work, filing, actor))
    attachments.drop(work, filing.response.id, but=named(filing.program, filing.response.document))
    return _issued(work, filing, actor, key=key, revision=revision)


def receipt_of(work: Work, response: str, key: str) -> Receipt | None:
    """Return the receipt that `key` was answered with, if it was."""
    return _receipt(work, receipts.c.response == response, receipts.c.key == key)


def newest_receipt(work: Work, response: str) -> Receipt | None:
    """Return the receipt of the response's last submission, if it was ever submitted."""
    return _receipt(work, receipts.c.response == response)


def withdraw(work: Work, filing: Filing, actor: Actor) -> Response:
    """Take a submission back that nobody has reviewed and whose form is not final; else raises Refusal."""
    response = filing.response
    if filing.settled:
        raise Refusal(problem("filing-final"))
    if response.state != "submitted":
        raise Refusal(problem("filing-not-withdrawable", state=response.state))
    return rows.advance(work, response, Step("withdraw"), actor, state="draft", submitted_at=None)


def approve(work: Work, desk: Desk, response: Response, actor: Actor) -> Response:
    """Approve a submitted response, and issue its serial number if its form has one.

    Raises Refusal in any other state, and Incomplete where the reviewer's own fields are not filled in.
    """
    if response.state != "submitted":
        raise Refusal(problem("filing-transition", state=response.state))
    program, serial = desk.programs.get(work, response.version), response.serial
    if program.reviewed or program.form.serial:
        filing = desk.open(work, response, actor, reviewing=True)
        wrong = unassessed(filing)
        if wrong:
            raise Incomplete(*wrong)
        series = filing.state.series()
        if series is not None and serial is None:
            serial = issue(work, response.form, series)
    columns = {"state": "approved", "approved_at": actor.at, "serial": serial}
    return rows.advance(work, response, Step("approve"), actor, **columns)


def screening_of(state: FormState) -> str:
    """Return 'abnormal' when any soft check is broken, explained or not, else 'normal'."""
    return "abnormal" if any(found.severity == "warning" for found in state.findings) else "normal"


def _submitted(work: Work, filing: Filing, actor: Actor) -> Response:
    return rows.advance(
        work,
        filing.response,
        Step("submit"),
        actor,
        state="submitted",
        effective=filing.state.effective_document(),
        screening=screening_of(filing.state),
        filed_by=actor.id or filing.response.filed_by,
        submitted_at=actor.at,
    )


def _issued(work: Work, filing: Filing, actor: Actor, *, key: str, revision: int) -> Receipt:
    response = filing.response
    receipt = rows.new_id()
    body = exact_json.dumps(
        {
            "receipt": receipt,
            "response": response.id,
            "form": response.form,
            "version": response.version,
            "period": response.period,
            "revision": response.revision,
            "screening": response.screening,
            "submitted_at": actor.at.isoformat(),
            "digest": sha256(exact_json.dumps(response.effective).encode()).hexdigest(),
        }
    )
    issued = Receipt(receipt, response.id, key, revision, body, actor.at)
    values = {name: getattr(issued, name) for name in Receipt.__slots__}
    work.connection.execute(receipts.insert(), {**values, "judged": judged(filing)})
    return issued


def judged(filing: Filing) -> dict[str, Json]:
    """Return all the verdict was reached from: a later correction elsewhere changes no old verdict."""
    return {
        "version": filing.response.version,
        "document": filing.response.effective,
        "links": dict(filing.context.earlier.linked),
        "history": {period.key: held for period, held in filing.context.earlier.documents.items()},
        "findings": [_told(found) for found in filing.state.findings],
        "explanations": dict(filing.response.explanations or {}),
    }


def _told(found: Finding) -> dict[str, Json]:
    return {
        "check": found.check,
        "severity": found.severity,
        "message": found.problem.message(),
        "figures": [[label, _plain(value)] for label, value in found.figures],
    }


def _plain(value: object) -> Json:
    """Return a figure as JSON: numbers and text as they are, days and times in ISO words."""
    if value is None or isinstance(value, bool | str | int | Decimal):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(inner) for inner in value] if isinstance(value, list) else str(value)


def _receipt(work: Work, *where: ColumnElement[bool]) -> Receipt | None:
    query = select(*_RECEIPT).where(*where).order_by(receipts.c.at.desc(), receipts.c.id).limit(1)
    row = work.connection.execute(query).one_or_none()
    return Receipt(*row) if row else None


def _replayed(given: Receipt, revision: int) -> Receipt:
    if given.revision != revision:
        raise Refusal(problem("filing-key-reused"))
    return given
