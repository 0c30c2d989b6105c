"""Forms that the tests of rendering share: one with every item and type, and one of grids."""

from pathlib import Path

import pytest

from engine.forms import FormState, Program, load
from engine.forms.model.codelist import Codelist, Entry
from engine.forms.periods import Period
from engine.forms.program import compile_program
from engine.render import Header, Sheets, Urls, View, make_environment

TRADES = {
    "C": Entry("C", {"zh": "制造业", "en": "Manufacturing"}),
    "14": Entry("14", {"zh": "食品制造业", "en": "Food"}, "C", 2),
    "141": Entry("141", {"zh": "焙烤食品", "en": "Bakery"}, "14", 3),
}


@pytest.fixture(scope="session")
def program() -> Program:
    """The form with every item and type."""
    form = load(Path(__file__).with_name("workshop.yaml"))
    return compile_program(form, {"trades": Codelist.of("trades", TRADES)}, {})


@pytest.fixture(scope="session")
def sheets(program: Program) -> Sheets:
    """Its pieces in Chinese."""
    return Sheets(program, "zh", make_environment())


@pytest.fixture
def state(program: Program) -> FormState:
    """A new response of March 2026."""
    period = Period.parse("2026-03")
    return program.start(program.prefill(period=period), period=period)


@pytest.fixture
def view() -> View:
    """A filer at the first sheet."""
    urls = Urls("/f/1/", "/save", "/change", "/rows", "/paste", "/why", "/search", "/explain")
    header = Header("", "2026年3月", "丰华机械厂", "编辑", "县工信局", "4月15日")
    return View(urls, header, "types", "token-1", 7)
