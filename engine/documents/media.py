"""Which kind of file some bytes are: a small table of beginnings and the endings that go with each.

A name's ending and its content must agree. Markup (HTML, SVG) is no picture, whatever it is called.
"""

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from engine.documents.names import ending_of

HEAD: Final = 4096
"""Bytes from the beginning of a file that are looked at."""
PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Pictures that a browser shows and that cannot hold scripts."""
SHOWN: Final = PICTURES | {"application/pdf"}
"""Types that may open inside the browser; everything else is only saved."""
UNKNOWN: Final = "application/octet-stream"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class Family:
    """Files that begin alike: how to tell, and the media type of each ending."""

    holds: Callable[[bytes], bool]
    types: dict[str, str]


def _begins(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signatures)


def _is_webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _is_text(head: bytes) -> bool:
    """Whether it reads as UTF-8 or GB18030 (what Chinese Excel writes), or as marked UTF-16."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return b"\x00" not in head and any(_decodes(head, encoding) for encoding in ("utf-8", "gb18030"))


def _decodes(head: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(head, final=len(head) < HEAD)
    except UnicodeDecodeError:
        return False
    return True


_FAMILIES: Final = (
    Family(_begins(b"%PDF-"), {".pdf": "application/pdf"}),
    Family(_begins(b"\x89PNG\r\n\x1a\n"), {".png": "image/png"}),
    Family(_begins(b"\xff\xd8\xff"), {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".jfif": "image/jpeg"}),
    Family(_begins(b"GIF87a", b"GIF89a"), {".gif": "image/gif"}),
    Family(_is_webp, {".webp": "image/webp"}),
    Family(
        _begins(b"PK\x03\x04", b"PK\x05\x06"),
        {
            ".zip": "application/zip",
            ".docx": _OFFICE + "wordprocessingml.document",
            ".xlsx": _OFFICE + "spreadsheetml.sheet",
            ".pptx": _OFFICE + "presentationml.presentation",
            ".odt": "application/vnd.oasis.opendocument.text",
            ".ods": "application/vnd.oasis.opendocument.spreadsheet",
            ".ofd": "application/ofd",
        },
    ),
    Family(
        _begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        {
            ".doc": "application/msword",
            ".xls": "application/vnd.ms-excel",
            ".ppt": "application/vnd.ms-powerpoint",
            ".wps": "application/vnd.ms-works",
            ".et": "application/vnd.ms-excel",
        },
    ),
    Family(_begins(b"Rar!\x1a\x07"), {".rar": "application/vnd.rar"}),
    Family(_begins(b"7z\xbc\xaf\x27\x1c"), {".7z": "application/x-7z-compressed"}),
    Family(_is_text, {".txt": "text/plain", ".csv": "text/csv"}),
)
ENDINGS: Final = frozenset(ending for family in _FAMILIES for ending in family.types)
"""Endings whose content is known."""


def type_of(name: str, head: bytes) -> str | None:
    """Return the media type of a file by name and beginning.

    None where the content is not what the ending says; UNKNOWN for an ending outside the table.
    """
    ending = ending_of(name)
    if ending not in ENDINGS:
        return UNKNOWN
    found = (family.types[ending] for family in _FAMILIES if ending in family.types and family.holds(head))
    return next(found, None)
