"""Files of every known kind, and the world that applies for grants with them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Final

from engine.documents import LocalBlobs, Quotas, Received, receive
from engine.filings import Actor, Changed, Desk, Filing, Response, attaching, drafts
from engine.filings import responses as rows
from engine.filings.attaching import Upload
from engine.filings.showing import field_of
from engine.people import Organisation
from engine.store import Database, Work

LONG_AGO: Final = datetime(2024, 1, 1, tzinfo=UTC)
HONGDA: Final = Organisation("hongda", "jijin", "enterprise", "宏达机械有限公司")
SHOP: Final = Organisation("fulai", "jijin", "enterprise", "福来百货店")

PDF: Final = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n"
PNG: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
JPEG: Final = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\x00" * 40 + b"\xff\xd9"
GIF: Final = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
WEBP: Final = b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00"
ZIP: Final = b"PK\x03\x04\x14\x00\x00\x00" + b"\x00" * 22
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 60
SVG: Final = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML: Final = b"<!doctype html><script>alert(document.cookie)</script>"
WORDS: Final = "支出明细,金额\n钢材,1200.50\n".encode()
CHINESE: Final = "支出明细,金额\n".encode("gb18030")


@dataclass(frozen=True, slots=True)
class Grants:
    """A store with the form of applications, the desk, and the accountant who applies."""

    database: Database
    desk: Desk
    wang: Actor
    blobs: LocalBlobs

    def open(self, work: Work, form: str = "yushenqing", owner: Organisation = HONGDA) -> Response:
        """Open an application."""
        return drafts.open_response(work, self.desk, self.wang, form=form, organisation=owner, period="")

    def filing(self, work: Work, response: str) -> Filing:
        """Return the application with its state, ready for a change."""
        return self.desk.open(work, rows.fetch(work, response, lock=True), self.wang)

    def receive(self, filing: Filing, path: str, name: str, content: bytes) -> Received:
        """Keep one file for a field."""
        field = field_of(filing, path)
        assert field is not None
        return receive(self.blobs, BytesIO(content), name, field)

    def attach(
        self, work: Work, response: str, path: str, *files: tuple[str, bytes], revision: int = 0,
        room: Quotas | None = None,
    ) -> Changed:  # fmt: skip
        """Attach files, having seen `revision` (0: the newest)."""
        filing = self.filing(work, response)
        kept = tuple(self.receive(filing, path, name, content) for name, content in files)
        upload = Upload(path, kept, revision or filing.response.revision)
        return attaching.attach(work, filing, self.wang, upload=upload, room=room)

    def held(self, work: Work, response: str, path: str) -> list[str]:
        """Return the names of the files at a path."""
        return [str(item["name"]) for item in attaching.held_at(self.filing(work, response), path)]
