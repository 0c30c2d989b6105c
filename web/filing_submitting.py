"""The last step: what stands in the way, the confirmation, the receipt; and taking it back."""

from secrets import token_urlsafe

from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.responses import Response

from engine.filings import Filing, Incomplete, Missing, Receipt, completion, overview, public, submission
from engine.forms.model.base import text_in
from engine.problems import Problem
from engine.render import input_id
from engine.store import Work
from web.answers import go, page
from web.filing_answers import number, text
from web.filing_versions import up_to_date
from web.filing_views import owed_cards, sheet_names, title_of, view_of
from web.filing_visit import Visit
from web.pages.filing import Line, ReceiptPage, SubmitPage


def confirm(visit: Visit) -> Response:
    """Show what stands in the way of submission, or ask to confirm it."""

    def ask(work: Work, filing: Filing) -> Response:
        if not filing.editable:
            return go(visit.request, f"{visit.base}/receipt")
        wrong = (*completion.blocking(filing, language=visit.language), *_owed(visit, filing, work))
        return _submit_page(visit, filing, wrong)

    return up_to_date(visit, ask)


def submit(visit: Visit, fields: FormData) -> Response:
    """Submit and lead to the receipt; sent again, it leads to the same one."""
    key = text(fields, "key")[:64]
    if not key:
        raise Missing("key")
    with visit.held.database.write() as work:
        filing = visit.open(work, lock=True)
        if submission.receipt_of(work, filing.response.id, key) is None:
            visit.require_open(filing)
        owed = _owed(visit, filing, work)
        revision = number(fields, "revision")
        try:
            submission.submit(work, filing, visit.actor, key=key, revision=revision, owed=owed)
        except Incomplete as refused:
            return _submit_page(visit, filing, refused.problems, status=422)
    return go(visit.request, f"{visit.base}/receipt")


def receipt(visit: Visit) -> Response:
    """Show the receipt of the last submission."""
    with visit.held.database.read() as work:
        filing = visit.open(work)
        given = _given(visit, work)
        owner = filing.context.organisation
        context = ReceiptPage(
            title=title_of(visit, filing),
            organisation=owner.name if owner else "",
            number=given.id,
            at=given.at,
            screening="" if visit.person is None else str(given.told["screening"]),
            digest=str(given.told["digest"]),
            view=visit.base,
            public=visit.person is None,
            survey=filing.program.form.kind == "survey",
            serial=filing.response.serial or "",
            final=filing.program.form.final,
            closing=_closing(visit, filing, work),
        )
    return page(visit.request, "filing/receipt.html", context)


def _closing(visit: Visit, filing: Filing, work: Work) -> str:
    link = filing.response.link
    return text_in(dict(public.closing_of(work, link)), visit.language) if link is not None else ""


def receipt_json(visit: Visit) -> Response:
    """Answer with the receipt as it was stored, byte for byte."""
    with visit.held.database.read() as work:
        visit.open(work)
        given = _given(visit, work)
    return Response(given.body, media_type="application/json")


def withdraw(visit: Visit) -> Response:
    """Take a submission back and open it again."""
    with visit.held.database.write() as work:
        filing = visit.open(work, lock=True)
        visit.require_open(filing)
        submission.withdraw(work, filing, visit.actor)
    return go(visit.request, visit.base)


def _given(visit: Visit, work: Work) -> Receipt:
    found = submission.newest_receipt(work, visit.response)
    if found is None:
        raise Missing(visit.response)
    return found


def _owed(visit: Visit, filing: Filing, work: Work) -> tuple[Problem, ...]:
    return overview.owed(owed_cards(visit, filing, work), visit.language)


def _submit_page(visit: Visit, filing: Filing, wrong: tuple[Problem, ...], *, status: int = 200) -> Response:
    names = sheet_names(filing)
    view = view_of(visit, filing, names[-1])
    made = visit.room.sheets(filing.program, visit.language)
    context = SubmitPage(
        title=title_of(visit, filing),
        header=Markup(made.header(view)),  # noqa: S704 - made by templates
        lines=tuple(_line(visit, filing, found) for found in wrong),
        warnings=tuple(_warnings(visit, filing)),
        not_run=len(filing.state.not_run),
        action=f"{visit.base}/submit",
        back=f"{visit.base}/sheets/{names[-1]}",
        key=token_urlsafe(24),
        revision=filing.response.revision,
        report=filing.program.form.kind == "report",
        final=filing.program.form.final,
    )
    return page(visit.request, "filing/submit.html", context, status=status)


def _line(visit: Visit, filing: Filing, found: Problem) -> Line:
    labels = visit.room.sheets(filing.program, visit.language).labels
    sheet = labels.sheet(found.path) if found.path else ""
    href = f"{visit.base}/sheets/{sheet}#{input_id(found.path)}" if sheet else ""
    place = labels.of(found.path) if found.path else ""
    if found.code == "filing-survey-owed":
        listing = next((one for one in filing.program.sheets if one.lists == "surveys"), None)
        href = f"{visit.base}/sheets/{listing.sheet}" if listing else ""
        place = text_in(listing.title, visit.language) if listing else ""
    if found.code == "filing-sheet-unsaved":
        open_ = next(one for one in filing.program.sheets if found.path == f"#sheet.{one.sheet}")
        href, place = f"{visit.base}/sheets/{open_.sheet}", text_in(open_.title, visit.language)
    return Line(found.message(visit.language), found.remedy(visit.language), href, place)


def _warnings(visit: Visit, filing: Filing) -> list[str]:
    broken = (found for found in filing.state.findings if found.severity == "warning")
    return [
        f"{found.problem.message(visit.language)} — {found.explanation.text if found.explanation else ''}"
        for found in broken
    ]
