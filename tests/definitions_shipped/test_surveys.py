"""The two shipped surveys, and the folder as a whole.

SURV-01 Who was not affected by rationing is asked for the outlook next.
SURV-02 Another way, reason or measure asks for its text; what stands alone clears the rest.
SURV-03 The generator's cost is asked of those who used one.
SURV-04 The power survey asks manufacturers alone, and anyone with the link once.
SURV-05 The climate survey asks every enterprise a dozen questions with one answer each.
SURV-06 Nothing is wrong with the shipped definitions: no error, no warning.
SURV-07 Codelists hold what their sources hold, codes as text with their zeros.
"""

import pytest

from engine.forms import FormState, check
from engine.forms.periods import Period
from tests.definitions_shipped.shipped import NOW, ROOT, definitions, program

MARCH = Period.parse("2026-03")


def power() -> FormState:
    return program("power-survey").start({}, period=MARCH, now=NOW)


def test_unaffected() -> None:  # SURV-01
    state = power()
    assert state.relevant("rationed_days")
    state.set("affected", "no")
    shown = [path for path in program("power-survey").cells if state.relevant(path)]
    assert shown == ["affected", "outlook", "support", "proposals"]
    state.set("affected", "slightly")
    assert state.relevant("effects.jobs")


def test_other_asks_for_words() -> None:  # SURV-02
    state = power()
    state.set("affected", "severely")
    assert not state.relevant("reason_text")
    state.set("reason", "other")
    assert state.relevant("reason_text")
    state.set("ways", ["cut", "other"])
    assert state.relevant("ways_text")


def test_generator() -> None:  # SURV-03
    state = power()
    state.set("affected", "severely")
    state.set("measures", ["shifts"])
    assert not state.relevant("generator_cost")
    state.set("measures", ["shifts", "generator"])
    assert state.required("generator_cost")


@pytest.mark.parametrize(
    ("industry", "asked"), [("3511", True), ("0610", False), ("0151", False), ("5212", False)]
)
def test_audience(industry: str, asked: bool) -> None:  # SURV-04
    org = {"industry": industry}
    assert program("power-survey").collection(org=org, period=MARCH, now=NOW)["audience"] is asked
    collection = program("power-survey").form.collection
    assert (collection.public, collection.answers_per_link) == (True, 1)


def test_climate() -> None:  # SURV-05
    form = program("climate-survey")
    assert len(form.cells) == 12
    assert {cell.field.kind for cell in form.cells.values()} == {"select_one"}
    assert "audience" not in form.collection(period=MARCH, now=NOW)
    assert not form.form.collection.public
    state = form.start({}, period=MARCH, now=NOW)
    assert len(state.complete()) == 12


def test_clean() -> None:  # SURV-06
    assert [str(fault) for fault in check(ROOT)] == []


def test_codelists() -> None:  # SURV-07
    lists = definitions().codelists
    assert len(lists["regions"].entries) == 3225 + 130
    assert len(lists["industries"].entries) == 1971
    assert lists["industries"].under("0111", "A")
    assert [entry.code for entry in lists["regions"].trail("371302")] == ["370000", "371300", "371302"]
    assert lists["registration-types"].label("112") == "私营有限责任公司"
    assert lists["holding-types"].label("9") == "其他"
