"""Forms as the browser posts them, with one limit on fields in both encodings."""

from typing import Final
from urllib.parse import parse_qsl

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

MOST_BYTES: Final = 1_000_000
MOST_FIELDS: Final = 2_000
_MOST_FILES: Final = 20


async def read_form(request: Request) -> FormData:
    """Return the posted fields, in order, repeated names kept. Raises 400 for what is no form."""
    known: FormData | None = getattr(request.state, "form", None)
    if known is None:
        known = await _parse(request)
        request.state.form = known
    return known


async def _parse(request: Request) -> FormData:
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return await request.form(max_files=_MOST_FILES, max_fields=MOST_FIELDS, max_part_size=MOST_BYTES)
    if kind == "application/x-www-form-urlencoded":
        return _decoded(await request.body())
    return FormData()


def _decoded(body: bytes) -> FormData:
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError:  # not ASCII, not UTF-8 inside, or too many fields
        raise HTTPException(400) from None
    fields: list[tuple[str, str | UploadFile]] = [*pairs]
    return FormData(fields)
