"""Small forms for tests, written as their items."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from engine.forms.loader import load_text
from engine.forms.model.form import Form

Case = Mapping[str, Any]


def cases(name: str) -> list[Case]:
    """Return the cases of a YAML file beside the tests."""
    found: list[Case] = yaml.safe_load((Path(__file__).parent / name).read_text())
    return found


def form_of(items: list[Any], **words: Any) -> Form:
    """Return the monthly report with these items, and more words of a form."""
    made = {
        "form": "monthly",
        "title": "月报",
        "collection": {"period": "month"},
        "sheets": [{"sheet": "one", "title": "一", "items": items}],
        **words,
    }
    return load_text(json.dumps(made, ensure_ascii=False, default=str), "monthly.json")
