"""Published versions as the store has them: by hash, by the beginning of one, and as a side to compare."""

from collections.abc import Callable
from typing import NamedTuple, NoReturn

from sqlalchemy import select

from engine.forms import load_text
from engine.forms.differences.crossing import Crossing
from engine.forms.differences.matching import Side
from engine.forms.differences.places import cells_of
from engine.forms.model.form import Form
from engine.library.freezing import Frozen
from engine.library.lineage import Step, ancestry, way
from engine.library.shelf import Shelf
from engine.people import Denied
from engine.store import Work
from engine.store.tables.forms import form_versions, forms


class NoSuchForm(Denied):
    """The library has no form, or no version, of that name."""


class Kept(NamedTuple):
    """One version as it was published."""

    form: str
    source: bytes
    frozen: Frozen | None

    def load(self) -> Form:
        """Return its definition."""
        return load_text(self.source.decode(), self.form)


def kept(work: Work, version: str) -> Kept:
    """Return what was published as `version`; raises NoSuchForm."""
    columns = (form_versions.c.form, form_versions.c.source, form_versions.c.frozen)
    row = work.connection.execute(select(*columns).where(form_versions.c.version == version)).one_or_none()
    if row is None:
        raise NoSuchForm(version)
    return Kept(row.form, row.source, Frozen.from_json(row.frozen))


def frozen_with(work: Work, version: str) -> Frozen | None:
    """Return what a version is frozen with; None for none, and for one the store does not have."""
    query = select(form_versions.c.frozen).where(form_versions.c.version == version)
    return Frozen.from_json(work.connection.execute(query).scalar_one_or_none())


def current_version(work: Work, form: str) -> str | None:
    """Return the version that new responses of `form` open under; None for an unknown form."""
    query = select(forms.c.version).where(forms.c.form == form)
    found: str | None = work.connection.execute(query).scalar_one_or_none()
    return found


def version_named(work: Work, form: str, written: str) -> str:
    """Return the version that somebody names by the beginning of its hash, its label, or '' for the present.

    Raises NoSuchForm where that is none, or several.
    """
    if not written:
        return current_version(work, form) or _missing(form)
    query = select(form_versions.c.version).where(form_versions.c.form == form)
    beginning = form_versions.c.version.startswith(written, autoescape=True)
    for condition in (beginning, form_versions.c.label == written):
        versions: tuple[str, ...] = tuple(work.connection.execute(query.where(condition)).scalars())
        if len(versions) == 1:
            return versions[0]
    return _missing(f"{form}@{written}")


def side_of(work: Work, version: str, shelf: Shelf) -> Side:
    """Return a version with the lists it was frozen with, to be compared. Raises NoSuchForm."""
    found = kept(work, version)
    lists = shelf.lists(work, found.frozen)
    named = found.frozen
    if named is None:
        return Side(found.load(), lists.codelists, lists.tables)
    return Side(
        found.load(),
        {name: lists.codelists[name] for name in named.codelists},
        {name: lists.tables[name] for name in named.tables},
    )


def ways_to(work: Work, version: str) -> Callable[[str], Crossing]:
    """Return what tells how answers of any version of the same form are read by `version`."""
    steps: dict[str, Step] = {}
    end = ancestry(work, version)

    def step(one: str) -> Step:
        if one not in steps:
            form = kept(work, one).load()
            steps[one] = (cells_of(form), form.renamed)
        return steps[one]

    return lambda old: way(ancestry(work, old), end, step)


def _missing(name: str) -> NoReturn:
    raise NoSuchForm(name)
