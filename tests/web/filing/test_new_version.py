"""A draft on the page when its form gets a new version (UPG-06 of the filings' tests).

UPG-06  The filer's page shows the list; a sheet that is gone leads to the first.
"""

from engine.library import publish
from engine.store import Database
from tests.filings.stock import LONG_AGO
from tests.filings.test_upgrading import GONE, OLD
from tests.web.filing.conftest import Browser


def second(database: Database) -> None:
    """Publish a version without the remark, whose second sheet has another name."""
    text = OLD.replace(GONE, "").replace('version: "1"', 'version: "2"\ndropped: [remark]')
    with database.write() as work:
        source = text.replace("sheet: figures", "sheet: numbers").encode()
        publish(work, source, file="yuebao.yaml", by="t", at=LONG_AGO)


def test_the_page_says_what_did_not_come_along(wang: Browser, sqlite_database: Database) -> None:  # UPG-06
    address = wang.begin()
    assert wang.type(address, "staff", "120", 1).status_code == 200
    assert wang.type(address, "remark", "设备<检修>", 2).status_code == 200
    second(sqlite_database)
    late = wang.type(address, "staff", "121", 3)
    assert late.status_code == 200
    page = wang.get(f"{address}/sheets/basic").text
    assert "没有带入" in page and "备注：设备&lt;检修&gt;" in page and 'value="121"' in page
    assert "没有带入" in wang.get(f"{address}/sheets/numbers").text
    stale = wang.type(address, "staff", "122", 4)
    assert stale.status_code == 409 and "表单已更新" in stale.text
    assert wang.type(address, "staff", "122", 5).status_code == 200


def test_a_sheet_that_is_gone(wang: Browser, sqlite_database: Database) -> None:  # UPG-06
    address = wang.begin()
    second(sqlite_database)
    page = wang.get(f"{address}/sheets/figures")
    assert page.status_code == 200 and str(page.url).endswith("/sheets/basic")
    assert "没有带入" not in page.text
    assert wang.get(f"{address}/submit").status_code == 200
    assert wang.get(f"{address}/sheets/none").status_code == 404
