"""`tianbao simulate` at the command line.

SIMCLI-01 Responses go to standard output or a file, a line each or as one list; the report goes aside.
SIMCLI-02 The same seed writes the same bytes.
SIMCLI-03 --store files valid responses for the organisations and periods named, each once.
SIMCLI-04 A form, a period or an organisation that is not there is said in one sentence, with status 1.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from cli.main import gather
from engine.store import Database
from engine.store.tables.responses import responses
from tests.contracts.tree import ROOT

MONITORING = ROOT / "tests/definitions/valid/monitoring"


def run(data: Path, *words: str) -> Result:
    """Run a command on a folder of definitions with one form of months."""
    given = {"TIANBAO_DATA": str(data), "TIANBAO_DEFINITIONS": str(MONITORING)}
    return CliRunner().invoke(gather([words[0]]), list(words), env=given)


def test_lines_and_a_report(tmp_path: Path) -> None:  # SIMCLI-01
    report = tmp_path / "report.json"
    result = run(tmp_path, "simulate", "monthly", "--n", "8", "--report", str(report))
    assert result.exit_code == 0
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["number"] for one in lines] == sorted(one["number"] for one in lines)
    assert all(one["problems"] for one in lines if one["kind"] == "invalid")
    told: dict[str, Any] = json.loads(report.read_text("utf-8"))
    assert sum(told["made"].values()) == len(lines)
    assert told["coverage"]["items"]["total"] > 0
    assert "Made:" in result.stderr


def test_a_list_in_a_file(tmp_path: Path) -> None:  # SIMCLI-01, SIMCLI-02
    first, again = tmp_path / "first.json", tmp_path / "again.json"
    for file in (first, again):
        options = ("--n", "4", "--kind", "valid", "--format", "json", "--output", str(file))
        assert run(tmp_path, "simulate", "monthly", *options).exit_code == 0
    found = json.loads(first.read_text("utf-8"))
    assert [one["kind"] for one in found] == ["valid"] * 4
    assert first.read_bytes() == again.read_bytes()


def test_into_the_store(tmp_path: Path) -> None:  # SIMCLI-03
    assert run(tmp_path, "migrate").exit_code == 0
    added = run(
        tmp_path, "user", "organisation", "hongda", "--name", "宏达机械", "--system", "monitoring",
        "--type", "enterprise",
    )  # fmt: skip
    assert added.exit_code == 0, added.output
    options = ("--store", "--org", "hongda", "--period", "2026-01..2026-03")
    for filed in (3, 0):
        result = run(tmp_path, "simulate", "monthly", *options)
        assert f"{filed} filed." in result.output, result.output
    database = Database(f"sqlite:///{tmp_path / 'tianbao.db'}")
    with database.read() as work:
        rows = work.connection.execute(select(responses.c.period, responses.c.state)).all()
    database.close()
    assert sorted(map(tuple, rows)) == [(f"2026-0{month}", "approved") for month in (1, 2, 3)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nothing",), "There is no form 'nothing'"),
        (("monthly", "--period", "2026-13"), "is no period"),
        (("monthly", "--period", "2026-Q1"), "does not fit"),
    ],
)
def test_what_is_not_there(tmp_path: Path, words: tuple[str, ...], said: str) -> None:  # SIMCLI-04
    result = run(tmp_path, "simulate", *words)
    assert result.exit_code == 1
    assert said in result.output
