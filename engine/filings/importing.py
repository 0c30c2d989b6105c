"""A whole document filed at once, for imports and demonstrations: judged like any other submission."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from engine.documents import Owner, Received, attachments
from engine.filings.desk import Desk
from engine.filings.documents import pluck
from engine.filings.events import Change
from engine.filings.files import foreign
from engine.filings.refusals import Incomplete
from engine.filings.responses import Actor, Response, State, Step, insert
from engine.filings.submission import screening_of
from engine.forms import FormState, Misfits, Program
from engine.forms.paths import pattern
from engine.forms.payloads import Payload, payload_check
from engine.library.kept import Kept
from engine.people import Organisation
from engine.problems import Problem, problem
from engine.store import Work
from engine.store.exact_json import Json

NO_FILES: Final[Mapping[str, Sequence[Received]]] = {}
_SHAPES: Final[Kept[str, Callable[[Payload], tuple[Problem, ...]]]] = Kept(100)


def file_document(
    work: Work,
    desk: Desk,
    actor: Actor,
    *,
    fresh: Response,
    document: Mapping[str, Json],
    organisation: Organisation | None = None,
    explanation: str = "",
    state: State = "approved",
    files: Mapping[str, Sequence[Received]] = NO_FILES,
) -> Response:
    """Insert `fresh` (its id, form, version, owner, period) with `document` as submitted or approved.

    It counts as submitted when `fresh` says, else now. `explanation` is written to every broken soft
    check; `files` are those received for it, by path. Raises Misfits for what does not fit the form and
    Incomplete with everything that would block a submission. One event, `import`.
    """
    program = desk.programs.get(work, fresh.version)
    context = desk.context(work, program, actor, organisation=organisation, period=fresh.period)
    wrong_shape = _SHAPES.get(program.version, lambda: payload_check(program.form))(document)
    if wrong_shape:
        raise Misfits(wrong_shape)
    values = program.read(document)
    brought = {one.id for received in files.values() for one in received}
    strangers = foreign(work, program, fresh.id, dict(document), received=brought)
    not_ours = (*strangers, *_reviewers(program, document))
    if not_ours:
        raise Misfits(not_ours)
    found = program.start(values, **context.arguments())
    _explain(found, explanation)
    wrong = found.complete("submit")
    if wrong:
        raise Incomplete(*wrong)
    filed = replace(
        fresh,
        document=found.document(),
        effective=found.effective_document(),
        explanations=found.explanations(),
        screening=screening_of(found),
        state=state,
        filed_by=fresh.filed_by or actor.id,
        submitted_at=fresh.submitted_at or actor.at,
        approved_at=actor.at if state == "approved" else None,
        completed=_completed(program, found),
    )
    changes = tuple(Change(name, None, value) for name, value in (filed.document or {}).items())
    kept = insert(work, filed, Step("import", changes), actor)
    _attach(work, kept, actor, files)
    return kept


def _attach(work: Work, kept: Response, actor: Actor, files: Mapping[str, Sequence[Received]]) -> None:
    for path, received in files.items():
        owner = Owner(kept.id, kept.form, pattern(path))
        attachments.insert(work, owner, received, by=actor.id, at=actor.at)


def _reviewers(program: Program, document: Mapping[str, Json]) -> Iterator[Problem]:
    """Yield what an import says of fields that are the reviewer's alone to fill in."""
    for path, cell in program.cells.items():
        if cell.reviewed:
            repeat, _, name = path.rpartition("[].")
            rows = document.get(repeat) if repeat else None
            given = [pluck(document, path)] if not repeat else [row.get(name) for row in _rows(rows)]
            if any(value is not None for value in given):
                yield problem("answer-for-reviewer", path)


def _rows(rows: Json) -> list[dict[str, Json]]:
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _explain(state: FormState, text: str) -> None:
    for broken in state.unexplained if text else ():
        state.explain(broken.check, text)


def _completed(program: Program, state: FormState) -> dict[str, Json] | None:
    """Return the marks of a document that arrives whole: all its sheets are complete."""
    if program.form.completion != "sheet":
        return None
    sheets = (sheet.sheet for sheet in program.form.sheets)
    return {sheet: 1 for sheet in sheets if state.relevant(f"#sheet.{sheet}")}
