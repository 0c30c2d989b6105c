"""Publication: a definition's bytes are frozen under their hash, and the form points at them.

A version is checked, and its examples run, before its bytes are frozen.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, literal, select

from engine.forms import DefinitionError, Definitions, load_text, version_hash
from engine.forms.linter.run import lint
from engine.forms.model.form import Form
from engine.store import Work
from engine.store.tables.forms import form_versions, forms


@dataclass(frozen=True, slots=True)
class Published:
    """A form's frozen version; `fresh` when these bytes were never published before."""

    form: str
    version: str
    fresh: bool


def publish(
    work: Work, source: bytes, *, file: str, by: str, at: datetime, among: Definitions | None = None
) -> Published:
    """Freeze a definition and make it the form's current version. Raises DefinitionError.

    New bytes are first checked `among` the definitions around them, and their examples run. The same
    bytes again change nothing but which version is current. Responses keep the version they were
    opened under.
    """
    form = load_text(source.decode(), file)
    version = version_hash(source)
    before = current_version(work, form.form)
    fresh = work.connection.execute(_known(version)).one_or_none() is None
    if fresh:
        if among is not None:
            _sound(form, among)
        work.connection.execute(
            form_versions.insert(),
            {
                "version": version,
                "form": form.form,
                "label": form.version,
                "source": source,
                "follows": before,
                "published_at": at,
                "published_by": by,
            },
        )
    _point(work, form, version, first=before is None)
    return Published(form.form, version, fresh)


def _sound(form: Form, among: Definitions) -> None:
    faults = [fault for fault in lint(form, among) if fault.severity == "error"]
    if faults:
        raise DefinitionError(faults)


def current_version(work: Work, form: str) -> str | None:
    """Return the version that new responses of `form` open under; None for an unknown form."""
    query = select(forms.c.version).where(forms.c.form == form)
    found: str | None = work.connection.execute(query).scalar_one_or_none()
    return found


def forms_for(work: Work, reporter: str) -> tuple[str, ...]:
    """Return the forms that organisations of type `reporter` file, by name, whatever their system."""
    named = (literal(" ") + forms.c.reporter + " ").contains(f" {reporter} ", autoescape=True)
    query = select(forms.c.form).where(named).order_by(forms.c.form)
    return tuple(work.connection.execute(query).scalars())


def _known(version: str) -> Select[tuple[str]]:
    return select(form_versions.c.version).where(form_versions.c.version == version)


def _point(work: Work, form: Form, version: str, *, first: bool) -> None:
    values = {"version": version, "kind": form.kind, "reporter": " ".join(form.collection.reporters)}
    if first:
        work.connection.execute(forms.insert(), {"form": form.form, **values})
    else:
        work.connection.execute(forms.update().where(forms.c.form == form.form), values)


def publish_folder(work: Work, definitions: Definitions, *, by: str, at: datetime) -> tuple[Published, ...]:
    """Publish every form of a folder of definitions as it stands in its file. Raises DefinitionError."""
    files = [path for name, path in definitions.files.items() if name.startswith("form ")]
    return tuple(
        publish(work, path.read_bytes(), file=str(path), by=by, at=at, among=definitions) for path in files
    )
