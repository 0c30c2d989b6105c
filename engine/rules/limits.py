"""The budget of every rule, so that a definition written by a stranger can be run."""

from typing import Final

STEPS: Final = 20_000
"""Operators of one rule, and operators run by one evaluation."""

DEPTH: Final = 64
"""Operators inside operators, and lists inside lists."""

TEXT: Final = 64 * 1024
"""Characters of any text a rule makes."""

WRITTEN: Final = 16 * 1024
"""Characters of a rule's own text."""

WORDS: Final = 1_200
"""Names, numbers, texts and signs of a rule's own text."""

SHORT: Final = 5
"""The power of two of characters that one step pays for."""

TOLD: Final = 20
"""Problems told of one rule: a rule with more is told of the first ones."""

ITEMS: Final = 10_000
"""Items of a list that a rule reads or makes."""

DIGITS: Final = 60
"""Digits of a number written in a rule, before and after the point together."""

PATTERN: Final = 1_000
"""Characters of a pattern."""

HINTED: Final = 5
"""Problems of one rule that tell the nearest name: looking for it takes time."""
