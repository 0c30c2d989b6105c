"""Responses of files taken into the store: what is exported and imported again is equal.

TAKE-01  All kinds of values come back equal from JSON, CSV and a workbook, with whose and when they are.
TAKE-02  What is there already is left as it is; a trial changes nothing.
TAKE-03  A response that does not fit is refused with why, and the others are taken.
TAKE-04  A file that is none is refused as a whole, with what is wrong with it.
TAKE-06  What no store or page takes, and figures that nothing can be worked out of, harm nothing.
TAKE-05  Answers of others than one may see are refused; an answer by public link has no organisation.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from sqlalchemy import true
from sqlalchemy.sql import ColumnElement

from engine.analysis.reach import Reach, Source
from engine.exchange import csv_file, json_file, parcel
from engine.exchange.brought import Unreadable
from engine.exchange.columns import Sheet, sheets_of
from engine.exchange.incoming import MOST, Incoming, read
from engine.exchange.rows import Chosen, Row, rows
from engine.exchange.tables import Way, head_of, lines
from engine.exchange.taking import Taken, Taking, take_all
from engine.filings import Actor, Desk, events
from engine.filings.responses import fetch
from engine.forms import Definitions, load_text
from engine.forms.sampling import Sampler
from engine.library import Programs, publish
from engine.people import Organisation
from engine.people.organisations import create
from engine.store import Database
from engine.store.tables.people import organisations
from tests.databases import MIGRATED
from tests.exchange.hostile import HOSTILE

NOW = datetime(2026, 4, 10, 1, 30, tzinfo=UTC)
MANY = 12
FORM = """\
form: diaocha
kind: survey
title: 企业调查
collection: {period: month, reporter: enterprise, many: true, public: true}
sheets:
  - sheet: yi
    title: 一
    items:
      - {field: shuo, label: 说明, type: textarea, maxLength: 100000}
      - {field: shu, label: 产值, type: decimal, decimals: 6}
      - {field: ren, label: 人数, type: integer, minimum: 0}
      - {field: ri, label: 日期, type: date}
      - {field: shi, label: 是否停产, type: boolean}
      - {field: yin, label: 停产原因, type: text, relevant: shi, required: true}
      - field: dan
        label: 景气
        type: select_one
        choices: [{value: "01", label: 好}, {value: "02", label: 差}, {value: other, label: 其他, text: true}]
      - field: duo
        label: 困难
        type: select_multiple
        choices: [{value: "a;b", label: 资金}, {value: c, label: 用工}, {value: "d\\\\", label: 订单}]
      - {field: xi, label: 人均, type: calculate, calculation: "shu / ren"}
      - matrix: manyi
        label: 满意度
        choices: [{value: "1", label: 满意}, {value: "0", label: 不满意}]
        rows: [{row: fuwu, label: 服务}, {row: shui, label: 税收}]
      - grid: chan
        label: 产量
        columns: [{column: ben, label: 本月, type: integer}, {column: lei, label: 累计, type: integer}]
        rows: [{row: gang, label: 钢}, {row: tie, label: 铁}]
      - repeat: hang
        label: 产品
        maximum: 5
        items:
          - {field: ming, label: 名称, type: text}
          - {field: liang, label: 数量, type: integer}
          - {field: fen, label: 占比, type: calculate, calculation: "liang / 100"}
"""
SHOP = Organisation("fulai", "jiance", "enterprise", "福来百货店")
MILL = Organisation("hongda", "jiance", "enterprise", "宏达机械有限公司")
TWINS = [Organisation(f"xin{number}", "jiance", "enterprise", "新华书店") for number in (1, 2)]
SOURCE = Source("diaocha", Reach.everything())
ACTOR = Actor("lin", NOW, "林")


class Office:
    """A store with two enterprises and the survey, and what an analyst does with its answers."""

    def __init__(self, database: Database) -> None:
        self.database = database
        form = load_text(FORM, "diaocha.yaml")
        self.programs = Programs(Definitions(forms={"diaocha": form}))
        self.desk = Desk.over(self.programs, zone=UTC)
        self.sheets: Sequence[Sheet] = sheets_of(form, {})
        with database.write() as work:
            publish(work, FORM.encode(), file="diaocha.yaml", by="t", at=NOW)
            for one in (SHOP, MILL, *TWINS):
                create(work, one, at=NOW)

    def take(
        self, incoming: Sequence[Incoming], within: ColumnElement[bool] | None = None, *, keep: bool = True
    ) -> Taken:
        taking = Taking("diaocha", ACTOR, true() if within is None else within, "由文件导入")
        return take_all(self.database, self.desk, taking, incoming, keep=keep)

    def rows(self) -> list[Row]:
        with self.database.read() as work:
            return list(rows(work, self.programs, SOURCE, Chosen()))

    def file(self, kind: str, folder: Path) -> bytes:
        """Return all answers as a file."""
        found = self.rows()
        if kind == "json":
            return b"".join(json_file.written(found))
        if kind == "csv":
            body = [line for row in found for line in lines(self.sheets[0], row, Way())]
            return b"".join(csv_file.written([list(head_of(self.sheets[0])), *body]))
        parcel.packed(folder / "parcel", self.sheets, found, language="zh", way=Way())
        parcel.unpacked("xlsx", folder / "parcel", folder / "answers.xlsx")
        return (folder / "answers.xlsx").read_bytes()


@pytest.fixture
def office(database: Database) -> Iterator[Office]:
    yield Office(database)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Office]:
    """Yield another office, with nothing in it yet."""
    database = Database(MIGRATED.sqlite(tmp_path / "elsewhere.db"))
    yield Office(database)
    database.close()


def sampled(office: Office) -> list[Incoming]:
    """Return answers of every kind: drawn ones, and one for each hostile text."""
    with office.database.read() as work:
        program = office.programs.current(work, "diaocha")
    random, found = Random(7), list[Incoming]()
    for number in range(MANY):
        document = Sampler(program).sample(random, org={}, now=NOW).document()
        found.append(incoming(number, document, owner=[SHOP.name, MILL.name, ""][number % 3]))
    texts = (text for text in HOSTILE if "\x00" not in text)
    return found + [incoming(MANY + number, {"shuo": text}) for number, text in enumerate(texts)]


def incoming(
    number: int, values: dict[str, Any], *, owner: str = SHOP.name, period: str = "2026-03"
) -> Incoming:
    at = datetime(2026, 4, 1, 8, number % 60, tzinfo=UTC)
    return Incoming(number, f"r{number:03d}", owner, period, at, values)


def told_of(found: list[Row], *, lists: bool = True) -> list[tuple[Any, ...]]:
    """Return what a file says of each response; one of a single table has no lists."""
    left_out = () if lists else ("hang",)
    return [
        (row.id, row.organisation, row.period, row.submitted_at, name, value)
        for row in found
        for name, value in row.values.items()
        if name not in left_out
    ]


@pytest.mark.parametrize("kind", ["json", "csv", "xlsx"])
def test_exported_and_imported_again(  # TAKE-01
    office: Office, elsewhere: Office, tmp_path: Path, kind: str
) -> None:
    given = sampled(office)
    first = office.take(given)
    assert first.refused == () and first.new == len(given)
    before = office.rows()
    assert any(row.values.get("hang") for row in before) and any("xi" in row.values for row in before)
    content = office.file(kind, tmp_path)
    told = elsewhere.take(read(content, f".{kind}", elsewhere.sheets))
    assert told.refused == () and told.new == len(given)
    assert told_of(elsewhere.rows()) == told_of(before, lists=kind != "csv")
    with elsewhere.database.read() as work:
        kept = fetch(work, before[0].id)
        assert events.verify(work, kept.id, head=kept.head) == () and kept.source == "import"


def test_taken_again(office: Office, tmp_path: Path) -> None:  # TAKE-02
    some = [incoming(number, {"ren": 3}) for number in range(3)]
    assert office.take(some, keep=False).new == 3 and office.rows() == []
    assert office.take(some[:2]).new == 2
    again = office.take(some)
    assert (again.new, again.there) == (1, 2)


def test_refused_with_why(office: Office) -> None:  # TAKE-03
    some = [
        incoming(1, {"ren": "十二"}),
        incoming(2, {"ren": 3, "shi": True}),
        incoming(3, {"ren": -1}),
        incoming(4, {"wu": 1}),
        incoming(5, {"ren": 3}, owner="没有这家"),
        incoming(6, {"ren": 3}, owner="新华书店"),
        incoming(7, {"ren": 3}, period="2026-Q1"),
        incoming(8, {"ren": 3}, period=""),
        incoming(9, {"ren": 3}),
    ]
    told = office.take(some)
    assert (told.new, [one.number for one in told.refused]) == (1, [1, 2, 3, 4, 5, 6, 7, 8])
    codes = [one.problems[0].code for one in told.refused]
    assert codes[3:] == [
        "payload-shape", "answers-unknown-organisation", "answers-organisations",
        "answers-no-period", "answers-no-period",
    ]  # fmt: skip
    assert told.refused[0].problems[0].path == "ren" and "yin" in told.refused[1].problems[0].path


@pytest.mark.parametrize(
    ("ending", "content", "code"),
    [
        (".json", b"{}", "answers-no-list"),
        (".json", b"[1", "import-unreadable"),
        (".json", b"[]", "answers-none"),
        (".json", b'[{"response": "a"}]', "answers-no-values"),
        (".json", b"[" * 100_000, "import-unreadable"),
        (".json", b'[{"values": {}, "submitted_at": "gestern"}]', "answers-no-moment"),
        (".json", b'[{"values": {}, "submitted_at": "0001-01-01T00:00:00+14:00"}]', "answers-no-moment"),
        (".csv", "response,名称\r\na,1\r\n".encode(), "answers-unknown-column"),
        (".csv", b"response,ren,ren\r\na,1,2\r\n", "answers-column-twice"),
        (".csv", b"\xff\xfe", "import-unreadable"),
        (".xlsx", b"no archive", "import-unreadable"),
        (".docx", b"", "import-kind"),
        (".json", json.dumps([{"values": {}}] * (MOST + 1)).encode(), "answers-many"),
    ],
)
def test_no_file_of_answers(office: Office, ending: str, content: bytes, code: str) -> None:  # TAKE-04
    with pytest.raises(Unreadable) as refused:
        read(content, ending, office.sheets)
    assert refused.value.problem.code == code


@pytest.mark.parametrize(
    "told",
    [
        '"values": {"ren": 1e999999999}',
        '"values": {"shu": 1e999999999}',
        '"values": {"shu": 1e-999999999}',
        '"values": {"ren": "\\ud800"}',
        '"values": {"shuo": "\\ud800"}',
        '"values": {"shuo": "a\\u0000"}',
        '"values": {"\\ud800": 1}',
        '"values": {"\\ud800": 1e999999999}',
        '"values": {"hang": [[1]]}',
        '"values": {}, "response": "a\\u0000"',
        '"values": {}, "response": "\\ud800"',
        '"values": {}, "organisation": "\\ud800"',
        '"values": {}, "organisation": "a\\u0000"',
        '"values": {}, "period": "\\ud800"',
    ],
)
def test_what_nobody_takes(office: Office, told: str) -> None:  # TAKE-06
    whole = f'[{{"organisation": "{SHOP.name}", "period": "2026-03", {told}}}]'
    (one,) = read(whole.encode(), ".json", office.sheets)
    taken = office.take([one])
    assert taken.new == 0 and len(taken.refused) == 1
    for fault in taken.refused[0].problems:
        assert f"{taken.refused[0].response}{fault.path}{fault.message('zh')}".encode()


def test_figures_of_a_table(office: Office) -> None:  # TAKE-06
    for figure in ("1e999999999", "1e-999999999", "nan", "sNaN", "十二"):
        head = "organisation,period,ren,shu"
        (one,) = read(f"{head}\r\n{SHOP.name},2026-03,{figure},{figure}\r\n".encode(), ".csv", office.sheets)
        assert office.take([one]).new == 0


def test_a_workbook_of_other_sheets(office: Office) -> None:  # TAKE-04
    def content(*names: str) -> bytes:
        book, out = openpyxl.Workbook(), BytesIO()
        book.active.title = names[0]
        book.active.append(["response", "ren"])
        book.active.append(["r1", 3])
        for name in names[1:]:
            book.create_sheet(name).append(["response", "row", "liang"])
            book[name].append(["r9", 1, 2])
        book.save(out)
        return out.getvalue()

    for names, code in ((("Sheet1",), "answers-no-sheet"), (("data", "hang"), "answers-no-owner")):
        with pytest.raises(Unreadable) as refused:
            read(content(*names), ".xlsx", office.sheets)
        assert refused.value.problem.code == code
    (one,) = read(content("data"), ".xlsx", office.sheets)
    assert (one.response, one.values) == ("r1", {"ren": 3})


def test_whose_answers(office: Office) -> None:  # TAKE-05
    mine = organisations.c.id == SHOP.id
    some = [incoming(1, {"ren": 3}), incoming(2, {"ren": 3}, owner=MILL.name), incoming(3, {}, owner="")]
    told = office.take(some, mine)
    assert [one.number for one in told.refused] == [2] and told.new == 2
    assert {row.organisation for row in office.rows()} == {SHOP.name, ""}
