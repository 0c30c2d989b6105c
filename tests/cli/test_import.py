"""`tianbao import` at the command line.

IMPCLI-01  A file is tried, taken, and taken again without anything twice; what does not fit gives status 1.
IMPCLI-02  A form or a file that is not there, or is none, is said in one sentence, with status 2.
"""

import json
from pathlib import Path

import pytest

from tests.cli.test_simulate import run


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Return an installation with one enterprise and a form of months."""
    assert run(tmp_path, "migrate").exit_code == 0
    told = ("--name", "宏达机械", "--system", "monitoring", "--type", "enterprise")
    assert run(tmp_path, "user", "organisation", "hongda", *told).exit_code == 0
    # what a form is asked for with --store is published
    assert (
        run(tmp_path, "simulate", "monthly", "--store", "--org", "hongda", "--period", "2025-12").exit_code
        == 0
    )
    return tmp_path


def answers(county: Path, *, spoil: bool = False) -> Path:
    """Write a file of three months, the last one perhaps with a word where a number belongs."""
    made = run(county, "simulate", "monthly", "--n", "3", "--kind", "valid", "--seed", "5")
    documents = [json.loads(line)["document"] for line in made.stdout.splitlines()]
    told = [
        {
            "response": f"r{number}",
            "organisation": "宏达机械",
            "period": f"2026-0{number}",
            "values": document,
        }
        for number, document in enumerate(documents[:3], 1)
    ]
    if spoil:
        told[-1]["values"] = {"no_such_field": 1}
    file = county / "answers.json"
    file.write_text(json.dumps(told), "utf-8")
    return file


def test_taken_once(county: Path) -> None:  # IMPCLI-01
    file = str(answers(county))
    for words, said in (
        (("--trial",), "3 taken, 0 there"),
        ((), "3 taken, 0 there"),
        ((), "0 taken, 3 there"),
    ):
        result = run(county, "import", "monthly", file, *words)
        assert (result.exit_code, said in result.stdout) == (0, True), result.output


def test_what_does_not_fit(county: Path) -> None:  # IMPCLI-01
    result = run(county, "import", "monthly", str(answers(county, spoil=True)), "--language", "zh")
    assert result.exit_code == 1 and "2 taken, 0 there before, 1 refused" in result.stdout
    assert "3 r3: " in result.stderr and "no_such_field" in result.stderr


@pytest.mark.parametrize(
    "words", [("nothing", "answers.json"), ("monthly", "no.json"), ("monthly", "x.docx")]
)
def test_what_is_not_there(county: Path, words: tuple[str, str]) -> None:  # IMPCLI-02
    answers(county)
    (county / "x.docx").write_bytes(b"")
    result = run(county, "import", words[0], str(county / words[1]))
    assert result.exit_code == 2 and result.stderr.count("\n") == 1
