"""What a change would clear for good: told to the filer first, and done together with the change."""

from engine.filings.desk import Filing
from engine.filings.documents import pluck
from engine.filings.events import Change
from engine.filings.refusals import Losing
from engine.filings.showing import label_of
from engine.problems import problem

MOST_NAMED = 10
"""How many of the values that would be lost are named."""


def give_up(
    filing: Filing, paths: frozenset[str], *, asked: str, confirmed: bool
) -> tuple[frozenset[str], tuple[Change, ...]]:
    """Clear what the change of `asked` hid and does not keep, where that was `confirmed`.

    `paths` are what the change shows otherwise; returns them with what the clearing adds, and the
    changes of the document. Raises Losing for what was not confirmed: nothing may be written then.
    """
    lost = filing.state.lost(paths)
    if not lost:
        return paths, ()
    if not confirmed:
        raise losing(filing, asked, lost)
    changes = tuple(Change(path, pluck(filing.response.document, path), None) for path in lost)
    return paths | filing.state.clear(lost) | frozenset(lost), changes


def losing(filing: Filing, asked: str, lost: tuple[str, ...]) -> Losing:
    """Return the question whether a change may clear the values at `lost`."""
    names = list(dict.fromkeys(label_of(filing, path) for path in lost))
    more = "" if len(names) <= MOST_NAMED else "…"
    told = "、".join(names[:MOST_NAMED]) + more
    found = problem("filing-would-clear", asked, label=label_of(filing, asked), lost=told)
    return Losing(found, lost=lost)
