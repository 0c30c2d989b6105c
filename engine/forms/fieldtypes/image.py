"""Uploaded pictures."""

from dataclasses import dataclass
from typing import ClassVar

from engine.forms.fieldtypes.file import File


@dataclass(frozen=True, slots=True)
class Image(File):
    """Files that are pictures a browser shows."""

    name: ClassVar[str] = "image"
    accepts: tuple[str, ...] = ("image/png", "image/jpeg", "image/gif", "image/webp")
