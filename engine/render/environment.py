"""The Jinja environment of the package's templates: strict, escaping, translated. Knows no forms."""

from collections.abc import Callable
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

Translate = Callable[[str], str]
"""Takes a Chinese text of a template and returns it in the language of the page."""


def as_written(text: str) -> str:
    """Return the Chinese text itself."""
    return text


def make_environment(translate: Translate = as_written) -> Environment:
    """Return an environment for one language; what `translate` returns is text and is escaped."""
    environment = Environment(
        loader=PackageLoader("engine.render"),
        undefined=StrictUndefined,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.globals["_"] = environment.globals["gettext"] = translated(translate)
    return environment


def translated(translate: Translate) -> Callable[..., Markup]:
    """Return the `_()` of templates: `_('还差 %(n)s 项', n=…)` with every value escaped."""

    def gettext(text: str, /, **values: object) -> Markup:
        words = escape(translate(text))
        return words % values if values else words

    return gettext


LANGUAGES: Final = ("zh", "en")
