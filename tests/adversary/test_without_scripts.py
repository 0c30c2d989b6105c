"""Two people on one sheet, one of them without scripts.

PLN-01  A contradicted value is shown beside the other's and asked about; saving once more without
        choosing overrules nobody, however often.
PLN-02  "Mine" writes mine over theirs; "theirs" leaves theirs; either way the rest of the sheet is kept.
PLN-03  A value that changed once more after the question was asked is asked about anew.
"""

import re

import pytest

from tests.adversary.county import County, revision_of
from tests.web.filing.conftest import Browser


def contradicted(county: County) -> tuple[Browser, Browser, str, str]:
    """Let lili type over what wang's plain page shows; returns wang, lili, the report, wang's answer."""
    wang, lili = county.browsers["wang"], county.browsers["lili"]
    mine = wang.begin()
    wang.type(mine, "staff", "50", revision_of(wang.get(f"{mine}/sheets/basic").text))
    lili.get(mine)
    seen = revision_of(wang.get(f"{mine}/sheets/basic").text)
    lili.type(mine, "staff", str(100 + seen), seen)
    lili.type(mine, "staff", str(200 + seen), seen + 1)
    answer = wang.post(f"{mine}/sheets/basic", {"staff": "7", "remark": f"第{seen}版", "revision": seen})
    assert answer.status_code == 422
    assert f"第{seen}版" in wang.get(f"{mine}/sheets/basic").text
    return wang, lili, mine, answer.text


def fields(page: str) -> dict[str, object]:
    """Return the hidden fields of the page and of its question."""
    names = ("revision", "theirs.revision")
    found = {name: re.search(rf'name="{re.escape(name)}" value="(\d+)"', page) for name in names}
    return {name: match[1] for name, match in found.items() if match}


def staff(person: Browser, mine: str) -> str:
    """Return the number that stands in the report."""
    found = re.search(r'name="staff"[^>]*value="(\d*)"', person.get(f"{mine}/sheets/basic").text)
    assert found
    return found[1]


def test_saving_again_overrules_nobody(county: County) -> None:  # PLN-01
    wang, lili, mine, page = contradicted(county)
    theirs = staff(lili, mine)
    for _ in range(3):
        assert "用我填的" in page and "用现在的" in page and theirs in page and 'value="7"' in page
        answer = wang.post(f"{mine}/sheets/basic", {"staff": "7", **fields(page)})
        assert answer.status_code == 422
        page = answer.text
    assert staff(lili, mine) == theirs


@pytest.mark.parametrize("whose", ["mine", "theirs"])
def test_choosing(county: County, whose: str) -> None:  # PLN-02
    wang, lili, mine, page = contradicted(county)
    theirs = staff(lili, mine)
    form = {"staff": "7", "keep": f"{whose}:staff", "listed": "true", **fields(page)}
    assert wang.post(f"{mine}/sheets/basic", form).status_code == 303
    assert staff(lili, mine) == ("7" if whose == "mine" else theirs)


def test_what_changed_once_more_is_asked_anew(county: County) -> None:  # PLN-03
    wang, lili, mine, page = contradicted(county)
    lili.type(mine, "staff", "999", revision_of(lili.get(f"{mine}/sheets/basic").text))
    form = {"staff": "7", "keep": "mine:staff", **fields(page)}
    answer = wang.post(f"{mine}/sheets/basic", form)
    assert answer.status_code == 422 and "999" in answer.text
    assert staff(lili, mine) == "999"
