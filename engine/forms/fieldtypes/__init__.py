"""The field types, one file each: how a value is parsed, checked, shown and kept."""

from engine.forms.fieldtypes.kind import Kind, Refused
from engine.forms.fieldtypes.registry import TYPES

__all__ = ["TYPES", "Kind", "Refused"]
