"""What every part of a definition shares: strictness, names, texts by language, and rules."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, GetPydanticSchema, PrivateAttr
from pydantic_core import core_schema

from engine.forms.nodes import Node, Place, span_at
from engine.problems import DEFAULT_LANGUAGE, Span
from engine.rules import Rule

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
"""A name in data and expressions: lower case, digits, underscore."""

Identity = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=64)]
"""The name of a definition: lower case, digits, hyphens; stable for ever."""

Code = Annotated[str, Field(min_length=1, max_length=64)]
"""A choice's value or a codelist's code: text, never a number (codes keep their zeros)."""

Text = str | dict[Annotated[str, Field(pattern=r"^[a-z]{2}$")], str]
"""What a person reads: one string, or a map of languages. May hold `{expression}`."""

Expression = Annotated[
    Rule, GetPydanticSchema(lambda _source, _handler: core_schema.is_instance_schema(Rule))
]
"""A rule. The loader has parsed the text or the JSON Logic mapping before the model sees it."""


class Part(BaseModel):
    """Base of all definition models: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Document(Part):
    """What one file defines. The loader gives it the nodes it was read from, so that places are known."""

    _root: Node | None = PrivateAttr(default=None)

    def located(self, root: Node) -> Self:
        """Remember the nodes that this was read from, and return it."""
        self._root = root
        return self

    def span(self, place: Place, *, key: bool = False) -> Span | None:
        """Return where a part stands in its file, by the way from the root; None for one made in Python."""
        return span_at(self._root, place, key=key) if self._root else None


def text_in(text: Text | None, language: str = DEFAULT_LANGUAGE) -> str:
    """Return `text` in `language`, else in the default language, else in whichever there is."""
    if text is None:
        return ""
    if isinstance(text, str):
        return text
    return text.get(language) or text.get(DEFAULT_LANGUAGE) or next(iter(text.values()), "")


def constant(value: bool | Decimal | str | None) -> Rule:
    """Return the rule that is always `value`."""
    return Rule(value)
