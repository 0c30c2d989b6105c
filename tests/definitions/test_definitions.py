"""Definitions as files, with what the checker says of each beside it.

CHECK-01  every file of valid/ has no errors; warnings it has stand in NAME.problems.txt
CHECK-02  every file of invalid/ has exactly the problems of NAME.problems.txt: all of them, each on a line
          with file, line and column, in order
CHECK-03  every problem can be said in both languages
CHECK-04  a faulty file is never half-loaded
"""

import os
from pathlib import Path

import pytest

from engine.forms.checking import check
from engine.forms.folder import read_files
from engine.problems import CATALOGUE, Problem

HERE = Path(__file__).parent
SUFFIXES = (".yaml", ".json", ".csv")


def files(folder: str) -> list[Path]:
    return sorted(path for path in (HERE / folder).iterdir() if path.suffix in SUFFIXES or path.is_dir())


def said(problems: list[Problem], base: Path) -> list[str]:
    return [str(each).replace(f"{base}{os.sep}", "") for each in problems]


def expected(path: Path) -> list[str]:
    beside = path.with_name(path.name + ".problems.txt")
    return beside.read_text(encoding="utf-8").splitlines() if beside.exists() else []


@pytest.mark.parametrize("path", files("valid"), ids=lambda path: path.name)
def test_valid(path: Path) -> None:  # CHECK-01
    problems = check(path)
    assert [str(each) for each in problems if each.severity == "error"] == []
    assert said(problems, path.parent) == expected(path)


@pytest.mark.parametrize("path", files("invalid"), ids=lambda path: path.name)
def test_invalid(path: Path) -> None:  # CHECK-02
    problems = check(path)
    assert said(problems, path.parent) == expected(path)
    assert problems


@pytest.mark.parametrize("path", files("invalid"), ids=lambda path: path.name)
def test_both_languages(path: Path) -> None:  # CHECK-03
    for each in check(path):
        assert each.code in CATALOGUE
        assert each.message("zh") != each.message("en")


@pytest.mark.parametrize("path", files("invalid"), ids=lambda path: path.name)
def test_not_half_loaded(path: Path) -> None:  # CHECK-04
    found = read_files([path]) if path.is_file() else None
    if found and found.problems:
        assert not (found.forms or found.systems or found.codelists or found.tables)
