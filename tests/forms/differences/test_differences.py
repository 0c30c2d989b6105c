"""What changed between two versions, and what each change means for stored answers.

DIFF-01  Each change has one code and one class: cosmetic, compatible, needs a mapping, forbidden.
DIFF-02  Each is said in one sentence in both languages, and as JSON with its place.
DIFF-03  Codelists are compared code by code, decision tables as a whole, where the form uses them.
DIFF-04  What needs a mapping and touches no stored answer is compatible; what is forbidden stays so.
DIFF-05  A difference knows which cells and values of the older version it touches.
"""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from engine.forms.differences.comparing import compare
from engine.forms.differences.difference import Difference, Touch, gravest
from engine.forms.differences.matching import Side
from engine.forms.model.codelist import Codelist, Entry
from engine.forms.model.table import Key, Table
from engine.problems import CATALOGUE
from engine.problems.versions import ENTRIES
from tests.forms.differences.writing import Case, cases, form_of

CASES = cases("differences.yaml")


def differences(case: Case) -> tuple[Difference, ...]:
    """Return what changed in a case."""
    sides = [Side(form_of(case[items], **case.get(words, {}))) for items, words in
             (("before", "old"), ("after", "new"))]  # fmt: skip
    return compare(*sides)


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_classes(case: Case) -> None:  # DIFF-01, DIFF-02
    found = differences(case)
    assert [f"{each.verdict} {each.code} {each.path}" for each in found] == case["expected"]
    for each in found:
        for language in ("zh", "en"):
            assert not re.search(r"{[a-z_]+}", each.told(language))
        assert each.as_json()["class"] == each.verdict


def test_every_sentence_is_used() -> None:  # DIFF-01
    used = {each.code for case in CASES for each in differences(case)} | {each.code for each in coded()}
    assert {code for code in ENTRIES if code.startswith("diff-")} == used
    assert ENTRIES.keys() <= CATALOGUE.keys()


def test_sentences_name_the_place() -> None:  # DIFF-02
    before, after = (
        Side(form_of([{"field": "staff", "label": "从业人员", **more}])) for more in ({}, {"type": "integer"})
    )
    (found,) = compare(before, after)
    assert found.told() == "题目“从业人员（staff）”的类型由 text 改为 integer：名称不能改类型。"
    assert found.told("en").startswith("The field '从业人员 (staff)' changes its type from text to integer;")
    told = found.refusal()
    assert str(told.span).startswith("monthly.json:1:") and told.params["count"] == "?"
    assert "请起新的名称" in told.message("zh")


def industries(**labels: str) -> Codelist:
    """Return a codelist of two levels: a code's parent is its first letter."""
    entries = {code: Entry(code, {"zh": label}, code[:-1]) for code, label in labels.items()}
    return Codelist.of("industries", entries)


CHOOSES = [{"field": "industry", "type": "select_one", "choices": "codelist(industries)"}]
SIZES = Table("sizes", (Key("kind"),), ("size",), ({"kind": "a", "size": Decimal(1)},))


def coded(**words: object) -> tuple[Difference, ...]:
    """Return what changes where a codelist and a table do, and the definition does not."""
    old = Side(
        form_of(CHOOSES),
        {"industries": industries(C="制造业", C1="食品", C2="纺织", C3="木材")},
        {"sizes": SIZES},
    )
    moved = replace(industries(C="制造业", C1="食品加工", C4="家具"))
    entries = {**moved.entries, "C3": Entry("C3", {"zh": "木材"}, "")}
    new = Side(
        form_of(CHOOSES, **words),
        {"industries": Codelist.of("industries", entries)},
        {"sizes": replace(SIZES, rows=({"kind": "a", "size": Decimal(2)},))},
    )
    return (*compare(old, new), *compare(old, replace(new, form=form_of(CHOOSES, dropped=["industry=*"]))))


def test_codelists_and_tables() -> None:  # DIFF-03
    found = coded()
    assert [f"{each.verdict} {each.code}" for each in found] == [
        "needs_mapping diff-codes-removed",
        "compatible diff-codes-added",
        "compatible diff-codes-moved",
        "compatible diff-table",
        "cosmetic diff-codes-words",
        "compatible diff-codes-added",
        "compatible diff-codes-moved",
        "compatible diff-codes-dropped",
        "compatible diff-table",
        "cosmetic diff-codes-words",
    ]
    assert found[0].touches == Touch(frozenset({"industry"}), frozenset({"C2"}))
    renamed = coded(renamed={"industry=C2": "industry=C4"})
    assert gravest(renamed) == "compatible"


def test_counts() -> None:  # DIFF-04, DIFF-05
    status = {"field": "status", "type": "select_one"}
    ok, idle = {"value": "ok", "label": "正常"}, {"value": "idle", "label": "停产"}
    old = Side(form_of([{**status, "choices": [ok, idle]}, {"field": "fax"}, {"field": "size"}]))
    new = Side(form_of([{**status, "choices": [ok]}, {"field": "size", "type": "decimal"}]))
    size, choice, fax = compare(old, new)
    assert choice.touches == Touch(frozenset({"status"}), frozenset({"idle"}))
    assert fax.touches == Touch(frozenset({"fax"}))
    assert [choice.counted(0).verdict, choice.counted(3).verdict] == ["compatible", "needs_mapping"]
    assert size.counted(0).verdict == "forbidden"
    assert fax.counted(7).refusal().params["count"] == 7
    assert gravest(()) is None
