"""Templates: one Jinja2 environment per language, strict and escaping. Knows no requests."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2_fragments import render_block

from engine.problems import LANGUAGES
from engine.render.environment import translated
from web.i18n import translations
from web.static_files import Hashes

FOLDER: Final = Path(__file__).parent / "templates"


class Pages:
    """The templates in every language, with `_()`, `static(file)` and times in the installation's zone."""

    def __init__(self, zone: ZoneInfo, hashes: Hashes) -> None:
        self._environments = {language: _environment(language, zone, hashes) for language in LANGUAGES}

    def html(self, language: str, template: str, values: Mapping[str, object]) -> str:
        """Render a whole template."""
        return self._environments[language].get_template(template).render(values)

    def block(self, language: str, template: str, name: str, values: Mapping[str, object]) -> str:
        """Render one block of a template, exactly as it stands inside the whole."""
        return render_block(self._environments[language], template, name, dict(values))


def _environment(language: str, zone: ZoneInfo, hashes: Hashes) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    gettext = translated(translations(language).gettext)
    environment.globals.update({"_": gettext, "gettext": gettext, "static": hashes.url})
    environment.filters.update(
        {
            "moment": lambda at: _shown(at, zone, "%Y-%m-%d %H:%M"),
            "day": lambda at: _shown(at, zone, "%Y-%m-%d"),
            "clock": lambda at: _shown(at, zone, "%H:%M"),
        }
    )
    return environment


def _shown(at: datetime | None, zone: ZoneInfo, pattern: str) -> str:
    return "" if at is None else at.astimezone(zone).strftime(pattern)
