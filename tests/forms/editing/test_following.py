"""New names of published parts.

FLW-01  A part that was published and gets another name is remembered in `renamed`; rules follow as ever.
FLW-02  Renamed twice, the published name leads to the newest; back to it, nothing is remembered.
FLW-03  What was never published, and what holds no answers, is not remembered.
FLW-04  What an earlier version remembered gives way.
FLW-05  Columns, rows and fields of rows are named as `renamed` names them, also when their owner moves on.
"""

import pytest

from engine.forms import Definitions, load_text
from engine.forms.differences.places import cells_of, places_of
from engine.forms.editing import value_at
from engine.forms.editing.following import renamed_and_told, way_of
from engine.forms.nodes import Place

TEXT = """\
form: yuebao
kind: report
title: 月报
sheets:
  - sheet: one
    title: 一
    items:
      - {field: staff, label: 从业人员, type: integer}
      - {field: fresh, label: 应届生, type: integer, relevant: staff > 3}
      - group: money
        label: 资金
        items:
          - {field: loan, label: 贷款, type: decimal}
      - grid: econ
        label: 经济
        columns: [{column: month, label: 本月, type: decimal}, {column: ytd, label: 累计, type: decimal}]
        rows: [{row: power, label: 用电}, {row: water, label: 用水}]
      - repeat: products
        label: 产品
        items: [{field: stock, label: 库存, type: integer}]
"""
PUBLISHED = places_of(cells_of(load_text(TEXT, "yuebao.yaml")).values())
ITEMS = ("sheets", 0, "items")
STAFF: Place = (*ITEMS, 0, "field")


def rename(text: str, place: Place, new: str) -> str:
    change = renamed_and_told(text, place, new, Definitions(), published=PUBLISHED)
    after = change.applied(text)
    load_text(after, "yuebao.yaml")
    return after


def told(text: str) -> object:
    return value_at(text, ("renamed",))


def test_remembered() -> None:  # FLW-01
    after = rename(TEXT, STAFF, "workers")
    assert told(after) == {"staff": "workers"} and "relevant: workers > 3" in after


def test_twice_and_back() -> None:  # FLW-02
    after = rename(rename(TEXT, STAFF, "workers"), STAFF, "people")
    assert told(after) == {"staff": "people"}
    assert rename(after, STAFF, "staff") == TEXT


def test_not_remembered() -> None:  # FLW-03
    place: Place = (*ITEMS, 2, "group")
    assert told(rename(TEXT, place, "funds")) is None
    unknown = TEXT.replace("loan", "credit")
    assert told(rename(unknown, (*ITEMS, 2, "items", 0, "field"), "debt")) is None
    assert told(rename(TEXT, ("sheets", 0, "sheet"), "first")) is None


def test_an_earlier_version() -> None:  # FLW-04
    followed = TEXT.replace("title: 月报\n", "title: 月报\nrenamed: {crew: staff, money_in: loan}\n")
    after = rename(followed, STAFF, "workers")
    assert told(after) == {"money_in": "loan", "staff": "workers"}


@pytest.mark.parametrize(
    ("place", "new", "entry"),
    [
        ((*ITEMS, 3, "columns", 1, "column"), "total", {"econ.*.ytd": "econ.*.total"}),
        ((*ITEMS, 3, "rows", 0, "row"), "electricity", {"econ.power": "econ.electricity"}),
        ((*ITEMS, 4, "items", 0, "field"), "kept", {"products[].stock": "products[].kept"}),
        ((*ITEMS, 4, "repeat"), "goods", {"products": "goods"}),
        ((*ITEMS, 2, "items", 0, "field"), "credit", {"loan": "credit"}),
    ],
)
def test_parts_of_tables(place: Place, new: str, entry: dict[str, str]) -> None:  # FLW-05
    assert told(rename(TEXT, place, new)) == entry


def test_an_owner_moves_on() -> None:  # FLW-05
    row: Place = (*ITEMS, 3, "rows", 0, "row")
    after = rename(rename(TEXT, row, "electricity"), (*ITEMS, 3, "grid"), "economy")
    assert told(after) == {"econ.power": "economy.electricity", "econ": "economy"}
    assert way_of(after, row[:-1]) == "economy.electricity"
