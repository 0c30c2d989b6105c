"""Responses: a table with filters and chosen columns, one of them, and files to take along."""

from collections.abc import Generator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from engine.analysis.reach import Reach, Source
from engine.exchange import csv_file, json_file, parcel
from engine.exchange.columns import Sheet, sheets_of
from engine.exchange.rows import Chosen, count, one, periods, rows
from engine.exchange.tables import Way, head_of, lines
from engine.forms import Program
from engine.forms.model.base import text_in
from engine.library import NoSuchForm
from engine.library.publishing import designed
from engine.people import Denied, Person, Thing
from engine.store import Work
from web.answers import XLSX, page
from web.chart_room import charted_form
from web.deps import Held, Language, Signed
from web.filing_room import room
from web.i18n import language_of
from web.lending import LentFileResponse, PieceResponse
from web.menu import Entry
from web.pages.responses import A_PAGE, FormLine, ResponsesIndex, one_page, table_page
from web.policies import own_system, policy
from web.routes.response_taking import may_take
from web.services import Services, services

router = APIRouter(prefix="/responses")
VERB: Final = "chart.view"
READS: Final = "filing.view"
"""Besides looking at charts: single responses show who said what."""
MENU = (Entry("答卷", "/responses", VERB, also=READS),)

MOST_AT_ONCE: Final = 20_000
"""Responses of one workbook, SPSS or Parquet file that one waits for; more are made in the background."""
MEDIA: Final = {
    "xlsx": XLSX,
    "sav": "application/x-spss-sav",
    "parquet": "application/vnd.apache.parquet",
}
_KINDS: Final = ("survey", "report", "record", "application", "profile", "registration")


def _readable(work: Work, request: Request) -> Thing:
    """The form in the path, or the system, for those who may read single filings; for policies."""
    person: Person = request.state.person
    if READS not in person.verbs:
        raise Denied(READS)
    return charted_form(work, request) if "form" in request.path_params else own_system(work, request)


viewer = policy(VERB, _readable)


def _chosen(
    period: Annotated[str, Query(max_length=10, pattern=r"^[0-9QH-]*$")] = "",
    state: Literal["", "submitted", "approved"] = "",
    organisation: Annotated[str, Query(max_length=100)] = "",
) -> Chosen:
    return Chosen(period, state, organisation)


Asked = Annotated[Chosen, Depends(_chosen)]


def program_of(request: Request, work: Work, form: str) -> Program:
    try:
        return room(request).desk.programs.current(work, form)
    except NoSuchForm:
        raise Denied(VERB) from None


def source_of(form: str, person: Person) -> Source:
    return Source(form, Reach.of(person, READS))


@router.get("", dependencies=[viewer])
def index(request: Request, person: Signed, held: Held, language: Language) -> Response:
    """List the forms of the person's system with how many responses there are within reach."""
    system = person.organisation.system
    found: list[FormLine] = []
    with held.database.read() as work:
        own = [name for kind in _KINDS for name in designed(work, system, kind)]
        for name in (*held.definitions.systems[system].forms, *own):
            try:
                form = room(request).desk.programs.current(work, name).form
            except NoSuchForm:
                continue
            total = count(work, source_of(name, person), Chosen())
            found.append(FormLine(text_in(form.title, language), f"/responses/{name}", total))
    return page(request, "responses/index.html", ResponsesIndex(tuple(found)))


@router.get("/{form}", dependencies=[viewer])
def table(
    request: Request,
    person: Signed,
    held: Held,
    form: str,
    *,
    language: Language,
    chosen: Asked,
    column: Annotated[list[str] | None, Query(max_length=200)] = None,
    number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    """Show a page of a form's responses."""
    return _table(request, person, held, form, chosen=chosen, names=tuple(column or ()), number=number)


def _table(
    request: Request,
    person: Person,
    held: Services,
    form: str,
    *,
    chosen: Chosen,
    names: tuple[str, ...] = (),
    number: int = 1,
) -> Response:
    source, programs = source_of(form, person), room(request).desk.programs
    language = language_of(request)
    with held.database.read() as work:
        program = program_of(request, work, form)
        total = count(work, source, chosen)
        found = list(rows(work, programs, source, chosen, offset=(number - 1) * A_PAGE, limit=A_PAGE))
        known = periods(work, source)
    shown = table_page(
        text_in(program.form.title, language),
        f"/responses/{form}",
        found,
        _sheets(program)[0],
        total=total,
        chosen=chosen,
        periods=known,
        names=names,
        number=number,
        language=language,
        takes=may_take(person, program.form),
    )
    return page(request, "responses/table.html", shown)


def _sheets(program: Program) -> tuple[Sheet, ...]:
    return sheets_of(program.form, program.codelists)


@router.get("/{form}/file.{kind}", dependencies=[viewer])
def file(
    request: Request,
    person: Signed,
    held: Held,
    form: str,
    *,
    kind: Literal["csv", "json", "xlsx", "sav", "parquet"],
    language: Language,
    chosen: Asked,
    words: Annotated[Literal["codes", "labels"], Query()] = "codes",
) -> Response:
    """Answer with what is asked for as a file, all of it."""
    source = source_of(form, person)
    way = Way(language if words == "labels" else "")
    with held.database.read() as work:
        sheets = _sheets(program_of(request, work, form))
        total = count(work, source, chosen)
    name = f"{form}.{kind}"
    if kind in ("csv", "json"):
        pieces = _streamed(request, source, chosen, sheets[0], way=way, kind=kind)
        media = "text/csv; charset=utf-8" if kind == "csv" else "application/json"
        return PieceResponse(pieces, media_type=media, headers=named(name))
    if total > MOST_AT_ONCE:
        asked = {"kind": kind, "words": words, "period": chosen.period, "state": chosen.state}
        query = urlencode({**asked, "organisation": chosen.organisation})
        return RedirectResponse(f"/responses/{form}/exports?{query}", 303)
    with ExitStack() as held_open:
        folder = Path(held_open.enter_context(TemporaryDirectory(prefix="tianbao-export-")))
        target = folder / name
        with held.database.read() as work:
            found = rows(work, room(request).desk.programs, source, chosen)
            parcel.packed(folder / "parcel", sheets, found, language=language, way=way)
        parcel.unpacked(kind, folder / "parcel", target)  # type: ignore[arg-type]  # one of the three
        done = held_open.pop_all().close
    return LentFileResponse(target, media_type=MEDIA[kind], headers=named(name), done=done)


def _streamed(
    request: Request, source: Source, chosen: Chosen, sheet: Sheet, *, way: Way, kind: str
) -> Generator[bytes]:
    with services(request).database.read() as work:
        found = rows(work, room(request).desk.programs, source, chosen)
        if kind == "json":
            yield from json_file.written(found)
            return
        body = (line for row in found for line in lines(sheet, row, way))
        yield from csv_file.written(chain([list(head_of(sheet))], body))


def named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}


@router.get("/{form}/{response}", dependencies=[viewer])
def single(
    request: Request, person: Signed, held: Held, form: str, response: str, *, language: Language
) -> Response:
    """Show one response, to be read only."""
    programs = room(request).desk.programs
    with held.database.read() as work:
        program = program_of(request, work, form)
        found = one(work, programs, source_of(form, person), response[:36])
    if found is None:
        raise Denied(VERB)
    title = text_in(program.form.title, language)
    shown = one_page(title, f"/responses/{form}", found, _sheets(program), language=language)
    return page(request, "responses/one.html", shown)
