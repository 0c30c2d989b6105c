"""Files as pieces: each a line with its name, size and picture, and a button where it may be removed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.forms.fieldtypes.file import File
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.fieldtypes.sizes import FILE_TYPES, largest_of, most_of, size_text
from engine.forms.model.fields import Field
from engine.render import contexts as c
from engine.render.making import Maker, holes
from engine.render.pieces import Piece, safe

_PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


@dataclass(frozen=True, slots=True)
class FilesContent:
    """The files kept. `lines`: one file, by whether it is a picture and whether it may be removed."""

    lines: Mapping[tuple[bool, bool], Piece]

    def html(self, value: object, offers: Iterable[tuple[str, str]] | None = None) -> str:
        """Return the files to read, without their address."""
        return self.listed(value, "", writable=False)

    def listed(self, value: object, address: str, *, writable: bool) -> str:
        """Return a line for each file; `address` is where the response's files are."""
        files = value if isinstance(value, list) else []
        return "".join(self._line(file, address, writable) for file in files if isinstance(file, Mapping))

    def _line(self, file: Mapping[str, object], address: str, writable: bool) -> str:
        values = {
            "id": safe(str(file["id"])),
            "href": safe(f"{address}/{file['id']}"),
            "name": safe(str(file["name"])),
            "size": size_text(int(str(file["size"]))),
        }
        return self.lines[file["type"] in _PICTURES, writable].fill(values)

    def settled(self, known: Mapping[str, str]) -> "FilesContent":
        """Return the lines of one row of a repeat."""
        return FilesContent({kind: piece.settle(known) for kind, piece in self.lines.items()})


def files_content(maker: Maker, name: str) -> FilesContent:
    """Make the lines of a field whose controls are called `name`."""
    kinds = ((picture, writable) for picture in (True, False) for writable in (True, False))
    lines = {
        (picture, writable): maker.piece(holes(c.Kept, path=name, picture=picture, writable=writable))
        for picture, writable in kinds
    }
    return FilesContent(lines)


def file_keys(field: Field) -> dict[str, Any]:
    """Return what the context of a field of files says more than that of others."""
    kind = TYPES[field.kind]
    if not isinstance(kind, File):
        return {}
    most = most_of(field)
    accepted = field.accept or kind.accepts
    return {
        "accept": ",".join(accepted),
        "admits": " ".join(_short(rule) for rule in accepted),
        "multiple": most != 1,
        "most": most,
        "largest": largest_of(field),
        "largest_text": size_text(largest_of(field)),
    }


def is_files(field: Field) -> bool:
    """Whether a field's value is a list of files."""
    return field.kind in FILE_TYPES


def _short(rule: str) -> str:
    """Return a rule of `accept` as people say it: `.pdf` and `image/png` are PDF and PNG."""
    return rule.rpartition("/")[2].lstrip(".").upper().replace("*", rule.partition("/")[0])
