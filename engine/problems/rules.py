"""The catalogue's entries about rules."""

from collections.abc import Mapping
from typing import Final

from engine.problems.entry import Entry

ENTRIES: Final[Mapping[str, Entry]] = {}
