"""Large exports made in the background, over HTTP.

EXPO-01  What is too much to wait for is begun on a page of its own, says how far it is, and is fetched there.
EXPO-02  It holds what was filtered, within the reach of who asked.
EXPO-03  Nobody sees another's; one is stopped or thrown away; after a day it is gone.
EXPO-04  No more than some are made at once; one whose process died is told as not finished.
"""

import json
import os
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from starlette.testclient import TestClient

from engine.exchange import exporting
from tests.people.world import NOON
from tests.web.charts.test_charts import answered, app, enter, liu, town
from web.routes import responses
from web.routes.response_exports import FOLDER
from web.security import csrf

__all__ = ["answered", "app", "enter", "liu", "town"]
PLACE = "/responses/mood/exports"
PATIENCE = 60.0


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two responses be all that one waits for."""
    monkeypatch.setattr(responses, "MOST_AT_ONCE", 2)


def post(liu: TestClient, path: str, **fields: str) -> int:
    token = liu.get("/responses").text.split("X-CSRF-Token")[1].split('"')[2]
    return liu.post(path, data={csrf.FIELD: token, **fields}).status_code


def finished(liu: TestClient) -> str:
    """Wait until nothing is being made any more; returns the page."""
    until = time.monotonic() + PATIENCE
    while "hx-trigger" in (page := liu.get(PLACE).text.partition('id="exports"')[2]):
        assert time.monotonic() < until, page
        time.sleep(0.2)
    return page


def exports(folder: Path) -> list[Path]:
    return sorted((folder / FOLDER).glob("*/state.json"))


def test_made_meanwhile(liu: TestClient, answered: None, tmp_path: Path) -> None:  # EXPO-01, EXPO-02
    asked = liu.get("/responses/mood/file.xlsx", params={"period": "2026-03", "words": "labels"})
    assert asked.status_code == 303
    led = asked.headers["location"]
    page = liu.get(led).text
    assert "开始导出" in page and "hx-trigger" not in page.partition('id="exports"')[2]
    (action,) = re.findall(rf'action="({PLACE}[^"]*)"', page)
    assert action == f"{PLACE}?period=2026-03"
    assert post(liu, action, kind="xlsx", words="labels") == 303
    assert "<progress" in liu.get(PLACE).text
    done = finished(liu)
    assert "可以下载" in done and "3 份" in done
    content = liu.get(done.partition('href="')[2].partition('"')[0])
    assert content.headers["content-disposition"] == 'attachment; filename="mood.xlsx"'
    file = tmp_path / "mood.xlsx"
    file.write_bytes(content.content)
    lines = list(openpyxl.load_workbook(file)["data"].iter_rows(values_only=True))
    assert len(lines) == 4 and any("好转" in line for line in lines)
    assert len(exports(tmp_path)) == 1


def test_whose_it_is(
    liu: TestClient, enter: Callable[[str], TestClient], answered: None, tmp_path: Path
) -> None:  # EXPO-03
    assert post(liu, PLACE, kind="parquet") == 303
    path = finished(liu).partition('href="')[2].partition('"')[0]
    hu = enter("hu")
    assert "还没有在后台生成的导出" in hu.get(PLACE).text and hu.get(path).status_code == 404
    own = path.removesuffix("/file")
    assert post(hu, own, do="delete") == 404 and post(liu, own) == 303
    assert liu.get(path).content.startswith(b"PAR1")
    assert post(liu, own, do="delete") == 303 and liu.get(path).status_code == 404
    assert exports(tmp_path) == []


def test_gone_after_a_day(liu: TestClient, answered: None, tmp_path: Path) -> None:  # EXPO-03
    assert post(liu, PLACE, kind="sav") == 303
    finished(liu)
    exporting.clear(tmp_path / FOLDER, at=NOON + exporting.KEPT_FOR)
    assert len(exports(tmp_path)) == 1
    exporting.clear(tmp_path / FOLDER, at=NOON + exporting.KEPT_FOR + timedelta(minutes=1))
    assert exports(tmp_path) == []


def test_not_too_many(
    liu: TestClient, answered: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # EXPO-04
    monkeypatch.setattr(exporting, "AT_ONCE", 0)
    assert post(liu, PLACE, kind="xlsx") == 409
    assert post(liu, PLACE, kind="exe") == 200 and exports(tmp_path) == []
    dead = tmp_path / FOLDER / "dead"
    dead.mkdir(parents=True)
    told = {"id": "dead", "form": "mood", "kind": "xlsx", "total": 9, "done": 3, "state": "running"}
    user = who(liu, tmp_path)
    begun = datetime.now(UTC).isoformat()
    (dead / "state.json").write_text(json.dumps({**told, "user": user, "begun": begun}), "utf-8")
    assert "33%" not in liu.get(PLACE).text and "30%" in liu.get(PLACE).text
    long_ago = time.time() - 2 * exporting.SILENT
    os.utime(dead / "state.json", (long_ago, long_ago))
    assert "没有完成" in liu.get(PLACE).text


def who(liu: TestClient, folder: Path) -> str:
    """Return whose exports the folder holds: one is made for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exporting, "AT_ONCE", 1)
        assert post(liu, PLACE, kind="xlsx") == 303
    finished(liu)
    (state,) = (file for file in exports(folder) if file.parent.name != "dead")
    user: str = json.loads(state.read_text("utf-8"))["user"]
    return user
