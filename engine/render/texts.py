"""Texts of a definition for one page: the language chosen, holes seen, Markdown made safe HTML."""

from functools import lru_cache
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from engine.forms.model.base import Text, text_in

_READER: Final = MarkdownIt("commonmark", {"html": False}).enable("table")
# A value inside a note must not become a link that the form's author never wrote.
_CAUTIOUS: Final = MarkdownIt("commonmark", {"html": False}).disable(["link", "image", "autolink"])
_TAGS: Final = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def living(text: Text | None) -> bool:
    """Whether a text holds a `{expression}` (or a doubled brace) in any language."""
    wordings = [text] if isinstance(text, str) else list((text or {}).values())
    return any("{" in wording or "}" in wording for wording in wordings)


def words(text: Text | None, language: str) -> str:
    """Return a text in `language`, holes as they stand."""
    return text_in(text, language)


@lru_cache(maxsize=512)
def markdown(text: str, *, trusted: bool = True) -> Markup:
    """Return Markdown as safe HTML. Not `trusted`: it holds filers' values, so no links come of it."""
    html = (_READER if trusted else _CAUTIOUS).render(text)
    return Markup(nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, link_rel="noopener"))
