"""What a form is on paper: the way the sheet lies, the lines on top, who signs."""

from typing import Literal

from engine.forms.model.base import Part, Text

Orientation = Literal["portrait", "landscape"]


class Paper(Part):
    """A form printed on A4. `imprint` are the lines in the upper right corner: form number, who made it."""

    orientation: Orientation = "portrait"
    imprint: tuple[Text, ...] = ()
    signatures: tuple[Text, ...] = ()
    """What is signed or filled in by hand under the last sheet: 单位负责人, 填表人 …"""
