"""Lists of codes that designers bring, over HTTP.

OWN-01  A list comes from CSV or a workbook, flat or as a tree, and is offered where choices are set.
OWN-02  A design takes choices from it and is published; a later list of the name leaves the version alone.
OWN-03  What is no list is refused with every faulty line; nothing is kept of it.
OWN-04  A list that designs use is deleted when asked twice; another system's lists are not there.
OWN-05  Hostile texts show as text, and are taken along as they are.
"""

import re
from io import BytesIO

import openpyxl
import pytest

from engine.forms.model.codelist import Codelist
from engine.library import lists
from engine.library.freezing import thaw
from engine.store import Database
from engine.store.tables.forms import form_versions
from tests.filings.stock import LONG_AGO
from tests.web.designs.test_building import SYSTEM, begun, designer, do, house
from tests.web.designs.test_versions import publish
from tests.web.filing.conftest import Browser

__all__ = ["designer", "house"]
TOWNS = "代码,名称,上级代码\n01,沂城街道,\n0101,东关社区,01\n02,马站镇,\n"


def bring(
    designer: Browser, content: bytes, *, name: str = "towns", file: str = "乡镇.csv", **more: str
) -> tuple[int, str]:
    """Upload a list; returns the answer's status and its page or where it leads."""
    designer.get("/codelists")
    fields = {"csrf": designer.token, "name": name, "title": "乡镇", **more}
    answer = designer.client.post("/codelists", data=fields, files={"file": (file, content)})
    return answer.status_code, answer.headers.get("location") or answer.text


def workbook(*rows: tuple[object, ...]) -> bytes:
    book, out = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("乡镇.csv", TOWNS.encode()),
        ("乡镇.csv", TOWNS.encode("gb18030")),
        ("乡镇.xlsx", workbook(("code", "label", "parent", None), ("01", "沂城街道", None), (None,),
                              ("0101", "东关社区", "01"), (2.0, "马站镇", ""))),
    ],
)  # fmt: skip
def test_brought_and_offered(designer: Browser, file: str, content: bytes) -> None:  # OWN-01
    assert "还没有自己的代码表" in designer.get("/codelists").text
    assert bring(designer, content, file=file) == (303, "/codelists/towns")
    page = designer.get("/codelists/towns").text
    assert "共 3 个代码" in page and "沂城街道" in page and "<td>01</td>" in page
    assert "乡镇" in designer.get("/codelists").text
    address = begun(designer)
    do(designer, address, "add", "/sheets/0/items", index=0, what="select_one")
    place = "/sheets/0/items/0"
    page = do(designer, address, "list", place, name="towns", at=place)
    assert "乡镇（3 项）" in page and "马站镇" in page
    assert "检查通过" in designer.get(f"{address}/problems").text


def test_published_with_it(designer: Browser, sqlite_database: Database) -> None:  # OWN-02
    bring(designer, TOWNS.encode())
    address, place = begun(designer), "/sheets/0/items/0"
    do(designer, address, "add", "/sheets/0/items", index=0, what="cascade")
    do(designer, address, "list", place, name="towns", leaf="yes")
    publish(designer, address)
    bring(designer, (TOWNS + "03,高桥镇,\n").encode())
    with sqlite_database.read() as work:
        query = form_versions.select().where(form_versions.c.published_by != "t")
        frozen = work.connection.execute(query).one().frozen
        kept = thaw(work, frozen["codelists"]["towns"])
        assert isinstance(kept, Codelist)
        assert len(kept.entries) == 3 and kept.title == {"zh": "乡镇"}
    assert "共 4 个代码" in designer.get("/codelists/towns").text
    link = re.findall(r'value="[^"]*(/s/[\w-]+)"', designer.post(f"{address}/links", {}).text)[0]
    begun_at = designer.post(link, {}, follow=True).text
    assert "高桥镇" not in begun_at


@pytest.mark.parametrize(
    ("name", "file", "content", "said"),
    [
        ("towns", "a.csv", b"code,label\n01,\xe7\x94\xb2\n01,\xe4\xb9\x99\n", "01"),
        ("towns", "a.csv", "代码,地址\n1,甲\n".encode(), "地址"),
        ("towns", "a.csv", b"code,label\n", "没有代码"),
        ("towns", "a.csv", b"code,label,parent\na,\xe7\x94\xb2,b\n", "b"),
        ("towns", "a.xlsx", b"PK nothing", "读不了"),
        ("towns", "a.txt", b"code,label\n1,2\n", ".txt"),
        ("regions", "a.csv", b"code,label\n1,2\n", "全系统共用"),
        ("Towns", "a.csv", b"code,label\n1,2\n", "标识"),
    ],
)
def test_no_list(
    designer: Browser, sqlite_database: Database, name: str, file: str, content: bytes, said: str
) -> None:  # OWN-03
    status, page = bring(designer, content, name=name, file=file)
    assert status == 422 and said in page.partition('role="alert"')[2].partition("</div>")[0]
    with sqlite_database.read() as work:
        assert lists.listed(work, SYSTEM) == ()


def test_deleted_when_asked_twice(designer: Browser, sqlite_database: Database) -> None:  # OWN-04
    bring(designer, TOWNS.encode())
    address = begun(designer, "乡镇问卷")
    do(designer, address, "add", "/sheets/0/items", index=0, what="select_one")
    do(designer, address, "list", "/sheets/0/items/0", name="towns")
    bring(designer, TOWNS.encode(), name="town")
    assert "用到它的设计稿" not in designer.get("/codelists/town").text
    asked = designer.post("/codelists/towns", {"do": "delete"})
    assert asked.status_code == 409 and "乡镇问卷" in asked.text and "仍然删除" in asked.text
    assert designer.post("/codelists/towns", {"do": "delete", "sure": "yes"}).status_code == 303
    assert designer.get("/codelists/towns").status_code == 404
    assert "towns" in designer.get(f"{address}/problems").text
    with sqlite_database.write() as work:
        other = lists.Brought("theirs", {}, "code,label\n1,甲\n")
        lists.keep(work, "another-system", other, by="t", at=LONG_AGO)
    assert designer.get("/codelists/theirs").status_code == 404
    assert designer.get("/codelists/theirs/file.csv").status_code == 404


def test_hostile_texts(designer: Browser) -> None:  # OWN-05
    hostile = "<script>alert(1)</script>{{1234567*7}}"
    bring(designer, f'code,label\n1,"{hostile}"\n'.encode(), title=hostile)
    for path in ("/codelists", "/codelists/towns"):
        page = designer.get(path).text
        assert "<script>alert" not in page and "8641969" not in page
    assert hostile in designer.get("/codelists/towns/file.csv").text
