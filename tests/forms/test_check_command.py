"""`tianbao check`.

CLI-01  a sound folder: nothing but the count, status 0; warnings do not fail
CLI-02  a faulty one: one line per problem with file, line and column, status 1
CLI-03  as JSON for editors; in Chinese
"""

import json
from pathlib import Path

import typer
from typer.testing import CliRunner

from cli.check import command

DEFINITIONS = Path(__file__).parent.parent / "definitions"


def run(*arguments: str) -> tuple[int, str]:
    """Run the command and return its status and what it printed."""
    app = typer.Typer()
    app.command()(command)
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stdout


def test_sound() -> None:  # CLI-01
    assert run(str(DEFINITIONS / "valid" / "monitoring")) == (0, "")


def test_warnings_alone(tmp_path: Path) -> None:  # CLI-01
    text = "form: a\ntitle: 表\nsheets: [{sheet: s, title: 一, relevant: no}]\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    status, printed = run(str(tmp_path))
    assert status == 0
    assert "a.yaml:3:41: warning: This can never show." in printed


def test_faulty() -> None:  # CLI-02
    path = DEFINITIONS / "invalid" / "alias.yaml"
    line = f"{path}:2:8: error: YAML anchors and aliases are not accepted ('t'). Write the content out.\n"
    assert run(str(path)) == (1, line)


def test_json() -> None:  # CLI-03
    status, printed = run("--format", "json", "--language", "zh", str(DEFINITIONS / "invalid" / "alias.yaml"))
    (problem,) = json.loads(printed)
    assert status == 1
    assert (problem["code"], problem["line"], problem["column"]) == ("yaml-alias", 2, 8)
    assert problem["message"].startswith("不支持")


def test_absent() -> None:  # CLI-02
    status, printed = run("no-such-file.yaml")
    assert status == 1
    assert printed.startswith("no-such-file.yaml:1:1: error: The file cannot be read")


def test_chinese() -> None:  # CLI-03
    assert "请把内容写出来" in run("--language", "zh", str(DEFINITIONS / "invalid" / "alias.yaml"))[1]
