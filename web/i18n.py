"""The interface's languages: Chinese is the source text, the others come from catalogues in `locale`.

Each owner of screens has its own `locale/LANGUAGE/*.po`; they are joined and compiled at start.
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from starlette.requests import Request

from engine.problems import DEFAULT_LANGUAGE, LANGUAGES

LOCALE: Final = Path(__file__).parent / "locale"
COOKIE: Final = "language"
PARAMETER: Final = "language"


def language_of(request: Request) -> str:
    """Return the language of a request: its parameter, else the reader's choice, else Chinese."""
    for wanted in (request.query_params.get(PARAMETER), request.cookies.get(COOKIE)):
        if wanted in LANGUAGES:
            return wanted
    return DEFAULT_LANGUAGE


@cache
def translations(language: str) -> NullTranslations:
    """Return the catalogue of a language; the source language needs none."""
    if language == DEFAULT_LANGUAGE:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def catalogue(language: str) -> Catalog:
    """Return all messages of a language, joined from its files."""
    joined = Catalog(locale=language)
    for file in sorted((LOCALE / language).glob("*.po")):
        with file.open("rb") as lines:
            for message in read_po(lines, locale=language, abort_invalid=True):
                if message.id:
                    joined.add(message.id, message.string)
    return joined
