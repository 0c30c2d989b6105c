"""The catalogue's entries about values."""

from collections.abc import Mapping
from typing import Final

from engine.problems.entry import Entry

ENTRIES: Final[Mapping[str, Entry]] = {}
