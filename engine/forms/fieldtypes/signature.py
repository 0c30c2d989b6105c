"""A signature drawn on the screen."""

from dataclasses import dataclass
from typing import ClassVar

from engine.forms.fieldtypes.file import File


@dataclass(frozen=True, slots=True)
class Signature(File):
    """One picture of a signature."""

    name: ClassVar[str] = "signature"
    accepts: tuple[str, ...] = ("image/png", "image/jpeg")
    most: int | None = 1
