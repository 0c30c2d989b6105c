"""A form stopped before its time, over HTTP.

STOP-01  Stopped, a form begins nothing and changes no draft, by its filers' door and by public links; what
         was begun and handed over stays, and the pages say since when.
STOP-02  It is stopped only once that is confirmed, and takes answers again when it is let go on.
STOP-03  Only what was published from the design is stopped; another's form under its name is not.
STOP-04  A new version does not start a stopped form again.
"""

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from engine.library import stopping
from engine.store import Database
from tests.web.designs.test_building import begun, designer, do, house
from tests.web.designs.test_links import made, survey
from tests.web.filing.conftest import LOCAL, Browser

__all__ = ["designer", "house", "survey"]


@pytest.fixture
def visitor(designer: Browser) -> Iterator[Browser]:
    """Yield a visitor's browser."""
    with TestClient(designer.client.app, base_url=LOCAL, follow_redirects=False) as client:
        yield Browser(client)


def halted(database: Database) -> int:
    """Return how many forms are stopped."""
    with database.read() as work:
        return len(stopping.stopped(work))


def stop(designer: Browser, survey: str) -> None:
    """Stop a form, with the box ticked."""
    assert designer.post(f"{survey}/stop", {"do": "stop", "sure": "yes"}).status_code == 303


def test_a_public_survey(designer: Browser, visitor: Browser, survey: str) -> None:  # STOP-01, STOP-02
    link = made(designer, survey)
    visitor.get(link)
    draft = visitor.post(link, {}).headers["location"]
    page = visitor.get(draft).text
    assert "停止填报" in designer.get(f"{survey}/publish").text
    stop(designer, survey)
    assert "恢复填报" in designer.get(f"{survey}/publish").text

    refused = visitor.get(draft)
    assert "停止填报" in refused.text and 'name="q1"' not in refused.text and 'name="q1"' in page
    response = draft.partition("/sheets/")[0]
    changed = visitor.post(f"{response}/change", {"path": "q1", "value": "甲", "revision": "1"}, htmx=True)
    assert changed.status_code == 409 and "停止填报" in changed.text
    visitor.client.cookies.clear()
    visitor.get(link)
    again = visitor.post(link, {}, follow=True)
    assert again.status_code == 409 and "停止填报" in again.text

    designer.post(f"{survey}/stop", {"do": "resume"})
    assert visitor.post(link, {}).status_code == 303


def test_it_is_confirmed(designer: Browser, survey: str, sqlite_database: Database) -> None:  # STOP-02
    answer = designer.post(f"{survey}/stop", {"do": "stop"})
    assert answer.status_code == 422 and "还没有确认" in answer.text
    assert halted(sqlite_database) == 0
    stop(designer, survey)
    assert halted(sqlite_database) == 1
    designer.post(f"{survey}/stop", {"do": "resume"})
    assert halted(sqlite_database) == 0


def test_whose_form_it_is(designer: Browser, survey: str, sqlite_database: Database) -> None:  # STOP-03
    fresh = begun(designer, "还没有发布")
    assert "我要在期限之前" not in designer.get(f"{fresh}/publish").text
    do(designer, fresh, "put", "", slot="form", value="sme-monthly")
    answer = designer.post(f"{fresh}/stop", {"do": "stop", "sure": "yes"})
    assert answer.status_code in (403, 404) and halted(sqlite_database) == 0


def test_a_new_version(designer: Browser, survey: str, sqlite_database: Database) -> None:  # STOP-04
    stop(designer, survey)
    do(designer, survey, "add", "/sheets/0/items", index=1, what="integer")
    seen = re.findall(r'name="seen" value="(\d+)"', designer.get(f"{survey}/publish").text)[-1]
    assert "已发布。" in designer.post(f"{survey}/publish", {"seen": seen}).text
    assert halted(sqlite_database) == 1
