"""Workbooks that people send, opened within limits, and what the texts and sheets of ours are called.

The library that reads them is large: a process loads it with the first workbook.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile

from engine.exchange.archives import require_room
from engine.exchange.brought import Unreadable
from engine.problems import problem

LONG_TEXTS: Final = "long texts"
"""The sheet of what is longer than a cell can be."""
_QUOTE: Final = "'"
_MARKUP: Final = "<r>"
"""A text that begins so is taken for rich text by the writer."""


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """Open a workbook to read the values of its cells. Raises Unreadable for what is none."""
    require_room(content)
    openpyxl = import_module("openpyxl")
    try:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
    except (
        BadZipFile,
        KeyError,
        OSError,
        ValueError,
        openpyxl.utils.exceptions.InvalidFileException,
    ) as error:
        raise Unreadable(problem("import-unreadable", reason=type(error).__name__)) from error
    try:
        yield book
    finally:
        book.close()


def title_of(table: str, *, first: bool) -> str:
    """Return what the first sheet of a table is called."""
    return "data" if first else table[:24]


def quoted(text: str) -> str:
    """Return a text that the writer takes as it is; `plain` gives back what it was."""
    return _QUOTE + text if text.startswith((_QUOTE, _MARKUP)) else text


def plain(text: str) -> str:
    """Return the text that a cell was written from."""
    return text[1:] if text.startswith((_QUOTE + _QUOTE, _QUOTE + _MARKUP)) else text


def written(cell: str) -> str:
    """Return the text that a cell of ours was written from; control characters stand escaped in it."""
    unescape = import_module("openpyxl.utils.escape").unescape
    return plain(str(unescape(cell)))
