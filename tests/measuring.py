"""Measures which lines of `engine/` the tests run: `pytest -p tests.measuring`, loaded before the engine is.

Each line tells once that it was run and costs nothing afterwards (slipcover, Altmayer Pizzorno and Berger,
ISSTA 2023); being told of every line by the interpreter doubled the time of the tests. Lines that run in
processes of their own (commands, servers, exports) are not counted.
"""

import json
import os
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

import pytest
import slipcover
from slipcover.slipcover import print_coverage

SOURCE: Final = "engine"
LEAST: Final = 95
"""Per cent of the lines."""
NOT_COUNTED: Final = ("@overload", r"class .*\bProtocol\b.*:")
_FOLDER: Final = "TESTS_MEASURED"
_WORKER: Final = os.environ.get("PYTEST_XDIST_WORKER", "")


class Measured:
    """The lines that this process ran."""

    def __init__(self) -> None:
        self._lines = slipcover.Slipcover(source=[SOURCE], exclude_also=list(NOT_COUNTED))
        slipcover.ImportManager(self._lines, slipcover.FileMatcher(sources=[SOURCE])).__enter__()

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hand over what was run; where no other process ran tests, judge it too."""
        folder = Path(os.environ[_FOLDER])
        (folder / f"{_WORKER or 'alone'}.json").write_text(json.dumps(self._lines.get_coverage()), "utf-8")


class Judge:
    """Puts together what each process ran, and fails the tests where it is not enough."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._found: dict[str, Any] = {}

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Judge all that was run."""
        for file in sorted(self._folder.iterdir()):
            told = json.loads(file.read_text("utf-8"))
            self._found = slipcover.merge_coverage(self._found, told) if self._found else told
        if self._share() < LEAST and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what was not run, and how much of all was."""
        print_coverage(self._found, outfile=terminalreporter._tw, skip_covered=True)
        enough, share = self._share() >= LEAST, self._share()
        told = f"coverage of {SOURCE}/: {share:.1f} %, wanted {LEAST} %"
        terminalreporter.write_line(told, green=enough, red=not enough)

    def _share(self) -> float:
        summary: dict[str, float] = self._found.get("summary", {})
        return summary.get("percent_covered", 0.0)


def pytest_configure(config: pytest.Config) -> None:
    """Measure in the processes that run tests, judge in the one that began them."""
    alone = not _WORKER and not config.getoption("numprocesses", None)
    if not _WORKER:
        os.environ[_FOLDER] = mkdtemp(prefix="tianbao-measured-")
        config.pluginmanager.register(Judge(Path(os.environ[_FOLDER])), "measured-judge")
    if alone:
        config.pluginmanager.register(Measured(), "measured")


if _WORKER:
    _MEASURED: Final = Measured()
    pytest_sessionfinish = _MEASURED.pytest_sessionfinish
