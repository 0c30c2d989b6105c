"""Documents read as tables say what they say read one by one; tests/analysis/mirrored.py compares all others.

TABLE-01  Answers that were never seen are learned, piece by piece; too many to be few are read as texts.
TABLE-02  Numbers of any length, and texts that are no UTF-8, are read exactly.
TABLE-03  A document with one name, and a survey without questions, are read.
TABLE-04  Pieces are as large as they may be, whatever the store's are.
TABLE-05  The file that documents pass through is gone afterwards.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.analysis.mirror import tables as reading
from engine.analysis.mirror.building import built
from engine.analysis.mirror.columns import Codes, Masks, Texts
from engine.analysis.mirror.decoding import Repeated
from engine.analysis.mirror.tables import Tables
from engine.analysis.mirror.worker import larger
from engine.analysis.plans import Asked, Plan
from engine.analysis.questions import Option, Question
from tests.analysis.mirrored import rows_of, tallied

OUTLOOK = Question("outlook", "single", ("下月预期",), (Option("up", "好转"), Option("down", "下降")))
WORRIES = Question("worries", "multiple", ("主要困难",), (Option("orders", "订单不足"),))
STAFF = Question("staff", "number", ("从业人员",))
REMARK = Question("remark", "text", ("建议",))


def plan_of(*questions: Question) -> Plan:
    return Plan(questions, {"1": Asked(questions)})


def documents(*given: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [("1", one) for one in given]


@pytest.fixture
def tables(tmp_path: Path) -> Iterator[Tables]:
    made = Tables(tmp_path / "some.ndjson")
    yield made
    made.close()


def test_new_answers_are_learned(tables: Tables) -> None:  # TABLE-01
    pieces = [
        documents({"outlook": "up"}, {"outlook": "'\"平\"'"}, {}),
        documents({"outlook": "down", "worries": ["orders", "电"]}, {"worries": []}, {"outlook": ""}),
        documents({"outlook": "up", "worries": ["电"]}),
    ]
    chunks = [rows_of(piece, 10 * place) for place, piece in enumerate(pieces)]
    found = built(plan_of(OUTLOOK, WORRIES), chunks, tables.read)
    outlook, worries = found.columns["outlook"], found.columns["worries"]
    assert isinstance(outlook, Codes) and isinstance(worries, Masks)
    words = [outlook.values[code - 1] if code else None for code in outlook.codes.tolist()]
    assert words == ["up", "'\"平\"'", None, "down", None, None, "up"]
    assert worries.values == ("orders", "电")
    assert worries.lanes.tolist() == [[0, 0, 0, 3, 0, 0, 2]]


def test_many_different_answers(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:  # TABLE-01
    monkeypatch.setattr(reading, "_MOST", 3)
    given = [{"outlook": f"第{number}种"} for number in range(9)] + [{}]
    read = tables.read(Asked((OUTLOOK,)), [row.document or "" for row in rows_of(documents(*given))])
    assert read.repeated("outlook") is None
    assert list(read.column("outlook")) == [one.get("outlook") for one in given]


def test_versions_in_turns(tables: Tables) -> None:  # TABLE-01
    first, second = Asked((OUTLOOK,)), Asked((OUTLOOK, STAFF))
    for asked, expected in ((first, "up"), (second, "down"), (first, "down"), (second, "up")):
        read = tables.read(asked, [f'{{"outlook":"{expected}","staff":3}}'])
        assert list(read.column("outlook")) == [expected]
        assert isinstance(read.repeated("outlook"), Repeated)
        assert (read.figures("staff") is None) == (asked is first)


@pytest.mark.parametrize(
    "staff",
    ["1", "0.10", "-12.5", "123456789012345678901234567890.5", "1E+30", "0.0000001", "9007199254740993"],
)
def test_numbers_are_exact(staff: str) -> None:  # TABLE-02
    given = documents({"staff": Decimal(staff), "outlook": "up"}, {"outlook": "down"}, {"staff": Decimal(7)})
    assert tallied(plan_of(OUTLOOK, STAFF), given)["staff"].count.answered == 2


@pytest.mark.parametrize("remark", ["\ud800", "\x00", "多行\n第二行\u2028", '{"a": 1}', "null", "😀'\"\\"])
def test_texts_are_exact(remark: str) -> None:  # TABLE-02
    given = documents({"remark": remark, "outlook": remark}, {"remark": "好"}, {"outlook": "up"})
    tallies = tallied(plan_of(OUTLOOK, REMARK), given)
    assert list(tallies["remark"].count.texts) == [remark, "好"]


def test_what_the_store_should_not_hold_is_read_as_it_is() -> None:  # TABLE-02
    given = documents(
        {"outlook": ["up"], "staff": Decimal(1)}, {"outlook": "up", "staff": "12"}, {"outlook": True}
    )
    tallied(plan_of(OUTLOOK, STAFF), given)


def test_one_name_and_none(tables: Tables) -> None:  # TABLE-03
    found = built(plan_of(REMARK), [rows_of(documents({"remark": "甲"}, {}))], tables.read).columns["remark"]
    assert isinstance(found, Texts)
    assert (found.rows, found.text(0)) == (2, "甲")
    assert len(built(plan_of(), [rows_of(documents({"x": 1}, {}))], tables.read)) == 2


def test_columns_are_told_as_answers_too(tables: Tables) -> None:  # TABLE-03
    read = tables.read(Asked((OUTLOOK, STAFF)), ['{"outlook":"up","staff":2}', "{}"])
    assert isinstance(read.repeated("outlook"), Repeated)
    assert list(read.column("outlook")) == ["up", None]
    assert list(read.column("staff")) == [2.0, None]


@pytest.mark.parametrize(("rows", "characters", "sizes"), [(3, 99, [4, 2]), (99, 5, [4, 2]), (99, 99, [6])])
def test_pieces_are_large(rows: int, characters: int, sizes: list[int]) -> None:  # TABLE-04
    chunks: list[Sequence[tuple[Any, ...]]] = [[("a", "{}"), ("b", None)], [("c", "{}"), ("d", "{}")]]
    chunks.append([("e", "{}"), ("f", "{}")])
    made = list(larger(iter(chunks), rows=rows, characters=characters))
    assert list(map(len, made)) == sizes
    assert [name for piece in made for name, _ in piece] == list("abcdef")


def test_no_file_is_left(tmp_path: Path) -> None:  # TABLE-05
    made = Tables(tmp_path / "some.ndjson")
    made.read(Asked((OUTLOOK,)), ['{"outlook":"up"}'])
    assert len(list(tmp_path.iterdir())) == 1
    made.close()
    assert list(tmp_path.iterdir()) == []
