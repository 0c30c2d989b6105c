"""A definition judged while it is being written.

APPRAISE-01 A text that cannot be read, one with faults and a sound one each give all that is wrong, never an
            exception; only a sound one compiles.
APPRAISE-02 Each problem names the item, check or example that it lies in.
APPRAISE-03 A name that is nearly another, and a missing translation, are mended by one change of the text
            that touches nothing else; what wants judgement has no mend.
APPRAISE-04 An example that fails is told of, and does not keep the form from being tried.
APPRAISE-05 Hostile text is data: nothing is evaluated, and no mend reaches outside its name.
"""

import pytest

from engine.forms import Definitions
from engine.forms.appraisal import Appraisal, Fault, appraise, compiled
from engine.forms.mends import Filling, Replacing, mend_of

SOUND = """\
form: shop
title: {zh: 门店月报, en: Monthly shop report}
collection: {period: month}
sheets:
  - sheet: sales
    title: {zh: 销售, en: Sales}
    items:
      - {field: revenue, label: {zh: 营业收入, en: Revenue}, type: decimal}   # 元
      - {field: staff, label: {zh: 从业人员, en: Staff}, type: integer}
      - {field: each, label: {zh: 人均, en: Each}, type: decimal, calculation: "revenue / staff"}
checks:
  - {check: some, rule: revenue > 0, message: {zh: 应大于零, en: Must be positive}}
"""
AMONG = Definitions()


def appraised(*swaps: tuple[str, str]) -> Appraisal:
    text = SOUND
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return appraise(text, AMONG)


def only(found: Appraisal) -> Fault:
    assert len(found.faults) == 1, found.faults
    return found.faults[0]


def test_a_sound_text_compiles() -> None:  # APPRAISE-01
    found = appraised()
    assert found.faults == ()
    program = compiled(found, AMONG)
    assert program is not None
    assert program.start({"revenue": 6, "staff": 2}).values["each"] == 3


@pytest.mark.parametrize(
    "text", ["", "form: [", "a: 1\n", "form: x\nsheets: 5\n", "\x00", "- 1\n", "{{7*7}}"]
)
def test_what_cannot_be_read_is_told(text: str) -> None:  # APPRAISE-01 APPRAISE-05
    found = appraise(text, AMONG)
    assert found.count("error") > 0
    assert compiled(found, AMONG) is None


def test_a_fault_keeps_it_from_compiling() -> None:  # APPRAISE-01 APPRAISE-02
    found = appraised(("revenue / staff", "revenue / 'x'"))
    assert not found.sound
    assert compiled(found, AMONG) is None
    assert {fault.thing for fault in found.faults} == {("sheets", 0, "items", 2)}


def test_a_problem_names_its_check() -> None:  # APPRAISE-02
    assert only(appraised(("rule: revenue > 0", "rule: profits > 0"))).thing == ("checks", 0)


def test_a_near_name_is_replaced_and_nothing_else() -> None:  # APPRAISE-03
    found = appraised(("revenue / staff", "revenue / stafff"))
    fault = only(found)
    mend = mend_of(fault, found.text)
    assert mend == Replacing("stafff", "staff")
    assert fault.problem.span is not None
    assert mend.change(found.text, fault.problem.span).applied(found.text) == SOUND


def test_a_missing_translation_is_filled_in() -> None:  # APPRAISE-03
    found = appraised(("{zh: 从业人员, en: Staff}", "{zh: 从业人员}"))
    mend = mend_of(only(found), found.text)
    assert isinstance(mend, Filling)
    assert mend == Filling(("sheets", 0, "items", 1, "label"), "en")
    assert appraise(mend.change(found.text, "Staff").applied(found.text), AMONG).faults == ()


def test_what_wants_judgement_has_no_mend() -> None:  # APPRAISE-03
    found = appraised(("rule: revenue > 0", "rule: zzzzzzzz > 0"))
    assert mend_of(only(found), found.text) is None


def test_a_failing_example_does_not_keep_one_from_trying() -> None:  # APPRAISE-04
    text = (
        SOUND
        + "examples:\n  - {example: twice, given: {revenue: 6, staff: 2}, expect: {values: {each: 4}}}\n"
    )
    found = appraise(text, AMONG)
    fault = only(found)
    assert (fault.problem.code, fault.thing) == ("example-value", ("examples", 0))
    assert compiled(found, AMONG) is not None


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "{{7*7}}", "=1+1", "a: b", "'\"", "# no", "中\u2028文"]
)
def test_a_translation_is_text_whatever_it_says(words: str) -> None:  # APPRAISE-05
    found = appraised(("{zh: 从业人员, en: Staff}", "{zh: 从业人员}"))
    mend = mend_of(only(found), found.text)
    assert isinstance(mend, Filling)
    after = appraise(mend.change(found.text, words).applied(found.text), AMONG)
    assert after.form is not None
    label = after.form.sheets[0].items[1].label  # type: ignore[union-attr]  # a field
    assert label["en"] == words  # type: ignore[index]  # in two languages
