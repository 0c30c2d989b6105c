"""Taking a file in: read once, a piece at a time, judged by its field, and kept only when it fits."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol
from uuid import uuid4

from engine.documents.blobs import CHUNK, Blobs
from engine.documents.media import HEAD, UNKNOWN, type_of
from engine.documents.names import clean_name, ending_of
from engine.forms.fieldtypes.kind import Refused
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.fieldtypes.sizes import largest_of, size_text
from engine.forms.model.fields import Field
from engine.problems import problem


class Source(Protocol):
    """Something to read bytes from."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes, none at the end."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file that is kept but belongs to nobody yet; `id` is 122 random bits."""

    id: str
    name: str
    size: int
    type: str
    sha256: str
    blob: str

    def told(self) -> dict[str, object]:
        """Return the file as a field's value names it."""
        return {"id": self.id, "name": self.name, "size": self.size, "type": self.type}


def receive(blobs: Blobs, source: Source, name: str, field: Field) -> Received:
    """Keep one file for `field`; nothing is kept of one that does not fit.

    Raises Refused: empty, too large, a type the field does not admit, content that is not what the
    name says. Raises StoreFull.
    """
    shown = clean_name(name)
    head = _head(source)
    media = _judged(shown, head, field)
    blob = blobs.put(_limited(source, head, largest_of(field), shown))
    return Received(str(uuid4()), shown, blob.size, media, blob.sha256, blob.name)


def _head(source: Source) -> bytes:
    """Return the first HEAD bytes, however small the pieces they come in."""
    head = b""
    while len(head) < HEAD and (piece := source.read(HEAD - len(head))):
        head += piece
    return head


def _judged(name: str, head: bytes, field: Field) -> str:
    """Return the media type; raises Refused for an empty file, a false one or one not admitted."""
    if not head:
        raise Refused(problem("file-empty", name=name))
    media = type_of(name, head)
    if media is None:
        raise Refused(problem("file-content", name=name, ending=ending_of(name)))
    listed = {rule.lower() for rule in field.accept or ()}
    if media == UNKNOWN and ending_of(name) not in listed:
        raise Refused(problem("file-unknown", name=name))
    one = {"id": "", "name": name, "size": 0, "type": media}
    for fault in TYPES[field.kind].check([one], field):
        if fault.code == "value-file-type":
            raise Refused(fault)
    return media


def _limited(source: Source, head: bytes, most: int, name: str) -> Iterator[bytes]:
    chunk, total = head, 0
    while chunk:
        total += len(chunk)
        if total > most:
            raise Refused(problem("file-large", name=name, limit=size_text(most)))
        yield chunk
        chunk = source.read(CHUNK)
