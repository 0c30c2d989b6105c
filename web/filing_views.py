"""A filing as its pages show it: addresses, the line on top, the surveys owed, the sheet itself."""

from dataclasses import replace
from hashlib import sha256

from markupsafe import Markup
from starlette.responses import Response

from engine.filings import Card, Filing, Missing, completion, overview
from engine.forms.model.base import text_in
from engine.render import Header, Survey, Urls, View
from engine.store import Work
from web.answers import go, page
from web.filing_earlier import differences, period_before, values_before
from web.filing_versions import lost_answers, up_to_date, was_a_sheet
from web.filing_visit import Visit
from web.i18n import translations
from web.pages.filing import STATES, SheetPage
from web.security import csrf


def show_sheet(visit: Visit, sheet: str, *, earlier: bool = False) -> Response:
    """Answer with the page of a sheet as it stands; a sheet that a new version gave up leads to the first.

    Raises Missing for an unknown sheet.
    """

    def show(work: Work, filing: Filing) -> Response:
        if sheet in (one.sheet for one in filing.program.form.sheets):
            return sheet_page(visit, filing, view_of(visit, filing, sheet, earlier=earlier), work=work)
        if was_a_sheet(visit, filing, work, sheet=sheet):
            return go(visit.request, f"{visit.base}/sheets/{sheet_names(filing)[0]}")
        raise Missing(sheet[:40])

    return up_to_date(visit, show)


def first_sheet(visit: Visit) -> str:
    """Return the address of the first sheet that applies."""
    return up_to_date(visit, lambda _work, filing: f"{visit.base}/sheets/{sheet_names(filing)[0]}")


def view_of(
    visit: Visit, filing: Filing, sheet: str, *, missing: bool = False, earlier: bool = False
) -> View:
    """Return what the pages of this visit know besides the state; `earlier`: last period's values too."""
    response = filing.response
    before = period_before(filing)
    saved = response.updated_at.astimezone(visit.desk.zone).strftime("%H:%M") if response.updated_at else ""
    return View(
        urls=_urls(visit.base, sheet),
        header=header_of(visit, filing),
        sheet=sheet,
        csrf=csrf.token(visit.request),
        revision=response.revision,
        read_only=not visit.writable(filing),
        show_missing=missing,
        saved_at=saved if filing.editable else "",
        previous=values_before(filing, sheet, visit.language) if earlier else {},
        period_before=before.label(visit.language) if before else "",
        with_previous=earlier,
        compared=differences(filing, sheet, visit.language),
        completed=completion.completed(filing) if completion.by_sheet(filing) else None,
        withheld=visit.withheld(filing),
        who=sha256(visit.actor.id.encode()).hexdigest()[:16],
    )


def header_of(visit: Visit, filing: Filing) -> Header:
    """Return the line on top in words."""
    context, form = filing.context, filing.program.form
    last = visit.window(filing).last_day()
    return Header(
        title=text_in(form.title, visit.language),
        period=context.period.label(visit.language) if context.period else "",
        organisation=context.organisation.name if context.organisation else "",
        state=said(visit, STATES[filing.response.state]),
        deadline=last.isoformat() if last else "",
    )


def title_of(visit: Visit, filing: Filing) -> str:
    """Return form and period in words."""
    header = header_of(visit, filing)
    return f"{header.title} {header.period}".strip()


def said(visit: Visit, text: str) -> str:
    """Return a text of the interface in the visit's language."""
    return translations(visit.language).gettext(text)


def sheet_page(visit: Visit, filing: Filing, view: View, *, work: Work, status: int = 200) -> Response:
    """Answer with the page of one sheet."""
    shown = replace(view, surveys=surveys_of(visit, filing, work))
    made = visit.room.sheets(filing.program, visit.language)
    context = SheetPage(
        title=title_of(visit, filing),
        filing=Markup(made.filing(filing.state, view.sheet, shown)),  # noqa: S704 - made by templates
        closed=visit.shut(filing) if filing.editable else None,
        base=visit.base,
        state=filing.response.state,
        paper=f"{visit.base}/paper" if visit.person else "",
        withdrawable=filing.response.state == "submitted"
        and not filing.settled
        and visit.may("filing.withdraw"),
        final=filing.program.form.final,
        lost=lost_answers(visit, filing, work),
        serial=filing.response.serial or "",
    )
    return page(visit.request, "filing/sheet.html", context, status=status)


def sheet_names(filing: Filing) -> tuple[str, ...]:
    """Return the sheets that apply, in order."""
    names = (sheet.sheet for sheet in filing.program.form.sheets)
    return tuple(name for name in names if filing.state.sheet_status(name).relevant)


def surveys_of(visit: Visit, filing: Filing, work: Work) -> tuple[Survey, ...]:
    """Return the surveys that the form lists on one of its sheets; none where it lists none."""
    return tuple(_survey(visit, card) for card in owed_cards(visit, filing, work))


def owed_cards(visit: Visit, filing: Filing, work: Work) -> tuple[Card, ...]:
    """Return the surveys that ask the filing's organisation in its period, if the form lists them."""
    owner = filing.context.organisation
    if owner is None or not any(sheet.lists for sheet in filing.program.form.sheets):
        return ()
    return overview.surveys(work, visit.desk, visit.actor, organisation=owner, period=filing.context.period)


def _survey(visit: Visit, card: Card) -> Survey:
    form, last = card.program.form, card.window.last_day()
    if card.response:
        href = f"/filings/{card.response.id}"
    else:
        period = card.period.key if card.period else ""
        href = f"/filings/new?form={form.form}&period={period}"
    return Survey(
        title=text_in(form.title, visit.language),
        description=text_in(form.description, visit.language),
        dates="" if last is None else said(visit, "截止 %(day)s") % {"day": last.isoformat()},
        required=card.required,
        answered=card.answered,
        href=href,
    )


def _urls(base: str, sheet: str) -> Urls:
    return Urls(
        page=f"{base}/sheets/",
        save=f"{base}/sheets/{sheet}",
        change=f"{base}/change",
        rows=f"{base}/rows",
        paste=f"{base}/paste",
        why=f"{base}/why",
        search=f"{base}/choices",
        explain=f"{base}/explanations",
        files=f"{base}/attachments",
        earlier=f"{base}/earlier",
        unseen=f"{base}/unseen",
    )
