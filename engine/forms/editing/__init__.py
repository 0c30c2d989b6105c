"""Editing a definition: each gesture is a pure operation on its text, with an inverse.

The text is the truth. What a gesture does not touch keeps its bytes, its comments and its order.
"""

from engine.forms.editing.changes import Change, Collision, Splice, difference
from engine.forms.editing.operations import (
    NoSuchPlace,
    clear,
    duplicate,
    fragment,
    insert,
    insert_fragment,
    move,
    put,
    value_at,
)

__all__ = [
    "Change",
    "Collision",
    "NoSuchPlace",
    "Splice",
    "clear",
    "difference",
    "duplicate",
    "fragment",
    "insert",
    "insert_fragment",
    "move",
    "put",
    "value_at",
]
