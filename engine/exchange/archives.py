"""Archives that strangers send: looked at before anything unpacks them."""

from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from engine.exchange.brought import Unreadable
from engine.problems import problem

UNPACKED: Final = 100_000_000
"""Bytes that an archive may unpack to."""


def require_room(content: bytes, most: int = UNPACKED) -> None:
    """Raise Unreadable for what is no archive, or one that unpacks to more than there is room for."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            size = sum(each.file_size for each in archive.infolist())
    except BadZipFile as error:
        raise Unreadable(problem("import-unreadable", reason=str(error))) from error
    if size > most:
        raise Unreadable(problem("import-large", size=size, limit=most))
