"""Proofs about a design when somebody asks for them, over HTTP.

PRV-01  What can never be is told with its part and why; htmx gets the list alone.
PRV-02  Where nothing is impossible the page says so.
PRV-03  A design with errors is not proved, and the page says which they are; nor while another is.
"""

import pytest

from engine.library import proving
from tests.web.designs.test_building import begun, designer, do, house
from tests.web.filing.conftest import Browser

__all__ = ["designer", "house"]
ITEMS = "/sheets/0/items"


@pytest.fixture
def survey(designer: Browser) -> str:
    """Return the address of a design of two numbers."""
    address = begun(designer)
    for number in range(2):
        do(designer, address, "add", ITEMS, index=number, what="integer")
    do(designer, address, "put", f"{ITEMS}/0", slot="minimum", value="0")
    return address


def test_what_can_never_be(designer: Browser, survey: str) -> None:  # PRV-01
    do(designer, survey, "put", f"{ITEMS}/1", slot="relevant", value="q1 < 0")
    page = designer.get(f"{survey}/proofs")
    assert page.status_code == 200 and "新题目 2" in page.text and "q1 &lt; 0" in page.text
    part = designer.client.get(f"{survey}/proofs", headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<div id="proofs"') and "q1 &lt; 0" in part
    assert f'hx-get="{survey}/proofs"' in designer.get(f"{survey}/logic").text


def test_all_can_be(designer: Browser, survey: str) -> None:  # PRV-02
    do(designer, survey, "put", f"{ITEMS}/1", slot="relevant", value="q1 < 5")
    assert "都证明过了" in designer.get(f"{survey}/proofs").text


def test_not_now(designer: Browser, survey: str) -> None:  # PRV-03
    with proving._one_at_a_time:
        assert "别的表正在证明" in designer.get(f"{survey}/proofs").text
    do(designer, survey, "put", f"{ITEMS}/1", slot="relevant", value="nobody > 3")
    page = designer.get(f"{survey}/proofs").text
    assert "现在证明不了" in page and "nobody" in page
