"""One idea, one module: what is too big to be read in one go.

SIZE-01 No function spans more than 50 lines; half of them span 8 at most.
SIZE-02 No file has more than 500 lines; half of them have 130 at most.
SIZE-03 No class spans more than 200 lines.
SIZE-04 No function takes more than four positional arguments.
SIZE-05 Nothing is left unfinished, caught broadly or ignored without a reason.
"""

import ast
import re
from collections.abc import Iterable
from pathlib import Path
from statistics import median

import pytest

from tests.contracts.tree import PROGRAM, functions, lines_of, python_files, text_of, tree_of

WORST = 8


def too_big(sizes: Iterable[tuple[int, str]], most: int) -> str:
    """Return the worst of what exceeds `most`, biggest first, one a line."""
    found = sorted(((size, name) for size, name in sizes if size > most), reverse=True)
    return "".join(f"\n  {size:5} {name}" for size, name in found[:WORST])


@pytest.fixture(scope="module")
def function_sizes() -> list[tuple[int, str]]:
    """Return the lines of each function of the program and its tests, with its place."""
    return [
        (lines_of(node), f"{file}:{node.lineno} {node.name}")
        for file in python_files(*PROGRAM, "bench", "tests")
        for node in functions(file)
    ]


def test_functions_are_short(function_sizes: list[tuple[int, str]]) -> None:  # SIZE-01
    assert not (worst := too_big(function_sizes, 50)), f"Functions over 50 lines:{worst}"


def test_half_of_the_functions_are_tiny() -> None:  # SIZE-01
    sizes = [lines_of(node) for file in python_files(*PROGRAM) for node in functions(file)]
    assert median(sizes) <= 8


@pytest.mark.parametrize("folders", [PROGRAM, ("bench", "tests")], ids=["program", "tests"])
def test_files_are_short(folders: tuple[str, ...]) -> None:  # SIZE-02
    sizes = [(text_of(file).count("\n"), str(file)) for file in python_files(*folders)]
    assert not (worst := too_big(sizes, 500)), f"Files over 500 lines:{worst}"


def test_half_of_the_files_are_small() -> None:  # SIZE-02
    assert median(text_of(file).count("\n") for file in python_files(*PROGRAM)) <= 130


def test_classes_are_short() -> None:  # SIZE-03
    sizes = [
        (lines_of(node), f"{file}:{node.lineno} {node.name}")
        for file in python_files(*PROGRAM)
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ClassDef)
    ]
    assert not (worst := too_big(sizes, 200)), f"Classes over 200 lines:{worst}"


def test_functions_take_few_positional_arguments() -> None:  # SIZE-04
    counts = [
        (positional(node), f"{file}:{node.lineno} {node.name}")
        for file in python_files(*PROGRAM)
        for node in functions(file)
        if not is_route(node)
    ]
    assert not (worst := too_big(counts, 4)), f"More than four positional arguments:{worst}"


def positional(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many arguments may be given by place, `self` and `cls` not counted."""
    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def is_route(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether the framework calls the function, by name: a route or a command."""
    decorators = (ast.unparse(decorator) for decorator in node.decorator_list)
    return any(re.match(r"\w+\.(get|post|put|delete|command|callback)\b", name) for name in decorators)


UNFINISHED = {
    "an unfinished mark": re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b"),
    "a broad except": re.compile(r"^\s*except(\s+(Base)?Exception\b[^:]*)?:\s*(?!\s*#\s*\w)$", re.MULTILINE),
    "a type-ignore without code and reason": re.compile(r"# type: ignore(?!\[[\w, -]+\]  # \w)"),
    "a lint-ignore without a reason": re.compile(r"# noqa(?!: [A-Z]+\d+(, [A-Z]+\d+)* +[-#(:] ?\w)"),
}


@pytest.mark.parametrize("what", UNFINISHED)
def test_nothing_is_left_unfinished(what: str) -> None:  # SIZE-05
    files = (file for file in python_files(*PROGRAM, "bench", "tests") if file != Path(here()))
    found = [
        f"{file}:{text_of(file).count(chr(10), 0, hit.start()) + 1} {hit[0].strip()}"
        for file in files
        for hit in UNFINISHED[what].finditer(text_of(file))
    ]
    assert not found, f"Found {what}:\n  " + "\n  ".join(found[:WORST])


def here() -> str:
    """Return this file's own name from the root: the patterns above would find themselves."""
    return "tests/contracts/test_sizes.py"
