"""Files as values: where they stand in a document, and whether they are the response's own.

Knows identities only; content and rows are the documents package's.
"""

from collections.abc import Collection, Iterator
from typing import Any

from engine.documents import attachments
from engine.filings.documents import pluck, put
from engine.forms import Program
from engine.forms.fieldtypes.sizes import FILE_TYPES
from engine.forms.paths import pattern
from engine.problems import Problem, problem
from engine.store import Work
from engine.store.exact_json import Json

Document = dict[str, Json]


def files_in(program: Program, document: Document) -> Iterator[tuple[str, list[Any]]]:
    """Yield the path and the files of every value of files in a document."""
    for place, cell in program.cells.items():
        if cell.field.kind in FILE_TYPES:
            for path in _paths(document, place):
                value = pluck(document, path)
                if isinstance(value, list):
                    yield path, value


def named(program: Program, *documents: Document | None) -> frozenset[str]:
    """Return the identities of all files that the documents name."""
    return frozenset(
        str(item["id"]) for document in documents for _, files in files_in(program, document or {})
        for item in files
    )  # fmt: skip


def foreign(
    work: Work, program: Program, response: str, document: Document, *, received: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Return a problem for each file in the document that is not of this response and this field.

    Files of the identities `received` come with the document itself.
    """
    found = list(files_in(program, document))
    if not found:
        return ()
    own = {(one.path, one.id, one.name, one.size) for one in attachments.of_response(work, response)}
    return tuple(
        problem("file-foreign", path, given=str(item["name"])[:40])
        for path, files in found
        for item in files
        if item["id"] not in received and (pattern(path), item["id"], item["name"], item["size"]) not in own
    )


def without_files(program: Program, document: Document) -> Document:
    """Take every file out of a document, in place: one that just begins has none of its own."""
    for path, _ in list(files_in(program, document)):
        put(document, path, None)
    return document


def _paths(document: Document, place: str) -> Iterator[str]:
    repeat, row, rest = place.partition("[]")
    if not row:
        yield place
        return
    rows = document.get(repeat)
    yield from (f"{repeat}[{index}]{rest}" for index in range(len(rows) if isinstance(rows, list) else 0))
