"""Public links of a published design: made on terms, listed with what came by them, closed, opened again."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Final
from urllib.parse import urlencode

import segno
from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine.filings import Missing, public
from engine.filings.public import Terms
from engine.forms import DefinitionError
from engine.forms.appraisal import FILE
from engine.forms.source import check_characters
from engine.library import NoSuchForm
from engine.library.designs import DesignRefused
from engine.people.refusals import AccountRefused
from engine.problems import Problem, problem
from web.answers import page
from web.design_room import design_of, published_from
from web.filing_room import room
from web.filing_visit import actor_of
from web.framing import NoOrigin, origins
from web.pages.design_links import FreshLink, LinkLine, LinksPage, frame_of
from web.services import services

A_PAGE: Final = 30
MOST_AT_ONCE: Final = 500
_LONG: Final = 200
_CLOSING: Final = 2000


def shown(
    request: Request,
    *,
    number: int = 1,
    fresh: tuple[FreshLink, ...] = (),
    problem: Problem | None = None,
) -> Response:
    """Answer with the links of a design's form."""
    design, held = design_of(request), services(request)
    with held.database.read() as work:
        name = published_from(work, design)
        form = room(request).desk.programs.current(work, name).form if name else None
        found = public.links_to(work, name, offset=(number - 1) * A_PAGE, limit=A_PAGE)
        total, begun = public.count_links(work, name), public.begun_by(work, [one.id for one in found])
    now = held.clock()
    lines = tuple(LinkLine(one, begun.get(one.id, 0), one.refusal(now)) for one in found)

    def address(to: int) -> str:
        return f"/designs/{design.id}/links?" + urlencode({"page": to})

    view = LinksPage(
        id=design.id,
        title=design.title,
        form=design.form,
        revision=design.revision,
        ready=form is not None and bool(form.collection.public),
        published=form is not None,
        lines=lines,
        total=total,
        previous=address(number - 1) if number > 1 else "",
        next=address(number + 1) if number * A_PAGE < total else "",
        fresh=fresh,
        picture=_picture(fresh[0].address) if len(fresh) == 1 else Markup(),
        problem=problem,
    )
    return page(request, "designs/links.html", view, status=422 if problem else 200)


def made(request: Request, fields: FormData) -> Response:
    """Make a link, or one for each name of a list, on the terms posted."""
    try:
        return shown(request, fresh=_make(request, fields))
    except DesignRefused as refused:
        return shown(request, problem=refused.problem)
    except AccountRefused as refused:
        return shown(request, problem=refused.problems[0])
    except (Missing, NoSuchForm):
        return shown(request, problem=problem("design-not-public"))


def _make(request: Request, fields: FormData) -> tuple[FreshLink, ...]:
    held, design, desk = services(request), design_of(request), room(request).desk
    names = [line.strip() for line in _text(fields, "names").splitlines() if line.strip()]
    if len(names) > MOST_AT_ONCE:
        raise DesignRefused(problem("design-links-many", count=len(names), limit=MOST_AT_ONCE))
    terms, actor = _terms(request, fields), actor_of(request)
    single = bool(names) or _text(fields, "single") == "yes"
    made: list[FreshLink] = []
    with held.database.write() as work:
        form = published_from(work, design)
        for name in names or [terms.label]:
            own = replace(terms, label=name[:_LONG])
            token = public.make(work, desk, actor, form=form, single=single, terms=own)
            address = f"{held.settings.base_url}/s/{token}"
            made.append(FreshLink(own.label, address, frame_of(address) if terms.frames else ""))
    return tuple(made)


def _terms(request: Request, fields: FormData) -> Terms:
    """Return the terms as posted. Raises DesignRefused and AccountRefused for what cannot be so."""
    held = services(request)
    for name in ("label", "closing.zh", "closing.en", "names"):
        try:
            check_characters(_text(fields, name), FILE)
        except DefinitionError as error:
            raise DesignRefused(error.problems[0]) from error
    most, password = _text(fields, "most").strip(), _text(fields, "password")
    if most and not (most.isascii() and most.isdigit() and 0 < int(most) < 10**9):
        raise DesignRefused(problem("value-not-number", given=most[:40]))
    words = {key: _text(fields, f"closing.{key}").strip()[:_CLOSING] for key in ("zh", "en")}
    return Terms(
        label=_text(fields, "label").strip()[:_LONG],
        password=held.signin.lock(password) if password else None,
        most=int(most) if most else None,
        opens_at=_moment(request, _text(fields, "opens_at")),
        closes_at=_moment(request, _text(fields, "closes_at")),
        closing={key: text for key, text in words.items() if text},
        frames=_frames(_text(fields, "frames")),
    )


def _frames(given: str) -> tuple[str, ...]:
    try:
        return origins(given[:_CLOSING])
    except NoOrigin as wrong:
        raise DesignRefused(wrong.problem) from wrong


def _moment(request: Request, given: str) -> datetime | None:
    if not given.strip():
        return None
    try:
        read = datetime.fromisoformat(given.strip())
    except ValueError:
        raise DesignRefused(problem("value-not-datetime", given=given[:40])) from None
    return read.replace(tzinfo=services(request).settings.zone).astimezone(UTC)


def _text(fields: FormData, name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def _picture(address: str) -> Markup:
    """Return an address as a QR code, drawn by paths alone."""
    out = BytesIO()
    segno.make_qr(address, error="m").save(out, kind="svg", scale=4, border=4, light="white", xmldecl=False)
    return Markup(out.getvalue().decode())  # noqa: S704 - made of an address of our own, by paths alone


def closed(request: Request, link: str, *, reopen: bool) -> Response:
    """Close a link of the design's form, or open it again."""
    with services(request).database.write() as work:
        public.close(work, link, form=published_from(work, design_of(request)), reopen=reopen)
    return shown(request)
