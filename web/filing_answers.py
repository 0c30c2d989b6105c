"""What one gesture on a sheet answers, whichever door one comes by: fragments of what changed.

A refused value answers 422 with its field, a contradicted one 409 with both values; what was typed
stays in the page.
"""

from collections.abc import Callable
from dataclasses import replace

from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from engine import render
from engine.filings import (
    Changed,
    Conflict,
    Edit,
    Filing,
    Losing,
    Missing,
    RowEdit,
    Saved,
    blocks,
    codes,
    drafts,
    repeats,
    sheets,
)
from engine.filings.showing import codelist_of, field_of, shown, told
from engine.forms import Refused
from engine.problems import Problem
from engine.render import Clash, Clearing, Found, Pasted, PasteLine, Results, Sheets, View, slug
from engine.store import Work
from web.filing_views import view_of
from web.filing_visit import Visit


def changed(visit: Visit, fields: FormData) -> Response:
    """Save one field and answer with what shows otherwise."""
    path = text(fields, "path")
    raw = raw_of(fields, "value")

    def save(work: Work, filing: Filing) -> Changed:
        if text(fields, "keep") == "theirs":
            return _taken(work, filing, path, number(fields, "revision"))
        edit = Edit(path, raw, number(fields, "revision"), confirmed=bool(text(fields, "confirm")))
        return drafts.change(work, filing, visit.actor, edit=edit)

    return _gesture(visit, fields, save, path=path, raw=raw)


def _taken(work: Work, filing: Filing, path: str, revision: int) -> Changed:
    """Change nothing: show what others changed since `revision`, and what stands at `path`."""
    drafts.known(path)
    paths = drafts.merged(filing, drafts.others_since(work, filing, revision))
    return Changed(filing.response, filing.state, paths | {path})


def rows_changed(visit: Visit, fields: FormData) -> Response:
    """Add, remove or move a row and answer with what shows otherwise."""
    button = text(fields, "row")

    def save(work: Work, filing: Filing) -> Changed:
        edit = RowEdit.parse(button, number(fields, "revision"))
        return repeats.change_rows(work, filing, visit.actor, edit=edit)

    repeat = button.split(":")[1] if ":" in button else ""
    return _gesture(visit, fields, save, path=repeat, raw=button)


def explained(visit: Visit, fields: FormData) -> Response:
    """Keep an explanation and answer with what shows otherwise."""
    check = text(fields, "check")

    def save(work: Work, filing: Filing) -> Changed:
        words, reason = text(fields, "text"), text(fields, "reason") or None
        seen = number(fields, "revision") or None
        return drafts.explain(
            work, filing, visit.actor, check=check, text=words, reason=reason, revision=seen
        )

    return _gesture(visit, fields, save)


def pasted_block(visit: Visit, fields: FormData) -> Response:
    """Rehearse or apply a pasted block: each refused cell is listed with its reason."""
    start, rehearsal = text(fields, "at"), bool(text(fields, "preview"))
    with visit.held.database.write() as work:
        filing = to_change(visit, work)
        block = blocks.read_block(text(fields, "text"))
        try:
            saved = sheets.paste(
                work,
                filing,
                visit.actor,
                block=block,
                start=start,
                revision=number(fields, "revision"),
                preview=rehearsal,
            )
        except Refused as fault:
            return refused(visit, filing, fields, fault.problem, path=start)
    made = visit.room.sheets(filing.program, visit.language)
    if rehearsal:
        return HTMLResponse(render.pasted(made, _told(made, filing, saved, visit.language)))
    raw = {
        path: (typed, found._replace(path=path))
        for path, (typed, found) in saved.refused.items()
        if field_of(filing, path)
    }
    view = replace(_view(visit, filing, fields), raw=raw)
    paths = saved.paths.union(saved.accepted, raw)
    return HTMLResponse(made.fragments(filing.state, paths, view))


def choices(visit: Visit, path: str, words: str, under: str) -> Response:
    """Find choices of a field by words, or list what stands under a code."""
    with visit.held.database.read() as work:
        filing = visit.open(work)
    if codelist_of(filing, path) is None or not visit.sees(filing, path):
        raise Missing(path[:40])
    found = codes.hits(filing, path, words=words, under=under, language=visit.language)
    up = codes.above(filing, path, words=words, under=under)
    made = visit.room.sheets(filing.program, visit.language)
    return HTMLResponse(render.results(made, Results(slug(path), tuple(Found(*hit) for hit in found), up)))


def text(fields: FormData, name: str) -> str:
    """Return one posted text, '' for none (or a file)."""
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def raw_of(fields: FormData, name: str) -> str | list[str]:
    """Return what was posted under `name`: one text, or the texts of several boxes ticked."""
    given = [value for value in fields.getlist(name) if isinstance(value, str)]
    ticked = [value for value in given if value != ""]
    if len(ticked) > 1:
        return ticked
    return ticked[0] if ticked else ""


def number(fields: FormData, name: str) -> int:
    """Return a posted whole number, 0 for what is none."""
    given = text(fields, name)
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def sheet_of(filing: Filing, fields: FormData) -> str:
    """Return the sheet that the page shows, the first if it does not say."""
    names = [sheet.sheet for sheet in filing.program.form.sheets]
    given = text(fields, "sheet")
    return given if given in names else names[0]


def _gesture(
    visit: Visit,
    fields: FormData,
    save: Callable[[Work, Filing], Changed],
    *,
    path: str = "",
    raw: str | list[str] = "",
) -> Response:
    with visit.held.database.write() as work:
        filing = to_change(visit, work)
        try:
            done = save(work, filing)
        except Refused as fault:
            return refused(visit, filing, fields, fault.problem, path=path, raw=raw)
        except Losing as losing:
            made = visit.room.sheets(filing.program, visit.language)
            asked = clearing_of(visit, raw, losing, rows=path in filing.program.machine.blueprint.repeats)
            return HTMLResponse(render.conflict(made, asked), 409)
        except Conflict as conflict:
            return _conflict(visit, filing, raw, conflict)
    return fragments(visit, filing, fields, done.paths)


def to_change(visit: Visit, work: Work) -> Filing:
    """Open the response for a change. Raises Missing, Refusal."""
    filing = visit.open(work, lock=True)
    visit.require_open(filing)
    return filing


def fragments(visit: Visit, filing: Filing, fields: FormData, paths: frozenset[str]) -> Response:
    """Answer with what shows otherwise."""
    made = visit.room.sheets(filing.program, visit.language)
    view = _view(visit, filing, fields)
    return HTMLResponse(made.fragments(filing.state, paths, view))


def _view(visit: Visit, filing: Filing, fields: FormData) -> View:
    """Return the view of the page that asks, with what it shows on demand."""
    missing, earlier = bool(text(fields, "missing")), bool(text(fields, "earlier"))
    return view_of(visit, filing, sheet_of(filing, fields), missing=missing, earlier=earlier)


def refused(
    visit: Visit,
    filing: Filing,
    fields: FormData,
    found: Problem,
    *,
    path: str,
    raw: str | list[str] = "",
    status: int = 422,
) -> Response:
    """Answer with the field, what was typed and why it was not kept."""
    made = visit.room.sheets(filing.program, visit.language)
    view = _view(visit, filing, fields)
    known = _stands(filing, path)
    at = found._replace(path=path)
    seen: View = replace(view, raw={path: (raw, at)}) if known else replace(view, refused=(found,))
    return HTMLResponse(made.fragments(filing.state, (path,) if known else (), seen), status)


def _stands(filing: Filing, path: str) -> bool:
    """Whether there is a field at a path now: its row may be gone."""
    try:
        filing.state.typed_value(path)
    except Refused:
        return False
    return field_of(filing, path) is not None


def _conflict(visit: Visit, filing: Filing, raw: str | list[str], conflict: Conflict) -> Response:
    """Answer 409: both values, to choose from; the page keeps what was typed."""
    made = visit.room.sheets(filing.program, visit.language)
    return HTMLResponse(render.conflict(made, clash_of(visit, filing, raw, conflict)), 409)


def clash_of(visit: Visit, filing: Filing, raw: str | list[str], conflict: Conflict) -> Clash:
    """Return both values of a contradiction, to choose from."""
    made, found = visit.room.sheets(filing.program, visit.language), conflict.problems[0]
    return Clash(
        label=made.labels.of(found.path),
        path=found.path,
        slug=slug(found.path),
        message=f"{found.message(visit.language)} {found.remedy(visit.language)}",
        yours=conflict.yours,
        theirs=str(found.params.get("theirs", "")),
        raw=(raw,) if isinstance(raw, str) else tuple(raw),
        revision=conflict.revision,
    )


def clearing_of(visit: Visit, raw: str | list[str], losing: Losing, *, rows: bool = False) -> Clearing:
    """Return the question whether a change may clear what it hides; `raw` is sent again to confirm."""
    found = losing.problems[0]
    texts = (raw,) if isinstance(raw, str) else tuple(raw)
    return Clearing(
        path=found.path,
        slug=slug(found.path),
        message=f"{found.message(visit.language)} {found.remedy(visit.language)}",
        raw=() if rows else texts,
        row=f"{texts[0]}{repeats.CONFIRMED}" if rows else "",
    )


def _told(made: Sheets, filing: Filing, saved: Saved, language: str) -> Pasted:
    """Return what a pasted block would fill and what it would not."""
    clashes = {one.problems[0].path: (one.yours, one.problems[0]) for one in saved.conflicts}
    filled = (
        PasteLine(made.labels.of(path), shown(filing, path, told(filing, path), language))
        for path in saved.accepted
    )
    left = (
        PasteLine(made.labels.of(path.partition("+")[0]), str(raw), found.message(language))
        for path, (raw, found) in {**saved.refused, **clashes}.items()
    )
    return Pasted(tuple(filled), tuple(left))
