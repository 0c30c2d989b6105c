"""Attaching files to a field and taking them off: value, row and event in one transaction.

Two who add to the same field both keep their files; whoever replaces another's only file is told.
The content must be safe before its row is written: receiving it is the caller's, outside the write.
"""

from dataclasses import dataclass
from typing import Any

from engine.documents import Owner, Quotas, Received, attachments, quotas
from engine.filings.completion import reopened
from engine.filings.desk import Filing
from engine.filings.documents import pluck
from engine.filings.drafts import Changed, editable, known, merged, others_since
from engine.filings.events import Change
from engine.filings.merging import Meanwhile, list_of
from engine.filings.refusals import Conflict
from engine.filings.responses import Actor, Step, advance
from engine.filings.showing import field_of, label_of
from engine.forms import Refused
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.fieldtypes.sizes import FILE_TYPES, most_of
from engine.forms.model.fields import Field
from engine.forms.paths import pattern
from engine.problems import problem
from engine.store import Work


@dataclass(frozen=True, slots=True)
class Upload:
    """Files received for the field at `path` by a page that had seen `revision`."""

    path: str
    files: tuple[Received, ...]
    revision: int


def attach(
    work: Work, filing: Filing, actor: Actor, *, upload: Upload, room: Quotas | None = None
) -> Changed:
    """Add files to a field; where one is admitted, it takes the place of the one there.

    Raises Refused (too many, too large, not a place for files, no room left), Conflict, Refusal.
    """
    editable(filing)
    field = file_field(filing, upload.path)
    others = _unmoved(work, filing, upload.path, upload.revision)
    held = held_at(filing, upload.path)
    if most_of(field) == 1 and held:
        _unreplaced(filing, upload.path, others)
        held = []
    value = [*held, *(one.told() for one in upload.files)]
    _fits(value, field, upload.path)
    added = sum(one.size for one in upload.files)
    quotas.require_room(work, room or Quotas(), filing.response.id, more=added, files=len(upload.files))
    done = _put(work, filing, actor, path=upload.path, value=value, others=others)
    owner = Owner(filing.response.id, filing.response.form, pattern(upload.path))
    attachments.insert(work, owner, upload.files, by=actor.id, at=actor.at)
    return done


def detach(work: Work, filing: Filing, actor: Actor, *, path: str, attachment: str, revision: int) -> Changed:
    """Take one file out of a field's value. Its row stays until the submission, its content longer.

    Raises Refused (no such file here), Conflict, Refusal.
    """
    editable(filing)
    file_field(filing, path)
    others = _unmoved(work, filing, path, revision)
    held = held_at(filing, path)
    left = [item for item in held if item["id"] != attachment]
    if len(left) == len(held):
        raise Refused(problem("file-gone", path))
    return _put(work, filing, actor, path=path, value=left or None, others=others)


def file_field(filing: Filing, path: str) -> Field:
    """Return the field of files at a path; raises Refused for a path that takes none."""
    known(path)
    field = field_of(filing, path)
    if field is None or field.kind not in FILE_TYPES:
        raise Refused(problem("file-not-here", path if field else ""))
    return field


def held_at(filing: Filing, path: str) -> list[Any]:
    """Return the files at a path; raises Refused for a row that there is not."""
    return list(filing.state.typed_value(path) or [])


def _unmoved(work: Work, filing: Filing, path: str, revision: int) -> Meanwhile:
    others = others_since(work, filing, revision)
    if others.moved(path):
        found = problem("filing-rows-moved", path, label=label_of(filing, list_of(path)))
        raise Conflict(found, yours="", theirs=None, revision=filing.response.revision)
    return others


def _unreplaced(filing: Filing, path: str, others: Meanwhile) -> None:
    """Raise Conflict when the file that would be replaced is another than the page showed."""
    if others.touched(path):
        found = problem("file-replaced", path, label=label_of(filing, path))
        theirs = pluck(filing.response.document, path)
        raise Conflict(found, yours="", theirs=theirs, revision=filing.response.revision)


def _fits(value: list[Any], field: Field, path: str) -> None:
    """Raise Refused for the first fault of the value; too few files so far is none."""
    for fault in TYPES[field.kind].check(value, field, path):
        if fault.code != "value-too-few-files":
            raise Refused(fault)


def _put(
    work: Work, filing: Filing, actor: Actor, *, path: str, value: list[Any] | None, others: Meanwhile
) -> Changed:
    before = pluck(filing.response.document, path)
    paths = filing.state.set(path, value) | {path}
    paths |= merged(filing, others)
    document = filing.state.document()
    changes, marks = reopened(filing, (Change(path, before, pluck(document, path)),))
    step = Step("change", changes)
    filing.moved_to(advance(work, filing.response, step, actor, document=document, **marks))
    return Changed(filing.response, filing.state, paths)
