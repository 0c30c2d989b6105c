"""Which version follows which, and the way of answers from one to another over those between."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from sqlalchemy import select

from engine.forms.differences import Crossing, cross
from engine.forms.differences.crossing import unchanged
from engine.forms.differences.places import Cells
from engine.store import Work
from engine.store.tables.forms import form_versions

Step = tuple[Cells, Mapping[str, str]]
"""What a version says of itself: its cells, and what it renames of the version before it."""


def ancestry(work: Work, version: str) -> tuple[str, ...]:
    """Return a version and those it follows, the newest first: one query."""
    form = select(form_versions.c.form).where(form_versions.c.version == version).scalar_subquery()
    query = select(form_versions.c.version, form_versions.c.follows).where(form_versions.c.form == form)
    follows = {row.version: row.follows for row in work.connection.execute(query)}
    found: list[str] = []
    here: str | None = version
    while here is not None and here not in found:
        found.append(here)
        here = follows.get(here)
    return tuple(found)


def way(old: Sequence[str], new: Sequence[str], step: Callable[[str], Step]) -> Crossing:
    """Return the way between two versions, given as their ancestries: back to where they part, then on.

    Versions that have no ancestor in common are read by name alone.
    """
    meeting = next((version for version in old if version in new), None)
    if meeting is None:
        return cross(step(old[0])[0], step(new[0])[0], {})
    made = unchanged(step(old[0])[0])
    for later, earlier in pairwise(old[: old.index(meeting) + 1]):
        cells = step(later)[0]
        made = made.then(_one(step(earlier), step(later)).back(cells))
    for later, earlier in reversed(list(pairwise(new[: new.index(meeting) + 1]))):
        made = made.then(_one(step(earlier), step(later)))
    return made


def _one(before: Step, after: Step) -> Crossing:
    return cross(before[0], after[0], after[1])
