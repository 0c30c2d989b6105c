"""The order of the packages, as pyproject.toml writes it down.

LAYER-01 import-linter keeps every contract.
LAYER-02 Each contract of the architecture stands there, and its list of packages leaves none out.
LAYER-03 No import hides inside a function or behind TYPE_CHECKING.
"""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.contracts.tree import PROGRAM, ROOT, functions, python_files, text_of, tree_of


def test_every_contract_is_kept() -> None:  # LAYER-01
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr


def test_the_contracts_are_those_of_the_architecture() -> None:  # LAYER-02
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    by_type = {contract["type"]: contract for contract in told["contracts"]}
    engine = next(contract for contract in told["contracts"] if contract.get("exhaustive"))
    listed = {name.strip() for layer in engine["layers"] for name in layer.split("|")}
    packages = {path.parent.name for path in (ROOT / "engine").glob("*/__init__.py")}
    assert listed == packages
    assert by_type["protected"]["protected_modules"] == ["engine.settings"]
    assert by_type["acyclic_siblings"]["ancestors"] == ["engine", "engine.**", "web", "web.**", "cli"]


def test_no_import_hides() -> None:  # LAYER-03
    inside = [
        f"{file}:{node.lineno}"
        for file in python_files(*PROGRAM)
        for function in functions(file)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    knots = [
        str(file)
        for file in python_files(*PROGRAM)
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Name) and node.id == "TYPE_CHECKING"
    ]
    assert not inside + knots


def test_no_file_lacks_its_place_in_the_whole() -> None:  # style: open with a docstring
    bare = [
        str(file)
        for file in python_files(*PROGRAM)
        if text_of(file).strip() and ast.get_docstring(tree_of(file)) is None
    ]
    assert not bare, "Files without a module docstring:\n  " + "\n  ".join(bare)
