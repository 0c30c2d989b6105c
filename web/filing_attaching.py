"""Files that arrive, leave and are fetched, whichever door one comes by.

Content is made safe before the write begins; what is refused then is let go at once, and what a
kill leaves behind by the cleaning.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from engine.documents import Received, attachments, receive
from engine.documents.media import SHOWN, UNKNOWN
from engine.documents.names import disposition
from engine.filings import Changed, Conflict, Filing, Missing, Refusal, attaching, drafts, responses
from engine.filings.attaching import Upload
from engine.filings.files import named
from engine.forms import Refused
from engine.forms.model.fields import Field
from engine.problems import Problem, problem
from engine.store import Work
from web.filing_answers import fragments, number, refused, text, to_change
from web.filing_visit import Visit
from web.lending import PieceResponse

Raw = str | list[str]
POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
"""Nothing in a file runs, whatever a browser takes it for."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a request brought for one field: the files kept, and why the first other one was not."""

    files: tuple[Received, ...] = ()
    fault: Problem | None = None


def ready(visit: Visit) -> Filing:
    """Return the response as it stands if it takes changes at all. Raises Missing, Refusal."""
    with visit.held.database.read() as work:
        filing = visit.open(work)
    visit.require_open(filing)
    drafts.editable(filing)
    return filing


def uploaded(visit: Visit, fields: FormData) -> Response:
    """Attach the posted files to a field and answer with what shows otherwise."""
    path, filing = text(fields, "path"), ready(visit)
    try:
        field = attaching.file_field(filing, path)
    except Refused as fault:
        return refused(visit, filing, fields, fault.problem, path=path)
    arrived = _received(visit, field, _files(fields, "file"))
    if not arrived.files:
        return refused(visit, filing, fields, arrived.fault or problem("file-none"), path=path)
    try:
        filing, done = _attached(visit, Upload(path, arrived.files, number(fields, "revision")))
    except Refused as fault:
        return refused(visit, filing, fields, fault.problem, path=path)
    except Conflict as conflict:
        return refused(visit, filing, fields, conflict.problems[0], path=path, status=409)
    if arrived.fault is not None:
        return refused(visit, filing, fields, arrived.fault, path=path)
    return fragments(visit, filing, fields, done.paths)


def removed(visit: Visit, fields: FormData, attachment: str) -> Response:
    """Take one file off its field and answer with what shows otherwise."""
    path, revision = text(fields, "path"), number(fields, "revision")
    with visit.held.database.write() as work:
        filing = to_change(visit, work)
        try:
            done = attaching.detach(
                work, filing, visit.actor, path=path, attachment=attachment, revision=revision
            )
        except Refused as fault:
            return refused(visit, filing, fields, fault.problem, path=path)
        except Conflict as conflict:
            return refused(visit, filing, fields, conflict.problems[0], path=path, status=409)
    return fragments(visit, filing, fields, done.paths)


def fetched(visit: Visit, attachment: str) -> Response:
    """Answer with a file that the response names, now or as it was submitted. Raises Missing."""
    with visit.held.database.read() as work:
        response = responses.fetch(work, visit.response)
        if not visit.owns(response):
            raise Missing(visit.response)
        found = attachments.find(work, response.id, attachment)
        filing = visit.open(work)
    if found is None or not visit.sees(filing, found.path):
        raise Missing(attachment[:40])
    if found.id not in named(filing.program, response.document, response.effective):
        raise Missing(attachment[:40])
    try:
        chunks = visit.room.blobs.read(found.blob)
    except FileNotFoundError as gone:
        raise Missing(attachment) from gone
    inline = found.type in SHOWN
    headers = {
        "Content-Length": str(found.size),
        "Content-Disposition": disposition(found.name, inline=inline),
        "Content-Security-Policy": POLICY,
    }
    return PieceResponse(chunks, headers=headers, media_type=found.type if inline else UNKNOWN)


def receive_all(visit: Visit, fields: FormData) -> Mapping[str, Arrived]:
    """Take in the files of a whole sheet, by path; an untouched file input brings none."""
    names = [name for name in dict.fromkeys(fields) if _files(fields, name)]
    if not names:
        return {}
    filing, arrived = ready(visit), dict[str, Arrived]()
    for name in names:
        try:
            field = attaching.file_field(filing, name)
        except Refused:
            continue  # an input that none of our pages has
        arrived[name] = _received(visit, field, _files(fields, name))
    return arrived


def attach_all(
    visit: Visit, work: Work, filing: Filing, fields: FormData, *, arrived: Mapping[str, Arrived]
) -> dict[str, tuple[Raw, Problem]]:
    """Take off and attach what a sheet posted, in its transaction; returns what was refused, by path."""
    wrong: dict[str, tuple[Raw, Problem]] = {}
    path, _, attachment = text(fields, "detach").partition(" ")
    revision = number(fields, "revision")
    if attachment:
        try:
            attaching.detach(work, filing, visit.actor, path=path, attachment=attachment, revision=revision)
        except (Refused, Conflict) as fault:
            wrong[path] = ("", _told(fault))
    for path, brought in arrived.items():
        found = _attach_one(visit, work, filing, Upload(path, brought.files, revision))
        found = found or brought.fault
        if found is not None:
            wrong[path] = ("", found)
    return wrong


def _attach_one(visit: Visit, work: Work, filing: Filing, upload: Upload) -> Problem | None:
    if not upload.files:
        return None
    try:
        attaching.attach(work, filing, visit.actor, upload=upload)
    except (Refused, Conflict) as fault:
        _discard(visit, upload.files)
        return _told(fault)
    return None


def _attached(visit: Visit, upload: Upload) -> tuple[Filing, Changed]:
    """Attach in a write of its own; what was refused for sure leaves no content behind."""
    try:
        with visit.held.database.write() as work:
            filing = to_change(visit, work)
            return filing, attaching.attach(work, filing, visit.actor, upload=upload)
    except (Refused, Refusal):
        _discard(visit, upload.files)
        raise


def _received(visit: Visit, field: Field, files: Iterable[UploadFile]) -> Arrived:
    kept, fault = [], None
    for file in files:
        try:
            kept.append(receive(visit.room.blobs, file.file, file.filename or "", field))
        except Refused as refusal:
            fault = fault or refusal.problem
    return Arrived(tuple(kept), fault)


def _discard(visit: Visit, files: Iterable[Received]) -> None:
    for one in files:
        visit.room.blobs.delete(one.blob)


def _files(fields: FormData, name: str) -> list[UploadFile]:
    return [given for given in fields.getlist(name) if isinstance(given, UploadFile) and given.filename]


def _told(fault: Refused | Conflict) -> Problem:
    return fault.problem if isinstance(fault, Refused) else fault.problems[0]
