"""Documents from outside, held against the published schema.

PAY-01 A document of the right shape passes; decimals of whole value are integers, and stay exact.
PAY-02 Every wrong place is told with its path and what stands there.
"""

from decimal import Decimal
from typing import Any

import pytest

from engine.forms import load_text
from engine.forms.payloads import payload_check

FORM = load_text(
    """
form: caigou
title: 采购记录
sheets:
  - sheet: a
    title: 采购
    items:
      - {field: product, label: 产品, maxLength: 20}
      - {field: pieces, label: 件数, type: integer}
      - {field: amount, label: 金额, type: decimal}
      - field: kind
        type: select_one
        choices: [{value: tea, label: 茶叶}, {value: rice, label: 粮食}]
      - repeat: batches
        items: [{field: weight, label: 重量, type: decimal}]
"""
)
check = payload_check(FORM)


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"product": "毛尖", "pieces": Decimal(3), "amount": Decimal("0.10"), "kind": "tea"},
        {"pieces": None, "batches": [{"weight": Decimal("1.5")}, {}]},
    ],
)
def test_documents_of_the_right_shape(document: dict[str, Any]) -> None:  # PAY-01
    assert check(document) == ()


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ({"pieces": Decimal("1.5")}, "pieces"),
        ({"pieces": True}, "pieces"),
        ({"amount": "很多"}, "amount"),
        ({"kind": "gold"}, "kind"),
        ({"product": ["毛尖"]}, "product"),
        ({"price": Decimal(1)}, ""),
        ({"batches": [{"weight": "重"}]}, "batches[0].weight"),
    ],
)
def test_documents_of_a_wrong_shape(document: dict[str, Any], path: str) -> None:  # PAY-02
    found = check(document)
    assert [fault.path for fault in found] == [path]
    assert "schema" in found[0].message("en")
