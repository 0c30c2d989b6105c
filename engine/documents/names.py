"""Names of files as people gave them, made harmless to show, to send and to save again.

A name is never part of a path of ours; it is only shown, and offered to whoever downloads.
"""

import re
import unicodedata
from typing import Final
from urllib.parse import quote

MOST_CHARACTERS: Final = 120
_UNSHOWN: Final = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})
_UNSAFE: Final = re.compile(r'[<>:"|?*]')
_DEVICES: Final = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")
_NAMELESS: Final = "file"


def clean_name(given: str) -> str:
    """Return the last part of `given` without what is not shown or turns text around, never empty.

    Format characters (category Cf: bidirectional marks, zero-width ones) and line breaks are left
    out, characters that Windows forbids become `_`; a long name keeps its ending.
    """
    shown = "".join(char for char in given[-2000:] if unicodedata.category(char) not in _UNSHOWN)
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", shown))[-1]
    plain = _UNSAFE.sub("_", " ".join(last.split())).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = plain, ""
    ending = f".{ending[:20].rstrip()}" if ending else ""
    whole = (stem[: MOST_CHARACTERS - len(ending)].rstrip(". ") or _NAMELESS) + ending
    return f"_{whole}" if _DEVICES.match(whole) else whole


def ending_of(name: str) -> str:
    """Return a name's ending in small letters with its dot, '' for none."""
    _, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot else ""


def disposition(name: str, *, inline: bool) -> str:
    """Return the Content-Disposition header of a clean name, by RFC 6266 with an RFC 5987 name."""
    plain = "".join(char if char.isascii() and char not in '"\\%;' else "_" for char in name)
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
