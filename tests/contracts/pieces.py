"""Examples of documents, run: a piece of a definition put into the small form of docs/language.md."""

from pathlib import Path
from typing import Any, Final

import yaml

from engine.forms.folder import Definitions, read_files
from engine.forms.linter.run import lint
from engine.forms.linter.systems import lint_system
from engine.problems import Problem

WHOLE: Final = ("form", "system", "codelist", "table")


def words(zh: str, en: str) -> dict[str, str]:
    """Return a text in both languages."""
    return {"zh": zh, "en": en}


FIELDS: Final[list[dict[str, Any]]] = [
    {"field": "revenue", "label": words("营业收入", "Revenue"), "type": "decimal"},
    {"field": "cost", "label": words("营业成本", "Cost"), "type": "decimal"},
    {"field": "staff", "label": words("从业人员", "Staff"), "type": "integer"},
    {"field": "opened", "label": words("开业日期", "Opened"), "type": "date"},
    {
        "field": "state",
        "label": words("经营状况", "State"),
        "type": "select_one",
        "choices": [
            {"value": "good", "label": words("良好", "Good")},
            {"value": "bad", "label": words("不良", "Bad")},
        ],
    },
]
"""What the page says that the small form has."""

MORE: Final[list[dict[str, Any]]] = [
    {"field": "name", "label": words("企业名称", "Name")},
    {
        "field": "fuels",
        "label": words("能源", "Fuels"),
        "type": "select_multiple",
        "choices": [
            {"value": "coal", "label": words("煤", "Coal")},
            {"value": "gas", "label": words("气", "Gas")},
        ],
    },
    {
        "repeat": "products",
        "label": words("产品", "Products"),
        "items": [
            {"field": "name", "label": words("名称", "Name")},
            {"field": "amount", "label": words("金额", "Amount"), "type": "decimal"},
        ],
    },
]
"""What the examples of rules read besides."""


def small_form(piece: Any, fields: list[dict[str, Any]] = FIELDS) -> str:
    """Return the text of a form that holds a piece: items, or keys of a form."""
    items, extra = (piece, {}) if isinstance(piece, list) else ([], piece)
    sheet = {"sheet": "figures", "title": words("数据", "Figures"), "items": fields}
    added = [{"sheet": "piece", "title": words("示例", "Example"), "items": items}] if items else []
    form = {
        "form": "example",
        "title": words("示例", "Example"),
        "collection": {"period": "month"},
        **extra,
        "sheets": [sheet, *added, *extra.get("sheets", [])],
    }
    return yaml.safe_dump(form, allow_unicode=True, sort_keys=False)


def whole(text: str) -> str:
    """Return an example as a whole definition."""
    piece = yaml.load(text, Loader=yaml.BaseLoader)
    alone = isinstance(piece, dict) and any(key in piece for key in WHOLE)
    return text if alone else small_form(yaml.safe_load(text))


def faults(file: Path, shipped: Definitions) -> list[Problem]:
    """Return what the checker says of one file among the shipped definitions."""
    found = read_files([file])
    around = Definitions(
        {**shipped.forms, **found.forms},
        {**shipped.systems, **found.systems},
        {**shipped.codelists, **found.codelists},
        {**shipped.tables, **found.tables},
    )
    return [
        *found.problems,
        *(fault for form in found.forms.values() for fault in lint(form, around)),
        *(fault for system in found.systems.values() for fault in lint_system(system, around)),
    ]
