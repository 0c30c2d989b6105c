"""The trade system's forms. Figures worked out by hand.

TRADE-01  The forecast's labels name month and quarter by themselves, over the turn of the year too.
TRADE-02  去年同期 comes from last year's approved forecasts, for the next month and quarter as well.
TRADE-03  同比 is computed, and empty where there is no figure of last year or it is 0.
TRADE-04  Below -20 % or above +10 % (the year so far: +15 %) a reason is wanted; at the edge it is not.
TRADE-05  The forecasts ask foreign-trade enterprises only, until the month's end.
TRADE-06  Who is not the legal representative names them; the customs code has ten digits.
TRADE-07  An application asks for half of the costs at most; its files have types and sizes; it is final.
TRADE-08  Enterprise information: shares and ratios computed; parts within their whole; each year once.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from engine.forms import FormState, Refused
from engine.forms.model.items import Group
from engine.forms.periods import Period
from tests.definitions_shipped.shipped import NOW, program

FORECASTS = ("trade-export-forecast", "trade-import-forecast")
LAST_YEAR: Mapping[str, tuple[int, int]] = {
    "2025-12": (1000, 12000),
    "2026-01": (300, 300),
    "2026-02": (250, 550),
    "2026-03": (450, 1000),
}
"""Month and year so far of earlier forecasts."""


def forecast(
    period: str,
    given: Mapping[str, str],
    *,
    form: str = FORECASTS[0],
    earlier: Mapping[str, tuple[int, int]] = LAST_YEAR,
) -> FormState:
    past = {
        Period.parse(key): {"month": Decimal(month), "ytd": Decimal(ytd)}
        for key, (month, ytd) in earlier.items()
    }
    values = {name: Decimal(figure) for name, figure in given.items()}
    return program(form).start(values, period=Period.parse(period), history=past, now=NOW)


def label(state: FormState, group: str, language: str = "zh") -> str:
    items = program(FORECASTS[0]).form.sheets[0].items
    found = next(item for item in items if isinstance(item, Group) and item.group == group)
    return state.text(found.label, f"#group.{group}", language)


@pytest.mark.parametrize("form", FORECASTS)
@pytest.mark.parametrize(
    ("period", "this", "so_far", "coming", "three"),
    [
        ("2026-01", "本月(1月)", "本年累计(1月)", "下月(2月)", "下季度(第二季度4-6月)"),
        ("2026-02", "本月(2月)", "本年累计(1-2月)", "下月(3月)", "下季度(第二季度4-6月)"),
        ("2026-05", "本月(5月)", "本年累计(1-5月)", "下月(6月)", "下季度(第三季度7-9月)"),
        ("2026-09", "本月(9月)", "本年累计(1-9月)", "下月(10月)", "下季度(第四季度10-12月)"),
        ("2026-12", "本月(12月)", "本年累计(1-12月)", "下月(1月)", "下季度(第一季度1-3月)"),
    ],
)
def test_labels(form: str, period: str, this: str, so_far: str, coming: str, three: str) -> None:  # TRADE-01
    state = forecast(period, {}, form=form)
    groups = ("this_month", "since_january", "coming_month", "coming_quarter")
    assert [label(state, group) for group in groups] == [this, so_far, coming, three]


def test_labels_in_english() -> None:  # TRADE-01
    state = forecast("2026-12", {})
    assert label(state, "this_month", "en") == "This month (month 12)"
    assert label(state, "coming_quarter", "en") == "Next quarter (first, January to March)"


def test_figures_of_last_year() -> None:  # TRADE-02
    state = forecast("2026-12", {})
    assert state.value("month_last_year") == 1000
    assert state.value("ytd_last_year") == 12000
    assert state.value("coming_last_year") == 300
    assert state.value("three_months_last_year") == 300 + 250 + 450
    assert state.read_only("month_last_year")


@pytest.mark.parametrize("period", ["2026-10", "2026-11", "2026-12"])
def test_the_next_quarter_is_the_same_all_quarter(period: str) -> None:  # TRADE-02
    assert forecast(period, {}).value("three_months_last_year") == 1000


def test_a_quarter_with_a_hole_is_not_known() -> None:  # TRADE-02
    some = {key: held for key, held in LAST_YEAR.items() if key != "2026-02"}
    assert forecast("2026-12", {}, earlier=some).value("three_months_last_year") is None


@pytest.mark.parametrize(
    ("month", "growth"),
    [("1100", "10"), ("800", "-20"), ("1234.56", "23.46"), ("1000", "0"), ("333.33", "-66.67")],
)
def test_growth(month: str, growth: str) -> None:  # TRADE-03
    assert forecast("2026-12", {"month": month}).value("month_growth") == Decimal(growth)


def test_growth_on_nothing() -> None:  # TRADE-03
    assert forecast("2026-12", {"month": "5"}, earlier={}).value("month_growth") is None
    state = forecast("2026-12", {"month": "5"}, earlier={"2025-12": (0, 0)})
    assert state.value("month_growth") is None
    assert not state.required("month_reason")


@pytest.mark.parametrize("form", FORECASTS)
@pytest.mark.parametrize(
    ("name", "figure", "required"),
    [
        ("month", "1100", False), ("month", "1100.01", True),
        ("month", "800", False), ("month", "799.99", True),
        ("ytd", "13800", False), ("ytd", "13800.01", True), ("ytd", "9600", False), ("ytd", "9599.99", True),
    ],
)  # fmt: skip
def test_reasons(form: str, name: str, figure: str, required: bool) -> None:  # TRADE-04
    state = forecast("2026-12", {name: figure}, form=form)
    assert state.required(f"{name}_reason") is required


@pytest.mark.parametrize("form", FORECASTS)
def test_who_files_forecasts_and_until_when(form: str) -> None:  # TRADE-05
    def told(profile: Mapping[str, object]) -> Mapping[str, object]:
        return program(form).collection(org=profile, period=Period.parse("2026-12"), now=NOW)

    assert told({"foreign_trade": True})["audience"] is True
    assert told({"foreign_trade": False})["audience"] is False
    assert told({})["audience"] is None
    assert told({})["closes"] == date(2026, 12, 31)


def test_the_legal_representative() -> None:  # TRADE-06
    state = program("trade-registration").start({}, now=NOW)
    state.set("registrant_role", "legal")
    assert not state.relevant("legal_name")
    state.set("registrant_role", "other")
    assert state.required("legal_name")
    assert state.required("legal_phone")


@pytest.mark.parametrize(
    ("code", "admitted"), [("3713960001", True), ("371396000", False), ("37139600A1", False)]
)
def test_the_customs_code(code: str, admitted: bool) -> None:  # TRADE-06
    state = program("trade-registration").start({"foreign_trade": True}, now=NOW)
    state.set("customs_code", code)
    assert (not state.problems_at("customs_code")) is admitted


def application(asked: str) -> FormState:
    cost = {"cost_item": "展位费", "paid_on": date(2026, 2, 1), "amount": Decimal("60000.50")}
    values = {"costs": [cost, cost], "asked": Decimal(asked)}
    return program("trade-project").start(values, period=Period.parse("2026"), now=NOW)


@pytest.mark.parametrize(("asked", "share", "fits"), [("60000.50", "50", True), ("60000.51", "50", False)])
def test_half_of_the_costs(asked: str, share: str, fits: bool) -> None:  # TRADE-07
    state = application(asked)
    assert state.value("total") == Decimal("120001.00")
    assert state.value("asked_share") == Decimal(share)
    assert (not state.problems_at("asked")) is fits


@pytest.mark.parametrize(
    ("path", "name", "kind", "size", "fits"),
    [
        ("form_sealed", "申报书.pdf", "application/pdf", 20_000_000, True),
        ("form_sealed", "申报书.pdf", "application/pdf", 20_000_001, False),
        ("form_sealed", "申报书.docx", "application/msword", 100, False),
        ("licence", "执照.jpg", "image/jpeg", 5_000_000, True),
        ("licence", "执照.jpg", "image/jpeg", 5_000_001, False),
        ("cost_table", "明细.xlsx", "application/vnd.ms-excel", 100, True),
        ("cost_table", "明细.exe", "application/octet-stream", 100, False),
    ],
)
def test_materials(path: str, name: str, kind: str, size: int, fits: bool) -> None:  # TRADE-07
    state = application("1")
    state.set(path, [{"id": "f", "name": name, "size": size, "type": kind}])
    assert (not state.problems_at(path)) is fits


def test_the_application_is_final() -> None:  # TRADE-07
    form = program("trade-project").form
    assert form.final
    assert form.kind == "application"


def test_enterprise_information() -> None:  # TRADE-08
    year = {"fiscal_year": 2025, "revenue": Decimal(800), "profit": Decimal(-20), "assets": Decimal(600)}
    values = {
        "staff_total": Decimal(120),
        "staff_rd": Decimal(17),
        "fiscal_years": [{**year, "debts": Decimal(450)}, {**year, "fiscal_year": 2024}],
    }
    state = program("trade-enterprise").start(values, period=Period.parse("2026"), now=NOW)
    assert state.value("staff_rd_share") == Decimal("14.17")
    assert state.value("fiscal_years[0].margin") == Decimal("-2.5")
    assert state.value("fiscal_years[0].debt_ratio") == 75
    assert not state.problems_at("fiscal_years")
    state.set("fiscal_years[1].fiscal_year", 2025)
    assert state.problems_at("fiscal_years")
    state.set("staff_rd", Decimal(121))
    assert state.problems_at("staff_rd")


def test_seven_sections() -> None:  # TRADE-08
    titles = [
        sheet.title["zh"] for sheet in program("trade-enterprise").sheets if isinstance(sheet.title, dict)
    ]
    assert titles == ["企业资质", "技术能力", "人事信息", "经营数据", "知识产权", "项目信息", "载体信息"]


def test_formats_are_refused_at_the_door() -> None:  # TRADE-06
    state = program("trade-registration").start({}, now=NOW)
    with pytest.raises(Refused):
        state.enter("region", "不存在")
