"""Blocks from the clipboard.

BLK-01  Excel's text is read cell by cell; a final newline makes no row; figures keep their text.
BLK-02  Quoted cells keep their tabs, newlines and quotes.
BLK-03  What is no table, or too large, is refused with a sentence.
"""

import pytest

from engine.filings.blocks import read_block
from engine.filings.refusals import Refusal


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1200\t13,400.50\r\n0\t 7 \r\n", (("1200", "13,400.50"), ("0", "7"))),
        ("12", (("12",),)),
        ("水泵\t\t台", (("水泵", "", "台"),)),
        ('"甲\t乙"\t"说 ""好"""\n', (("甲\t乙", '说 "好"'),)),
        ("0012\n", (("0012",),)),
    ],
)
def test_a_block_is_read(text: str, rows: tuple[tuple[str, ...], ...]) -> None:  # BLK-01 BLK-02
    assert read_block(text) == rows


@pytest.mark.parametrize(
    "text",
    ["", "\n", "1\n" * 501, "1\t" * 100 + "1", "9" * 200_001, '"' + "9" * 140_000],
    ids=["nothing", "newline", "rows", "columns", "characters", "one huge cell"],
)
def test_what_is_no_table_is_refused(text: str) -> None:  # BLK-03
    with pytest.raises(Refusal) as refused:
        read_block(text)
    assert "Excel" in refused.value.problems[0].remedy()
