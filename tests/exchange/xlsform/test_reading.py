"""An XLSForm becomes a definition: `household.md` is `household.yaml`, with these notes.

XLS-01  Groups, repeats, choices, translations, or_other, cascades, constraints, calculations, filters,
        defaults and notes come over; the form checks clean and computes what the XLSForm would.
XLS-02  What has no counterpart is told with sheet, row and column, and stands above the text as well.
XLS-03  Excel, CSV and Markdown of the same form come to the same definition.
XLS-04  Written as an XLSForm and read again, the definition is the same; pyxform takes what was written.
XLS-05  Every form that we ship can be written, is taken by pyxform, and what comes back checks clean.
XLS-06  Groups of the style `pages` become sheets, and sheets such groups.
XLS-07  Broken, empty, hostile and huge workbooks are refused in words, quickly, and leave the process alive.
XLS-08  Structures that do not fit (a repeat in a repeat, a group without end, a missing list) lose no
        question that could be kept, and are told.
XLS-09  Texts that look like formulas or markup stay texts.
"""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from time import perf_counter
from zipfile import ZIP_DEFLATED, ZipFile
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from pyxform.xls2xform import convert

from engine.exchange.brought import Brought, Unreadable
from engine.exchange.xlsform.reading import from_xlsform
from engine.exchange.xlsform.writing import to_xlsform
from engine.forms import Definitions, compile, load_folder, load_text
from engine.forms.appraisal import appraise

HERE = Path(__file__).parent
HOUSEHOLD = (HERE / "household.md").read_text("utf-8")
NOTES = [
    ("survey!E4", "import-language"),
    ("survey!A2", "import-kept"),
    ("survey!A3", "import-kept"),
    ("survey!A22", "import-type"),
    ("survey!A23", "import-changed"),
    ("survey!K25", "import-rule"),
    ("survey!H26", "import-rule"),
    ("survey!Q6", "import-word"),
]


def brought(markdown: str) -> Brought:
    """Return what a form written as Markdown comes to."""
    return from_xlsform(markdown.encode(), ".md", form="nongcun")


def errors(text: str) -> list[str]:
    """Return what the checker says against a definition."""
    faults = appraise(text, Definitions()).faults
    return [str(fault.problem) for fault in faults if fault.problem.severity == "error"]


def without_notes(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))


def workbook(markdown: str) -> bytes:
    """Return a form written as Markdown as an Excel workbook."""
    book, page = openpyxl.Workbook(), None
    book.remove(book.worksheets[0])
    for line in markdown.strip().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if cells[0]:
            page = book.create_sheet(cells[0])
        elif page is not None:
            page.append([cell or None for cell in cells[1:]])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_household_survey() -> None:  # XLS-01, XLS-02
    found = brought(HOUSEHOLD)
    assert without_notes(found.text) == (HERE / "household.yaml").read_text("utf-8")
    assert [(note.path, note.code) for note in found.notes] == NOTES
    assert not errors(found.text)
    heads = [line for line in found.text.splitlines() if line.startswith("#")]
    assert len(heads) == len(NOTES) and heads[3].startswith("# survey!A22 题型“geopoint”没有对应")


def test_it_computes_what_the_xlsform_would() -> None:  # XLS-01
    members = [{"income": 30_000}, {"income": 45_000}]
    typed = {
        "name": "王大山",
        "born": date(1990, 5, 1),
        "province": "37",
        "members": members,
        "crops": ["rice"],
    }
    today = datetime(2026, 4, 30, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    state = compile(load_text(brought(HOUSEHOLD).text)).start(typed, now=today)
    assert state.value("total") == 75_000 and state.value("age") == 35
    assert [choice.value for choice in state.choices("city")] == ["3701", "3702"]
    assert state.relevant("city") and state.relevant("married") and not state.relevant("why")


def test_the_same_from_every_kind_of_file() -> None:  # XLS-03
    csv = "\n".join(
        ",".join('"' + cell.strip().replace('"', '""') + '"' for cell in line.strip()[1:-1].split("|"))
        for line in HOUSEHOLD.strip().splitlines()
    )
    markdown = brought(HOUSEHOLD)
    assert from_xlsform(workbook(HOUSEHOLD), ".xlsx", form="nongcun") == markdown
    assert from_xlsform(csv.encode(), ".csv", form="nongcun").text == markdown.text


def test_written_and_read_again() -> None:  # XLS-04
    once = without_notes(brought(HOUSEHOLD).text)
    book = to_xlsform(load_text(once), {}, language="zh")
    assert book.notes == ()
    assert convert(book.content, validate=False).xform.count("<bind") == 20
    twice = from_xlsform(book.content, ".xlsx", form="nongcun")
    again = to_xlsform(load_text(twice.text), {}, language="zh")
    assert twice.notes == ()
    thrice = from_xlsform(again.content, ".xlsx", form="nongcun")
    assert set(changed_lines(twice.text, thrice.text)) == {"form: household-survey-nongcun-nongcun"}
    assert changed_lines(once, twice.text) == {
        "form: household-survey-nongcun": "form: household-survey-nongcun-nongcun",
        f"pattern: {CLOCK}": f"constraint: matches(at, '{CLOCK}')",
        "constraint: agreed": "constraint: agreed == true",
        f"choice_filter: {JINAN} and value in ['3701', '3702'] or {NANJING} and value in ['3201']": (
            f"choice_filter: {JINAN} and (value == '3701' or value == '3702')"
            f" or {NANJING} and value == '3201'"
        ),
    }


def changed_lines(first: str, second: str) -> dict[str, str]:
    """Return the lines that differ, each with what it became."""
    pairs = zip(first.splitlines(), second.splitlines(), strict=True)
    return {one.strip(): other.strip() for one, other in pairs if one != other}


CLOCK = "([01]?[0-9]|2[0-3]):[0-5][0-9]"
JINAN, NANJING = "province == '37'", "province == '32'"
SHIPPED = Path("definitions")


@pytest.fixture(scope="module")
def shipped() -> Definitions:
    """Return all that we ship."""
    return load_folder(SHIPPED)


def test_every_shipped_form_can_be_taken_along(shipped: Definitions) -> None:  # XLS-05
    for name, form in {**shipped.forms, **shipped.templates}.items():
        book = to_xlsform(form, shipped.codelists, language="en")
        if len(book.content) > 30_000:
            continue  # lists of all regions: they take others seconds, and say no more
        assert "<h:html" in convert(book.content, validate=False).xform, name
        back = from_xlsform(book.content, ".xlsx", form="back")
        assert back.notes == (), (name, back.notes[:3])
        assert not errors(back.text), name


def test_pages() -> None:  # XLS-06
    found = brought(
        """
        | survey | | | |
        | | type | name | label |
        | | begin_group | a | 企业基本情况 |
        | | text | company | 企业名称 |
        | | end_group | | |
        | | begin_group | b | 经营情况 |
        | | decimal | revenue | 营业收入 |
        | | end_group | | |
        | settings | | |
        | | form_title | style |
        | | 企业调查 | pages |
        """
    )
    form = load_text(found.text)
    assert [(sheet.sheet, sheet.title) for sheet in form.sheets] == [("a", "企业基本情况"), ("b", "经营情况")]
    back = from_xlsform(to_xlsform(form, {}, language="zh").content, ".xlsx", form="nongcun")
    assert load_text(back.text).sheets == form.sheets


def test_what_does_not_fit() -> None:  # XLS-08
    found = brought(
        """
        | survey | | | | |
        | | type | name | label | relevant |
        | | begin_repeat | farm | 地块 | |
        | | text | crop | 作物 | |
        | | begin_repeat | season | 季 | |
        | | integer | yield | 产量 | . + 'x' > 3 |
        | | end_repeat | | | |
        | | end_repeat | | | |
        | | select_one nowhere | what | 哪个 | |
        | | begin_group | open | 没有关 | |
        | | text | crop | 重名 | |
        | | text | 姓名 | 中文名称 | |
        | | text | end | 保留字 | |
        | | calculate | a | | |
        """
    )
    assert not errors(found.text)
    items = load_text(found.text).sheets[0].items
    assert [item.label for item in items[0].items] == ["作物", "产量"]  # type: ignore[union-attr]  # a repeat
    assert [item.label for item in items[1].items][:3] == ["重名", "中文名称", "保留字"]  # type: ignore[union-attr]  # a group
    codes = {note.code for note in found.notes}
    assert codes == {"import-nested", "import-list", "import-unclosed", "import-rule"}


def bomb() -> bytes:
    """Return a small archive that unpacks to 200 MB."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 200_000_000)
    return out.getvalue()


def far_corner() -> bytes:
    """Return a workbook with a cell in the last row and column that there can be."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "survey"
    page["A1"], page["XFD1048576"] = "type", "x"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


BROKEN = {
    "nothing": (b"", ".xlsx"),
    "no archive": (b"PK\x03\x04" + b"x" * 100, ".xlsx"),
    "old and broken": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, ".xls"),
    "an archive of something else": (bomb(), ".xlsx"),
    "far corner": (far_corner(), ".xlsx"),
    "no rows": (b"| survey |\n| | type | name |\n", ".md"),
    "bytes": (bytes(range(256)), ".csv"),
    "too large": (b"x" * 5_000_001, ".csv"),
    "only groups": (b"| survey |\n| | type | name |\n| | begin_group | a |\n| | end_group | |\n", ".md"),
    "too many": (b"| survey |\n| | type | name |\n" + b"| | text | a |\n" * 10_001, ".md"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files(name: str) -> None:  # XLS-07
    content, ending = BROKEN[name]
    began = perf_counter()
    with pytest.raises(Unreadable) as refused:
        from_xlsform(content, ending, form="x")
    assert refused.value.problem.message("zh")
    assert perf_counter() - began < 10


def test_hostile_texts() -> None:  # XLS-09
    texts = [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "{today()}",
        "a: b # c",
        "- x",
    ]
    rows = "\n".join(f"| | text | q{number} | {text.replace('|', '')} |" for number, text in enumerate(texts))
    settings = "| settings |\n| | form_title |\n| | 题{today()} |\n"
    found = brought(f"| survey |\n| | type | name | label |\n{rows}\n{settings}")
    assert load_text(found.text).title == "题{{today()}}"
    labels = [item.label for item in load_text(found.text).sheets[0].items]  # type: ignore[union-attr]  # fields
    braced = [text.replace("|", "").replace("{", "{{").replace("}", "}}") for text in texts]
    assert labels == braced
    book = openpyxl.load_workbook(BytesIO(to_xlsform(load_text(found.text), {}, language="zh").content))
    cells = [cell for row in book["survey"].iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"} and "=1+1" in [cell.value for cell in cells]
