"""What the checker finds in a form among its neighbours (files of whole faults are in tests/definitions).

LINT-01  a profile types org.…: the reporter's registration in the system that lists the form
LINT-02  a rule of a text that is no expression is found at the text
LINT-03  paths of `at` may be cells, rows, grids, repeats, columns of the own grid or repeat
LINT-04  each problem is said once, however many rows its rule runs over
LINT-05  every entry of the catalogue about definitions is worded in both languages with the same holes
"""

import re
from pathlib import Path

import pytest

from engine.forms.checking import ordered
from engine.forms.folder import load_folder
from engine.forms.linter.run import lint
from engine.forms.loader import load_text
from engine.problems import definitions, values
from engine.problems.entry import Entry

MONITORING = Path(__file__).parent.parent / "definitions" / "valid" / "monitoring"
HEAD = "form: monthly\ntitle: 月报\ncollection: {reporter: enterprise, period: month}\nsheets:\n"
SHEET = "  - sheet: one\n    title: 一\n    items:\n"


def found(items: str, checks: str = "") -> list[str]:
    """Return the problems of a form with these items, in the monitoring system."""
    around = load_folder(MONITORING)
    form = load_text(HEAD + SHEET + items + checks, "a.yaml")
    return [f"{each.span and each.span.line} {each.code}" for each in ordered(lint(form, around))]


def test_profile() -> None:  # LINT-01
    assert found("      - {field: a, type: integer, default: org.staff + 1}\n") == []
    assert found("      - {field: a, type: integer, default: org.company}\n") == ["8 rule-not-of-type"]


def test_text_with_a_bad_hole() -> None:  # LINT-02
    (problem,) = found('      - {field: a, label: "共{1 +}个"}\n')
    assert problem.startswith("8 ")


GRID = """\
      - grid: econ
        columns: [{column: month, label: 本月, type: decimal}, {column: ytd, label: 累计, type: decimal}]
        rows: [{row: revenue, label: 收入}, {row: profit, label: 利润}]
        checks: [{rule: ytd >= month, message: 累计不足, at: [%s]}]
      - repeat: products
        items: [{field: name, label: 名称}]
        checks: [{rule: name != 'x', message: 名称, at: [name]}]
      - {matrix: views, rows: [{row: price, label: 价格}], choices: [{value: a, label: 好}]}
"""


@pytest.mark.parametrize(
    "path",
    [
        "month",
        "econ",
        "econ.revenue",
        "econ.profit.ytd",
        "form.econ.profit.ytd",
        "views",
        "views.price",
        "products",
    ],
)
def test_paths_that_lead(path: str) -> None:  # LINT-03
    assert found(GRID % path) == []


def test_path_that_leads_nowhere() -> None:  # LINT-03
    assert found(GRID % "econ.revenu") == ["11 unknown-path-near"]


def test_once_for_all_rows() -> None:  # LINT-04
    wrong = (GRID % "econ").replace("ytd >= month", "ytd >= mont")
    assert len(found(wrong)) == 1


@pytest.mark.parametrize("code", [*definitions.ENTRIES, *values.ENTRIES])
def test_catalogue(code: str) -> None:  # LINT-05
    entry: Entry = ({**definitions.ENTRIES, **values.ENTRIES})[code]
    for texts in filter(None, (entry.message, entry.remedy)):
        holes = [
            sorted(re.findall(r"\{([a-z]+)(?:_zh|_en)?\}", texts[language])) for language in ("zh", "en")
        ]
        same = {"zh": "word", "en": "word"}
        zh, en = ({same.get(hole, hole) for hole in found} for found in holes)
        assert en <= zh or not zh
        assert texts["zh"] != texts["en"]
