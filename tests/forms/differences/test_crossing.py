"""How a version reads the answers of another.

CROSS-01  Names, rows, columns, cells, repeats, statements and choices are read under their new names.
CROSS-02  What has no place is listed with where it stood and what it was; nothing vanishes.
CROSS-03  A way over several versions is the way of its steps; back, it undoes them as far as can be.
CROSS-04  The document that was answered is never changed.
CROSS-05  The words of `renamed` are few; anything else is no name.
"""

from copy import deepcopy

import pytest

from engine.forms.differences import Crossing, cross, view
from engine.forms.differences.crossing import unchanged
from engine.forms.differences.places import cells_of
from engine.forms.differences.ways import read_way
from tests.forms.differences.writing import Case, cases, form_of

CASES = cases("crossing.yaml")


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_reading(case: Case) -> None:  # CROSS-01, CROSS-02, CROSS-04
    old, new = form_of(case["before"]), form_of(case["after"], renamed=case.get("renamed", {}))
    document = deepcopy(case["document"])
    viewed = view(document, cross(cells_of(old), cells_of(new), new.renamed))
    assert viewed.document == case["read"]
    assert {left.path: left.value for left in viewed.left} == case.get("left", {})
    assert document == case["document"]


CHOICE = {"field": "status", "type": "select_one"}


def version(name: str, value: str) -> dict[str, object]:
    """Return one question with one choice."""
    return {**CHOICE, "field": name, "choices": [{"value": value, "label": "正常"}]}


FIRST, SECOND, THIRD = (
    cells_of(form_of([version(*names), *more]))
    for names, more in (
        (("status", "ok"), [{"field": "remark"}]),
        (("state", "good"), [{"field": "remark"}]),
        (("condition", "fine"), []),
    )
)
TO_SECOND = cross(FIRST, SECOND, {"status": "state", "status=ok": "state=good"})
TO_THIRD = cross(SECOND, THIRD, {"state": "condition", "state=good": "condition=fine"})


def read(document: dict[str, object], way: Crossing) -> tuple[object, list[str]]:
    """Return a document as it is read at the end of a way, and the paths of what is left."""
    viewed = view(document, way)
    return viewed.document, [left.path for left in viewed.left]


def test_several_versions() -> None:  # CROSS-03
    way = TO_SECOND.then(TO_THIRD)
    assert read({"status": "ok", "remark": "无"}, way) == ({"condition": "fine"}, ["remark"])
    back = TO_THIRD.back(THIRD).then(TO_SECOND.back(SECOND))
    assert read({"condition": "fine"}, back) == ({"status": "ok"}, [])
    assert read({"state": "good", "remark": "无"}, TO_SECOND.back(SECOND)) == (
        {"status": "ok", "remark": "无"},
        [],
    )
    assert TO_THIRD.back(THIRD).lost == frozenset()
    assert not way.plain and unchanged(FIRST).plain


def test_a_merged_choice_stays_itself_on_the_way_back() -> None:  # CROSS-03
    both = {**CHOICE, "choices": [{"value": "ok", "label": "正常"}, {"value": "fine", "label": "良好"}]}
    old = cells_of(form_of([both]))
    new = cells_of(form_of([version("status", "good")]))
    way = cross(old, new, {"status=ok": "status=good", "status=fine": "status=good"})
    assert read({"status": "good"}, way.back(new)) == ({"status": "good"}, [])


@pytest.mark.parametrize(
    ("written", "path", "value"),
    [
        ("staff", "staff", None),
        ("econ.power", "econ.power", None),
        ("econ.*.ytd", "econ.*.ytd", None),
        ("econ.power.ytd", "econ.power.ytd", None),
        ("products[].stock", "products[].stock", None),
        ("status=ok", "status", "ok"),
        ("econ.*.kind=a=b", "econ.*.kind", "a=b"),
    ],
)
def test_names(written: str, path: str, value: str | None) -> None:  # CROSS-05
    way = read_way(written)
    assert way == (path, value) and str(way) == written


@pytest.mark.parametrize("written", ["", "Staff", "a.b.c.d", "a.*", "*.a", "a[]", "a[0].b", "status=", "a b"])
def test_no_names(written: str) -> None:  # CROSS-05
    assert read_way(written) is None
