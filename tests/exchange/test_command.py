"""`tianbao convert` on the command line.

CONV-01  A form of another tool is printed, or written, as a definition; notes go to standard error.
CONV-02  A definition is written as an XLSForm, with the lists that it chooses from.
CONV-03  What cannot be converted ends with status 2 and a sentence.
"""

from pathlib import Path

from typer.testing import CliRunner

from cli.main import gather
from engine.forms import load

HOUSEHOLD = "tests/exchange/xlsform/household.md"


def run(*arguments: str) -> tuple[int, str, str]:
    """Run the command; returns its status, what it printed and what it told."""
    found = CliRunner().invoke(gather(["convert", "schema"]), ["convert", *arguments])
    return found.exit_code, found.stdout, found.stderr


def test_to_a_definition(tmp_path: Path) -> None:  # CONV-01
    status, text, told = run(HOUSEHOLD, "--language", "zh")
    assert status == 0 and "title: 农户调查" in text and "survey!A22: warning: 题型“geopoint”" in told
    target = tmp_path / "household.yaml"
    assert run(HOUSEHOLD, str(target))[0] == 0
    assert load(target).kind == "survey"


def test_to_an_xlsform(tmp_path: Path) -> None:  # CONV-02
    target = tmp_path / "registration.xlsx"
    status, _, told = run("definitions/registrations/sme-registration.yaml", str(target))
    assert status == 0 and "XLSForm has no counterpart of 'format'" in told
    assert target.stat().st_size > 100_000


def test_what_cannot_be(tmp_path: Path) -> None:  # CONV-03
    broken = tmp_path / "broken.yaml"
    broken.write_text("form: [", "utf-8")
    assert run("nowhere.xlsx")[0] == 2
    assert run(str(broken), str(tmp_path / "out.xlsx"))[0] == 2
    status, _, told = run("README.md", str(tmp_path / "out.xlsx"))
    assert status == 2 and "Only a definition" in told
