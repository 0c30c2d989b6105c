"""What a reviewer fills in: the fields of `stage: review`, while the filing waits for a verdict.

The filer's values are not the reviewer's to touch, nor the other way round; the state holds to that.
"""

from engine.filings.desk import Filing
from engine.filings.documents import pluck
from engine.filings.drafts import Changed, Edit, conflict_of, known, merged, others_since
from engine.filings.events import Change
from engine.filings.refusals import Refusal
from engine.filings.responses import Actor, Step, advance
from engine.forms.paths import pattern
from engine.problems import Problem, problem
from engine.store import Work


def assess(work: Work, filing: Filing, actor: Actor, *, edit: Edit) -> Changed:
    """Keep one value of the reviewer's; `filing` was opened for review.

    Raises Refused (the value does not fit, or is the filer's), Conflict, and Refusal where there is
    nothing to review.
    """
    if filing.response.state != "submitted" or not filing.reviewing:
        raise Refusal(problem("filing-transition", state=filing.response.state))
    others = others_since(work, filing, edit.revision)
    known(edit.path)
    before = pluck(filing.response.document, edit.path)
    paths = filing.state.enter(edit.path, edit.raw)
    document = filing.state.document()
    after = pluck(document, edit.path)
    if after != before and others.touched(edit.path):
        raise conflict_of(filing, edit, before, others)
    paths |= merged(filing, others)
    if after != before:
        step = Step("assess", (Change(edit.path, before, after),))
        effective = filing.state.effective_document()
        filing.moved_to(advance(work, filing.response, step, actor, document=document, effective=effective))
    return Changed(filing.response, filing.state, paths)


def unassessed(filing: Filing) -> tuple[Problem, ...]:
    """Return what is missing or wrong among the reviewer's own fields."""
    cells = filing.program.cells
    own = {path for path, cell in cells.items() if cell.reviewed}
    return tuple(found for found in filing.state.complete("review") if pattern(found.path) in own)
