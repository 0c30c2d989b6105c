"""The catalogue of problems.

CAT-01 A code stands in one file only: another entry of the same code would silently replace it.
CAT-02 Every entry speaks both languages, with the same holes in both.
"""

from collections import Counter
from importlib import import_module
from pkgutil import iter_modules
from string import Formatter

import pytest

from engine import problems
from engine.problems import CATALOGUE, LANGUAGES


def holes(text: str) -> set[str]:
    """Return the names of a text's holes, without the language that some are filled in."""
    names = {name for _, name, _, _ in Formatter().parse(text) if name}
    return {name.removesuffix("zh").removesuffix("en").removesuffix("_") for name in names}


def test_codes_stand_once() -> None:  # CAT-01
    names = (found.name for found in iter_modules(problems.__path__))
    modules = [import_module(f"{problems.__name__}.{name}") for name in names]
    codes = Counter(code for module in modules for code in getattr(module, "ENTRIES", {}))
    assert [code for code, times in codes.items() if times > 1] == []
    assert set(codes) == set(CATALOGUE)


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_entries_speak_both_languages(code: str) -> None:  # CAT-02
    entry = CATALOGUE[code]
    assert all(entry.message.get(language) for language in LANGUAGES)
    assert holes(entry.message["zh"]) == holes(entry.message["en"])
    assert not entry.remedy or set(entry.remedy) == set(LANGUAGES)
