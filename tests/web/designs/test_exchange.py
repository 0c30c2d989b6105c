"""Designs from files of other tools, and designs as files, over HTTP.

EXCH-01  A file becomes a design; what was not carried over is listed with its place, also in the source.
EXCH-02  A file that is none is refused in place, nothing is made of it.
EXCH-03  A design is taken along as YAML and as an XLSForm, and comes back equal.
EXCH-04  A design that cannot be read as a form is shown with its problems instead of a file.
EXCH-05  Hostile names and texts of files are shown as texts.
"""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from engine.store import Database
from engine.store.tables.designs import designs
from tests.web.designs.test_building import begun, designer, house, source
from tests.web.filing.conftest import Browser

__all__ = ["designer", "house"]

HOUSEHOLD = Path("tests/exchange/xlsform/household.md").read_bytes()


def bring(designer: Browser, name: str, content: bytes) -> tuple[int, str]:
    """Post a file; returns the answer's status and its page or where it leads."""
    files = {"file": (name, content)}
    answer = designer.client.post("/designs/import", data={"csrf": designer.token}, files=files)
    return answer.status_code, answer.headers.get("location") or answer.text


def count(database: Database) -> int:
    with database.read() as work:
        return len(work.connection.execute(designs.select()).all())


def test_a_file_becomes_a_design(designer: Browser, sqlite_database: Database) -> None:  # EXCH-01
    assert "XLSForm" in designer.get("/designs/import").text
    status, page = bring(designer, "农户调查.md", HOUSEHOLD)
    assert status == 200 and "已建好：农户调查" in page and "survey!A22" in page and "8 处" in page
    address = re.search(r'href="(/designs/[0-9a-f-]{36})"', page)
    assert address and "# survey!A22" in source(sqlite_database, address[1])
    assert "农户调查" in designer.get("/designs").text
    status, place = bring(designer, "nps.yaml", Path("definitions/templates/nps.yaml").read_bytes())
    assert status == 303 and place.startswith("/designs/")


@pytest.mark.parametrize("name", ["问卷.docx", "问卷.xlsx", "<b>.json", ""])
def test_what_is_no_form(designer: Browser, sqlite_database: Database, name: str) -> None:  # EXCH-02, EXCH-05
    status, page = bring(designer, name, b"not a form")
    assert status == 422 and 'role="alert"' in page and "<b>" not in page
    assert count(sqlite_database) == 0


def test_taken_along(designer: Browser, sqlite_database: Database) -> None:  # EXCH-03
    address = begun(designer, "食堂意见")
    answer = designer.get(f"{address}/file.yaml")
    assert (
        answer.text == source(sqlite_database, address)
        and "attachment" in answer.headers["Content-Disposition"]
    )
    _, page = bring(designer, "农户调查.md", HOUSEHOLD)
    made = re.search(r'href="(/designs/[0-9a-f-]{36})"', page)
    assert made
    book = designer.get(f"{made[1]}/file.xlsx").content
    assert openpyxl.load_workbook(BytesIO(book)).sheetnames == ["survey", "choices", "settings"]
    status, place = bring(designer, "again.xlsx", book)
    assert status == 303 and "农户调查" in source(sqlite_database, place)
    assert designer.get(f"{address}/file.exe").status_code == 404


def test_what_is_no_form_yet(designer: Browser) -> None:  # EXCH-04
    address = begun(designer)
    seen = re.findall(r'name="seen" value="(\d+)"', designer.get(f"{address}/text").text)[0]
    designer.post(f"{address}/text", {"text": "form: [", "seen": seen})
    answer = designer.get(f"{address}/file.xlsx")
    assert answer.url.path == f"{address}/text" and "form: [" in answer.text
    assert designer.get(f"{address}/file.yaml").text == "form: ["


def test_hostile_texts_of_a_file(designer: Browser) -> None:  # EXCH-05
    rows = "| survey |\n| | type | name | label | relevant | <img src=x> |\n"
    rows += "| | text | a | <script>alert(1)</script> | ${<b>} = 1 | {{1234567*7}} |\n"
    status, page = bring(designer, "x.md", rows.encode())
    assert (
        status == 200 and "<script>alert" not in page and "<img src=x" not in page and "8641969" not in page
    )
    made = re.search(r'href="(/designs/[0-9a-f-]{36})"', page)
    assert made and "<script>alert" not in designer.get(made[1]).text
