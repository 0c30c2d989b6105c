"""What a worker loads before anybody asks for anything.

LIGHT-01  No library that only some pages need: those of workbooks, pictures, statistics and proofs.
"""

import subprocess
import sys

LARGE = (
    "duckdb", "matplotlib", "numpy", "openpyxl", "pandas", "pyreadstat", "pyxform", "xlsxwriter", "z3",
)  # fmt: skip
LOADS = """
import sys
from importlib import import_module
from pkgutil import iter_modules
import web.app, web.routes
for found in iter_modules(web.routes.__path__):
    import_module(f"web.routes.{found.name}")
print(*sys.modules)
"""


def test_nothing_large_is_loaded() -> None:  # LIGHT-01
    told = subprocess.run([sys.executable, "-c", LOADS], capture_output=True, text=True, check=True)
    loaded = set(told.stdout.split())
    assert "web.routes.charts" in loaded
    assert loaded.isdisjoint(LARGE), sorted(loaded.intersection(LARGE))
