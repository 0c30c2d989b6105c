"""The smallest real file that a field of files admits: bytes that are what the name says."""

import struct
import zlib
from dataclasses import dataclass
from random import Random
from typing import Final
from uuid import UUID

from engine.forms.fieldtypes.registry import TYPES
from engine.forms.fieldtypes.sizes import largest_of
from engine.forms.model.fields import Field

_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_EMPTY_ZIP: Final = b"PK\x05\x06" + bytes(18)
_PDF: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
_GIF: Final = bytes.fromhex("474946383961010001008000000000ffffff2c00000000010001000002024401003b")


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to hand in."""

    name: str
    type: str
    content: bytes

    def told(self, random: Random) -> dict[str, object]:
        """Return the file as a field's value names it, with an identity drawn."""
        identity = str(UUID(int=random.getrandbits(128), version=4))
        return {"id": identity, "name": self.name, "size": len(self.content), "type": self.type}


def paper(field: Field, name: str) -> Paper | None:
    """Return a file that `field` admits, called `name` and its ending; None when no known kind fits."""
    for ending, media, content in _KINDS:
        one = Paper(f"{name}{ending}", media, content)
        told = {"id": "0", "name": one.name, "size": len(content), "type": media}
        found = TYPES[field.kind].check([told], field)
        if len(content) <= largest_of(field) and not any(fault.code == "value-file-type" for fault in found):
            return one
    return None


def content_of(name: str) -> bytes:
    """Return the bytes of a file that `paper` made, by its name's ending; none for another's."""
    return next((content for ending, _media, content in _KINDS if name.endswith(ending)), b"")


def _png(width: int, height: int) -> bytes:
    """Return a picture of plain stripes."""
    line = bytes(255 - (column * 7) % 96 for column in range(width))
    rows = b"".join(b"\x00" + line for _number in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )


_KINDS: Final = (
    (".pdf", "application/pdf", _PDF),
    (".png", "image/png", _png(160, 120)),
    (".gif", "image/gif", _GIF),
    (".docx", f"{_OFFICE}wordprocessingml.document", _EMPTY_ZIP),
    (".xlsx", f"{_OFFICE}spreadsheetml.sheet", _EMPTY_ZIP),
    (".zip", "application/zip", _EMPTY_ZIP),
    (".txt", "text/plain", "样例\n".encode()),
    (".csv", "text/csv", "样例\n".encode()),
)
