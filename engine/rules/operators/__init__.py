"""The one table of operators and functions; nothing else lists them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.rules.operators.answers import ANSWERS
from engine.rules.operators.dates import DATES
from engine.rules.operators.figures import FIGURES
from engine.rules.operators.operator import GROUPS, Operator
from engine.rules.operators.places import PLACES
from engine.rules.operators.symbols import SYMBOLS
from engine.rules.operators.texts import TEXTS

SPELLINGS: Final[Mapping[str, str]] = {"any": "some", "not": "!"}
"""Words of the text language whose JSON Logic name is another."""

WORDS: Final[Mapping[str, str]] = {name: word for word, name in SPELLINGS.items()}

_ALL = (*SYMBOLS, *FIGURES, *TEXTS, *DATES, *ANSWERS, *PLACES)

OPERATORS: Final[Mapping[str, Operator]] = MappingProxyType(
    {SPELLINGS.get(each.name, each.name): each for each in _ALL}
)
"""Every operator and function by its JSON Logic name."""

ALIASES: Final[Mapping[str, str]] = {"===": "==", "!==": "!=", "?:": "if", "cat": "concat"}
"""Names of plain JSON Logic that mean the same here."""

__all__ = ["ALIASES", "GROUPS", "OPERATORS", "SPELLINGS", "WORDS", "Operator"]
