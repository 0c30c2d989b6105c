"""`tianbao check`.

CLI-01  a sound folder: nothing but the count, status 0; warnings do not fail
CLI-02  a faulty one: per problem a line with file, line and column, then the place marked, status 1
CLI-03  as JSON for editors; in Chinese
CLI-04  carets stand below what they mark, also beside Chinese and tabs
CLI-05  as GitHub's annotations, nothing in them that ends a command early
CLI-06  as SARIF 2.1.0: every result names a rule of the list and a place in a file
"""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cli.check import command
from cli.reports import Format, pointed, report
from engine.problems import Problem, Span, problem

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
    assert run(str(path)) == (1, f"{line}  title: *t\n         ^^\n")


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


@pytest.mark.parametrize(
    ("line", "column", "end", "carets"),
    [
        ("ab: cd", 5, 7, "    ^^"),
        ("名称: 企业", 5, 7, "      ^^^^"),
        ("\t名: 甲", 5, 6, "\t    ^^"),
        ("ab", 3, 3, "  ^"),
    ],
)
def test_carets(line: str, column: int, end: int, carets: str) -> None:  # CLI-04
    assert pointed([line], Span("a.yaml", 1, column, 1, end)) == (f"  {line}", f"  {carets}")


def test_a_long_line_is_cut_around_its_place() -> None:  # CLI-04
    shown = pointed(["x" * 300 + "here" + "y" * 300], Span("a.yaml", 1, 301, 1, 305))
    assert shown is not None
    text, carets = shown
    assert len(text) < 200
    assert text[carets.index("^") : carets.index("^") + 4] == "here"


def test_a_place_that_is_no_line() -> None:  # CLI-04
    assert pointed([], Span("a.yaml", 1, 1)) is None


FAULTS = [
    Problem("answer-constraint", "", {"given": "50%\n::x"}, "error", Span("a,b:c.yaml", 2, 3, 2, 9)),
    problem("never-shown", "", Span("定义/a b.yaml", 7, 1, 8, 2)),
    problem("check-broken", "turnover"),
]


def test_github() -> None:  # CLI-05
    first, second, third = report(FAULTS, Format.GITHUB, "en").split("\n")
    place = "file=a%2Cb%3Ac.yaml,line=2,endLine=2,col=3,endColumn=9"
    assert first.startswith(f"::error {place},title=answer-constraint::")
    assert first.count("::") == 3
    assert "50%25%0A" in first
    assert second.startswith("::warning file=定义/a b.yaml,line=7,endLine=8,col=1,title=never-shown::")
    assert second.endswith("::This can never show.")
    assert third == "::error title=check-broken::A check does not hold."


def test_sarif() -> None:  # CLI-06
    written = json.loads(report(FAULTS, Format.SARIF, "en"))
    (run_,) = written["runs"]
    rules = [rule["id"] for rule in run_["tool"]["driver"]["rules"]]
    assert written["version"] == "2.1.0"
    assert [rules[result["ruleIndex"]] for result in run_["results"]] == [fault.code for fault in FAULTS]
    assert [result["level"] for result in run_["results"]] == ["error", "warning", "error"]
    place = run_["results"][1]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "%E5%AE%9A%E4%B9%89/a%20b.yaml"
    assert place["region"] == {"startLine": 7, "startColumn": 1, "endLine": 8, "endColumn": 2}
    assert run_["results"][2]["locations"] == []


def test_nothing_to_say() -> None:  # CLI-01
    assert report([], Format.TEXT, "en") == ""
    assert json.loads(report([], Format.SARIF, "en"))["runs"][0]["results"] == []
