"""The page of the definition language is whole, and its examples hold.

LANG-01  Every word that a definition may say has a heading on the page.
LANG-02  Every field type has one, too.
LANG-03  Every heading of a word is followed by an example that says the word.
LANG-04  Every example, put into a small form where it is a piece, has no fault.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, get_args

import pytest

from engine.forms.folder import Definitions, load_folder
from engine.forms.model.base import Part
from engine.forms.model.fields import FieldType
from tests.contracts.pieces import faults, whole
from tests.contracts.tree import ROOT, text_of

PAGE: Final = text_of(Path("docs/language.md"))
EXAMPLE: Final = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
HEADING: Final = re.compile(r"^#+ (.*`.*)\n((?:(?!^#).*\n)*)", re.MULTILINE)
QUOTED: Final = re.compile(r"`([^`]+)`")
SECTIONS: Final = [(QUOTED.findall(title), below) for title, below in HEADING.findall(PAGE)]
HEADED: Final = {word for named, _below in SECTIONS for word in named}
EXAMPLES: Final = list(EXAMPLE.finditer(PAGE))


def parts(part: type[Part] = Part) -> Iterator[type[Part]]:
    """Yield every model of the language."""
    for below in part.__subclasses__():
        yield below
        yield from parts(below)


def line_of(example: re.Match[str]) -> str:
    """Return the number of the page's line at which an example begins."""
    return str(PAGE[: example.start()].count("\n") + 2)


@pytest.fixture(scope="module")
def shipped() -> Definitions:
    """Return the definitions that examples may name."""
    return load_folder(ROOT / "definitions")


def test_every_word_has_a_heading() -> None:  # LANG-01
    words = {info.alias or name for part in parts() for name, info in part.model_fields.items()}
    assert len(words) > 50
    assert sorted(words - HEADED) == []


def test_every_type_has_a_heading() -> None:  # LANG-02
    assert sorted(set(get_args(FieldType)) - HEADED) == []


def test_headings_have_examples() -> None:  # LANG-03
    lacking = [
        word
        for named, below in SECTIONS
        for word in named
        if not re.search(rf"(?<![\w-]){word}(?![\w-])", "\n".join(EXAMPLE.findall(below)))
    ]
    assert lacking == []


@pytest.mark.parametrize("example", EXAMPLES, ids=line_of)
def test_an_example_holds(example: re.Match[str], shipped: Definitions, tmp_path: Path) -> None:  # LANG-04
    file = tmp_path / "example.yaml"
    file.write_text(whole(example[1]), encoding="utf-8")
    assert [str(each) for each in faults(file, shipped)] == []
