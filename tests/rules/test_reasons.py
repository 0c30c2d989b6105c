"""Why, in words.

WHY-01 A rule is said with labels and present values, in both languages.
"""

from decimal import Decimal

import pytest

from engine.rules import explain, parse

VALUES = {
    "listed": True,
    "assets": Decimal(90),
    "debts": Decimal(100),
    "fuels": ["coal", "gas"],
    "cost": None,
}
LABELS = {"listed": "是否上市", "assets": "资产", "debts": "负债", "fuels": "燃料", "cost": "成本"}

CASES = [
    ("listed", "因为「是否上市」= 是", "Because “是否上市” = yes"),
    ("not listed", "因为「是否上市」= 是", "Because “是否上市” = yes"),
    (
        "assets >= debts",
        "因为「资产」(90) 不小于 「负债」(100)",
        "Because “资产”(90) is at least “负债”(100)",
    ),
    (
        "listed and (cost > 1 or listed)",
        "因为「是否上市」= 是，且(「成本」(空) 大于 1，或「是否上市」= 是)",
        None,
    ),
    ("not assets > 1", "因为并非（「资产」(90) 大于 1）", "Because not (“资产”(90) is more than 1)"),
    (
        "assets == cost + debts",
        "因为「资产」(90) = 「成本」 + 「负债」；其中「成本」= 空，「负债」= 100",
        None,
    ),
    ("assets + debts > 3", "因为「资产」 + 「负债」(「资产」= 90，「负债」= 100) 大于 3", None),
    (
        "assets > (debts - cost) / debts - (cost - debts)",
        "因为「资产」(90) 大于 (「负债」 - 「成本」) / 「负债」 - (「成本」 - 「负债」)"
        "；其中「负债」= 100，「成本」= 空",
        None,
    ),
    ("1 < assets < 3", "因为1 小于 「资产」(90) 小于 3", None),
    ("'coal' in fuels", "因为coal 属于 「燃料」(coal、gas)", None),
    ("selected(fuels, 'coal')", "因为选了(「燃料」，coal)；其中「燃料」= coal、gas", None),
    ("all_or_none(cost, [1, 2])", "因为要么都填要么都不填(「成本」，1、2)；其中「成本」= 空", None),
    ("any(fuels, . == 'x')", "因为有任一(「燃料」，. == 'x')；其中「燃料」= coal、gas", None),
    ("true", "因为总是是", "Because always yes"),
    ("row_index()", "因为行号", "Because row number"),
    ("sum(assets, cost > 1)", "因为合计(「资产」，「成本」 大于 1)；其中「资产」= 90，「成本」= 空", None),
]


@pytest.mark.parametrize(("text", "zh", "en"), CASES)
def test_reason(text: str, zh: str, en: str | None) -> None:  # WHY-01
    logic = parse(text)
    assert explain(logic, VALUES.get, "zh", lambda name: LABELS[name]) == zh
    said = explain(logic, VALUES.get, "en", lambda name: LABELS[name])
    assert said == en or (en is None and said.startswith("Because "))


def test_unknown_operator_and_long_lists() -> None:  # WHY-01
    assert explain({"odd": ["1"]}, VALUES.get, "en", str) == "Because odd"
    text = " and ".join(["listed"] * 9)
    assert explain(parse(text), VALUES.get, "zh", str).endswith("等")
