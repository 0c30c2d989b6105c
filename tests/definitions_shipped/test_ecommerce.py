"""E-commerce statistics, by figures worked out by hand.

ECO-01 Monthly: the parts make the turnover, exports and imports the cross-border trade, in both columns.
ECO-02 Monthly: 1-本月 is 本月 and last month's 1-本月, in January 本月 itself.
ECO-03 Monthly: growth is over last year's filing, in per cent.
ECO-04 Annual: the year is held against its twelve months, and waits while one is missing.
ECO-05 Evaluation: three weighted levels make score and grade; the authority's score weighs 30%.
"""

from decimal import Decimal
from typing import Any, Final

import pytest

from engine.forms import FormState
from engine.forms.periods import Period
from tests.definitions_shipped.shipped import NOW, program

PARTS: Final = {"turnover": "100", "b2b": "50", "b2c": "30.5", "c2c": "9.5", "services_trade": "10"}
BORDER: Final = {"cross_border": "12", "cross_exports": "8", "cross_imports": "4"}


def trade(column: str = "month", **changed: str) -> dict[str, Any]:
    """Return the rows of the monthly trade with one column filled in."""
    return {row: {column: Decimal(figure)} for row, figure in {**PARTS, **BORDER, **changed}.items()}


def monthly(rows: dict[str, Any], period: str = "2026-02", **past: dict[str, Any]) -> FormState:
    """Return a monthly report; `past` are filed trades by period ('p2026_01')."""
    history = {Period.parse(key[1:].replace("_", "-")): {"monthly_trade": held} for key, held in past.items()}
    values = {"monthly_trade": rows}
    return program("ecommerce-monthly").start(values, period=Period.parse(period), history=history, now=NOW)


@pytest.mark.parametrize("column", ["month", "ytd"])
@pytest.mark.parametrize(
    ("row", "figure", "check"),
    [("b2c", "30.5", ""), ("b2c", "30.49", "parts"), ("cross_imports", "4.01", "cross_border")],
)
def test_parts(column: str, row: str, figure: str, check: str) -> None:  # ECO-01
    state = monthly(trade(column, **{row: figure}))
    kind = "month" if column == "month" else "year"
    assert [one.check for one in state.findings] == ([f"{kind}_{check}"] if check else [])


@pytest.mark.parametrize(
    ("period", "ytd", "broken"),
    [("2026-01", "100", False), ("2026-01", "130", True), ("2026-02", "180", False), ("2026-02", "9", True)],
)
def test_months_add_up(period: str, ytd: str, broken: bool) -> None:  # ECO-02
    rows = {"turnover": {"month": Decimal(100), "ytd": Decimal(ytd)}}
    state = monthly(rows, period, p2026_01={"turnover": {"ytd": Decimal(80)}})
    assert ("monthly_trade.turnover.accumulates" in {one.check for one in state.findings}) is broken


def test_growth() -> None:  # ECO-03
    form, february = program("ecommerce-monthly"), Period.parse("2026-02")
    turnover = {"month": Decimal(80), "ytd": Decimal(160)}
    past = {Period.parse("2025-02"): {"monthly_trade": {"turnover": turnover}}}
    start = form.prefill(period=february, history=past, now=NOW)
    start["monthly_trade"]["turnover"].update(month=Decimal(100), ytd=Decimal(150))
    state = form.start(start, period=february, history=past, now=NOW)
    assert state.value("monthly_trade.turnover.month_growth") == 25
    assert state.value("monthly_trade.turnover.ytd_growth") == Decimal("-6.25")


@pytest.mark.parametrize(
    ("months", "services", "broken", "waiting"),
    [(12, "120", False, 0), (12, "119.99", True, 0), (11, "120", False, 1)],
)
def test_twelve_months(months: int, services: str, broken: bool, waiting: int) -> None:  # ECO-04
    held = {Period("month", 2026, index): {"monthly_trade": trade()} for index in range(1, months + 1)}
    state = program("ecommerce-annual").start(
        {"annual_trade": trade("year_figure", b2b="600", b2c="366", c2c="114", services_trade=services)},
        period=Period("year", 2026),
        links={"monthly": held},
        now=NOW,
    )
    assert ("turnover_of_months" in {one.check for one in state.findings}) is broken
    assert sum(one.check == "turnover_of_months" for one in state.not_run) == waiting


def row(now: int, before: int) -> dict[str, Decimal]:
    """Return one row of the evaluation's results."""
    return {"year_figure": Decimal(now), "past_year": Decimal(before)}


ANSWERS: Final[dict[str, Any]] = {
    "business": "platform",
    "year_results": {
        "turnover": row(120000, 100000),
        "online_turnover": row(60000, 50000),
        "users": row(5500, 5000),
        "revenue": row(20000, 18000),
        "taxes": row(900, 800),
    },
    "rd_funds": Decimal(800),
    "staff": Decimal(200),
    "tech_staff": Decimal(50),
    "patents": Decimal(7),
    "technologies": ["cloud", "ai"],
    "complaints": Decimal(40),
    "settled": Decimal(38),
    "returns_policy": "seven",
    "protection": "level3",
    "penalties": Decimal(0),
    "farm_sales": Decimal(12000),
    "trained": Decimal(650),
    "green_measures": ["packaging", "recycling"],
}
SCORES: Final = {
    "turnover_scale": "9.6",  # 8 of 10, of 40% × 50% × 60% = 12
    "own_channels": "4",  # half of 8
    "turnover_speed": "9.6",  # growth 20%: 8 of 10, of 12
    "users_speed": "5.6",  # growth 10%: 7 of 10, of 8
    "research_funds": "6",  # 4% of revenue: 4 of 5, of 25% × 60% × 50% = 7.5
    "technical_people": "6.25",  # 25% of the staff: 25 of 30, of 7.5
    "rights": "3.5",  # 14 of 20, of 5
    "applied_technologies": "2.5",  # 2 + 3 of 10, of 5
    "complaints_settled": "5.7",  # 95% of 6
    "returns": "3.6",  # 6 of 10, of 6
    "security": "4",
    "clean_record": "4",
    "farm_share": "2.25",  # 10% of the turnover: 10 of 20, of 4.5
    "training": "2.7",  # 6 of 10, of 4.5
    "green_steps": "3.6",  # 6 of 10, of 6
    "scale_and_growth": "28.8",
    "innovation": "18.25",
    "service_and_conduct": "17.3",
    "contribution": "8.55",
    "total": "72.9",
}


def test_evaluation() -> None:  # ECO-05
    form = program("ecommerce-evaluation")
    state = form.start(ANSWERS, period=Period("year", 2026), now=NOW)
    assert {name: str(state.value(f"evaluation.{name}.score").normalize()) for name in SCORES} == SCORES
    assert state.value("evaluation_grade") == "B"
    assert state.value("overall_score") is None
    review = form.start(ANSWERS, period=Period("year", 2026), now=NOW, reviewing=True)
    review.set("authority_score", 60)
    assert review.value("overall_score") == Decimal("69.03")  # 72.9 × 0.7 + 60 × 0.3
    assert review.value("overall_grade") == "C"
