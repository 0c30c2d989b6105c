"""A whole sheet posted as a plain form: saved, then back, on, or to submission; no script needed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from starlette.datastructures import FormData
from starlette.responses import Response

from engine.filings import (
    Conflict,
    Filing,
    Losing,
    Missing,
    RowEdit,
    Saved,
    completion,
    drafts,
    repeats,
    sheets,
)
from engine.forms import Refused
from engine.forms.paths import pattern
from engine.problems import Problem
from engine.render import UNEXPLAINED, View
from engine.store import Work
from web import filing_asking
from web.answers import go
from web.filing_answers import clash_of, clearing_of, number, raw_of, text
from web.filing_attaching import Arrived, attach_all, receive_all
from web.filing_views import sheet_names, sheet_page, view_of
from web.filing_visit import Visit

_OWN: Final = frozenset(
    {"csrf", "revision", "sheet", "missing", "action", "row", "keep", "confirm", "detach"}
)
_FORWARD: Final = ("next", "submit")
Raw = str | list[str]


def save_sheet(visit: Visit, sheet: str, fields: FormData) -> Response:
    """Save every value of a posted sheet and go where its button says.

    What does not fit is shown again as typed (422), the rest is kept. One comes on to the next
    sheet when the checks of this one hold.
    """
    arrived = receive_all(visit, fields)
    with visit.held.database.write() as work:
        filing = visit.open(work, lock=True)
        if sheet not in (one.sheet for one in filing.program.form.sheets):
            raise Missing(sheet[:40])
        visit.require_open(filing)
        saved = _saved(visit, work, filing, fields, arrived=arrived)
        told = tuple(found for _, found in saved.refused.values())
        forward = text(fields, "action") in _FORWARD or _completes(filing, fields)
        if not told and forward:
            told = blocking(visit, filing, sheet)
        if not told and _completes(filing, fields):
            completion.complete(work, filing, visit.actor, sheet=sheet)
        earlier = bool(text(fields, "earlier"))
        if path := text(fields, "why"):
            asked = filing_asking.told(visit, filing, view_of(visit, filing, sheet, earlier=earlier), path)
            shown = replace(asked, raw=_placed(filing, saved), refused=told)
            return sheet_page(visit, filing, shown, work=work)
        if told:
            view = view_of(visit, filing, sheet, missing=forward, earlier=earlier)
            shown = replace(view, raw=_placed(filing, saved), refused=told)
            if saved.conflicts or saved.waiting:
                shown = _asking(visit, filing, shown, saved, seen=number(fields, "revision"))
            return sheet_page(visit, filing, shown, work=work, status=422)
    return go(visit.request, _onward(visit, filing, sheet, fields))


def _completes(filing: Filing, fields: FormData) -> bool:
    """Whether a button also saves the sheet as complete."""
    return completion.by_sheet(filing) and text(fields, "action") in ("save", *_FORWARD)


def blocking(visit: Visit, filing: Filing, sheet: str) -> tuple[Problem, ...]:
    """Return what keeps one from going on from a sheet: its errors, else warnings without explanation."""
    labels = visit.room.sheets(filing.program, visit.language).labels
    found = tuple(one for one in filing.state.complete() if labels.sheet(one.path) == sheet)
    return tuple(one for one in found if one.code not in UNEXPLAINED) or found


def _saved(
    visit: Visit, work: Work, filing: Filing, fields: FormData, *, arrived: Mapping[str, Arrived]
) -> Saved:
    revision, typed = number(fields, "revision"), _typed(filing, fields)
    settled = _settled(visit, work, filing, typed, fields=fields)
    sure = text(fields, "confirm")
    saved = sheets.save(work, filing, visit.actor, typed=typed, revision=revision, confirmed=sure)
    saved.conflicts = (*settled, *saved.conflicts)
    for refusal in (*saved.conflicts, *saved.waiting):
        found = refusal.problems[0]
        saved.refused[found.path] = (raw_of(fields, found.path), found)
    _explain(visit, work, filing, saved, fields=fields)
    saved.refused.update(attach_all(visit, work, filing, fields, arrived=arrived))
    button = text(fields, "row")
    if button and saved.clean:
        _change_rows(visit, work, filing, saved, button=button)
    return saved


def _typed(filing: Filing, fields: FormData) -> dict[str, Raw]:
    """Return the posted values by path; a conflict that was answered settles its own."""
    names = [name for name in dict.fromkeys(fields) if pattern(name) in filing.program.cells]
    typed = {name: raw_of(fields, name) for name in names if name not in _OWN}
    whose, _, path = text(fields, "keep").partition(":")
    if whose == "theirs":
        typed.pop(path, None)
    return typed


def _settled(
    visit: Visit, work: Work, filing: Filing, typed: dict[str, Raw], *, fields: FormData
) -> tuple[Conflict, ...]:
    """Write the value that was chosen over another person's, unless that changed once more."""
    whose, _, path = text(fields, "keep").partition(":")
    if whose != "mine" or path not in typed:
        return ()
    edit = drafts.Edit(path, typed.pop(path), number(fields, "theirs.revision"))
    try:
        drafts.change(work, filing, visit.actor, edit=edit)
    except Conflict as conflict:
        return (conflict,)
    except Refused:
        typed[path] = edit.raw  # refused again with the sheet, which says why
    return ()


def _asking(visit: Visit, filing: Filing, view: View, saved: Saved, *, seen: int) -> View:
    """Return a view that asks which value to keep.

    It keeps the revision that the page had seen: saving once more without choosing overrules nobody.
    """
    if not saved.conflicts:
        losing = saved.waiting[0]
        raw = saved.refused[losing.problems[0].path][0]
        rows = losing.problems[0].path in filing.program.machine.blueprint.repeats
        return replace(view, clash=clearing_of(visit, raw, losing, rows=rows))
    conflict = saved.conflicts[0]
    raw = saved.refused[conflict.problems[0].path][0]
    return replace(view, revision=seen, clash=clash_of(visit, filing, raw, conflict))


def _explain(visit: Visit, work: Work, filing: Filing, saved: Saved, *, fields: FormData) -> None:
    """Keep the explanations that are new or other than before."""
    given = filing.response.explanations or {}
    for found in filing.state.findings:
        words = text(fields, f"explain.{found.check}").strip()
        reason = text(fields, f"reason.{found.check}") or None
        before = given.get(found.check)
        old = (before.get("text"), before.get("reason")) if isinstance(before, dict) else ("", None)
        if f"explain.{found.check}" not in fields or ((words, reason) == old and not found.stale):
            continue
        if not words and not reason:
            continue
        try:
            drafts.explain(
                work,
                filing,
                visit.actor,
                check=found.check,
                text=words,
                reason=reason,
                revision=number(fields, "revision") or None,
            )
        except Refused as refused:
            saved.refused[f"explain.{found.check}"] = (words, refused.problem)


def _change_rows(visit: Visit, work: Work, filing: Filing, saved: Saved, *, button: str) -> None:
    try:
        edit = RowEdit.parse(button, filing.response.revision)
        repeats.change_rows(work, filing, visit.actor, edit=edit)
    except Losing as losing:
        saved.waiting += (losing,)
        saved.refused[edit.repeat] = (button, losing.problems[0])
    except (Refused, Conflict) as refused:
        found = refused.problem if isinstance(refused, Refused) else refused.problems[0]
        saved.refused["row"] = (button, found)


def _placed(filing: Filing, saved: Saved) -> dict[str, tuple[Raw, Problem]]:
    """Return what was refused at places that the page shows."""
    return {
        path: (raw, found._replace(path=path))
        for path, (raw, found) in saved.refused.items()
        if pattern(path) in filing.program.cells
    }


def _onward(visit: Visit, filing: Filing, sheet: str, fields: FormData) -> str:
    """Return the address that a button leads to."""
    action, names = text(fields, "action"), sheet_names(filing)
    if action == "submit":
        return f"{visit.base}/submit"
    at = names.index(sheet) if sheet in names else 0
    step = {"previous": -1, "next": 1}.get(action, 0)
    where = names[min(max(at + step, 0), len(names) - 1)] if sheet in names else sheet
    query = "?earlier=1" if text(fields, "earlier") else ""
    return f"{visit.base}/sheets/{where}{query}"
