"""The formats of text: what each looks like, its check digit, and how a typed value is tidied."""

import re
from typing import Final
from urllib.parse import urlsplit

from engine.forms.fieldtypes.kind import half_width
from engine.forms.model.fields import Format

_PATTERNS: Final[dict[str, re.Pattern[str]]] = {
    "email": re.compile(
        r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
    ),
    "postcode": re.compile(r"[0-9]{6}"),
    "cn-mobile": re.compile(r"1[3-9][0-9]{9}"),
    "cn-telephone": re.compile(r"(?:0(?:10|2[0-9]|[3-9][0-9]{2})-?)?[2-9][0-9]{6,7}(?:-[0-9]{1,6})?"),
    "uscc": re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}"),
}
_USCC: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The digits of GB 32100, which leaves out I, O, S, V and Z."""


def tidy(text: str, format_: Format | None) -> str:
    """Return a text as its format is stored: half-width, without spaces, a credit code in capitals."""
    if format_ is None:
        return text
    plain = half_width(text).strip()
    if format_ in ("cn-mobile", "cn-telephone", "uscc", "postcode"):
        plain = re.sub(r"[\s\u2010-\u2015]", lambda found: "" if found[0].isspace() else "-", plain)
    return plain.upper() if format_ == "uscc" else plain


def broken(value: str, format_: Format | None) -> str | None:
    """Return the code of the problem of a value that is not of its format."""
    if format_ is None:
        return None
    if format_ == "uri":
        return None if _is_uri(value) else "value-uri"
    if not _PATTERNS[format_].fullmatch(value):
        return f"value-{format_}"
    return "value-uscc-digit" if format_ == "uscc" and not _uscc_holds(value) else None


def _is_uri(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"]", value)


def _uscc_holds(value: str) -> bool:
    """Whether the last character is the check digit of GB 32100: weights are powers of 3 modulo 31."""
    total = sum(_USCC.index(digit) * pow(3, place, 31) for place, digit in enumerate(value[:17]))
    return _USCC[-total % 31] == value[17]
