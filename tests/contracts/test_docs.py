"""What the README and docs/ say is true.

DOC-01 The reference pages are what the code writes.
DOC-02 Every relative link leads to a file of the project.
DOC-03 The README's ten lines are a sound form that computes what the README says.
DOC-04 Every command of the README and of `tianbao` exists.
"""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from cli.main import COMMANDS
from cli.reference import pages
from engine.forms import compile as compile_form
from engine.forms import load_text
from engine.forms.linter.run import lint
from engine.forms.periods import Period
from tests.contracts.tree import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("name", sorted(pages()))
def test_reference_pages_are_up_to_date(name: str) -> None:  # DOC-01
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert written == pages()[name], "run `tianbao reference`"


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:  # DOC-02
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)#\s]+)", text)
    dead = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert not dead


def test_the_ten_lines_are_a_report() -> None:  # DOC-03
    lines = re.search(r"<!-- example: (\S+) -->\n```yaml\n(.*?)```", README, re.DOTALL)
    assert lines, "the README shows a form"
    form = load_text(lines[2], "README.md")
    assert form.form == lines[1]
    assert len(lines[2].strip().splitlines()) <= 10
    assert not [fault for fault in lint(form) if fault.severity == "error"]
    state = compile_form(form).start({}, period=Period.parse("2026-03"))
    state.enter("revenue", "1200")
    state.enter("staff", "7")
    assert state.value("per_head") == Decimal("171.43")


def test_commands_exist() -> None:  # DOC-04
    named = set(re.findall(r"tianbao ([a-z]+)", README))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= set(COMMANDS)
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE)) <= targets
