"""The purchase record.

BUY-01  The origin is a county of the assistance list: 52 counties under 7 provinces, codes as in the regions.
BUY-02  The unit is one of those of the category.
BUY-03  A back-entry is of January to June 2020, an entry of July 2020 or later, neither of the future.
BUY-04  Quantity and amount are above 0.
BUY-05  1 to 9 vouchers, photographs or PDF, of at most 10 MB each.
BUY-06  All seven kinds of organisations file any number; the filing unit is filled in by itself.
BUY-07  Reviewed by who opened the account, then by the city.
"""

from datetime import date
from decimal import Decimal

import pytest

from engine.forms import FormState, Refused
from tests.definitions_shipped.shipped import NOW, definitions, program


def record(**values: object) -> FormState:
    return program("purchase-record").start(values, org={"name": "新发地批发市场"}, now=NOW)


def test_the_list() -> None:  # BUY-01
    known, regions = definitions().codelists["assistance-counties"], definitions().codelists["regions"]
    assert len([code for code in known.entries if known.level(code) == 3]) == 52
    assert len([code for code in known.entries if known.level(code) == 1]) == 7
    for code, entry in known.entries.items():
        assert (entry.label, entry.parent) == (regions.entries[code].label, regions.entries[code].parent)


@pytest.mark.parametrize(
    ("code", "admitted"), [("513431", True), ("622926", True), ("110105", False), ("513400", False)]
)
def test_the_origin(code: str, admitted: bool) -> None:  # BUY-01
    state = record()
    if admitted:
        state.enter("origin", code)
        assert state.value("origin") == code
    else:
        with pytest.raises(Refused):
            state.enter("origin", code)


@pytest.mark.parametrize(
    ("category", "units"),
    [
        ("grain", ["tonne", "kg", "bag"]),
        ("vegetables", ["tonne", "kg", "box"]),
        ("fruit", ["tonne", "kg", "box"]),
        ("livestock", ["tonne", "kg", "head", "bird"]),
        ("aquatic", ["tonne", "kg"]),
        ("tea", ["kg", "gift_box"]),
        ("oil", ["tonne", "litre", "barrel"]),
        ("other", ["tonne", "kg", "box", "piece"]),
        (None, []),
    ],
)
def test_units(category: str | None, units: list[str]) -> None:  # BUY-02
    state = record(category=category) if category else record()
    assert [option.value for option in state.choices("unit")] == units


@pytest.mark.parametrize(
    ("entry", "day", "fits"),
    [
        ("earlier", date(2020, 1, 1), True), ("earlier", date(2020, 6, 30), True),
        ("earlier", date(2019, 12, 31), False), ("earlier", date(2020, 7, 1), False),
        ("current", date(2020, 7, 1), True), ("current", date(2020, 6, 30), False),
        ("current", date(2026, 4, 10), True), ("current", date(2026, 4, 11), False),
    ],
)  # fmt: skip
def test_the_day(entry: str, day: date, fits: bool) -> None:  # BUY-03
    assert (not record(entry=entry, bought=day).problems_at("bought")) is fits


@pytest.mark.parametrize("name", ["quantity", "amount"])
@pytest.mark.parametrize(("figure", "fits"), [("0.01", True), ("0", False), ("-1", False)])
def test_above_zero(name: str, figure: str, fits: bool) -> None:  # BUY-04
    assert (not record(**{name: Decimal(figure)}).problems_at(name)) is fits


@pytest.mark.parametrize(
    ("count", "name", "kind", "size", "fits"),
    [
        (1, "发票.jpg", "image/jpeg", 10_000_000, True),
        (9, "合同.pdf", "application/pdf", 100, True),
        (10, "合同.pdf", "application/pdf", 100, False),
        (1, "发票.jpg", "image/jpeg", 10_000_001, False),
        (1, "运单.docx", "application/msword", 100, False),
    ],
)
def test_vouchers(count: int, name: str, kind: str, size: int, fits: bool) -> None:  # BUY-05
    held = [{"id": str(number), "name": name, "size": size, "type": kind} for number in range(count)]
    assert (not record(vouchers=held).problems_at("vouchers")) is fits


def test_a_voucher_there_must_be() -> None:  # BUY-05
    assert "vouchers" in {fault.path for fault in record().complete()}


def test_who_files() -> None:  # BUY-06
    form = program("purchase-record").form
    assert form.collection.many
    assert len(form.collection.reporters) == 7
    assert set(form.collection.reporters) == set(definitions().systems["purchase"].organisations) - {
        "authority"
    }
    assert record().value("filling_unit") == "新发地批发市场"


def test_the_review() -> None:  # BUY-07
    system = definitions().systems["purchase"]
    assert system.reviews["purchase"].steps == ("parent", "city")
    assert (system.organisations["merchant"].opened_by, system.organisations["store"].opened_by) == (
        "market",
        "chain",
    )
