"""The project's own files, as contract tests see them: what git would commit, and what Python says of it."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = ("engine", "web", "cli")


@cache
def committed() -> tuple[Path, ...]:
    """Return the files git tracks or would add, from the root, without those already deleted."""
    told = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return tuple(sorted(Path(name) for name in told.stdout.split("\0") if name and (ROOT / name).is_file()))


def python_files(*folders: str) -> tuple[Path, ...]:
    """Return the committed Python files under these top folders."""
    return tuple(file for file in committed() if file.suffix == ".py" and file.parts[0] in folders)


@cache
def text_of(file: Path) -> str:
    """Return a committed file's text; '' for what is not UTF-8."""
    try:
        return (ROOT / file).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def tree_of(file: Path) -> ast.Module:
    """Return a Python file's syntax tree."""
    return ast.parse(text_of(file), filename=str(file))


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method of a file, inner ones too."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    """Return how many lines a function or class spans, all counted."""
    return (node.end_lineno or node.lineno) - node.lineno + 1
