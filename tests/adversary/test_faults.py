"""Faults that must not cost anybody's work.

FLT-01  A profile that no longer fits its registration loses only what does not fit; the log says where.
FLT-02  A draft with a code that its list no longer offers opens, shows the code and a problem at the
        field, keeps it while other fields are saved, and is not submitted until it is put right.
FLT-03  What people typed, tokens, cookies and passwords stand in no log line, not even of a crash.
FLT-04  A store without turn or room answers 503 with Retry-After: a page holds what was typed and can
        send it again, a fragment says so; reading still works, and so does writing afterwards.
FLT-05  A session that ends in the middle of typing loses nothing: htmx is led to signing in and back,
        a plain form comes back with what was typed, and is saved after signing in.
"""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs

from engine.filings import drafts, fitting, links, responses
from engine.filings.fitting import read_own
from engine.forms import Definitions, Misfits
from engine.forms.model.codelist import Codelist
from engine.library import Programs
from engine.store import Database
from engine.store.tables.forms import form_versions
from engine.store.tables.people import sessions as sessions_table
from tests.adversary.county import County, revision_of
from tests.filings.stock import HONGDA, World
from tests.people.world import PASSWORD
from tests.web.filing.conftest import Browser
from web import border, logs

SECRETS = ("秘密营业收入七千万", "13800138000", "tok-secret-77", "hunter2hunter2")


def without(codelist: Codelist, code: str) -> Codelist:
    """Return the list as it is after dropping a code."""
    return replace(codelist, entries={key: entry for key, entry in codelist.entries.items() if key != code})


def test_a_profile_that_no_longer_fits(world: World) -> None:  # FLT-01
    wrong = {**HONGDA.profile, "founded": "2001-02-30", "section": {"a": 1}, "name": ["宏达"]}
    with capture_logs() as lines:
        found = world.desk.profiles.of(replace(HONGDA, profile=wrong))
    assert found["type"] == "enterprise" and "founded" not in found
    left = {line["path"] for line in lines if line["event"] == "left out"}
    assert left == {"founded", "section", "name"}
    assert "2001-02-30" not in str(lines) and "宏达" not in str(lines)
    with world.database.write() as work:
        assert world.open(work).state == "draft"


def test_a_code_that_is_no_longer_offered(world: World, definitions: Definitions) -> None:  # FLT-02
    with world.database.write() as work:
        work.connection.execute(form_versions.update().values(frozen=None))  # from before lists were frozen
        response = world.open(work).id
        world.type(work, response, "trade", "C3411")
    lists = {**definitions.codelists, "hangye": without(definitions.codelists["hangye"], "C3411")}
    later = replace(world.desk, programs=Programs(replace(definitions, codelists=lists)))
    with world.database.write() as work:
        filing = later.open(work, responses.fetch(work, response, lock=True), world.wang)
        assert filing.state.typed_value("trade") == "C3411"
        problems = filing.state.problems_at("trade")
        assert [found.code for found in problems] == ["answer-not-offered"]
        assert "trade" in {found.path for found in filing.state.complete()}
        edit = drafts.Edit("staff", "12", filing.response.revision)
        drafts.change(work, filing, world.wang, edit=edit)
        assert (responses.fetch(work, response).document or {})["trade"] == "C3411"
        edit = drafts.Edit("trade", "C34", filing.response.revision)
        drafts.change(work, filing, world.wang, edit=edit)
        assert not filing.state.problems_at("trade")


def test_what_has_no_place_is_never_dropped_in_silence(world: World) -> None:  # FLT-02
    with world.database.write() as work:
        program = world.filing(work, world.open(work).id).program
    with pytest.raises(Misfits):
        read_own(program, {"nowhere": 1})


@pytest.fixture
def server_logs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Log as a server does, for the time of one test."""
    kept, root = structlog.get_config(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    structlog.reset_defaults()
    logs.configure()
    for module in (border, fitting, links):  # a logger that spoke before keeps how it spoke
        monkeypatch.setattr(module, "_log", structlog.get_logger("tianbao"))
    yield
    structlog.configure(**kept)
    root.handlers[:] = handlers
    root.setLevel(level)


def test_logs_hold_nothing_that_was_typed(
    county: County,
    server_logs: None,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # FLT-03
    wang, nobody = county.browsers["wang"], county.browsers["nobody"]
    mine, link = wang.begin(), county.link()
    wang.type(mine, "remark", SECRETS[0], 1)
    wang.type(mine, "staff", SECRETS[1] + "人", 2)
    wang.get(f"{mine}/choices?path=trade&q={SECRETS[2]}")
    nobody.get(link)
    nobody.post("/signin", {"login": "wang", "password": SECRETS[3]})

    def crash(*_: Any, **__: Any) -> Any:
        raise RuntimeError(f"cannot save {SECRETS[0]} for {wang.client.cookies}")

    monkeypatch.setattr(drafts, "change", crash)
    assert wang.type(mine, "remark", SECRETS[0], 2).status_code == 500
    out = capsys.readouterr()
    told = out.out + out.err
    assert len(told.splitlines()) >= 6 and "RuntimeError" in told
    assert all(json.loads(line) for line in told.splitlines())
    planted = (*SECRETS, PASSWORD, wang.token, wang.client.cookies["session"], link.rpartition("/")[2])
    assert [secret for secret in planted if secret in told] == []


def test_a_statement_that_fails_does_not_say_its_values(world: World) -> None:  # FLT-03
    with pytest.raises(Exception) as fault, world.database.write() as work:  # noqa: PT011 - whatever it is
        responses.insert(
            work,
            responses.Response("x", "nowhere", "none", SECRETS[0], organisation=SECRETS[1]),
            responses.Step("open"),
            world.wang,
        )
    assert not any(secret in str(fault.value) for secret in SECRETS)


def resent(person: Browser, page: str) -> Any:
    """Press the page's "once more": the same fields to the same address."""
    form = page[page.index('<form method="post" action="/filings') :]
    action = re.search(r'action="([^"]+)"', form)
    assert action
    fields = re.findall(r'name="([^"]+)" value="([^"]*)"', form[: form.index("</form>")])
    data = {unescape(name): unescape(text) for name, text in fields}
    return person.client.post(action[1], data=data, headers={"Origin": "http://testserver"})


@contextmanager
def busy(database: Database) -> Iterator[None]:
    """Hold the store's one turn to write."""
    with database.write():
        yield


@contextmanager
def full(database: Database) -> Iterator[None]:
    """Leave the store no room."""
    with database.write() as work:
        pages = work.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        work.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    yield
    with database.write() as work:
        work.connection.exec_driver_sql("PRAGMA max_page_count=1000000")


@pytest.mark.parametrize("trouble", [busy, full], ids=["busy", "full"])
def test_no_turn_and_no_room(county: County, trouble: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # FLT-04
    monkeypatch.setattr(county.database._writer.pool, "_timeout", 0.1)
    wang = county.browsers["wang"]
    mine = wang.begin()
    revision = revision_of(wang.get(f"{mine}/sheets/basic").text)
    long = "长" * 1900 + trouble.__name__
    county.clock.pass_(minutes=6)  # so that the session's use is to be noted as well
    with trouble(county.database):
        for number in range(60):
            answer = wang.post(f"{mine}/sheets/basic", {"remark": f"{long}{number}", "revision": revision})
            if answer.status_code == 503:
                break
            revision += 1
        assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0
        assert f"{long}{number}" in answer.text and "没有保存" in answer.text
        fragment = wang.type(mine, "remark", f"{long}x", revision)
        assert (fragment.status_code, fragment.headers["HX-Retarget"]) == (503, "#messages")
        assert fragment.headers["Retry-After"] and "<html" not in fragment.text
        assert wang.client.get(f"{mine}/sheets/basic").status_code == 200
    assert resent(wang, answer.text).status_code == 303
    assert f"{long}{number}" in wang.get(f"{mine}/sheets/basic").text


def test_a_session_that_ends_while_typing(county: County) -> None:  # FLT-05
    lili = county.browsers["lili"]
    mine = lili.begin(period="2026-03")
    sheet = f"{mine}/sheets/basic"
    revision = revision_of(lili.get(sheet).text)
    with county.database.write() as work:
        work.connection.execute(sessions_table.delete())
    data = {"path": "remark", "value": "半句", "revision": revision, "csrf": lili.token}
    here = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{sheet}"}
    answer = lili.client.post(f"{mine}/change", data=data, headers=here)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, f"/signin?next={sheet}")
    typed: dict[str, object] = {
        "remark": '第一行\r\n<b>"第二行"</b>',
        "staff": "77",
        "revision": str(revision),
    }
    page = lili.post(sheet, typed)
    assert page.status_code == 401 and "重新登录" in page.text and "<b>" not in page.text
    token = lili.token
    lili.sign_in("lili")
    assert lili.token != token
    stale = resent(lili, page.text)
    assert stale.status_code == 403, "the page's token was the old session's"
    assert resent(lili, stale.text).status_code == 303
    shown = unescape(lili.get(sheet).text)
    assert '<b>"第二行"</b>' in shown and 'value="77"' in shown
    for login in ("wang", "qian", "zhao"):
        county.browsers[login].sign_in(login)


def test_a_strangers_page_gets_no_token(county: County) -> None:  # FLT-05
    wang = county.browsers["wang"]
    mine = wang.begin()
    for headers in ({}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        data = {"csrf": "0", "remark": "甲"}
        answer = wang.client.post(f"{mine}/sheets/basic", data=data, headers=headers)
        assert answer.status_code == 403 and "remark" not in answer.text
