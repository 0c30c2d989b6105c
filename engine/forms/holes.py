"""Texts with holes: `本月({period.month}月)` into its pieces. `{{` and `}}` write braces."""

import re
from collections.abc import Iterator

from engine.forms.model.base import Text
from engine.problems import DEFAULT_LANGUAGE
from engine.rules import Rule, parse_rule

_NUMBER = re.compile(r"\{number(?::0?([0-9]{1,2}))?\}")
_HOLE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


def versions(text: Text | None) -> Iterator[tuple[str, str]]:
    """Return each wording of a text that has holes or doubled braces, with its language."""
    if isinstance(text, str):
        text = {DEFAULT_LANGUAGE: text}
    for language, wording in (text or {}).items():
        if "{" in wording or "}}" in wording:
            yield language, wording


def pieces(wording: str) -> tuple[str | Rule, ...]:
    """Return the pieces of one wording in turn; raises RuleError for a hole that is no rule."""
    found: list[str | Rule] = []
    end = 0
    for match in _HOLE.finditer(wording):
        found.append(wording[end : match.start()])
        end = match.end()
        found.append(match[0][0] if match[1] is None else parse_rule(match[1]))
    found.append(wording[end:])
    return tuple(piece for piece in found if piece != "")


def around_number(serial: str) -> tuple[tuple[str | Rule, ...], tuple[str | Rule, ...], int] | None:
    """Return what stands before the `{number}` of a pattern, what after it, and its least digits.

    None unless there is exactly one. Raises RuleError for a hole that is no rule.
    """
    found = list(_NUMBER.finditer(serial))
    if len(found) != 1:
        return None
    start, end = found[0].span()
    return pieces(serial[:start]), pieces(serial[end:]), int(found[0][1] or 1)
