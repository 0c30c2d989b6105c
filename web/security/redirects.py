"""Where a page may send people afterwards: to our own paths only."""

from typing import Final

_ALLOWED_FIRST: Final = "/"


def own_path(wanted: str, otherwise: str = "/") -> str:
    """Return `wanted` when it is a path of this site, else `otherwise`.

    Browsers read a backslash as a slash and drop tabs and line ends, so `/\\evil` and `/⇥/evil`
    would leave the site: anything but printable ASCII and a second slash is refused.
    """
    plain = wanted.isascii() and wanted.isprintable() and "\\" not in wanted
    if plain and wanted.startswith(_ALLOWED_FIRST) and not wanted.startswith("//"):
        return wanted
    return otherwise
