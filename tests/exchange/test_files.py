"""Responses as files, read back by programs that are not ours.

FILE-01  Every hostile text stands in each file as it was given; nothing is a formula, and nothing is cut off.
FILE-02  Numbers are exact, days are days, yes and no are such, several choices stay apart; empty is empty.
FILE-03  Codes keep their zeros; labels and what codes mean go along.
FILE-04  Rows of lists are tables of their own, with the response they belong to.
FILE-05  What cannot be written says why, and leaves no half a file.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import duckdb
import openpyxl
import pyreadstat
import pytest
from openpyxl.utils.escape import unescape

from engine.exchange import csv_file, json_file, parcel, writing
from engine.exchange.books import plain
from engine.exchange.cells import guarded, separated, unguarded
from engine.exchange.columns import sheets_of
from engine.exchange.parcel import ExportFailed
from engine.exchange.rows import Row
from engine.exchange.tables import META, Way, head_of, lines
from engine.forms import load_text
from tests.exchange.hostile import HOSTILE

FORM = """\
form: ziliao
kind: report
title: 资料
sheets:
  - sheet: yi
    title: 一
    items:
      - {field: shuo, label: "说明=1+1", type: textarea, maxLength: 100000}
      - {field: shu, label: 数, type: decimal, decimals: 6, unit: 吨}
      - {field: ri, label: 日, type: date}
      - {field: shi, label: 是否, type: boolean}
      - field: dan
        label: 单选
        type: select_one
        choices:
          - {value: "01", label: "=一"}
          - {value: "02", label: <r>二</r>}
      - field: duo
        label: 多选
        type: select_multiple
        choices:
          - {value: "a;b", label: 甲乙}
          - {value: c, label: 丙}
      - repeat: hang
        label: 行
        items:
          - {field: ming, label: 名, type: text}
          - {field: liang, label: 量, type: integer}
"""
AT = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
SHEETS = sheets_of(load_text(FORM, "ziliao.yaml"), {})


def row(number: int, **values: Any) -> Row:
    return Row(f"r{number}", "甲厂", "2026-02", "approved", "v1", AT, values)


ROWS = [row(number, shuo=text, hang=[{"ming": text, "liang": number}]) for number, text in enumerate(HOSTILE)]
FULL = row(
    90, shuo="好", shu=Decimal("1234567890123.456789"), ri="2026-02-28", shi=False, dan="01", duo=["a;b", "c"]
)
EMPTY = row(91)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield a folder with one file of each kind that is written apart."""
    folder = tmp_path_factory.mktemp("files")
    count = parcel.packed(folder / "parcel", SHEETS, [*ROWS, FULL, EMPTY], language="zh", way=Way())
    assert count == len(HOSTILE) + 2
    for kind in get_args(parcel.Format):
        parcel.unpacked(kind, folder / "parcel", folder / f"x.{kind}")
    yield folder


def test_guards() -> None:  # FILE-01
    for text in HOSTILE:
        assert unguarded(guarded(text)) == text
        assert not guarded(text).lstrip(" \u3000").startswith(("=", "+", "-", "@", "|", "\t"))


def test_csv() -> None:  # FILE-01, FILE-02
    made = b"".join(
        csv_file.written(
            [list(head_of(SHEETS[0])), *(line for one in ROWS for line in lines(SHEETS[0], one))]
        )
    )
    head, *found = csv_file.read(made)
    at = head.index("shuo")
    assert [one[at] for one in found] == list(HOSTILE)
    (whole,) = csv_file.read(b"".join(csv_file.written(lines(SHEETS[0], FULL))))
    assert whole[len(META) + 1 :] == ["1234567890123.456789", "2026-02-28", "false", "01", "a\\;b;c"]
    assert separated(whole[-1]) == ["a;b", "c"]
    (told,) = lines(SHEETS[0], FULL, Way("zh"))
    assert told[-2:] == ["=一", "甲乙、丙"]


def test_json() -> None:  # FILE-01, FILE-02
    made = json.loads(b"".join(json_file.written([*ROWS, FULL])), parse_float=Decimal)
    assert [one["values"]["shuo"] for one in made[:-1]] == list(HOSTILE)
    assert made[-1]["values"]["shu"] == Decimal("1234567890123.456789")
    assert json.loads(b"".join(json_file.written([]))) == []


def test_workbook(files: Path) -> None:  # FILE-01, FILE-02, FILE-03, FILE-04
    book = openpyxl.load_workbook(files / "x.xlsx")
    assert book.sheetnames == ["data", "hang", "columns", "codes", "long texts"]
    grid = [list(line) for line in book["data"].iter_rows()]
    names = [cell.value for cell in grid[0]]
    at = names.index("shuo")
    assert all(cell.data_type != "f" for sheet in book for line in sheet.iter_rows() for cell in line)
    for number, text in enumerate(HOSTILE[:-1], 1):
        assert plain(unescape(str(grid[number][at].value))) == text
    parts = [
        line for line in book["long texts"].iter_rows(min_row=2, values_only=True) if "data!" in str(line[0])
    ]
    assert "".join(str(part[2]) for part in parts) == HOSTILE[-1]
    full = dict(zip(names, (cell.value for cell in grid[len(HOSTILE) + 1]), strict=True))
    assert full["shu"] == "1234567890123.456789" and full["dan"] == "01" and full["shi"] is False
    assert all(cell.value is None for cell in grid[len(HOSTILE) + 2][len(META) :])
    listed = [tuple(cell.value for cell in line) for line in book["hang"].iter_rows(min_row=2, max_row=3)]
    assert listed[1] == ("r1", 1, HOSTILE[1], 1)
    codes = {line[2]: plain(str(line[3])) for line in book["codes"].iter_rows(min_row=2, values_only=True)}
    assert codes["01"] == "=一" and codes["02"] == "<r>二</r>"


def test_spss(files: Path) -> None:  # FILE-01, FILE-02, FILE-03
    frame, meta = pyreadstat.read_sav(files / "x.sav", output_format="dict")
    assert [text.rstrip() for text in frame["shuo"]][: len(HOSTILE) - 1] == [
        text.rstrip() for text in HOSTILE[:-1]
    ]
    assert frame["shuo"][len(HOSTILE) - 1][:100] == HOSTILE[-1][:100]
    at = len(HOSTILE)
    assert frame["duo_a_b"][at] == 1 and frame["duo_c"][at] == 1 and frame["shi"][at] == 0
    labels = dict(zip(meta.column_names, meta.column_labels, strict=True))
    assert labels["shu"] == "数 (吨)" and labels["duo_c"] == "多选: 丙" and labels["shuo"] == "说明=1+1"
    codes: dict[Any, str] = meta.variable_value_labels["dan"]
    assert codes == {"01": "=一", "02": "<r>二</r>"}


def test_parquet(files: Path) -> None:  # FILE-01, FILE-02
    with duckdb.connect(":memory:") as base:
        found = base.execute(f"SELECT * FROM '{files}/x.parquet'")
        names = [one[0] for one in found.description]
        rows = [dict(zip(names, one, strict=True)) for one in found.fetchall()]
    assert [one["shuo"] for one in rows[: len(HOSTILE)]] == list(HOSTILE)
    full = rows[len(HOSTILE)]
    assert full["shu"] == Decimal("1234567890123.456789") and full["ri"].isoformat() == "2026-02-28"
    assert full["duo"] == ["a;b", "c"] and full["shi"] is False and full["dan"] == "01"
    assert all(rows[-1][name] is None for name in ("shuo", "shu", "ri", "shi", "dan", "duo"))


@pytest.mark.parametrize("kind", get_args(parcel.Format))
def test_written_here_or_apart(files: Path, tmp_path: Path, kind: str) -> None:  # FILE-01
    writing.main(kind, str(files / "parcel"), str(tmp_path / f"x.{kind}"))
    assert (tmp_path / f"x.{kind}").stat().st_size > 1000


def test_what_cannot_be_written(tmp_path: Path) -> None:  # FILE-05
    (tmp_path / "parcel").write_text("nonsense", "utf-8")
    with pytest.raises(ExportFailed, match="Error"):
        parcel.unpacked("xlsx", tmp_path / "parcel", tmp_path / "x.xlsx")
    assert not (tmp_path / "x.xlsx").exists()
