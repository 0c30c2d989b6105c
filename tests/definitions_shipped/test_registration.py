"""The registration form: enterprise size, formats, and what must be given.

REG-01 Size follows the 2017 Method at each edge: every indicator must reach a class, else one class lower.
REG-02 Amounts are typed in 千元; the Method counts in 万元.
REG-03 A figure that the industry does not need may be missing; one that it needs leaves the size open.
REG-04 Industries outside the Method are not classified.
REG-05 The credit code's check character, postcode, telephone, mobile and website have their formats.
REG-06 At least one of 电话 and 手机, at submission.
REG-07 A listed enterprise gives its stock code.
"""

from decimal import Decimal

import pytest

from engine.forms import FormState, Refused
from tests.definitions_shipped.shipped import NOW, program


def size(industry: str, staff: int | None, revenue: int | None, assets: int | None) -> object:
    """Return the size class; amounts in 万元, as the Method writes them."""
    given = {
        "last_staff": staff,
        "last_revenue": None if revenue is None else revenue * 10,
        "last_assets": None if assets is None else assets * 10,
    }
    told = {name: Decimal(figure) for name, figure in given.items() if figure is not None}
    return program("sme-registration").start({"industry": industry, **told}, now=NOW).value("size")


@pytest.mark.parametrize(
    ("industry", "staff", "revenue", "assets", "expected"),
    [
        ("0111", None, 20000, None, "large"), ("0111", None, 19999, None, "medium"),
        ("0111", None, 500, None, "medium"), ("0111", None, 50, None, "small"),
        ("0111", None, 49, None, "micro"),
        ("3511", 1000, 40000, None, "large"), ("3511", 999, 40000, None, "medium"),
        ("3511", 1000, 39999, None, "medium"), ("3511", 5000, 1999, None, "small"),
        ("3511", 300, 2000, None, "medium"), ("3511", 299, 100000, None, "small"),
        ("3511", 20, 300, None, "small"), ("3511", 19, 90000, None, "micro"),
        ("3511", 2000, 299, None, "micro"), ("0610", 20, 300, None, "small"),
        ("4411", 20, 300, None, "small"),
        ("4710", None, 80000, 80000, "large"), ("4710", None, 80000, 79999, "medium"),
        ("4710", None, 6000, 4999, "small"), ("4710", None, 300, 299, "micro"),
        ("5111", 200, 40000, None, "large"), ("5111", 5, 1000, None, "small"),
        ("5111", 4, 99999, None, "micro"),
        ("5212", 300, 20000, None, "large"), ("5212", 50, 500, None, "medium"),
        ("5212", 10, 99, None, "micro"),
        ("5411", 1000, 30000, None, "large"), ("5411", 300, 2999, None, "small"),
        ("5951", 200, 30000, None, "large"), ("5951", 100, 1000, None, "medium"),
        ("6010", 300, 2000, None, "medium"), ("6110", 100, 2000, None, "medium"),
        ("6210", 10, 100, None, "small"), ("6311", 2000, 100000, None, "large"),
        ("6510", 300, 10000, None, "large"), ("6510", 10, 50, None, "small"),
        ("7010", None, 200000, 10000, "large"), ("7010", None, 1000, 5000, "medium"),
        ("7010", None, 999, 5000, "small"), ("7010", None, 100, 1999, "micro"),
        ("7020", 300, 1000, None, "medium"), ("7111", 300, None, 120000, "large"),
        ("7111", 10, None, 99, "micro"), ("7310", 300, None, None, "large"),
        ("7310", 99, None, None, "small"), ("7310", 9, None, None, "micro"),
    ],
)  # fmt: skip
def test_size(  # REG-01
    industry: str, staff: int | None, revenue: int | None, assets: int | None, expected: str
) -> None:
    assert size(industry, staff, revenue, assets) == expected


def test_amounts_are_in_thousands() -> None:  # REG-02
    told = {"industry": "0111", "last_revenue": Decimal("5000")}
    assert program("sme-registration").start(told, now=NOW).value("size") == "medium"
    told["last_revenue"] = Decimal("4999.99")
    assert program("sme-registration").start(told, now=NOW).value("size") == "small"


def test_missing_figures() -> None:  # REG-03
    assert size("0111", None, 600, None) == "medium"
    assert size("3511", None, 600, None) is None
    assert size("3511", None, 200, None) == "micro"
    assert size("3511", None, None, None) is None


@pytest.mark.parametrize("industry", ["5311", "6621", "8310", "8411", "9111", "9700", "7040"])
def test_outside_the_method(industry: str) -> None:  # REG-04
    assert size(industry, None, None, None) == "none"


@pytest.mark.parametrize(
    ("field", "text", "admitted"),
    [
        ("uscc", "91350100M000100Y43", True),
        ("uscc", "91350100M000100Y44", False),
        ("uscc", "91350100M000100Y4", False),
        ("postal_code", "276000", True),
        ("postal_code", "27600", False),
        ("telephone", "0539-8000001", True),
        ("telephone", "8000001x", False),
        ("mobile", "13800000000", True),
        ("mobile", "1380000000", False),
        ("website", "https://www.example.com", True),
        ("website", "ftp://www.example.com", False),
        ("stock_code", "600000", True),
        ("stock_code", "60000", False),
        ("email", "a@example.com", True),
        ("email", "a@", False),
    ],
)
def test_formats(field: str, text: str, admitted: bool) -> None:  # REG-05
    state = blank()
    state.set("listed", True)
    try:
        state.enter(field, text)
    except Refused:
        assert not admitted
    else:
        assert bool(state.problems_at(field)) is not admitted


def test_reachable() -> None:  # REG-06
    state = blank()
    assert "check-broken" in {one.code for one in state.complete()}
    assert "check-broken" not in {one.code for one in state.problems}
    state.set("mobile", "13800000000")
    assert "check-broken" not in {one.code for one in state.complete()}


def test_stock_code_of_the_listed() -> None:  # REG-07
    state = blank()
    assert not state.relevant("stock_code")
    state.set("listed", True)
    assert state.required("stock_code")


def blank() -> FormState:
    """Return an empty registration."""
    return program("sme-registration").start({}, now=NOW)
