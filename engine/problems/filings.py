"""The catalogue's entries about filings."""

from collections.abc import Mapping
from typing import Final

from engine.problems.entry import Entry

ENTRIES: Final[Mapping[str, Entry]] = {}
