"""Codelists and decision tables.

CODE-01  codes are text; trees know level, parent, what is under what, the way from the root
CODE-02  search by code, by name, in both languages, best first, within a branch, at most `limit`
CODE-03  search over 4,000 entries takes at most 20 ms
CODE-04  a decision table finds by exact key, with * for all others
CODE-05  prefixes: the longest counts; thresholds: the first row whose every threshold is reached
CODE-06  a threshold that cannot be judged makes the answer empty, unless another one already fails
CODE-07  the 2017 size classes: every indicator must be reached, mixed cases drop one class
"""

from decimal import Decimal
from pathlib import Path

import pytest

from engine.forms.codelists import codelist_of, csv_codelist, read_csv, table_of
from engine.forms.model.codelist import Codelist, Entry
from engine.forms.model.table import Key, Table
from engine.forms.nodes import DefinitionError
from engine.forms.source import read_source
from tests.yardstick import times_of_a_millisecond

CSV = """code,label,label_en,parent
A,农业,Agriculture,
01,种植业,Growing,A
011,谷物种植,Grain,01
C,制造业,Manufacturing,
13,农副食品加工业,Food,C
"""


@pytest.fixture
def industries() -> Codelist:
    return csv_codelist(CSV, "industries", "industries.csv")


def test_tree(industries: Codelist) -> None:  # CODE-01
    assert industries.level("A") == 1
    assert industries.level("011") == 3
    assert industries.level("1") is None
    assert industries.parent("011") == "01"
    assert industries.parent("A") is None
    assert industries.parent("x") is None
    assert industries.under("011", "A")
    assert industries.under("A", "A")
    assert not industries.under("A", "011")
    assert not industries.under("x", "A")
    assert [entry.code for entry in industries.trail("011")] == ["A", "01", "011"]
    assert industries.trail("x") == ()
    assert industries.children[""] == ("A", "C")
    assert industries.is_leaf("011")
    assert not industries.is_leaf("A")
    assert industries.label("A", "en") == "Agriculture"
    assert industries.label("x") == "x"


@pytest.mark.parametrize(
    ("text", "under", "codes"),
    [("01", "", ["01", "011"]), ("农", "", ["A", "13"]), ("GRAIN", "", ["011"]), ("种植", "", ["01", "011"]),
     ("种植业", "", ["01"]), ("业", "C", ["C", "13"]), ("农业 谷物", "", ["011"]),
     ("1", "", ["13", "01", "011"]),
     ("", "", []), ("   ", "", []), ("无此", "", [])],
)  # fmt: skip
def test_search(industries: Codelist, text: str, under: str, codes: list[str]) -> None:  # CODE-02
    assert [entry.code for entry in industries.search(text, under)] == codes


def test_search_limit_and_leaves(industries: Codelist) -> None:  # CODE-02
    assert len(industries.search("业", limit=2)) == 2
    assert [entry.code for entry in industries.search("01", leaf=True)] == ["011"]


def test_search_is_fast() -> None:  # CODE-03
    entries = {f"{n:04}": Entry(f"{n:04}", {"zh": f"第{n}种制造业"}) for n in range(4000)}
    large = Codelist.of("large", entries)
    assert len(large.search("制造")) == 20
    assert times_of_a_millisecond(lambda: large.search("制造")) < 20


def test_from_yaml() -> None:  # CODE-01
    root = read_source("codelist: units\ntitle: 单位\ncodes: [{code: 01, label: 吨}]", "u.yaml")
    made = codelist_of(root)
    assert (made.name, list(made.entries), made.title) == ("units", ["01"], {"zh": "单位"})


def test_from_file(tmp_path: Path) -> None:  # CODE-01
    path = tmp_path / "holding-types.csv"
    path.write_bytes(b"\xef\xbb\xbf" + "code,name\r\n1,国有控股\r\n".encode())
    assert read_csv(path).label("1") == "国有控股"


@pytest.mark.parametrize(
    ("text", "code"),
    [("code,label\n1,甲\n1,乙\n", "codelist-duplicate"), ("code,label,parent\n1,甲,9\n", "codelist-parent"),
     ("code,label,parent\n1,甲,2\n2,乙,1\n", "codelist-circle"), ("code,label\n1,\n", "codelist-row"),
     ("code,label\n1,甲,多\n", "codelist-row"), ("code,label\n", "codelist-empty"),
     ("", "csv-columns-missing"),
     ("code,naam\n1,甲\n", "csv-column"), ('code,label\n1,"甲\n', "csv-syntax")],
)  # fmt: skip
def test_bad_csv(text: str, code: str) -> None:
    with pytest.raises(DefinitionError) as raised:
        csv_codelist(text, "x", "x.csv")
    assert code in [each.code for each in raised.value.problems]


SIZES = """
table: size
keys:
  - {column: industry, match: prefix}
  - {column: staff, match: at_least}
  - {column: revenue, match: at_least}
columns: [size]
rows:
  - {industry: "C;13;14", staff: 1000, revenue: 40000, size: large}
  - {industry: "C;13;14", staff: 300, revenue: 2000, size: medium}
  - {industry: "C;13;14", staff: 20, revenue: 300, size: small}
  - {industry: "C;13;14", size: micro}
  - {industry: "139", revenue: 10, size: special}
  - {industry: "*", size: none}
"""


@pytest.mark.parametrize(
    ("industry", "staff", "revenue", "size"),
    [("1311", 1000, 40000, "large"), ("1311", 999, 40000, "medium"), ("1311", 1000, 39999, "medium"),
     ("1311", 5000, 1999, "small"), ("1311", 19, 99999, "micro"), ("C", 20, 300, "small"),
     ("1311", 10, None, "micro"), ("1311", 1000, None, None), ("1311", None, 100, "micro"),
     ("1391", 5000, 10, "special"), ("1391", 5000, 9, None), ("6610", 1, 1, "none"), (None, 1, 1, "none")],
)  # fmt: skip
def test_sizes(industry: str | None, staff: int | None, revenue: int | None, size: str | None) -> None:
    table = table_of(read_source(SIZES, "size.yaml"))  # CODE-05, CODE-06, CODE-07
    keys = (industry, *(None if each is None else Decimal(each) for each in (staff, revenue)))
    assert table.find(keys, "size") == size


def test_exact_keys() -> None:  # CODE-04
    rows = (
        {"kind": "*", "unit": "件"},
        {"kind": "oil", "unit": "吨"},
    )
    table = Table("units", (Key("kind"),), ("unit",), rows)
    assert table.find(("oil",), "unit") == "吨"
    assert table.find(("cars",), "unit") == "件"
    assert table.find(("oil",), "absent") is None
    assert Table("none", (Key("kind"),), ("unit",), rows[1:]).find((None,), "unit") is None


def test_numbers_of_a_table() -> None:  # CODE-04
    head = "table: points\nkeys: [{column: answer}]\ncolumns: [points]\nnumbers: [points]\n"
    text = head + "rows: [{answer: a, points: 1.5}]"
    assert table_of(read_source(text, "p.yaml")).find(("a",), "points") == Decimal("1.5")
    with pytest.raises(DefinitionError, match="number"):
        table_of(read_source(text.replace("1.5", "Infinity"), "p.yaml"))
