"""Gives invented files their content: each is received like an upload and belongs to its response."""

from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO

from engine.documents import LocalBlobs, Owner, Received, attachments, receive
from engine.filings import Actor, Response
from engine.filings.documents import put
from engine.filings.files import Document, files_in
from engine.forms import Program
from engine.forms.paths import pattern
from engine.forms.sampling.contents import content_of
from engine.store import Work
from engine.store.exact_json import Json


@dataclass(frozen=True, slots=True)
class Papers:
    """Keeps the files of invented documents in one store."""

    work: Work
    blobs: LocalBlobs

    def kept(self, program: Program, response: Response, document: Document, actor: Actor) -> Document:
        """Return the document with files that are the response's own; their rows and content are written."""
        found = list(files_in(program, document))
        if not found:
            return document
        own = deepcopy(document)
        for path, files in found:
            field = program.cells[pattern(path)].field
            received: list[Received] = [
                receive(self.blobs, BytesIO(content_of(str(one["name"]))), str(one["name"]), field)
                for one in files
            ]
            owner = Owner(response.id, response.form, pattern(path))
            attachments.insert(self.work, owner, received, by=actor.id, at=actor.at)
            put(own, path, [_told(one) for one in received])
        return own


def _told(one: Received) -> Json:
    return {"id": one.id, "name": one.name, "size": one.size, "type": one.type}
