"""Taking a file in: the field's rules, by name and by content.

RECV-01  Each known kind is kept under its own name with the media type that its content has.
RECV-02  Content that is not what the ending says is refused, and nothing of it is kept.
RECV-03  Markup is no picture, whatever it is called.
RECV-04  A file of exactly the field's size is kept; one byte more is refused; nothing is kept of it.
RECV-05  What the field does not admit is refused; an unknown ending only where the field names it.
RECV-06  An empty file is refused.
RECV-07  However the bytes come, one at a time or at once, the result is the same.
"""

from io import BytesIO
from pathlib import Path

import pytest

from engine.documents import LocalBlobs, receive
from engine.documents.media import HEAD, type_of
from engine.forms import Refused
from engine.forms.model.fields import Field, FieldType
from tests.documents import stock

GOOD = {
    "发票.pdf": (stock.PDF, "application/pdf"),
    "现场.PNG": (stock.PNG, "image/png"),
    "现场.jpg": (stock.JPEG, "image/jpeg"),
    "现场.jpeg": (stock.JPEG, "image/jpeg"),
    "动图.gif": (stock.GIF, "image/gif"),
    "现场.webp": (stock.WEBP, "image/webp"),
    "材料.zip": (stock.ZIP, "application/zip"),
    "材料.docx": (stock.ZIP, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "材料.xlsx": (stock.ZIP, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "发票.ofd": (stock.ZIP, "application/ofd"),
    "材料.doc": (stock.OLE, "application/msword"),
    "材料.xls": (stock.OLE, "application/vnd.ms-excel"),
    "说明.txt": (stock.WORDS, "text/plain"),
    "明细.csv": (stock.CHINESE, "text/csv"),
    "导出.csv": ("\ufeff支出".encode("utf-16-le"), "text/csv"),
    "归档.rar": (b"Rar!\x1a\x07\x01\x00", "application/vnd.rar"),
    "归档.7z": (b"7z\xbc\xaf\x27\x1c\x00\x04", "application/x-7z-compressed"),
}
FALSE = {
    "发票.pdf": stock.ZIP,
    "发票2.pdf": b" %PDF-1.7",
    "现场.png": stock.JPEG,
    "现场.jpg": stock.PNG,
    "现场2.jpg": b"MZ\x90\x00",
    "动图.gif": b"GIF00a",
    "现场.webp": b"RIFF\x1a\x00\x00\x00WAVE",
    "材料.docx": stock.OLE,
    "材料.doc": stock.ZIP,
    "说明.txt": b"\x00\x01\x02",
    "说明2.txt": b"\x81",
    "明细.csv": b"\xff\xff\xff\xff",
    "页面.png": stock.HTML,
    "矢量.jpg": stock.SVG,
}


def field(kind: FieldType = "file", **more: object) -> Field:
    return Field.model_validate({"field": "papers", "type": kind, **more})


def kept(folder: Path) -> int:
    return sum(found.is_file() for found in folder.rglob("*"))


@pytest.mark.parametrize("name", GOOD)
def test_known_kinds(blobs: LocalBlobs, name: str) -> None:  # RECV-01
    content, media = GOOD[name]
    found = receive(blobs, BytesIO(content), name, field())

    assert (found.name, found.size, found.type) == (name, len(content), media)
    assert b"".join(blobs.read(found.blob)) == content
    assert found.told() == {"id": found.id, "name": name, "size": len(content), "type": media}


@pytest.mark.parametrize("name", FALSE)
def test_false_content(blobs: LocalBlobs, tmp_path: Path, name: str) -> None:  # RECV-02, RECV-03
    with pytest.raises(Refused) as refused:
        receive(blobs, BytesIO(FALSE[name]), name, field())
    assert refused.value.problem.code == "file-content"
    assert name in refused.value.problem.message() and kept(tmp_path) == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.svg", stock.SVG), ("a.html", stock.HTML), ("a.pdf", stock.PDF), ("a", stock.PNG)],
)
def test_no_pictures(blobs: LocalBlobs, name: str, content: bytes) -> None:  # RECV-03
    with pytest.raises(Refused):
        receive(blobs, BytesIO(content), name, field("image"))


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_the_size_is_exact(blobs: LocalBlobs, tmp_path: Path, more: int) -> None:  # RECV-04
    content = stock.PDF.ljust(150_000 + more, b" ")
    place = field(maxSize=150_000)
    if more <= 0:
        assert receive(blobs, BytesIO(content), "a.pdf", place).size == 150_000 + more
        return
    with pytest.raises(Refused) as refused:
        receive(blobs, BytesIO(content), "a.pdf", place)
    assert "150 KB" in refused.value.problem.message() and kept(tmp_path) == 0


def test_ten_megabytes_where_nothing_is_said(blobs: LocalBlobs) -> None:  # RECV-04
    assert receive(blobs, BytesIO(stock.PDF.ljust(10_000_000)), "a.pdf", field()).size == 10_000_000
    with pytest.raises(Refused):
        receive(blobs, BytesIO(stock.PDF.ljust(10_000_001)), "a.pdf", field())


@pytest.mark.parametrize(
    ("accept", "name", "content", "code"),
    [
        ((".pdf",), "a.png", stock.PNG, "value-file-type"),
        (("image/*",), "a.pdf", stock.PDF, "value-file-type"),
        ((".pdf",), "a.dwg", b"AC1032", "file-unknown"),
        (None, "a.exe", b"MZ", "file-unknown"),
        (None, "a.pdf.exe", stock.PDF, "file-unknown"),
        (None, "Makefile", b"all:", "file-unknown"),
        ((".DWG",), "图纸.dwg", b"AC1032", ""),
        (("image/*", ".pdf"), "a.PDF", stock.PDF, ""),
    ],
)
def test_what_is_admitted(
    blobs: LocalBlobs, accept: tuple[str, ...] | None, name: str, content: bytes, code: str
) -> None:  # RECV-05
    place = field(accept=accept)
    if not code:
        assert receive(blobs, BytesIO(content), name, place).name == name
        return
    with pytest.raises(Refused) as refused:
        receive(blobs, BytesIO(content), name, place)
    assert refused.value.problem.code == code
    assert refused.value.problem.message("zh") and refused.value.problem.message("en")


def test_an_empty_file(blobs: LocalBlobs) -> None:  # RECV-06
    with pytest.raises(Refused) as refused:
        receive(blobs, BytesIO(), "a.pdf", field())
    assert refused.value.problem.code == "file-empty"


class Dripping(BytesIO):
    """A source that gives one byte at a time."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the next byte."""
        return super().read(1)


def test_bytes_one_at_a_time(blobs: LocalBlobs) -> None:  # RECV-07
    content = stock.WORDS * 200
    drop, whole = (receive(blobs, source(content), "a.txt", field()) for source in (Dripping, BytesIO))
    assert (drop.sha256, drop.size, drop.type) == (whole.sha256, whole.size, whole.type)


def test_a_character_cut_in_two_is_still_text() -> None:  # RECV-01
    assert type_of("a.txt", ("a" + "支" * HEAD).encode()[:HEAD]) == "text/plain"
