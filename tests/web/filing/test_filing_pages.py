"""Filing in the browser, over HTTP.

WEB-01  Looking creates nothing; beginning creates one response, however often.
WEB-02  A change answers with the fragments that changed and the new revision.
WEB-03  A value that does not fit answers 422 with a sentence at its field; the rest is kept.
WEB-04  The same field changed by two answers 409 with both values.
WEB-05  Someone else's response and one that is not there answer alike.
WEB-06  A closed period answers 409 with what to do; what was filled in stays.
WEB-07  Without scripts a sheet is saved whole: what fits is kept, what does not comes back as typed.
WEB-08  A filing is submitted once; the receipt is the same however often it is sent.
WEB-09  A block from Excel is shown first, then filled, each refused cell with its reason.
WEB-10  Rows are added and removed, with and without scripts.
WEB-11  The report lists the surveys it waits for.
WEB-12  The history lists, filters, and offers to withdraw.
WEB-13  Of a form that admits many each press begins one record, a double press the same; or a copy.
"""

import re
from html import unescape

import pytest

from tests.web.filing.conftest import Browser, Clock

NOBODYS = "/filings/6f1ed002-ab5e-4a3b-9a3c-0e2f1d2c3b4a"
FIGURES = {"econ.revenue.month": "1200", "econ.revenue.ytd": "1200", "econ.revenue.ly": "1000"}


def revision_of(text: str) -> int:
    found = re.search(r'data-revision="(\d+)"', text)
    assert found, text
    return int(found[1])


def filled(person: Browser, period: str = "2026-03") -> str:
    """Fill a report in so that only its explanation and its survey are missing."""
    address = person.begin(period=period)
    revision = 1
    for path, value in {"staff": "120", **FIGURES}.items():
        answer = person.type(address, path, value, revision)
        assert answer.status_code == 200, answer.text
        revision = revision_of(answer.text)
    return address


def test_looking_creates_nothing(wang: Browser) -> None:  # WEB-01
    assert "生产经营月报" in wang.get("/filings/new?form=yuebao&period=2026-03").text
    assert "没有符合条件的报送" in wang.get("/filings").text
    assert wang.begin() == wang.begin()


@pytest.mark.parametrize(
    ("form", "period"),
    [("yuebao", "2026-13"), ("yuebao", "2026"), ("yuebao", ""), ("fangke", ""), ("none", "2026-03")],
)
def test_what_is_no_form_or_period_is_not_there(wang: Browser, form: str, period: str) -> None:  # WEB-01
    assert wang.post("/filings", {"form": form, "period": period}).status_code == 404
    assert wang.get(f"/filings/new?form={form}&period={period}").status_code == 404


def test_a_change_answers_with_fragments(wang: Browser) -> None:  # WEB-02
    address = wang.begin()
    page = wang.get(f"{address}/sheets/figures")
    assert page.status_code == 200
    assert "宏达机械有限公司" in page.text and "2026年3月" in page.text
    wang.type(address, "econ.revenue.ly", "1000", 1)
    answer = wang.post(
        f"{address}/change",
        {"path": "econ.revenue.ytd", "value": "1200", "revision": 2, "sheet": "figures"},
        htmx=True,
    )
    assert answer.status_code == 200
    assert 'id="e-econ-revenue-growth"' in answer.text and "20" in answer.text
    assert revision_of(answer.text) == 3
    assert "<html" not in answer.text


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("staff", "十二"),
        ("opened", "2026-02-30"),
        ("trouble", "weather"),
        ("stock_code", "600000"),
        ("econ.growth.x", "1"),
        ("nothing", "1"),
        ("company", "甲" * 900_00),
        ("company", ["甲", "乙"]),
        ("company", "甲\x00"),
        ("", "1"),
    ],
)
def test_what_does_not_fit_answers_422(wang: Browser, path: str, value: object) -> None:  # WEB-03
    address = wang.begin()
    answer = wang.type(address, path, value, 1)
    assert answer.status_code == 422, answer.text
    assert revision_of(answer.text) == 1
    assert "宏达机械有限公司" in wang.get(f"{address}/sheets/basic").text


def test_a_million_characters_are_not_even_read(wang: Browser) -> None:  # WEB-03
    assert wang.type(wang.begin(), "company", "a" * 1_000_001, 1).status_code == 413


def test_two_who_change_the_same_field(wang: Browser, lili: Browser) -> None:  # WEB-04
    address = wang.begin()
    lili.get(address)
    assert lili.type(address, "staff", "120", 1).status_code == 200
    assert wang.type(address, "company", "宏达", 1).status_code == 200
    answer = wang.type(address, "staff", "125", 1)
    assert answer.status_code == 409
    assert "125" in answer.text and "120" in answer.text
    assert wang.type(address, "staff", "125", 3).status_code == 200
    assert "125" in lili.get(f"{address}/sheets/basic").text


def test_taking_theirs_brings_all_that_others_changed(wang: Browser, lili: Browser) -> None:  # WEB-04
    address = wang.begin()
    lili.get(address)
    lili.type(address, "staff", "120", 1)
    lili.type(address, "company", "宏达二厂", 2)
    taken = {"path": "staff", "value": "", "keep": "theirs", "revision": 1, "sheet": "basic"}
    answer = wang.post(f"{address}/change", taken, htmx=True)
    assert answer.status_code == 200
    assert 'value="120"' in answer.text and 'value="宏达二厂"' in answer.text
    assert revision_of(answer.text) == 3


def test_an_old_revision(wang: Browser) -> None:  # WEB-04
    answer = wang.type(wang.begin(), "staff", "125", 99)
    assert answer.status_code == 409
    assert "刷新" in answer.text


@pytest.mark.parametrize(
    ("method", "rest"),
    [
        ("get", ""),
        ("get", "/sheets/basic"),
        ("get", "/why?path=staff"),
        ("get", "/choices?path=staff"),
        ("get", "/submit"),
        ("get", "/receipt"),
        ("get", "/receipt.json"),
        ("post", "/sheets/basic"),
        ("post", "/change"),
        ("post", "/rows"),
        ("post", "/paste"),
        ("post", "/explanations"),
        ("post", "/submit"),
        ("post", "/withdraw"),
    ],
)
def test_foreign_and_missing_are_alike(
    wang: Browser, qian: Browser, method: str, rest: str
) -> None:  # WEB-05
    theirs = wang.begin()
    if method == "get":
        foreign, missing = qian.get(theirs + rest), qian.get(NOBODYS + rest)
    else:
        foreign, missing = qian.post(theirs + rest, {}), qian.post(NOBODYS + rest, {})
    assert foreign.status_code == missing.status_code == 404
    assert foreign.text.replace(theirs, NOBODYS) == missing.text


def test_a_closed_period(wang: Browser, clock: Clock) -> None:  # WEB-06
    address = wang.begin()
    wang.type(address, "staff", "120", 1)
    clock.pass_(days=10)
    wang.sign_in("wang")
    answer = wang.type(address, "staff", "121", 2)
    assert answer.status_code == 409
    assert "截止" in answer.text
    page = wang.get(f"{address}/sheets/basic").text
    assert (
        "2026年3月 的填报已于 2026-04-15 截止" in page
        and "120" in page
        and '<button name="action"' not in page
    )
    assert wang.post("/filings", {"form": "yuebao", "period": "2026-02"}).status_code == 409
    assert wang.post("/filings", {"form": "yuebao", "period": "2026-06"}).status_code == 409


def test_a_sheet_without_scripts(wang: Browser) -> None:  # WEB-07
    address = wang.begin()
    sheet = f"{address}/sheets/basic"
    form = {
        "revision": 1,
        "company": "宏达",
        "staff": "十二",
        "trouble": ["", "orders", "cost"],
        "action": "save",
    }
    again = wang.post(sheet, form)
    assert again.status_code == 422
    assert "十二" in again.text and 'value="宏达"' in again.text
    saved = wang.post(
        sheet, {"revision": 2, "company": "宏达", "staff": "120", "action": "next"}, follow=True
    )
    assert str(saved.url).endswith("/sheets/figures")
    back = wang.post(f"{address}/sheets/figures", {"revision": 3, "action": "previous"}, follow=True)
    assert str(back.url).endswith("/sheets/basic") and 'value="120"' in back.text


def test_one_comes_on_when_the_sheet_is_sound(wang: Browser) -> None:  # WEB-07
    address = wang.begin()
    stays = wang.post(f"{address}/sheets/basic", {"revision": 1, "company": "宏达", "action": "next"})
    assert stays.status_code == 422
    assert "从业人员" in stays.text


def test_going_on_tells_of_this_sheet_alone(wang: Browser) -> None:  # WEB-07
    address = wang.begin()
    stays = wang.post(f"{address}/sheets/basic", {"revision": 1, "company": "宏达", "action": "next"})
    assert "本页还有 1 处需要处理" in stays.text
    assert "营业收入" not in stays.text
    saved = wang.post(f"{address}/sheets/basic", {"revision": 2, "company": "", "action": "save"})
    assert saved.status_code == 303


def test_an_untouched_old_page_overrules_nobody(wang: Browser, lili: Browser) -> None:  # WEB-07
    address = wang.begin()
    lili.get(address)
    lili.type(address, "staff", "120", 1)
    form = {"revision": 1, "company": "宏达", "staff": "", "action": "save"}
    assert wang.post(f"{address}/sheets/basic", form).status_code == 303
    page = wang.get(f"{address}/sheets/basic").text
    assert 'value="120"' in page and 'value="宏达"' in page
    both = wang.post(f"{address}/sheets/basic", {**form, "staff": "99"})
    assert both.status_code == 422
    assert "99" in both.text and "120" in unescape(both.text)


def test_explaining_and_submitting(wang: Browser) -> None:  # WEB-08 WEB-11
    wang_address = filled(wang)
    page = wang.get(f"{wang_address}/submit")
    assert "景气问卷" in page.text and "未" in page.text
    poll = wang.begin("qijing")
    done = wang.post(
        f"{poll}/sheets/climate", {"revision": 1, "overall": "good", "action": "submit"}, follow=True
    )
    assert "确认提交" in done.text
    key = re.search(r'name="key" value="([^"]+)"', done.text)
    assert key
    form = {"key": key[1], "revision": 2}
    first = wang.post(f"{poll}/submit", form)
    again = wang.post(f"{poll}/submit", form)
    assert first.status_code == again.status_code == 303
    assert first.headers["location"] == again.headers["location"]
    thanks = wang.get(f"{poll}/receipt").text
    assert "已提交" in thanks and "谢谢您的回答" in thanks
    assert wang.get(f"{poll}/receipt.json").json()["screening"] == "normal"
    assert "问卷已答" in wang.get(f"{wang_address}/sheets/polls").text
    ready = wang.get(f"{wang_address}/submit")
    assert "确认上报" in ready.text
    assert wang.get(f"{poll}/submit").url.path.endswith("/receipt")


def test_nothing_is_submitted_incomplete(wang: Browser) -> None:  # WEB-08
    address = wang.begin()
    answer = wang.post(f"{address}/submit", {"key": "k", "revision": 1})
    assert answer.status_code == 422
    assert "#i-staff" in answer.text
    assert wang.post(f"{address}/submit", {"revision": 1}).status_code == 404
    assert wang.get(f"{address}/receipt").status_code == 404


def test_a_soft_check_is_explained(wang: Browser) -> None:  # WEB-08
    address = filled(wang, "2026-03")
    page = wang.get(f"{address}/sheets/figures").text
    assert "econ.revenue" in page


def test_a_block_from_excel(wang: Browser) -> None:  # WEB-09
    address = wang.begin()
    block = {
        "at": "econ.revenue.month",
        "text": "400\t1,200\t1000\t20\n5\t无\n",
        "revision": 1,
        "sheet": "figures",
    }
    shown = wang.post(f"{address}/paste", {**block, "preview": "1"}, htmx=True)
    assert shown.status_code == 200
    assert "无" in shown.text and revision_of(wang.get(f"{address}/sheets/figures").text) == 1
    done = wang.post(f"{address}/paste", {**block, "preview": ""}, htmx=True)
    assert done.status_code == 200 and revision_of(done.text) == 2
    page = wang.get(f"{address}/sheets/figures").text
    assert 'value="1200"' in page and 'value="1000"' in page and 'value="5"' in page
    assert wang.post(f"{address}/paste", {**block, "at": "staff"}, htmx=True).status_code == 422
    assert wang.post(f"{address}/paste", {**block, "text": ""}, htmx=True).status_code == 409


def test_rows(wang: Browser) -> None:  # WEB-10
    address = wang.begin()
    added = wang.post(
        f"{address}/rows", {"row": "add:products", "revision": 1, "sheet": "figures"}, htmx=True
    )
    assert added.status_code == 200 and "products[0].name" in added.text
    plain = wang.post(
        f"{address}/sheets/figures",
        {"revision": 2, "products[0].name": "水泵", "row": "add:products"},
        follow=True,
    )
    assert plain.status_code == 200 and 'value="水泵"' in plain.text and "products[1].name" in plain.text
    gone = wang.post(
        f"{address}/rows", {"row": "remove:products:1", "revision": 4, "sheet": "figures"}, htmx=True
    )
    assert gone.status_code == 200 and "products[1].name" not in gone.text
    undo = {"row": "restore:products:1", "revision": 5, "sheet": "figures"}
    back = wang.post(f"{address}/rows", undo, htmx=True)
    assert back.status_code == 200 and "products[1].name" in back.text
    bad = wang.post(f"{address}/rows", {"row": "remove:products:7", "revision": 5}, htmx=True)
    assert bad.status_code == 422
    assert wang.post(f"{address}/rows", {"row": "explode", "revision": 5}, htmx=True).status_code == 422


def test_the_history(wang: Browser) -> None:  # WEB-12
    poll = wang.begin("qijing")
    wang.type(poll, "overall", "good", 1)
    wang.post(f"{poll}/submit", {"key": "k", "revision": 2})
    wang.begin()
    everything = wang.get("/filings").text
    assert "景气问卷" in everything and "生产经营月报" in everything
    some = wang.get("/filings?form=qijing&year=2026&state=submitted").text
    assert f'href="{poll}"' in some and "继续填报" not in some
    assert wang.post(f"{poll}/withdraw", {}).status_code == 303
    assert f'href="{poll}"' not in wang.get("/filings?state=submitted").text


def test_why(wang: Browser) -> None:
    address = wang.begin()
    assert wang.get(f"{address}/why?path=stock_code").status_code == 200
    assert wang.get(f"{address}/why?path=nothing").status_code == 404
    assert wang.get(f"{address}/choices?path=staff").status_code == 404


def test_records_are_begun_one_by_one(qian: Browser) -> None:  # WEB-13
    home = qian.get("/").text
    slot = re.search(r'name="slot" value="([^"]+)"', home)
    assert slot is not None
    assert "复制上一条" not in home
    record = {"form": "caigou", "period": "", "slot": slot[1]}
    first = qian.post("/filings", record).headers["location"]
    assert qian.post("/filings", record).headers["location"] == first
    assert qian.type(first, "product", "苹果", 1).status_code == 200
    home = qian.get("/").text
    assert "苹果" in home
    again = qian.post("/filings", {**record, "slot": "another", "like": "last"}).headers["location"]
    assert again != first
    assert 'value="苹果"' in qian.get(again).text
