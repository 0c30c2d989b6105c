"""Published versions as the store has them: by hash, by the beginning of one, and as a side to compare."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, NamedTuple, NoReturn

from sqlalchemy import func, select

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
from engine.store.tables.people import users


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


class Edition(NamedTuple):
    """One version in a form's history."""

    version: str
    label: str
    """The author's own name of it."""
    follows: str | None
    """The version before it; None for the first."""
    published_at: datetime
    published_by: str
    """A person's name; '' where the installation itself published it."""


def editions(work: Work, form: str, *, offset: int = 0, limit: int = 50) -> tuple[list[Edition], int]:
    """Return a page of a form's versions, the newest first, and how many there are."""
    of_form = form_versions.c.form == form
    newest = _EDITIONS.where(of_form).order_by(form_versions.c.published_at.desc(), form_versions.c.version)
    rows = work.connection.execute(newest.offset(offset).limit(limit))
    count = select(func.count()).select_from(form_versions).where(of_form)
    return [Edition._make(row) for row in rows], work.connection.execute(count).scalar_one()


def edition(work: Work, form: str, version: str) -> Edition:
    """Return one version of a form. Raises NoSuchForm."""
    named = (form_versions.c.form == form, form_versions.c.version == version)
    row = work.connection.execute(_EDITIONS.where(*named)).one_or_none()
    return _missing(version) if row is None else Edition._make(row)


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


_EDITIONS: Final = select(
    *(form_versions.c[name] for name in ("version", "label", "follows", "published_at")),
    func.coalesce(users.c.name, ""),
).outerjoin(users, users.c.id == form_versions.c.published_by)
