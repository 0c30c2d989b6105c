"""Forms as the browser posts them, with one limit on fields in both encodings.

Files go to the disk as they come, never through memory; what is no file is small, however many parts.
"""

from typing import Final
from urllib.parse import parse_qsl

from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

MOST_BYTES: Final = 1_000_000
MOST_FIELDS: Final = 2_000
MOST_FILES: Final = 50


async def read_form(request: Request) -> FormData:
    """Return the posted fields, in order, repeated names kept. Raises 400 for what is no form."""
    known: FormData | None = getattr(request.state, "form", None)
    if known is None:
        known = await _parse(request)
        request.state.form = known
    return known


def is_multipart(request: Request) -> bool:
    """Whether the body is a form that may hold files."""
    return _kind(request) == "multipart/form-data"


class _Parser(MultiPartParser):
    """Starlette's own, with a limit on all texts together and little of each file in memory."""

    spool_max_size = 64 * 1024
    texts = 0

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        """Count what is no file."""
        if self._current_part.file is None:
            self.texts += end - start
            if self.texts > MOST_BYTES:
                raise HTTPException(413)
        super().on_part_data(data, start, end)


async def _parse(request: Request) -> FormData:
    if is_multipart(request):
        _require_utf8(request)
        parser = _Parser(
            request.headers,
            request.stream(),
            max_files=MOST_FILES,
            max_fields=MOST_FIELDS,
            max_part_size=MOST_BYTES,
        )
        try:
            return await parser.parse()
        except MultiPartException:
            raise HTTPException(400) from None
    if _kind(request) == "application/x-www-form-urlencoded":
        return _decoded(await request.body())
    return FormData()


def _require_utf8(request: Request) -> None:
    """Raise 400 for texts in another encoding: browsers send UTF-8, and some codecs make what is no text."""
    _, options = parse_options_header(request.headers.get("Content-Type"))
    if options.get(b"charset", b"utf-8").lower() != b"utf-8":
        raise HTTPException(400)


def _kind(request: Request) -> str:
    return request.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _decoded(body: bytes) -> FormData:
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError:  # not ASCII, not UTF-8 inside, or too many fields
        raise HTTPException(400) from None
    fields: list[tuple[str, str | UploadFile]] = [*pairs]
    return FormData(fields)
