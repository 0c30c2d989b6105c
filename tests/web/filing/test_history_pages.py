"""The history of an organisation's filings.

HIST-01 It is paged in the store: fifty to a page, with links to the pages beside, filters kept.
HIST-02 A page number that is none is the first page.
"""

from engine.filings.responses import Actor, Response, Step, insert
from engine.forms.periods import Period
from engine.library import current_version
from engine.store import Database
from tests.filings.stock import HONGDA, LONG_AGO
from tests.web.filing.conftest import Browser

PER_PAGE, FILED = 50, 60


def file_many(database: Database) -> None:
    """File five years of months, straight into the store."""
    first = Period.parse("2021-01")
    with database.write() as work:
        version = current_version(work, "yuebao")
        assert version
        for number in range(FILED):
            period = first.shift(number).key
            kept = Response(
                f"old-{number}",
                "yuebao",
                version,
                period,
                organisation=HONGDA.id,
                state="approved",
                document={},
                explanations={},
            )
            insert(work, kept, Step("import"), Actor("", LONG_AGO))


def test_a_page_holds_fifty(wang: Browser, sqlite_database: Database) -> None:  # HIST-01
    file_many(sqlite_database)
    first = wang.get("/filings?form=yuebao").text
    assert first.count('<th scope="row">') == PER_PAGE
    assert "2025年12月" in first and "2021年1月" not in first
    assert 'href="/filings?form=yuebao&amp;page=2"' in first and 'rel="prev"' not in first
    second = wang.get("/filings?form=yuebao&page=2").text
    assert second.count('<th scope="row">') == FILED - PER_PAGE
    assert "2021年1月" in second and 'rel="next"' not in second


def test_odd_page_numbers(wang: Browser) -> None:  # HIST-02
    for number in ("0", "-1", "x", "٣", "9" * 30):
        assert wang.get(f"/filings?page={number}").status_code == 200
