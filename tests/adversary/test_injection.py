"""Hostile texts in a real browser: they are read, never run.

INJ-01  25 texts as names of enterprises, answers, explanations, choices, notes and titles: on the
        filing page, the submit page, the receipt, the history, the home page and the charts nothing
        executes, the policy reports nothing (a report fails the page), and no attribute is born.
INJ-02  `{{7*7}}` and its cousins stay what they are.
INJ-03  The same as every text of a design (titles, hints, notes, choices, columns, rows, units, messages,
        remedies, reasons, headings) on every page of the builder, typed into its fields; as a file's name.
INJ-04  The same as answers on every page of charts and responses.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from engine.filings import Actor, Desk, Response, responses
from engine.filings.importing import file_document
from engine.forms import Definitions, load_folder
from engine.library import Programs, publish_folder
from engine.people import Organisation, RoleBook, organisations, users
from engine.people.users import NewUser
from engine.store import Database, Json, Work
from engine.store.migrating import upgrade
from tests.browser import site
from tests.browser.conftest import desk, new_page
from tests.people.world import PASSWORD, cheap_passwords

__all__ = ["desk", "new_page"]
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
PAYLOADS = (
    "<script>window.pwned=1</script>",
    "</script><script>window.pwned=2</script>",
    "<img src=x onerror=window.pwned=3>",
    "<svg onload=window.pwned=4>",
    "<svg><script>window.pwned=5</script></svg>",
    '"><script>window.pwned=6</script>',
    "'><img src=x onerror='window.pwned=7'>",
    '" onfocus="window.pwned=8" autofocus x="',
    "' onmouseover='window.pwned=9' x='",
    "</textarea><script>window.pwned=10</script>",
    "</title><script>window.pwned=11</script>",
    "</option></select><img src=x onerror=window.pwned=12>",
    "<iframe srcdoc='<script>parent.pwned=13</script>'></iframe>",
    "<a href=javascript:window.pwned=14>甲</a>",
    "javascript:window.pwned=15",
    "<div hx-get=/signout hx-trigger=load>乙</div>",
    '<div hx-on:load="window.pwned=17" data-hx-on:load="window.pwned=17">丙</div>',
    "<style>body{display:none}</style>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<!--<img src=--><img src=x onerror=window.pwned=21//>",
    "<details open ontoggle=window.pwned=22>",
    "&lt;script&gt;window.pwned=23&lt;/script&gt;",
    "<math><mi xlink:href='javascript:window.pwned=24'>丁</mi></math>",
    "\u202e<b>倒</b>\u2066",
)
WRITABLE = PAYLOADS[:-1]
"""What a definition may hold: the loader refuses letters that turn the direction of reading."""
TEMPLATES = ("{{7*7}}", "{% print(7*7) %}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{staff}")
ALL = " ".join((*PAYLOADS, *TEMPLATES))
ATTRIBUTES = """[...document.querySelectorAll('*')].flatMap(one => [...one.attributes].map(a => a.name))
  .filter(name => /^on|^(data-)?hx-on|^srcdoc$/.test(name))"""


def written(text: str) -> str:
    """Return a text as a definition holds it: braces are doubled there."""
    return text.replace("{", "{{").replace("}", "}}")


FORM = {
    "form": "zhuru",
    "kind": "survey",
    "title": written(PAYLOADS[2]),
    "description": written(PAYLOADS[0]),
    "version": "1",
    "collection": {"reporter": "enterprise"},
    "sheets": [
        {
            "sheet": "one",
            "title": written(PAYLOADS[3]),
            "items": [
                {"note": written(" ".join(PAYLOADS[:4]) + " [戊](javascript:window.pwned=99)")},
                {"field": "words", "label": written(PAYLOADS[5]), "type": "text", "maxLength": 2000},
                {"field": "more", "label": "意见", "hint": written(PAYLOADS[6]), "type": "textarea"},
                {"field": "staff", "label": "人数", "type": "integer", "unit": written(PAYLOADS[7])},
                {
                    "field": "why",
                    "label": "原因",
                    "type": "select_one",
                    "choices": [
                        {"value": f"c{number}", "label": written(text)}
                        for number, text in enumerate(WRITABLE)
                    ],
                },
            ],
            "checks": [
                {
                    "check": "many",
                    "rule": "staff < 10",
                    "severity": "warning",
                    "message": written(PAYLOADS[8]) + " {staff}",
                }
            ],
        }
    ],
}
SYSTEM = {
    "system": "ceshi",
    "title": "测试",
    "organisations": {
        "bureau": {"title": "主管部门", "scope": "all"},
        "enterprise": {"title": "企业", "scope": "own"},
    },
    "roles": {
        "analyst": {"of": "bureau", "may": ["chart.view", "filing.view", "survey.design"]},
        "filer": {
            "of": "enterprise",
            "may": ["filing.view", "filing.edit", "filing.submit", "filing.withdraw"],
        },
    },
    "forms": ["zhuru"],
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[site.Site]:
    """Yield a server whose every text is hostile."""
    data: Path = tmp_path_factory.mktemp("hostile")
    folder = data / "definitions"
    folder.mkdir()
    for name, content in (("zhuru", FORM), ("ceshi", SYSTEM)):
        (folder / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    database, definitions = Database(f"sqlite:///{data / 'tianbao.db'}"), load_folder(folder)
    assert not definitions.problems, [str(found) for found in definitions.problems]
    upgrade(database)
    with database.write() as work:
        _settle(work, definitions)
    database.close()
    with site.serving(data, definitions=folder) as found:
        yield found


def _settle(work: Work, definitions: Definitions) -> None:
    """Register 25 enterprises with hostile names, each with a hostile answer; and one with all texts."""
    publish_folder(work, definitions, by="t", at=LONG_AGO)
    book, passwords = RoleBook(definitions.systems), cheap_passwords()
    bureau = Organisation("bureau", "ceshi", "bureau", ALL)
    own = Organisation("own", "ceshi", "enterprise", ALL)
    for login, organisation, role in (("liu", bureau, "analyst"), ("wang", own, "filer")):
        organisations.create(work, organisation, at=LONG_AGO)
        user = users.create(work, NewUser(login, PAYLOADS[2], PASSWORD), passwords, at=LONG_AGO)
        users.join(work, user, organisation, role=role, book=book)
    desk = Desk.over(Programs(definitions), zone=UTC)
    version = desk.programs.current(work, "zhuru").version
    for number, text in enumerate(WRITABLE):
        one = Organisation(f"o{number}", "ceshi", "enterprise", text)
        organisations.create(work, one, at=LONG_AGO)
        fresh = Response(responses.new_id(), "zhuru", version, "", organisation=one.id)
        document: dict[str, Json] = {"words": text, "more": text, "why": f"c{number}", "staff": number}
        actor = replace(Actor("t", LONG_AGO))
        file_document(work, desk, actor, fresh=fresh, document=document, organisation=one, explanation=text)


def sign_in(page: Page, url: str, login: str) -> None:
    page.goto(f"{url}/signin")
    page.get_by_label("用户名").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"{url}/")


def assert_harmless(page: Page) -> None:
    """Fail when anything ran, moved in, or was worked out."""
    assert page.evaluate("window.pwned") is None, page.url
    assert page.evaluate(ATTRIBUTES) == [], page.url
    assert page.locator("iframe, base, meta[http-equiv=refresh], main script, main style").count() == 0
    assert page.locator("main img[src=x], a[href^='javascript']").count() == 0
    assert page.locator("body").is_visible()


@pytest.mark.browser
def test_a_filer_among_hostile_texts(
    hostile: site.Site, desk: Page, new_page: Callable[..., Page]
) -> None:  # INJ-01, INJ-02
    desk.on("dialog", lambda dialog: pytest.fail(dialog.message))
    sign_in(desk, hostile.url, "wang")
    assert_harmless(desk)
    desk.goto(f"{hostile.url}/filings/new?form=zhuru")
    assert_harmless(desk)
    desk.locator("main form button").last.click()
    desk.wait_for_url("**/sheets/one")
    for name, text in (("words", ALL), ("more", ALL), ("staff", "50")):
        with desk.expect_response("**/change"):
            desk.locator(f"[name={name}]").fill(text)
            desk.locator(f"[name={name}]").blur()
        assert_harmless(desk)
    box = desk.locator('textarea[name^="explain."]')
    with desk.expect_response("**/explanations"):
        box.fill(ALL)
        box.blur()
    sheet = desk.url
    desk.reload()
    assert_harmless(desk)
    expect(desk.locator("[name=words]")).to_have_value(ALL)
    expect(desk.locator("[name=more]")).to_have_value(ALL)
    desk.goto(re.sub(r"/sheets/.*", "/submit", sheet))
    assert_harmless(desk)
    for text in TEMPLATES:
        assert text in desk.locator("main").inner_text()
    desk.locator('form[action$="/submit"] button').last.click()
    desk.wait_for_url("**/receipt")
    assert_harmless(desk)
    for address in (sheet, f"{hostile.url}/filings", f"{hostile.url}/"):
        desk.goto(address)
        assert_harmless(desk)
        assert "{{7*7}}" in desk.locator("body").inner_text()


@pytest.mark.browser
def test_an_analyst_among_hostile_texts(hostile: site.Site, desk: Page) -> None:  # INJ-01
    desk.on("dialog", lambda dialog: pytest.fail(dialog.message))
    sign_in(desk, hostile.url, "liu")
    for path in ("", "/zhuru", "/zhuru/texts?question=words", "/zhuru/picture.svg?question=why"):
        desk.goto(f"{hostile.url}/charts{path}")
        if path.endswith("why"):
            assert desk.evaluate("window.pwned") is None
            assert desk.evaluate("document.documentElement.localName") == "svg"
            assert desk.locator("script").count() == 0
        else:
            assert_harmless(desk)
    desk.goto(f"{hostile.url}/charts/zhuru/texts?question=words")
    told = desk.locator("main").inner_text()
    assert all(text in told for text in PAYLOADS[:3])


@pytest.mark.browser
def test_responses_of_hostile_texts(hostile: site.Site, desk: Page) -> None:  # INJ-04
    desk.on("dialog", lambda dialog: pytest.fail(dialog.message))
    sign_in(desk, hostile.url, "liu")
    for path in (
        "/charts/zhuru/report",
        "/charts/zhuru/compare?by=why&one=c1&other=c2",
        "/charts/zhuru/crosstab?rows=why&columns=staff",
        "/charts/zhuru/trend?question=why",
        f"/charts/zhuru/texts?question=words&words={quote(PAYLOADS[2])}",
        "/responses",
        "/responses/zhuru",
    ):
        desk.goto(hostile.url + path)
        assert_harmless(desk)
    desk.locator("tbody a").first.click()
    assert_harmless(desk)


def _items(texts: Iterator[str]) -> list[dict[str, Any]]:
    """Return an item of every kind, each text the next hostile one."""
    choices = [{"value": f"c{number}", "label": next(texts)} for number in (1, 2)]
    return [
        {"note": next(texts)},
        {"group": "g", "label": next(texts), "hint": next(texts), "items": []},
        {
            "field": "staff",
            "label": next(texts),
            "hint": next(texts),
            "type": "integer",
            "unit": next(texts),
            "constraint": "staff > 0",
            "constraint_message": next(texts),
        },
        {"field": "why", "label": next(texts), "type": "select_one", "choices": choices},
        {
            "matrix": "views",
            "label": next(texts),
            "rows": [{"row": "r", "label": next(texts)}],
            "choices": choices,
        },
        {
            "grid": "econ",
            "label": next(texts),
            "columns": [{"column": "c", "label": next(texts), "type": "integer"}],
            "rows": [{"row": "r", "label": next(texts), "unit": next(texts)}],
        },
        {
            "repeat": "sites",
            "label": next(texts),
            "title": next(texts),
            "items": [{"field": "site", "label": next(texts)}],
        },
    ]


def design() -> str:
    """Return a design whose every text is hostile, each text in a place of its own."""
    texts = iter([written(text) for text in WRITABLE] * 2)
    form = {
        "form": "sheji",
        "kind": "survey",
        "title": next(texts),
        "description": next(texts),
        "heading": next(texts),
        "collection": {"public": True},
        "sheets": [
            {
                "sheet": "one",
                "title": next(texts),
                "hint": next(texts),
                "notes": [next(texts)],
                "items": _items(texts),
                "checks": [
                    {
                        "check": "many",
                        "rule": f"staff < 10 or label_of(why) == '{PAYLOADS[5]}'",
                        "severity": "warning",
                        "message": next(texts),
                        "remedy": next(texts),
                        "reasons": [{"value": "a", "label": next(texts)}],
                    }
                ],
            }
        ],
    }
    return json.dumps(form, ensure_ascii=False)


@pytest.mark.browser
def test_a_designer_among_hostile_texts(hostile: site.Site, desk: Page) -> None:  # INJ-03
    desk.on("dialog", lambda dialog: pytest.fail(dialog.message))
    sign_in(desk, hostile.url, "liu")
    desk.goto(f"{hostile.url}/designs/import")
    name = "<img src=x onerror=window.pwned=30>.json"
    desk.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": design().encode()}
    )
    desk.get_by_role("button", name="导入").click()
    desk.wait_for_url(re.compile(r"/designs/[0-9a-f-]{36}$"))
    address = desk.url
    assert_harmless(desk)
    for place in ("", "?at=/sheets/0/items/3", "?at=/sheets/0/items/5/rows/0", "?at=/sheets/0/checks/0"):
        desk.goto(f"{address}{place}")
        assert_harmless(desk)
    for tab in (
        "logic",
        "try",
        "text",
        "publish",
        "links",
        "versions",
        "rule?at=/sheets/0/checks/0&slot=rule",
    ):
        desk.goto(f"{address}/{tab}")
        assert_harmless(desk)
    desk.goto(f"{address}?at=/sheets/0/items/2")
    for text in (PAYLOADS[5], PAYLOADS[7], "{{7*7}}"):
        box = desk.locator("textarea[name=zh]").first
        with desk.expect_response("**/edit"):
            box.fill(written(text))
            box.blur()
        assert_harmless(desk)
    desk.goto(f"{hostile.url}/designs")
    assert_harmless(desk)
    desk.goto(f"{hostile.url}/designs?words={quote(PAYLOADS[5])}")
    assert_harmless(desk)
