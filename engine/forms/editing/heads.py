"""What a definition says of itself on top, read from its text alone: lists show it, faults below or not."""

import re
from typing import Final, NamedTuple

from engine.forms.editing.operations import remembered
from engine.forms.nodes import DefinitionError
from engine.problems import DEFAULT_LANGUAGE

_IDENTITY: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_KIND: Final = re.compile(r"[a-z]{1,20}")
MOST: Final = 200
"""The longest title that is kept."""


class Head(NamedTuple):
    """A form's identity, its kind and its title; '' for what is missing or cannot be so."""

    form: str
    kind: str
    title: str


def head_of(text: str) -> Head | None:
    """Return the head of a definition; None for a text that cannot be read as YAML."""
    try:
        found = remembered(text).root.plain()
    except DefinitionError:
        return None
    top = found if isinstance(found, dict) else {}
    form, kind, title = (top.get(key, "") for key in ("form", "kind", "title"))
    if isinstance(title, dict):
        title = title.get(DEFAULT_LANGUAGE) or next(iter(title.values()), "")
    identity = form if isinstance(form, str) and len(form) <= 64 and _IDENTITY.fullmatch(form) else ""
    known = kind if isinstance(kind, str) and _KIND.fullmatch(kind) else ""
    return Head(identity, known or "report", title[:MOST] if isinstance(title, str) else "")
