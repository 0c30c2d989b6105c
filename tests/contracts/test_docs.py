"""What the documents promise is there.

DOC-01 Every link from one of our documents to another file leads to a file.
DOC-02 Every `make` command that the README names is a target of the Makefile; CI runs the test command.
DOC-03 Every package of the engine stands in the architecture page.
"""

import re
from pathlib import Path

from tests.contracts.tree import ROOT, committed, text_of

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def documents() -> list[Path]:
    """Return our Markdown files."""
    return [file for file in committed() if file.suffix == ".md"]


def test_links_lead_somewhere() -> None:  # DOC-01
    broken = [
        f"{file}: {target}"
        for file in documents()
        for target in LINK.findall(text_of(file))
        if not (ROOT / file.parent / target).exists()
    ]
    assert not broken


def test_the_readme_names_commands_that_exist() -> None:  # DOC-02
    named = set(re.findall(r"`make ([a-z]+)|^\s*make ([a-z]+)", text_of(Path("README.md")), re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", text_of(Path("Makefile")), re.MULTILINE))
    assert {first or second for first, second in named} <= targets
    assert "make test" in text_of(Path(".ci/run"))


def test_the_architecture_page_names_every_package() -> None:  # DOC-03
    told = text_of(Path("docs/architecture.md"))
    packages = [path.parent.name for path in (ROOT / "engine").glob("*/__init__.py")]
    assert not [name for name in packages if f"engine/{name}" not in told]
