"""Files over HTTP.

FILE-01  An upload answers with its field and the new revision; the page lists it with size and link.
FILE-02  What does not fit is refused at its field with a sentence, and nothing of it is kept.
FILE-03  A download is what was uploaded: its own name, nosniff, a sandbox, inline only if harmless.
FILE-04  Another's file, one that is not there, one removed and forty encodings of a path answer alike.
FILE-05  Who may not change cannot upload or remove; without a token nobody can.
FILE-06  Removing takes it off the page; two who change the same place meet as with other fields.
FILE-07  By public link: the visitor's own answer only; a closed link takes nothing, without reading it.
FILE-08  Without scripts 保存 brings and removes files, and keeps what was typed.
FILE-09  Only the addresses of files take large bodies, and texts stay small there too.
FILE-10  No value that names a file can be typed.
"""

import re
from pathlib import Path

import pytest
from fastapi import FastAPI

from engine.filings import public
from engine.filings.responses import Actor
from engine.store import Database
from engine.store.tables.forms import public_links
from tests.documents.stock import HTML, JPEG, LONG_AGO, PDF, PNG, SVG, WORDS
from tests.web.filing.conftest import Browser
from tests.web.filing.test_filing_pages import revision_of
from web.filing_room import Room
from web.security.bodies import MOST_UPLOAD

FORM = "yushenqing"


def upload(who: Browser, address: str, path: str, name: str, content: bytes, revision: int = 1):  # type: ignore[no-untyped-def]  # the client's own response
    """Upload one file as the page's script does."""
    return who.client.post(
        f"{address}/attachments",
        data={"path": path, "revision": revision, "sheet": "shenqing"},
        files={"file": (name, content, "text/html")},
        headers={"HX-Request": "true", "X-CSRF-Token": who.token},
    )


def links(text: str) -> list[str]:
    return re.findall(r'href="(/[^"]+/attachments/[^"]+)"', text)


def uploaded(who: Browser, address: str, name: str = "发票.pdf", content: bytes = PDF) -> str:
    """Upload a file and return where it is fetched."""
    answer = upload(who, address, "anything", name, content)
    assert answer.status_code == 200, answer.text
    return links(answer.text)[-1]


def kept(folder: Path) -> int:
    return sum(found.is_file() for found in (folder / "attachments").rglob("*"))


def begun(who: Browser) -> str:
    return who.begin(FORM, "")


def test_an_upload(wang: Browser, tmp_path: Path) -> None:  # FILE-01
    address = begun(wang)
    answer = upload(wang, address, "papers", "<b>发票</b>.pdf", PDF)

    assert answer.status_code == 200 and revision_of(answer.text) == 2
    assert 'id="e-papers"' in answer.text and "b_.pdf" in answer.text and "<b>发票" not in answer.text
    page = wang.get(f"{address}/sheets/shenqing").text
    assert f"{len(PDF)} B" in page and links(page) == links(answer.text) and kept(tmp_path) == 1
    assert 'enctype="multipart/form-data"' in page
    assert "enctype" not in wang.get(f"{address}/sheets/wanbi").text
    picture = upload(wang, address, "photos", "现场.png", PNG, 2).text
    assert '<img src="/filings/' in picture


@pytest.mark.parametrize(
    ("path", "name", "content", "sentence"),
    [
        ("papers", "a.png", PNG, "类型"),
        ("papers", "a.pdf", PNG, "内容不是"),
        ("papers", "a.pdf", PDF.ljust(20_001), "最多 20 KB"),
        ("papers", "a.pdf", b"", "空的"),
        ("photos", "a.png", SVG, "内容不是"),
        ("photos", "a.svg", SVG, "不能上传"),
        ("photos", "a.jpg", HTML, "内容不是"),
        ("signed", "a.gif", b"GIF89a", "类型"),
        ("later", "a.pdf", PDF, "不需要填写"),
        ("project", "a.pdf", PDF, "不是上传附件的地方"),
        ("nothing", "a.pdf", PDF, ""),
        ("vouchers[0].bill", "a.pdf", PDF, ""),
    ],
)
def test_what_does_not_fit(
    wang: Browser, tmp_path: Path, path: str, name: str, content: bytes, sentence: str
) -> None:  # FILE-02
    address = begun(wang)
    answer = upload(wang, address, path, name, content)
    assert answer.status_code == 422 and sentence in answer.text
    assert revision_of(answer.text) == 1 and kept(tmp_path) == 0


def test_of_several_the_good_ones_are_kept(wang: Browser, tmp_path: Path) -> None:  # FILE-02
    address = begun(wang)
    files = [("file", ("a.pdf", PDF)), ("file", ("b.pdf", PNG)), ("file", ("c.pdf", PDF))]
    answer = wang.client.post(
        f"{address}/attachments",
        data={"path": "papers", "revision": 1},
        files=files,
        headers={"HX-Request": "true", "X-CSRF-Token": wang.token},
    )
    assert answer.status_code == 422 and "b.pdf" in answer.text
    assert len(links(answer.text)) == 2 and kept(tmp_path) == 2


def test_too_many(wang: Browser, tmp_path: Path) -> None:  # FILE-02
    address = begun(wang)
    for revision in (1, 2, 3):
        assert upload(wang, address, "papers", "a.pdf", PDF, revision).status_code == 200
    answer = upload(wang, address, "papers", "a.pdf", PDF, 4)
    assert answer.status_code == 422 and "最多 3 个" in answer.text
    assert kept(tmp_path) == 3 and len(links(answer.text)) == 3


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("发票 1.pdf", PDF, "inline; application/pdf"),
        ("现场.png", PNG, "inline; image/png"),
        ("现场.jpg", JPEG, "inline; image/jpeg"),
        ("说明.txt", HTML, "attachment; application/octet-stream"),
        ("明细.csv", WORDS, "attachment; application/octet-stream"),
    ],
)
def test_a_download(wang: Browser, du: Browser, name: str, content: bytes, kind: str) -> None:  # FILE-03
    place = uploaded(wang, begun(wang), name, content)
    for who in (wang, du):
        answer = who.client.get(place)
        assert answer.status_code == 200 and answer.content == content
        told, _, _ = answer.headers["Content-Disposition"].partition(";")
        assert f"{told}; {answer.headers['Content-Type']}" == kind
        assert "filename*=UTF-8''%" in answer.headers["Content-Disposition"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert "script-src" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"


def plain(text: str) -> str:
    """Return an error page without what names this very request."""
    return re.sub(r'(value|href)="[^"]*"|"X-CSRF-Token": "[^"]*"', "", text)


def test_not_there(wang: Browser, qian: Browser, visitor: Browser) -> None:  # FILE-04
    address = begun(wang)
    place = uploaded(wang, address)
    other = begun(qian)
    identity = place.rpartition("/")[2]
    nobodys = qian.client.get(f"{other}/attachments/6f1ed002-ab5e-4a3b-9a3c-0e2f1d2c3b4a")
    for path in (place, f"{other}/attachments/{identity}", place[:-1] + "0"):
        answer = qian.client.get(path)
        assert answer.status_code == nobodys.status_code == 404
        assert plain(answer.text) == plain(nobodys.text)
    assert visitor.client.get(place).status_code == 303
    wang.post(f"{place}/remove", {"path": "anything", "revision": 2}, htmx=True)
    assert wang.client.get(place).status_code == 404


DOTS = ("..", "%2e%2e", "%2E%2E", "%252e%252e", "..%00", "..;", "%c0%ae%c0%ae", "....")
SLASHES = ("/", "%2f", "%5c", "%252f", "%c0%af")


@pytest.mark.parametrize("dots", DOTS)
@pytest.mark.parametrize("slash", SLASHES)
def test_forty_encodings(wang: Browser, dots: str, slash: str) -> None:  # FILE-04
    address = begun(wang)
    for depth in (1, 6):
        way = f"{address}/attachments/{(dots + slash) * depth}secret.key"
        answer = wang.client.get(way)
        assert answer.status_code in (400, 404) and "secret" not in answer.text.replace("secret.key", "")


def test_who_may_not(wang: Browser, du: Browser, qian: Browser, visitor: Browser) -> None:  # FILE-05
    address = begun(wang)
    place = uploaded(wang, address)
    for who, status in ((du, 404), (qian, 404), (visitor, 403)):
        assert upload(who, address, "papers", "a.pdf", PDF, 2).status_code == status
        answer = who.post(f"{place}/remove", {"path": "anything", "revision": 2}, htmx=True)
        assert answer.status_code == status
    wang.token = "0" * 64
    assert upload(wang, address, "papers", "a.pdf", PDF, 2).status_code == 403


def test_removing(wang: Browser, tmp_path: Path) -> None:  # FILE-06
    address = begun(wang)
    place = uploaded(wang, address)
    assert wang.post(f"{place}/remove", {"path": "papers", "revision": 2}, htmx=True).status_code == 422
    answer = wang.post(f"{place}/remove", {"path": "anything", "revision": 2}, htmx=True)
    assert answer.status_code == 200 and revision_of(answer.text) == 3 and links(answer.text) == []
    assert kept(tmp_path) == 1
    for revision in (3, 4):
        wang.post(f"{address}/rows", {"row": "add:vouchers", "revision": revision}, htmx=True)
    bill = upload(wang, address, "vouchers[1].bill", "a.pdf", PDF, 5)
    assert bill.status_code == 200
    wang.post(f"{address}/rows", {"row": "remove:vouchers:0", "revision": 6}, htmx=True)
    assert upload(wang, address, "vouchers[0].bill", "a.pdf", PDF, 6).status_code == 409
    gone = links(bill.text)[-1]
    moved = wang.post(f"{gone}/remove", {"path": "vouchers[0].bill", "revision": 6}, htmx=True)
    assert moved.status_code == 409


def by_link(app: FastAPI, database: Database, visitor: Browser) -> str:
    """Begin an answer by a new public link and return its address."""
    desk = Room(app.state.services).desk
    with database.write() as work:
        address = "/s/" + public.make(work, desk, Actor("t", LONG_AGO), form="xianchang")
    visitor.get(address)
    mine: str = visitor.post(address, {}).headers["location"]
    visitor.get(mine)
    return mine


def test_by_public_link(
    app: FastAPI, sqlite_database: Database, visitor: Browser, qian: Browser, tmp_path: Path
) -> None:  # FILE-07
    mine = by_link(app, sqlite_database, visitor)
    answer = upload(visitor, mine, "photo", "隐患.jpg", JPEG)
    assert answer.status_code == 200
    (place,) = links(answer.text)
    assert visitor.client.get(place).content == JPEG
    assert qian.client.get(place).status_code == 404
    second = upload(visitor, mine, "photo", "隐患2.jpg", JPEG, 2)
    assert (
        visitor.post(f"{links(second.text)[-1]}/remove", {"path": "photo", "revision": 3}).status_code == 200
    )
    with sqlite_database.write() as work:
        work.connection.execute(public_links.update().values(open=False))
    refused = upload(visitor, mine, "photo", "隐患3.jpg", JPEG, 4)
    assert refused.status_code == 409 and kept(tmp_path) == 2
    removal = visitor.post(f"{place}/remove", {"path": "photo", "revision": 4}, htmx=True)
    assert removal.status_code == 409


def save(who: Browser, address: str, files: list[tuple[str, tuple[str, bytes]]], **more: object):  # type: ignore[no-untyped-def]  # the client's own response
    """Press 保存 in a browser without scripts."""
    data = {"csrf": who.token, "revision": "1", "action": "save", **more}
    return who.client.post(f"{address}/sheets/shenqing", data=data, files=files)


def test_without_scripts(wang: Browser, tmp_path: Path) -> None:  # FILE-08
    address = begun(wang)
    files = [("papers", ("发票.pdf", PDF)), ("papers", ("合同.pdf", PDF)), ("photos", ("", b""))]
    assert save(wang, address, files, project="数控改造").status_code == 303
    page = wang.get(f"{address}/sheets/shenqing").text
    assert "发票.pdf" in page and "合同.pdf" in page and "数控改造" in page
    again = save(wang, address, [("papers", ("", b""))], project="数控改造二期", revision="3")
    assert again.status_code == 303
    page = wang.get(f"{address}/sheets/shenqing").text
    assert len(links(page)) == 2
    first = re.search(r'name="detach" value="(papers [^"]+)"', page)
    assert first
    wrong = [("papers", ("假.pdf", PNG)), ("wrong", ("x.pdf", PDF)), ("project", ("x.pdf", PDF))]
    answer = save(wang, address, wrong, detach=first[1], revision="4")
    assert answer.status_code == 422 and "内容不是" in answer.text
    assert len(links(wang.get(f"{address}/sheets/shenqing").text)) == 1
    answer = save(wang, address, [("papers", ("a.pdf", PDF))] * 3, detach=first[1], revision="5")
    assert answer.status_code == 422 and "最多 3 个" in answer.text and kept(tmp_path) == 2


def test_only_files_may_be_large(wang: Browser) -> None:  # FILE-09
    address = begun(wang)
    large = PDF.ljust(2_000_000)
    assert upload(wang, address, "anything", "a.pdf", large).status_code == 200
    files = {"value": ("a.pdf", large)}
    headers = {"X-CSRF-Token": wang.token}
    for place in ("change", "rows", "submit"):
        assert wang.client.post(f"{address}/{place}", files=files, headers=headers).status_code == 413
    texts = {str(number): "字" * 30_000 for number in range(20)}
    for place in ("attachments", "sheets/shenqing"):
        answer = wang.client.post(
            f"{address}/{place}", data=texts, files={"file": ("a.pdf", PDF)}, headers=headers
        )
        assert answer.status_code == 413
        declared = {**headers, "Content-Length": str(MOST_UPLOAD + 1), "Content-Type": "multipart/form-data"}
        assert wang.client.post(f"{address}/{place}", content=b"", headers=declared).status_code == 413
    many = [("file", ("a.pdf", PDF))] * 51
    answer = wang.client.post(f"{address}/attachments", files=many, headers=headers)
    assert answer.status_code == 400
    empty = wang.client.post(
        f"{address}/attachments", data={"path": "papers", "revision": "2"}, headers=headers
    )
    assert empty.status_code == 422


@pytest.mark.parametrize("raw", ['[{"id":"x","name":"a","size":1,"type":"b"}]', "x", ["a", "b"]])
def test_a_forged_value(wang: Browser, raw: object) -> None:  # FILE-10
    address = begun(wang)
    assert wang.type(address, "papers", raw, 1).status_code == 422


def test_a_page_that_is_only_read(wang: Browser, du: Browser) -> None:  # FILE-01
    address = begun(wang)
    place = uploaded(wang, address)
    page = du.get(f"{address}/sheets/shenqing").text
    assert links(page) == [place] and 'type="file"' not in page and 'name="detach"' not in page
