"""The commands serve, migrate and user.

CMD-01  `serve` refuses a store that is not migrated, faulty settings and faulty definitions, in words.
CMD-02  `migrate` twice is as good as once; afterwards `serve` makes an application.
CMD-03  `user` makes an organisation and an account that signs in; what cannot be is said, status 1.
CMD-04  A new password, and disabling, bite at once.
CMD-05  `serve` publishes the folder's forms; what is published already is not published again.
"""

from pathlib import Path

import pytest
import structlog
from fastapi import FastAPI
from starlette.testclient import TestClient
from typer.testing import CliRunner

from cli import serve
from cli.main import COMMANDS, gather
from tests.web.core.conftest import sign_in

SYSTEM = """
system: trade
title: 外贸监测
organisations:
  bureau: {title: 主管部门, scope: region}
  plant: {title: 企业, scope: own}
roles:
  filer: {of: plant, may: [filing.edit]}
  reviewer: {of: bureau, may: [filing.view], grants: [filing.approve]}
"""
PLANT = ["user", "organisation", "p1", "--name", "青岛纺织厂", "--system", "trade", "--type", "plant"]
ADD = [
    "user",
    "add",
    "liu",
    "--name",
    "刘经办",
    "--organisation",
    "p1",
    "--role",
    "filer",
    "--password",
    "qingdao-2026",
]

run = CliRunner()


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "definitions" / "systems"
    folder.mkdir(parents=True)
    (folder / "trade.yaml").write_text(SYSTEM)
    monkeypatch.setenv("TIANBAO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TIANBAO_DEFINITIONS", str(tmp_path / "definitions"))
    monkeypatch.setenv("TIANBAO_HOSTS", "testserver")
    return folder


def said(*words: str, status: int = 0) -> str:
    result = run.invoke(gather(COMMANDS), list(words))
    assert result.exit_code == status, result.output
    return result.output


def application() -> FastAPI:
    try:
        return serve.application()
    finally:
        structlog.reset_defaults()


def signs_in(password: str) -> bool:
    with TestClient(application(), base_url="http://testserver", follow_redirects=False) as client:
        return bool(sign_in(client, "liu", password).status_code == 303)


def test_serve_refuses_what_is_not_migrated() -> None:  # CMD-01
    assert "Run `tianbao migrate` first" in said("serve", status=1)


def test_serve_refuses_faulty_settings(monkeypatch: pytest.MonkeyPatch) -> None:  # CMD-01
    monkeypatch.setenv("TIANBAO_ZONE", "Asia/Jinan")
    assert "TIANBAO_ZONE is “Asia/Jinan”" in said("serve", status=1)


def test_serve_refuses_faulty_definitions(installation: Path) -> None:  # CMD-01
    (installation / "broken.yaml").write_text("system: broken\ntitel: x\n")
    assert "broken.yaml:" in said("serve", status=1)


def test_serve_starts_the_server_on_a_migrated_store(monkeypatch: pytest.MonkeyPatch) -> None:  # CMD-02
    started: dict[str, object] = {}
    monkeypatch.setattr("uvicorn.run", lambda target, **options: started.update(options, target=target))
    first, second = said("migrate"), said("migrate")
    assert first == second
    assert "is at migration" in first
    said("serve", "--port", "8123", "--workers", "2")
    assert (started["target"], started["port"], started["workers"]) == ("cli.serve:application", 8123, 2)
    assert (started["proxy_headers"], started["forwarded_allow_ips"]) == (False, "")
    assert isinstance(application(), FastAPI)


def test_serving_publishes_what_the_folder_holds(
    installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # CMD-05
    monkeypatch.setattr("uvicorn.run", lambda *_target, **_options: None)
    reports = installation.parent / "reports"
    reports.mkdir()
    (reports / "kuaibao.yaml").write_text(
        "form: kuaibao\ntitle: 快报\nsheets:\n  - sheet: a\n    title: 指标\n    items: [{field: output}]\n"
    )
    said("migrate")
    assert "Published kuaibao" in said("serve")
    assert "Published" not in said("serve")


def test_an_account_is_made_and_signs_in() -> None:  # CMD-03 CMD-04
    said("migrate")
    assert "青岛纺织厂 (p1)" in said(*PLANT)
    assert "liu may sign in" in said(*ADD)
    assert signs_in("qingdao-2026")
    said("user", "password", "liu", "--password", "another-2026")
    assert not signs_in("qingdao-2026")
    assert signs_in("another-2026")
    said("user", "disable", "liu")
    assert not signs_in("another-2026")
    said("user", "enable", "liu")
    assert signs_in("another-2026")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([*PLANT[:-1], "ship"], "no organisations of type “ship”; there are: bureau, plant"),
        ([*ADD[:-3], "reviewer", *ADD[-2:]], "have no role “reviewer”; there are: filer"),
        ([*ADD[:-1], "short"], "needs at least 8"),
        ([*ADD[:-5], "p2", *ADD[-4:]], "no organisation “p2”"),
        ([*ADD, "--grant", "filing.approve"], "cannot be granted “filing.approve”"),
        (["user", "disable", "nobody"], "no user “nobody”"),
    ],
)
def test_what_cannot_be_is_said(words: list[str], sentence: str) -> None:  # CMD-03
    said("migrate")
    said(*PLANT)
    assert sentence in said(*words, status=1)
