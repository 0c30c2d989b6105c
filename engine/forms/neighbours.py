"""Which files around a definition it needs: found in their text, so that the others need not be read.

A file that declares a name which stands in the definition is needed, and what that one names in turn; so
is a system that names the form, with its registrations, and whatever declares the same name once more.
Too many is no harm.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_KINDS: Final = rb"(?:form|codelist|table|system)"
_AT_THE_MARGIN: Final = re.compile(rb"""^["']?(%s)["']?\s*:\s*["']?([\w-]+)""" % _KINDS, re.MULTILINE)
_ANYWHERE: Final = re.compile(rb"""["']?\b(%s)["']?\s*:\s*["']?([\w-]+)""" % _KINDS)
_REGISTRATION: Final = re.compile(rb"""registration["']?\s*:\s*["']?([\w-]+)""")
_WORD: Final = re.compile(rb"[\w-]+")


@dataclass(frozen=True, slots=True)
class _Text:
    """A file as text: what it declares, every word in it, and the words that lead to others."""

    path: Path
    declared: frozenset[bytes]
    words: frozenset[bytes]
    is_system: bool
    leads_to: frozenset[bytes]


def needed(asked: Sequence[Path], around: Iterable[Path]) -> list[Path]:
    """Return those of the files `around` that the files `asked` need, in their order."""
    own = [_text(path) for path in asked]
    texts = [_text(path) for path in around]
    words = frozenset[bytes]().union(*(one.words for one in own))
    names = frozenset[bytes]().union(*(one.declared for one in own))
    chosen: set[Path] = set()
    while True:
        found = [
            one
            for one in texts
            if one.path not in chosen and (one.declared & words or (one.is_system and one.words & names))
        ]
        if not found:
            return [one.path for one in texts if one.path in chosen]
        chosen |= {one.path for one in found}
        words = words.union(*(one.leads_to for one in found))


def _text(path: Path) -> _Text:
    if path.suffix == ".csv":
        return _Text(path, frozenset([path.stem.encode()]), frozenset(), False, frozenset())
    try:
        content = path.read_bytes()
    except OSError:  # said where the file is read in earnest
        content = b""
    told = _AT_THE_MARGIN.findall(content) or _ANYWHERE.findall(content)
    declared = frozenset(name for _, name in told)
    words, is_system = frozenset(_WORD.findall(content)), any(kind == b"system" for kind, _ in told)
    leads_to = frozenset(_REGISTRATION.findall(content)) if is_system else words
    return _Text(path, declared, words, is_system, leads_to)
