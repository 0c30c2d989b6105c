"""A file of any tool as a definition: which kind it is, is told by its ending and what stands in it."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Final, cast

from engine.exchange.brought import MOST_BYTES, Brought, Unreadable
from engine.exchange.surveyjs.reading import from_surveyjs, is_survey
from engine.exchange.xlsform.reading import from_xlsform
from engine.exchange.xlsform.sheets import FORMATS
from engine.forms.editing.heads import head_of
from engine.forms.editing.starting import copied
from engine.forms.editing.writing import Data, mapping
from engine.forms.nodes import DefinitionError
from engine.forms.source import read_source
from engine.problems import problem

OURS: Final = (".yaml", ".yml")
ENDINGS: Final = (*FORMATS, ".json", *OURS)
"""What files may end in."""


def bring(content: bytes, ending: str, *, suffix: str) -> Brought:
    """Return what a file comes to as a definition; `suffix` makes its name one of its own.

    Raises Unreadable for a file that is none of these.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(problem("import-large", size=len(content), limit=MOST_BYTES))
    if ending in FORMATS:
        return from_xlsform(content, ending, form=suffix)
    if ending == ".json":
        found = _json(content)
        if is_survey(found):
            return from_surveyjs(content, form=suffix)
        return _own(mapping(cast("Mapping[str, Data]", found), 0) + "\n", suffix)
    if ending in OURS:
        return _own(_text(content), suffix)
    raise Unreadable(problem("import-kind", ending=ending, known=" ".join(ENDINGS)))


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Unreadable(problem("import-unreadable", reason=str(error)[:200])) from error


def _json(content: bytes) -> Mapping[str, object]:
    try:
        found = json.loads(_text(content), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise Unreadable(problem("import-unreadable", reason=str(error)[:200])) from error
    if not isinstance(found, dict) or not found:
        raise Unreadable(problem("import-empty"))
    return found


def _own(text: str, suffix: str) -> Brought:
    """Return a definition of ours under a name of its own; what is wrong with it the builder tells."""
    try:
        read_source(text, "definition.yaml")
        head = head_of(text)
        if head is None or not head.form:
            raise Unreadable(problem("import-empty"))
        made = copied(text, f"{head.form[:40].rstrip('-')}-{suffix}", {"zh": "", "en": ""})
    except DefinitionError as error:
        raise Unreadable(error.problems[0]) from error
    return Brought(made, head.title, ())
