"""What an organisation sees around its filings: cards on the home page, the history, what to begin."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from engine.filings import Brief, Card, Missing, overview
from engine.filings.responses import new_id
from engine.forms import Program
from engine.forms.model.base import text_in
from engine.forms.periods import Period
from engine.library import Programs
from engine.library.stopping import stopped
from engine.people import Organisation, Person
from engine.store import Work
from web.answers import page
from web.filing_room import room
from web.filing_visit import actor_of
from web.i18n import language_of
from web.pages.filing import (
    SCREENINGS,
    SOURCES,
    STATES,
    BeginPage,
    CardView,
    Filter,
    HistoryPage,
    HomeCards,
    Row,
)
from web.services import services

_HEADINGS = ("本期", "上期", "上年同期")
_PER_PAGE: Final = 50


def home_cards(request: Request, person: Person) -> HomeCards:
    """Return what the person's organisation has to file, for the home page."""
    desk, actor, language = room(request).desk, actor_of(request), language_of(request)
    if "filing.edit" not in person.verbs:
        return HomeCards((), (), SOURCES, STATES)
    with services(request).database.read() as work:
        reports = overview.cards(work, desk, actor, organisation=person.organisation)
        halted = stopped(work)
        recent = {
            one.program.form.form: tuple(
                _row(work, request, person, brief, halted=halted) for brief in one.now.recent
            )
            for one in reports
        }
        surveys = overview.surveys(work, desk, actor, organisation=person.organisation)
    return HomeCards(
        tuple(
            tuple(
                replace(_card(card, heading, language), recent=recent[card.program.form.form])
                for card, heading in zip((one.now, one.previous, one.last_year), _HEADINGS, strict=True)
                if card is not None
            )
            for one in reports
        ),
        tuple(_card(card, "", language) for card in surveys),
        SOURCES,
        STATES,
    )


def history_page(request: Request, person: Person, *, chosen: Filter) -> Response:
    """Answer with one page of the organisation's filings, cut down by the filters of the address."""
    mine, language = person.organisation_id, language_of(request)
    with services(request).database.read() as work:
        found = overview.history(
            work,
            mine,
            form=chosen.form,
            year=chosen.year,
            state=chosen.state,
            limit=_PER_PAGE + 1,
            offset=(chosen.page - 1) * _PER_PAGE,
        )
        halted = stopped(work)
        rows = tuple(_row(work, request, person, brief, halted=halted) for brief in found[:_PER_PAGE])
        years = overview.years_filed(work, mine)
        programs = room(request).desk.programs.filed_by(work, person.organisation)
    context = HistoryPage(
        rows=rows,
        forms=tuple((one.form.form, text_in(one.form.title, language)) for one in programs),
        years=years,
        chosen=chosen,
        newer=_page_address(chosen, chosen.page - 1) if chosen.page > 1 else "",
        older=_page_address(chosen, chosen.page + 1) if len(found) > _PER_PAGE else "",
        states=STATES,
        screenings=SCREENINGS,
        sources=SOURCES,
    )
    return page(request, "filing/history.html", context)


def _page_address(chosen: Filter, number: int) -> str:
    given = {"form": chosen.form, "year": chosen.year, "state": chosen.state, "page": number}
    return "/filings?" + urlencode({name: value for name, value in given.items() if value})


def begin_page(request: Request, person: Person, *, form: str, period: str) -> Response:
    """Answer with what would be begun: title, description, dates, a button."""
    desk, actor, language = room(request).desk, actor_of(request), language_of(request)
    with services(request).database.read() as work:
        program = desk.programs.current(work, form)
        when = period_of(work, desk.programs, program, period, owner=person.organisation)
        card = overview.card_of(
            work,
            desk,
            actor,
            organisation=person.organisation,
            program=program,
            period=when,
            halted=stopped(work),
        )
    view = _card(card, "", language)
    return page(request, "filing/begin.html", BeginPage(view, text_in(program.form.description, language)))


def period_of(
    work: Work, programs: Programs, program: Program, key: str, *, owner: Organisation
) -> Period | None:
    """Return the period of a form by its key; raises Missing where form, organisation and key do not fit."""
    collection = program.form.collection
    if not programs.files(work, owner, program.form):
        raise Missing(program.form.form)
    if collection.period == "none":
        if key:
            raise Missing(key[:40])
        return None
    try:
        found = Period.parse(key)
    except ValueError as fault:
        raise Missing(key[:40]) from fault
    if found.kind != collection.period:
        raise Missing(key[:40])
    return found


def _card(card: Card, heading: str, language: str) -> CardView:
    last = card.window.last_day()
    return CardView(
        card=card,
        title=text_in(card.program.form.title, language),
        heading=heading,
        period=card.period.label(language) if card.period else "",
        deadline=last.isoformat() if last else "",
        state=STATES[card.response.state if card.response else ""],
        cells=card.asked,
        closed=card.window.why.get(language, "") if card.standing == "not_asked" else "",
        slot=new_id() if card.program.form.collection.many else "",
    )


def _row(
    work: Work, request: Request, person: Person, brief: Brief, *, halted: Mapping[str, datetime]
) -> Row:
    """Return one response's line; `halted` are the forms that are stopped, and since when."""
    desk, actor, language = room(request).desk, actor_of(request), language_of(request)
    program = desk.programs.get(work, brief.version)
    when = Period.parse(brief.period) if brief.period else None
    final = program.form.final
    mine = person.organisation
    links = overview.links_asked(work, desk, program, organisation=mine, period=when)
    seen = overview.window_of(
        desk, program, actor, organisation=mine, period=when, links=links, stopped=halted.get(brief.form)
    )
    open_now = seen.standing(actor.at) == "open"
    return Row(
        brief=brief,
        title=text_in(program.form.title, language),
        period=when.label(language) if when else "",
        editable=(brief.state == "returned" and not final) or (brief.state == "draft" and open_now),
        withdrawable=brief.state == "submitted"
        and not final
        and open_now
        and "filing.withdraw" in person.verbs,
        heading=overview.heading_of(work, desk, actor, brief, language=language),
    )
