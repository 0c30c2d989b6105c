"""Whom a design asks, counted while its arrangements are written, over HTTP.

AUD-01  All organisations that may report are asked; a rule narrows them, and its count follows.
AUD-02  Nothing is said where nobody reports, nor of a text that cannot be read.
AUD-03  Of very many organisations some are tried.
"""

import pytest

from engine.filings import audience as counting
from engine.people import Organisation
from engine.people.organisations import create
from engine.store import Database
from tests.filings.stock import LONG_AGO
from tests.web.designs.test_building import SYSTEM, begun, designer, do, house
from tests.web.filing.conftest import Browser

__all__ = ["designer", "house"]


@pytest.fixture
def survey(designer: Browser, sqlite_database: Database) -> str:
    """Return the address of a design for enterprises, of which there are six, in two counties."""
    with sqlite_database.write() as work:
        for number in range(6):
            region = "370102" if number < 4 else "370103"
            path = f"/37/3701/{region}/"
            create(
                work,
                Organisation(f"e{number}", SYSTEM, "enterprise", f"企业{number}", None, region, path),
                at=LONG_AGO,
            )
    address = begun(designer)
    do(designer, address, "put", "/collection", slot="reporter", value="enterprise", within="yes")
    return address


def said(designer: Browser, survey: str) -> str:
    return " ".join(designer.get(f"{survey}/audience").text.split())


def test_counted(designer: Browser, survey: str) -> None:  # AUD-01
    assert "可填报的单位有 6 家，现在有 6 家要填。" in said(designer, survey)
    rule = "org.region == '370102'"
    page = do(designer, survey, "put", "/collection", slot="audience", value=rule, within="yes")
    assert f'hx-get="{survey}/audience"' in page
    assert "可填报的单位有 6 家，现在有 4 家要填。" in said(designer, survey)


def test_nothing_to_say(designer: Browser, survey: str) -> None:  # AUD-02
    assert said(designer, begun(designer, "公开问卷")) == ""
    designer.get(survey)
    assert designer.post(f"{survey}/text", {"text": "form: [", "seen": "9"}).status_code in (200, 303)
    assert said(designer, survey) == ""


def test_some_are_tried(designer: Browser, survey: str, monkeypatch: pytest.MonkeyPatch) -> None:  # AUD-03
    monkeypatch.setattr(counting, "MOST", 3)
    rule = "org.region == '370102'"
    do(designer, survey, "put", "/collection", slot="audience", value=rule, within="yes")
    assert "抽查 3 家，约 4 家要填" in said(designer, survey)
