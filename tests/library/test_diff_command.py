"""`tianbao diff`.

CLI-01  two files: each change with its class; status 1 when the second could not be published
CLI-02  versions of the store, by hash or label, with the stored answers that each change touches
CLI-03  as JSON; in Chinese
CLI-04  what cannot be read or found is said, status 2
CLI-05  `serve` tells what a new version changes, and refuses in words
"""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cli import installation, serve
from cli.diff import command
from engine.store.migrating import upgrade
from tests.library.county import ITEMS, County, answer, settle


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> County:
    """Return the definitions folder of an installation whose report was answered once."""
    monkeypatch.setenv("TIANBAO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TIANBAO_DEFINITIONS", str(tmp_path / "definitions"))
    monkeypatch.setenv("TIANBAO_HOSTS", "testserver")
    county = County(tmp_path / "definitions")
    county.write()
    store = installation.database(installation.settings())
    upgrade(store)
    with store.write() as work:
        settle(work)
        answer(work, county.publish(work).version, "2026-01", {"fax": "0531-1", "staff": 12})
    store.close()
    return county


def run(*arguments: str) -> tuple[int, str]:
    """Run the command and return its status and what it printed."""
    app = typer.Typer()
    app.command()(command)
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.output


def files(county: County) -> tuple[str, str]:
    """Keep the report as it is, and take the fax from it."""
    before = county.folder / "before.yaml.txt"
    before.write_text((county.folder / "monthly.yaml").read_text())
    del county.items["fax"]
    county.write("2")
    return str(before), str(county.folder / "monthly.yaml")


GONE = (
    "needs a mapping: The field '传真 (fax)' is gone, and its stored answers have no place. "
    "Under a new name, say so in 'renamed'; if it is gone for good, say dropped: [fax].{}\n"
)


def test_files(county: County) -> None:  # CLI-01
    before, after = files(county)
    assert run(before, after) == (1, GONE.format(""))
    assert run(before, before) == (0, "")


def test_store(county: County) -> None:  # CLI-02
    _before, after = files(county)
    assert run("monthly@1", after) == (1, GONE.format(" [1 stored]"))
    assert run("monthly@", "monthly@1") == (0, "")
    assert run("--count", *files_kept(county)) == (1, GONE.format(" [1 stored]"))


def files_kept(county: County) -> tuple[str, str]:
    """Return the files that were written."""
    return str(county.folder / "before.yaml.txt"), str(county.folder / "monthly.yaml")


def test_json_and_chinese(county: County) -> None:  # CLI-03
    status, printed = run("--format", "json", *files(county))
    (change,) = json.loads(printed)
    assert (status, change["class"], change["path"]) == (1, "needs_mapping", "fax")
    assert change["message"]["zh"] == "题目“传真（fax）”没有了，已有的答案没有去处。"
    _status, told = run("--language", "zh", "monthly@", str(county.folder / "monthly.yaml"))
    assert told.startswith("须说明去向: 题目“传真（fax）”没有了") and told.endswith("（1 份答案）\n")


def test_what_is_not_there(county: County) -> None:  # CLI-04
    assert run("monthly@7", "monthly@") == (2, "There is no version 'monthly@7'.\n")
    broken = county.folder / "broken.yaml"
    broken.write_text("form: broken\n")
    status, printed = run(str(broken), str(broken))
    assert status == 2 and "broken.yaml:1:1: error" in printed


def test_serve_tells(county: County, capsys: pytest.CaptureFixture[str]) -> None:  # CLI-05
    settings = installation.settings()
    del county.items["fax"]
    with pytest.raises(typer.Exit):
        serve.publish(installation.migrated(settings), county.write("2"))
    told = capsys.readouterr().err
    assert "monthly.yaml:7:5: error: Before publication, say what becomes of stored answers." in told
    assert told.endswith("Nothing was published.\n")
    county.items["staff"] = ITEMS["staff"].replace("从业人员", "期末从业人员")
    serve.publish(installation.migrated(settings), county.write("2", "dropped: [fax]"))
    told = capsys.readouterr().out
    assert told.startswith("Published monthly 2 (")
    assert (
        "  compatible: The field '传真 (fax)' is dropped: stored answers stay with their version. [1" in told
    )
    assert (
        "  cosmetic: label (zh) of the field '期末从业人员 (staff)': '从业人员' is now '期末从业人员'."
        in told
    )
