"""Sheets saved as complete one by one: marks, reopening by a change, what that keeps from submission.

A mark stands until a value of its sheet changes. Only forms that say `completion: sheet` have any.
"""

from engine.filings.desk import Filing
from engine.filings.events import Change
from engine.filings.merging import list_of
from engine.filings.responses import Actor, Step, advance
from engine.forms.model.base import text_in
from engine.problems import Problem, problem
from engine.store import Work


def by_sheet(filing: Filing) -> bool:
    """Whether the filing's sheets are completed one by one."""
    return filing.program.form.completion == "sheet"


def completed(filing: Filing) -> frozenset[str]:
    """Return the sheets that count as complete: those marked, and those that show the year's filing."""
    return frozenset(filing.response.completed or {}) | filing.state.locked_sheets


def complete(work: Work, filing: Filing, actor: Actor, *, sheet: str) -> None:
    """Mark a sheet as complete; whether it may be is the caller's question."""
    marks = filing.response.completed or {}
    if not by_sheet(filing) or sheet in completed(filing):
        return
    step = Step("complete", (Change(_place(sheet), None, True),))
    after = {**marks, sheet: filing.response.revision + 1}
    filing.moved_to(advance(work, filing.response, step, actor, completed=after))


def reopened(filing: Filing, changes: tuple[Change, ...]) -> tuple[tuple[Change, ...], dict[str, object]]:
    """Return `changes` with the marks they take away, and the column to write with them, if any."""
    marks = filing.response.completed or {}
    touched = [sheet for sheet in marks if sheet in {_sheet_of(filing, one.path) for one in changes}]
    if not touched:
        return changes, {}
    gone = tuple(Change(_place(sheet), True, None) for sheet in touched)
    left = {sheet: revision for sheet, revision in marks.items() if sheet not in touched}
    return (*changes, *gone), {"completed": left}


def blocking(filing: Filing, *, language: str = "zh") -> tuple[Problem, ...]:
    """Return what keeps the filing from submission.

    Of a sheet that is not saved as complete, that alone is told: what it lacks it tells itself.
    """
    found = filing.state.complete("submit")
    if not by_sheet(filing):
        return found
    open_ = unsaved(filing)
    lines = (_unsaved(filing, sheet, language) for sheet in open_)
    return (*lines, *(one for one in found if _sheet_of(filing, one.path) not in open_))


def unsaved(filing: Filing) -> tuple[str, ...]:
    """Return the sheets that apply and are not saved as complete, in order."""
    done = completed(filing)
    names = (sheet.sheet for sheet in filing.program.form.sheets)
    return tuple(name for name in names if name not in done and filing.state.relevant(f"#sheet.{name}"))


def _unsaved(filing: Filing, sheet: str, language: str) -> Problem:
    title = next(one.title for one in filing.program.form.sheets if one.sheet == sheet)
    return problem("filing-sheet-unsaved", _place(sheet), sheet=text_in(title, language))


def _place(sheet: str) -> str:
    return f"#sheet.{sheet}"


def _sheet_of(filing: Filing, path: str) -> str:
    return filing.program.sheet_of(path) or filing.program.sheet_of(list_of(path))
