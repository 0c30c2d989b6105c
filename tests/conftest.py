"""What all tests share: a fixed clock, the databases, and the rule that CI skips nothing.

A test whose program (Chromium, PostgreSQL) is not on the machine is skipped and the summary says
which and why; with CI=true the same skip is a failure.
"""

import os
from collections import Counter
from collections.abc import Generator
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, settings

from tests.chromium import browser
from tests.databases import database, database_url, empty_database, postgres_url, sqlite_database

# how fast cases are drawn says how busy the machine is, and nothing about what is tested
settings.register_profile("tianbao", suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tianbao")

__all__ = ["browser", "database", "database_url", "empty_database", "now", "postgres_url", "sqlite_database"]


@pytest.fixture
def now() -> datetime:
    """Return the tests' present: 10 April 2026, 9:30 in Shandong, when March's reports are due."""
    return datetime(2026, 4, 10, 1, 30, tzinfo=UTC)


def in_ci() -> bool:
    """Whether this is a run that may leave nothing out."""
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where nothing may be left out."""
    report = yield
    if report.skipped and in_ci():
        report.outcome = "failed"
        report.longrepr = f"Skipped, and under CI a skip is a failure: {_reason(report)}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which tests did not run and why, one line per reason."""
    skipped = terminalreporter.stats.get("skipped", [])
    for reason, count in Counter(_reason(report) for report in skipped).most_common():
        terminalreporter.write_line(f"NOT RUN HERE: {count} tests: {reason}", yellow=True)


def _reason(report: pytest.TestReport) -> str:
    told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return told.removeprefix("Skipped: ")
