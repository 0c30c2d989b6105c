"""Drawn responses: valid, consistent, and drawn from any definition.

SAMPLE-01 A drawn response has nothing wrong with it, whatever types its fields have.
SAMPLE-02 What is not asked is not answered: branches, conditions, texts beside choices.
SAMPLE-03 A series of periods satisfies checks against earlier periods, and moves little from one to the next.
SAMPLE-04 A soft check is broken on purpose at the rate asked for, and explained.
SAMPLE-05 The guide sets magnitudes, words, fixed values, weights, rows, sums and copies.
SAMPLE-06 The same seed draws the same responses.
SAMPLE-07 2,000 answers take seconds, not minutes.
SAMPLE-08 A broken check that compares figures is mended by moving one; what cannot be moved is left.
"""

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from random import Random
from typing import Any, Final

import pytest

from engine.forms import FormState, Program, compile, load_text
from engine.forms.periods import Period
from engine.forms.sampling import Guide, Sampler
from engine.forms.sampling.values import uscc
from tests.yardstick import times_of_a_millisecond

NOW: Final = datetime(2026, 4, 10, tzinfo=UTC)
EVERYTHING: Final = """
form: everything
title: 各种题型
sheets:
  - sheet: all
    title: 全部
    items:
      - {field: name, type: text, required: true, maxLength: 8}
      - {field: story, type: textarea, minLength: 30}
      - {field: staff, type: integer, minimum: 3, maximum: 9, required: true}
      - {field: research, type: integer, required: true, constraint: research <= staff}
      - {field: amount, type: decimal, decimals: 1, required: true}
      - {field: listed, type: boolean, required: true}
      - {field: stock_code, type: text, pattern: "[0-9]{6}", relevant: listed, required: true}
      - {field: grade, type: text, pattern: "[A-C]{2}", required: true}
      - {field: odd, type: text, pattern: "x-[0-9]+"}
      - {field: mail, type: text, format: email, required: true}
      - {field: site, type: text, format: uri, required: true}
      - {field: post, type: text, format: postcode, required: true}
      - {field: mobile, type: text, format: cn-mobile, required: true}
      - {field: phone, type: text, format: cn-telephone, required: true}
      - {field: credit, type: text, format: uscc, required: true}
      - {field: day, type: date, required: true}
      - {field: moment, type: datetime, required: true}
      - {field: month, type: month, required: true}
      - {field: year, type: year, required: true}
      - {field: stars, type: rating, required: true}
      - {field: photo, type: image}
      - {field: order, type: rank, required: true, choices: [{value: a, label: 甲}, {value: b, label: 乙}]}
      - field: ways
        type: select_multiple
        required: true
        choices:
          - {value: a, label: 甲}
          - {value: o, label: 其他, text: true}
          - {value: n, label: 无, exclusive: true}
      - matrix: views
        required: true
        choices: [{value: a, label: 甲}, {value: b, label: 乙}]
        rows: [{row: one, label: 一}, {row: two, label: 二}]
      - field: end_here
        type: boolean
        required: true
        branches: [{when: end_here, goto: end}]
      - {field: last, type: text, required: true}
"""
SERIES: Final = """
form: series
title: 月报
collection: {period: month}
sheets:
  - sheet: main
    title: 指标
    items:
      - grid: econ
        columns:
          - {column: month, label: 本月, type: decimal}
          - {column: ytd, label: 1-本月, type: decimal}
          - {column: ly_ytd, label: 上年, type: decimal, default: same_last_year(ytd)}
        rows:
          - {row: power, label: 用电量, required: true, minimum: 0}
          - {row: revenue, label: 营业收入, minimum: 0, required: true}
          - {row: season, label: 季节指标, relevant: "period.month in [2, 8]", required: true}
        checks:
          - rows: [power]
            check: balance
            rule: "ytd == month if period.month == 1 else ytd == month + prev(ytd)"
            severity: warning
      - repeat: products
        minimum: 1
        items:
          - {field: name, type: text, required: true}
          - {field: made, type: integer, required: true}
          - {field: sold, type: integer, required: true}
          - {field: secret, type: text, relevant: made < 0}
        checks: [{check: sold_enough, rule: made >= sold, severity: warning}]
checks:
  - {check: above, rule: econ.revenue.ytd > econ.power.ytd, severity: warning}
  - {check: unlike, rule: "count(products) > 0"}
"""


def program(text: str) -> Program:
    return compile(load_text(text))


def months(guide: Guide, count: int, seed: int = 1) -> list[FormState]:
    sampler, random = Sampler(program(SERIES), guide), Random(seed)
    history: dict[Period, dict[str, Any]] = {}
    found = []
    for number in range(count):
        period = Period.parse("2025-01").shift(number)
        state = sampler.sample(random, period=period, history=history, now=NOW)
        history[period] = state.values
        found.append(state)
    return found


@pytest.mark.parametrize("seed", range(20))
def test_every_type(seed: int) -> None:  # SAMPLE-01
    guide = Guide(words={"grade": ("AB", "CC")})
    state = Sampler(program(EVERYTHING), guide).sample(Random(seed), now=NOW)
    assert not [str(fault) for fault in state.complete()]
    assert [one["type"] for one in state.value("photo") or ()] in ([], ["image/png"])
    assert 3 <= state.value("staff") <= 9


@pytest.mark.parametrize("seed", range(20))
def test_what_is_not_asked(seed: int) -> None:  # SAMPLE-02
    state = Sampler(program(EVERYTHING), Guide(words={"grade": ("AB",)})).sample(Random(seed), now=NOW)
    given = state.document()
    assert ("stock_code" in given) == state.value("listed")
    assert ("last" in given) != state.value("end_here")
    assert ("ways_text" in given) == ("o" in state.value("ways"))
    assert state.value("ways") == ["n"] or "n" not in state.value("ways")


def test_a_series_adds_up() -> None:  # SAMPLE-03
    states = months(Guide(), 20)
    assert not [found.check for state in states for found in state.findings]
    first, second = (state.value("econ.revenue.month") for state in states[:2])
    assert abs(second - first) <= first * Decimal("0.1") + 1
    assert states[14].value("econ.revenue.ly_ytd") == states[2].value("econ.revenue.ytd")
    assert len({state.value("products")[0]["name"] for state in states}) == 1
    assert not any("secret" in row for row in states[0].document()["products"])


def test_seasons_continue_their_last_figure() -> None:  # SAMPLE-03
    states = months(Guide(ranges={"econ.season.*": (Decimal(100), Decimal(900))}), 8)
    earlier, later = states[1].value("econ.season.month"), states[7].value("econ.season.month")
    assert abs(later - earlier) <= earlier * Decimal("0.07")


def test_broken_on_purpose() -> None:  # SAMPLE-04
    states = months(Guide(broken=1.0, explanation="上月数据有调整", sums={"econ.*.ytd": "month"}), 24)
    broken = [state for state in states if state.findings]
    assert len(broken) >= 12
    assert not [state for state in states if state.complete()]
    assert all(found.explained for state in broken for found in state.findings)


def test_guide() -> None:  # SAMPLE-05
    guide = Guide(
        ranges={"econ.revenue.*": (Decimal(5000), Decimal(6000)), "econ.power.*": (Decimal(10), Decimal(20))},
        sums={"econ.*.ytd": "month"},
        copies={"products.sold": "made"},
        words={"products.name": ("破碎机", "振动筛")},
        rows={"products": (3, 3)},
    )
    states = months(guide, 3)
    sums = [state.value("econ.revenue.month") for state in states]
    assert states[2].value("econ.revenue.ytd") == sum(sums)
    rows = states[0].value("products")
    assert [row["name"] for row in rows] == ["破碎机", "振动筛", "破碎机"]
    assert all(row["made"] == row["sold"] for row in rows)


def test_a_sum_that_begins_within_the_year() -> None:  # SAMPLE-05
    sampler = Sampler(program(SERIES), Guide(sums={"econ.revenue.ytd": "month"}, rows={"products": (1, 1)}))
    state = sampler.sample(Random(3), period=Period.parse("2025-10"), now=NOW)
    assert state.value("econ.revenue.ytd") >= state.value("econ.revenue.month") * 10


def test_weights_and_fixed_values() -> None:  # SAMPLE-05
    guide = Guide(weights={"views.*": {"b": 1.0}}, values={"name": "甲厂"}, words={"grade": ("AB",)})
    sampler, random = Sampler(program(EVERYTHING), guide), Random(5)
    states = [sampler.sample(random, now=NOW) for _number in range(30)]
    assert Counter(state.value("views.one") for state in states) == {"b": 30}
    assert {state.value("name") for state in states} == {"甲厂"}


def test_seeds() -> None:  # SAMPLE-06
    guide = Guide(words={"grade": ("AB",)})
    first, again, other = (
        Sampler(program(EVERYTHING), guide).sample(Random(seed), now=NOW).document() for seed in (1, 1, 2)
    )
    assert first == again != other


def test_speed() -> None:  # SAMPLE-07
    sampler, random = Sampler(program(EVERYTHING), Guide(words={"grade": ("AB",)})), Random(1)
    assert times_of_a_millisecond(lambda: [sampler.sample(random, now=NOW) for _number in range(20)]) < 200


def test_a_credit_code_has_its_check_character() -> None:  # SAMPLE-01
    assert len(uscc(Random(1))) == 18


FIGURES: Final = """
form: figures
title: 数
sheets:
  - sheet: main
    title: 数
    items:
      - {field: a, type: integer, required: true, maximum: 5}
      - {field: b, type: integer, required: true, minimum: 50, maximum: 60}
      - {field: c, type: decimal, calculation: a * 2}
checks:
  - {check: rule, rule: RULE, severity: warning}
"""


@pytest.mark.parametrize(
    ("rule", "mended"),
    [("b > c", True), ("c < b", True), ("b != 55", True), ("a >= b", False), ("c >= 1000", False)],
)
def test_mending(rule: str, mended: bool) -> None:  # SAMPLE-08
    sampler, random = Sampler(program(FIGURES.replace("RULE", rule))), Random(7)
    states = [sampler.sample(random) for _number in range(20)]
    assert any(state.findings for state in states) is not mended
    assert not [fault for state in states for fault in state.problems if fault.severity == "error"]
