"""Publication: a definition and its lists are frozen under their hash, and the form points at them.

A version is checked, and its examples run, before it is frozen. One that would leave stored answers
without a place, or read them as something else, is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import Select, literal, select

from engine.forms import DefinitionError, Definitions, load_text
from engine.forms.differences.comparing import compare
from engine.forms.differences.difference import REFUSED, Difference
from engine.forms.differences.matching import Side
from engine.forms.linter.run import lint
from engine.forms.listing import Lists, lists_of
from engine.forms.model.form import Form
from engine.forms.program import version_of
from engine.library.counting import counted
from engine.library.freezing import Frozen, contents, freeze, identity
from engine.library.shelf import Shelf
from engine.library.versions import current_version, side_of, ways_to
from engine.store import Work
from engine.store.tables.forms import form_versions, forms

_ALONE: Final = Definitions()


@dataclass(frozen=True, slots=True)
class Published:
    """A form's frozen version; `fresh` when these bytes were never published before.

    `changes` tells what a fresh version changes of the one before it, the gravest first.
    """

    form: str
    version: str
    fresh: bool
    label: str = ""
    changes: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class _Issue:
    """A definition ready to be frozen."""

    form: Form
    source: bytes
    version: str
    frozen: Frozen
    lists: Lists
    contents: Mapping[str, bytes]
    among: Definitions | None

    def require_sound(self) -> None:
        """Raise DefinitionError where the checker finds an error, or an example does not hold."""
        faults = lint(self.form, self.among) if self.among is not None else []
        errors = [fault for fault in faults if fault.severity == "error"]
        if errors:
            raise DefinitionError(errors)


def publish(
    work: Work,
    source: bytes,
    *,
    file: str,
    by: str,
    at: datetime,
    among: Definitions | None = None,
    system: str = "",
) -> Published:
    """Freeze a definition and make it the form's current version. `system`: whose designers made it.

    A new version is first checked `among` the definitions around it, which have the lists and forms
    that it names. The same bytes again, with the same lists, change nothing but which version is
    current. Responses keep the version they were opened under. Raises DefinitionError for a definition
    that is faulty, and for one that stored answers forbid.
    """
    issue = _issue(load_text(source.decode(), file), source, among)
    named = {name: current_version(work, link.form) for name, link in issue.form.links.items()}
    links = {name: version for name, version in named.items() if version}
    return _publish(work, _linked(issue, links), Shelf(among or _ALONE), by=by, at=at, system=system)


def publish_folder(work: Work, definitions: Definitions, *, by: str, at: datetime) -> tuple[Published, ...]:
    """Publish every form of a folder as it stands in its file: all of them, or none.

    Raises DefinitionError with every reason for which one is refused.
    """
    issues = {
        name: _issue(form, definitions.files[f"form {name}"].read_bytes(), definitions)
        for name, form in definitions.forms.items()
    }
    with work.connection.begin_nested():
        return _all(work, issues, Shelf(definitions), by=by, at=at)


def _all(
    work: Work, issues: Mapping[str, _Issue], shelf: Shelf, *, by: str, at: datetime
) -> tuple[Published, ...]:
    done: list[Published] = []
    refused: list[DefinitionError] = []
    for issue in issues.values():
        named = {name: issues.get(link.form) for name, link in issue.form.links.items()}
        links = {name: other.version for name, other in named.items() if other}
        try:
            done.append(_publish(work, _linked(issue, links), shelf, by=by, at=at))
        except DefinitionError as error:
            refused.append(error)
    if refused:
        raise DefinitionError(problem for error in refused for problem in error.problems)
    return tuple(done)


def changes(work: Work, new: Side, before: str, shelf: Shelf) -> tuple[Difference, ...]:
    """Return what a definition changes of a published version, with the stored responses it touches."""
    old = side_of(work, before, shelf)
    return counted(work, new.form.form, compare(old, new), ways_to(work, before))


def changed_by(work: Work, version: str, before: str, shelf: Shelf) -> tuple[Difference, ...]:
    """Return what one published version changed of another; nobody counts answers. Raises NoSuchForm."""
    return compare(side_of(work, before, shelf), side_of(work, version, shelf))


def forms_for(work: Work, reporter: str, system: str) -> tuple[str, ...]:
    """Return the forms that organisations of type `reporter` file, by name: those of the installation's
    files, and those that designers of `system` published."""
    named = (literal(" ") + forms.c.reporter + " ").contains(f" {reporter} ", autoescape=True)
    query = select(forms.c.form).where(named, forms.c.system.in_(("", system))).order_by(forms.c.form)
    return tuple(work.connection.execute(query).scalars())


def designed(work: Work, system: str, kind: str) -> tuple[str, ...]:
    """Return the forms of a kind that designers of `system` published, by name."""
    query = select(forms.c.form).where(forms.c.system == system, forms.c.kind == kind)
    return tuple(work.connection.execute(query.order_by(forms.c.form)).scalars())


def owner_of(work: Work, form: str) -> str | None:
    """Return the system whose designers published a form, '' for the installation's; None for no form."""
    found: str | None = work.connection.execute(
        select(forms.c.system).where(forms.c.form == form)
    ).scalar_one_or_none()
    return found


def _issue(form: Form, source: bytes, among: Definitions | None) -> _Issue:
    lists = lists_of(form, among or _ALONE)
    codelists, tables, held = contents(lists)
    frozen = Frozen(codelists, tables, {})
    return _Issue(form, source, identity(version_of(form), frozen), frozen, lists, held, among)


def _linked(issue: _Issue, links: Mapping[str, str]) -> _Issue:
    return replace(issue, frozen=issue.frozen._replace(links=links))


def _publish(
    work: Work, issue: _Issue, shelf: Shelf, *, by: str, at: datetime, system: str = ""
) -> Published:
    form, version = issue.form, issue.version
    before = current_version(work, form.form)
    fresh = work.connection.execute(_known(version)).one_or_none() is None
    found: tuple[Difference, ...] = ()
    if fresh:
        issue.require_sound()
    if fresh and before is not None:
        found = changes(work, Side(form, issue.lists.codelists, issue.lists.tables), before, shelf)
        refused = [each.refusal() for each in found if each.verdict in REFUSED]
        if refused:
            raise DefinitionError(refused)
    if fresh:
        freeze(work, issue.contents)
        work.connection.execute(form_versions.insert(), _row(issue, before, by=by, at=at))
    _point(work, form, version, first=before is None, system=system)
    return Published(form.form, version, fresh, form.version, found)


def _row(issue: _Issue, before: str | None, *, by: str, at: datetime) -> dict[str, object]:
    return {
        "version": issue.version,
        "form": issue.form.form,
        "label": issue.form.version,
        "source": issue.source,
        "follows": before,
        "frozen": issue.frozen.as_json(),
        "published_at": at,
        "published_by": by,
    }


def _known(version: str) -> Select[tuple[str]]:
    return select(form_versions.c.version).where(form_versions.c.version == version)


def _point(work: Work, form: Form, version: str, *, first: bool, system: str) -> None:
    reporter = " ".join(form.collection.reporters)
    values = {"version": version, "kind": form.kind, "reporter": reporter, "system": system}
    if first:
        work.connection.execute(forms.insert(), {"form": form.form, **values})
    else:
        work.connection.execute(forms.update().where(forms.c.form == form.form), values)
