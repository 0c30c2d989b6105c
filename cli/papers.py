"""Gives invented files their content: each is received like an upload, for the response it will belong to."""

from copy import deepcopy
from io import BytesIO

from engine.documents import LocalBlobs, Received, receive
from engine.filings.documents import put
from engine.filings.files import Document, files_in
from engine.forms import Program
from engine.forms.paths import pattern
from engine.forms.sampling.contents import content_of
from engine.store.exact_json import Json

Papers = dict[str, tuple[Received, ...]]
"""The files received, by the path of their field."""


def kept(blobs: LocalBlobs, program: Program, document: Document) -> tuple[Document, Papers]:
    """Return the document with files that are kept, and these files; their rows are written with it."""
    own, papers = deepcopy(document), Papers()
    for path, files in list(files_in(program, document)):
        field = program.cells[pattern(path)].field
        papers[path] = tuple(
            receive(blobs, BytesIO(content_of(str(one["name"]))), str(one["name"]), field) for one in files
        )
        put(own, path, [_told(one) for one in papers[path]])
    return own, papers


def _told(one: Received) -> Json:
    return {"id": one.id, "name": one.name, "size": one.size, "type": one.type}
