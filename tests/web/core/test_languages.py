"""Languages of the interface.

LAN-01  Every text of every template has an English translation, and placeholders agree.
LAN-02  No translation is left over, doubled with another sense, or empty.
LAN-03  The catalogue of a language is joined from all its files.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from engine.problems import LANGUAGES
from web.i18n import LOCALE, catalogue, translations

ROOT = Path(__file__).parents[3]
TEMPLATES = (ROOT / "web" / "templates", ROOT / "engine" / "render" / "templates")
OTHERS = [language for language in LANGUAGES if language != "zh"]
HOLES = re.compile(r"%\((\w+)\)s")


def texts_of_templates() -> Iterator[tuple[str, str]]:
    for folder in TEMPLATES:
        for file in sorted(folder.rglob("*.html")):
            with file.open("rb") as lines:
                for _line, _function, text, _comments in babel_extract(lines, ["_", "gettext"], [], {}):
                    first = text[0] if isinstance(text, tuple) else text
                    if first is not None:  # None: a text that comes from Python
                        yield str(file.relative_to(ROOT)), str(first)


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language: str) -> None:  # LAN-01
    known = translations(language)
    missing = sorted({text for _, text in texts_of_templates() if known.gettext(text) == text})
    assert missing == []


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_agree(language: str) -> None:  # LAN-01
    for message in catalogue(language):
        if message.id:
            assert set(HOLES.findall(str(message.id))) == set(HOLES.findall(str(message.string))), message.id


@pytest.mark.parametrize("language", OTHERS)
def test_translations_are_one_and_not_empty(language: str) -> None:  # LAN-02
    found: dict[str, set[str]] = defaultdict(set)
    for file in (LOCALE / language).glob("*.po"):
        with file.open("rb") as lines:
            for message in read_po(lines):
                if message.id:
                    found[str(message.id)].add(str(message.string))
    assert [text for text, told in found.items() if len(told) > 1 or "" in told] == []


def test_the_source_language_needs_no_catalogue() -> None:  # LAN-03
    assert translations("zh").gettext("登录") == "登录"
    assert translations("en").gettext("登录") == "Sign in"
