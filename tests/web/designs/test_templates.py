"""Templates: good forms to begin from.

TPL-01  Twenty and more, each whole in both languages, sound without a warning, with its examples true.
TPL-02  Nobody files them: they are on nobody's pages, and are not published.
TPL-03  A design begun from one has a name of its own, can be published, and the template stays.
TPL-04  They are found by what they ask.
"""

import re

import pytest

from engine.forms import Definitions, load_folder
from engine.forms.editing import value_at
from engine.forms.linter.run import lint
from engine.store import Database
from tests.browser.site import DEFINITIONS
from tests.web.designs.test_building import designer, house, source
from tests.web.filing.conftest import Browser

__all__ = ["designer", "house"]

NAMES = sorted(path.stem for path in (DEFINITIONS / "templates").glob("*.yaml"))


@pytest.fixture(scope="module")
def shipped() -> Definitions:
    return load_folder(DEFINITIONS)


def test_how_many(shipped: Definitions) -> None:  # TPL-01, TPL-02
    assert len(shipped.templates) == len(NAMES) >= 20
    assert not set(shipped.templates) & set(shipped.forms)
    assert not any(set(system.forms) & set(shipped.templates) for system in shipped.systems.values())


@pytest.mark.parametrize("name", NAMES)
def test_each_is_sound(shipped: Definitions, name: str) -> None:  # TPL-01
    form = shipped.templates[f"template-{name}"]
    assert lint(form, shipped) == []
    text = (DEFINITIONS / "templates" / f"{name}.yaml").read_text("utf-8")
    titles = [value_at(text, (key,)) for key in ("title", "description")]
    assert all(isinstance(one, dict) and one["zh"] and one["en"] for one in titles)


def test_begun_from_one(designer: Browser, sqlite_database: Database) -> None:  # TPL-03
    page = designer.get("/designs/templates").text
    assert page.count('name="template"') == len(NAMES)
    begun = designer.post("/designs", {"template": "template-satisfaction"}).headers["location"]
    text = source(sqlite_database, begun)
    assert re.search(r"^form: survey-[0-9a-f]{8}$", text, re.MULTILINE) and "template:" not in text
    designer.get(begun)
    seen = re.findall(r'name="seen" value="(\d+)"', designer.get(f"{begun}/publish").text)[-1]
    assert "已发布" in designer.post(f"{begun}/publish", {"seen": seen}).text
    named = designer.post("/designs", {"template": "template-nps", "title": "食堂推荐"}).headers["location"]
    assert value_at(source(sqlite_database, named), ("title",)) == "食堂推荐"


def test_found_by_what_they_ask(designer: Browser) -> None:  # TPL-04
    page = designer.get("/designs/templates?words=灭火器").text
    assert page.count('name="template"') == 1 and "安全检查清单" in page
    assert "没有找到" in designer.get("/designs/templates?words=没有这样的").text
