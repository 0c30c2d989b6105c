"""The indicator sheet of a monthly report.

IND-01 In January 本月 must equal 1-本月; in other months 1-本月 = 本月 + last month's 1-本月.
IND-02 A broken check says both sides with their figures and the difference, in either language.
IND-03 Where last month's report is missing, the check is not run and says so; it blocks nothing.
IND-04 Growth is computed, and blank when last year's figure is 0 or empty.
IND-05 Industrial rows are relevant for industry alone; hiding destroys nothing.
IND-06 A broken warning blocks until it is explained, and again when a figure changes.
IND-07 A check of submission runs at submission only; its own message and remedy are told.
"""

import pytest

from engine.forms import Program, Refused
from tests.forms.program.examples import INDICATORS, month, number, power, program


@pytest.fixture(scope="module")
def report() -> Program:
    return program(INDICATORS)


@pytest.mark.parametrize(
    ("period", "cells", "last_month", "broken"),
    [
        ("2026-01", {"month": "120", "ytd": "120"}, "900", False),
        ("2026-01", {"month": "120", "ytd": "119.5"}, "900", True),
        ("2026-03", {"month": "30", "ytd": "115"}, "85", False),
        ("2026-03", {"month": "30", "ytd": "120"}, "85", True),
        ("2026-03", {"ytd": "120"}, "85", False),
        ("2026-12", {"month": "0.1", "ytd": "0.3"}, "0.2", False),
    ],
)
def test_months_add_up(  # IND-01
    report: Program, period: str, cells: dict[str, str], last_month: str, broken: bool
) -> None:
    before = month(period).shift(-1).key
    state = power(report, period, history={before: last_month}, **cells)
    assert [one.check for one in state.findings] == (["econ.power.balance"] if broken else [])


def test_a_broken_balance_is_a_sentence_with_its_figures(report: Program) -> None:  # IND-02
    state = power(report, "2026-03", history={"2026-02": "85"}, month="30", ytd="120")
    (found,) = state.findings
    assert found.problem.message("zh") == "用电量：1-本月 120 不等于 本月 30 + 上月 1-本月 85（=115），差 5"
    assert "is not equal to" in found.problem.message("en")
    assert found.difference == 5
    assert found.figures == (
        ("econ.power.ytd", number("120")),
        ("econ.power.month", number("30")),
        ("prev(econ.power.ytd)", number("85")),
    )
    assert state.problems_at("econ.power.ytd")[0].severity == "warning"


def test_without_last_month_the_check_is_not_run(report: Program) -> None:  # IND-03
    state = power(report, "2026-03", month="30", ytd="120")
    (skipped,) = state.not_run
    assert skipped.problem.message() == "没有2026年2月已审核报表，未作此项检查。"
    assert skipped.period == month("2026-02")
    assert not state.findings
    assert not state.complete()


def test_nothing_is_said_of_history_that_a_check_does_not_need(report: Program) -> None:  # IND-03
    assert not power(report, "2026-01", month="30", ytd="30").not_run
    assert not power(report, "2026-03", month="30").not_run


@pytest.mark.parametrize(
    ("now", "last_year", "growth"),
    [("120", "100", "20"), ("90", "120", "-25"), ("100", "300", "-66.67"), ("5", "0", None)],
)
def test_growth(report: Program, now: str, last_year: str, growth: str | None) -> None:  # IND-04
    state = power(report, "2026-03", ytd=now, ly_ytd=last_year)
    assert state.value("econ.power.growth") == (number(growth) if growth else None)


def test_growth_is_blank_without_last_year(report: Program) -> None:  # IND-04
    assert power(report, "2026-03", ytd="120").value("econ.power.growth") is None


def test_hiding_a_row_keeps_its_figures(report: Program) -> None:  # IND-05
    state = power(report, "2026-03", ytd="120", ly_ytd="100")
    changed = state.set("section", "A")
    assert {"econ.power", "econ.power.ytd", "econ.power.growth"} <= changed
    assert not state.relevant("econ.power")
    assert state.value("econ.power.ytd") is None
    assert state.typed_value("econ.power.ytd") == 120
    assert "econ" not in state.effective_document()
    state.set("section", "C")
    assert state.value("econ.power.growth") == 20


def test_a_warning_wants_an_explanation_of_its_figures(report: Program) -> None:  # IND-06
    state = power(report, "2026-03", history={"2026-02": "85"}, month="30", ytd="120")
    state.set("econ.revenue.ytd", 1000)
    assert [one.code for one in state.complete()] == ["check-unexplained"]
    assert "差 5" in state.complete()[0].message()
    assert state.explain("econ.power.balance", "并入分厂", "merged") == {"econ.power.ytd"}
    assert not state.complete()
    assert not state.unexplained
    state.set("econ.power.ytd", 121)
    assert [one.code for one in state.complete()] == ["check-stale"]
    assert state.findings[0].stale


def test_explanations_outlive_the_state(report: Program) -> None:  # IND-06
    state = power(report, "2026-03", history={"2026-02": "85"}, month="30", ytd="120")
    state.explain("econ.power.balance", "并入分厂")
    again = report.start(
        report.read(state.document()),
        period=month("2026-03"),
        history={month("2026-02"): {"econ": {"power": {"ytd": number("85")}}}},
        explanations=state.explanations(),
    )
    assert again.findings[0].explained
    assert again.findings[0].explanation is not None
    assert again.findings[0].explanation.version == report.version


@pytest.mark.parametrize(
    ("check", "text", "reason", "code"),
    [
        ("econ.power.none", "因为", None, "check-unknown"),
        ("econ.power.balance", "  ", None, "check-no-explanation"),
        ("econ.power.balance", "因为", "weather", "check-reason"),
        ("econ.power.balance", "长" * 1001, None, "check-long"),
        ("econ.power.balance", "\x00", None, "value-character"),
    ],
)
def test_poor_explanations_are_refused(  # IND-06
    report: Program, check: str, text: str, reason: str | None, code: str
) -> None:
    state = power(report, "2026-03", history={"2026-02": "85"}, month="30", ytd="120")
    with pytest.raises(Refused) as refused:
        state.explain(check, text, reason)
    assert refused.value.problem.code == code
    assert not state.explanations()


def test_checks_of_submission(report: Program) -> None:  # IND-07
    state = power(report, "2026-01", month="30", ytd="30")
    state.set("econ.revenue.ytd", 20)
    assert not state.findings
    assert [one.message() for one in state.complete()] == ["营业收入应不小于用电量。请核对两项数据。"]
    assert [one.check for one in state.findings_at("submit")] == ["staff_and_power"]


def test_sheet_status(report: Program) -> None:
    state = power(report, "2026-03", history={"2026-02": "85"}, month="-30", ytd="120")
    status = state.sheet_status("indicators")
    assert (status.errors, status.warnings, status.missing, status.answered) == (1, 1, 0, 2)
    assert status.relevant
    state.set("staff", 200)
    assert state.sheet_status("basic").missing == 1


def test_why_a_row_is_shown(report: Program) -> None:
    state = power(report, "2026-03")
    assert state.why("econ.power.ytd") == "目前出现。\n出现的条件：「行业门类」(制造业) = 制造业"
    state.set("section", "A")
    assert state.why("econ.power.ytd").startswith("目前不出现。\n出现的条件：「行业门类」(农业) = 制造业")
