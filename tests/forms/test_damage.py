"""Damaged definitions.

DAMAGE-01  whatever is cut, doubled or replaced in a definition, the checker answers with problems that have a
           place and a sentence, and never with another error
"""

import random
import re
from pathlib import Path

import pytest

from engine.forms.checking import ordered
from engine.forms.linter.run import lint
from engine.forms.loader import load_text
from engine.forms.nodes import DefinitionError
from engine.problems import Problem

SOUND = (Path(__file__).parent.parent / "definitions" / "valid" / "every-item.yaml").read_text(
    encoding="utf-8"
)
WORDS = [
    "field",
    "grid",
    "repeat",
    "items",
    "{",
    '"',
    "~",
    "yes",
    "company",
    "econ",
    "-1",
    "1e9",
    "0123",
    "prev(",
    "[]",
]


def damaged(chance: random.Random) -> str:
    """Return the sound definition with up to three things broken."""
    text = SOUND
    for _ in range(chance.randint(1, 3)):
        lines = text.split("\n")
        number = chance.randrange(len(lines))
        if chance.random() < 0.3:
            lines[number : number + 1] = [lines[chance.randrange(len(lines))]] * chance.randint(0, 2)
            text = "\n".join(lines)
            continue
        word = chance.choice(list(re.finditer(r"[\w.]+", text)))
        text = text[: word.start()] + chance.choice(WORDS) + text[word.end() :]
    return text


def problems_of(text: str) -> list[Problem]:
    """Return what is wrong with a definition."""
    try:
        return ordered(lint(load_text(text, "damaged.yaml")))
    except DefinitionError as error:
        return list(error.problems)


@pytest.mark.parametrize("seed", range(40))
def test_damage(seed: int) -> None:  # DAMAGE-01
    for each in problems_of(damaged(random.Random(seed))):
        assert each.span is not None
        assert each.message("zh")
        assert str(each).startswith("damaged.yaml:")
