"""Patterns written by authors. RE2 alone runs them: its time grows with the text, never faster."""

from functools import lru_cache
from typing import Final, Protocol, cast

import re2

from engine.problems import problem
from engine.rules.errors import RuleError
from engine.rules.limits import PATTERN

_MEMORY = 1 << 20

_WORK = 4_000_000
"""Characters of a text times the size of its pattern."""

REMEMBERED: Final = 8_192
"""Answers that are remembered: a draft is looked at on every change."""
_SHORT: Final = 100
"""Characters of a text whose answer is remembered."""


class Pattern(Protocol):
    """A compiled pattern; `programsize` is how much there is to do at each character, at most."""

    programsize: int

    def fullmatch(self, text: str) -> object:
        """Return something true when the whole text fits the pattern."""


@lru_cache(maxsize=512)
def like(pattern: str) -> Pattern:
    """Compile `pattern`, once. Raises RuleError for one that RE2 does not take."""
    if len(pattern) > PATTERN:
        raise RuleError(problem("rule-pattern-long", limit=PATTERN))
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        return cast(Pattern, re2.compile(pattern, options=options))
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        raise RuleError(problem("rule-pattern", pattern=pattern, reason=text)) from error


def fits(text: str, pattern: str) -> bool:
    """Whether the whole text fits the pattern.

    A lone surrogate fits nothing, nor does a text too long for how large its pattern is.
    """
    return _remembered(text, pattern) if len(text) <= _SHORT else _fits(text, pattern)


def _fits(text: str, pattern: str) -> bool:
    found = like(pattern)
    if len(text) * found.programsize > _WORK:
        return False
    try:
        return bool(found.fullmatch(text))
    except UnicodeEncodeError:
        return False


_remembered = lru_cache(maxsize=REMEMBERED)(_fits)
