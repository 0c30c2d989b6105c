"""Rules of a definition written by a stranger to do harm, from their text to their run.

SAFE-01 A text is refused or read within its bounds: depth, width, digits, brackets, quotes and blanks.
SAFE-02 A rule is typed, printed and compiled in bounded time; of very many faults the first are told.
SAFE-03 A compiled rule stops within 50 ms and 10 MB over the largest values it may see, or answers.
SAFE-04 There is no way from a rule to an attribute, a method, a module or a builtin.
SAFE-05 A pattern is written in the rule and runs in time that its text's length bounds.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest

from engine.rules import (
    BudgetExceeded,
    RuleError,
    Source,
    compile_rules,
    fits,
    parse,
    parse_rule,
    print_rule,
    type_of,
)
from engine.rules.limits import WORDS, WRITTEN
from engine.rules.patterns import REMEMBERED
from tests.costs import memory, seconds
from tests.rules.world import PAST, VALUES, Industries, Sizes, World

SECONDS, BYTES = 0.05, 10_000_000
MOST = WORDS // 2 - 2

REFUSED = {
    "negations": "not " * MOST + "listed",
    "minus signs": "-" * MOST + "1",
    "one choice in another": "1 if listed else " * (MOST // 3) + "2",
    "calls in calls": "abs(" * (MOST // 3) + "1" + ")" * (MOST // 3),
    "columns of columns": "products" + ".amount" * MOST,
    "a chain of comparisons": "1" + " < 1" * MOST,
    "digits": "1" * (WRITTEN - 1),
    "digits behind the point": "1." + "0" * (WRITTEN - 3),
    "an exponent": "1e999999",
    "an exponent without end": "10e" + "9" * 1_000,
    "a power": "10 ** 999999",
    "a name": "a" * (WRITTEN - 1),
    "quotes": "'" * (WRITTEN - 1),
    "full-width signs": "（" * MOST,
    "signs of other languages": "&& " * MOST,
    "names that nobody knows": " + ".join(f"nome{number}" for number in range(MOST)),
    "functions that nobody knows": " + ".join(f"summ{number}(1)" for number in range(MOST // 4)),
    "names of the wrong kind": " and ".join(["(name)"] * (MOST // 3)),
    "choices that are not offered": "kind in [" + ", ".join(f"'x{n}'" for n in range(MOST)) + "]",
    "too many words": "+".join(["1"] * WORDS),
    "too many characters": " " * WRITTEN + "1",
    "a bounded repetition of bounded repetitions": "matches(name, '((a{100}){100}){100}')",
    "a look behind": "matches(name, '(?<=a)b')",
    "a pattern that an answer gives": "matches(name, name)",
    "an attribute": "name.__class__.__mro__",
    "an import": "__import__('os')",
    "a function made on the spot": "(lambda: 1)()",
    "a format with attributes": "format(name, '{0.__class__}', 1)",
}

READ = {
    "brackets": "(" * MOST + "1" + ")" * MOST,
    "a sum": " + ".join(["staff"] * MOST),
    "conditions": " or ".join(["listed"] * MOST),
    "a list": "staff in [" + ", ".join(["1"] * MOST) + "]",
    "a product": " * ".join(["9999999999"] * MOST),
    "blanks": " " * (WRITTEN - 2) + "1",
    "quotes within quotes": "'" * (WRITTEN - 2),
    "a pattern that once was slow": "matches(name, '(a+)+$')",
    "a lone surrogate": "concat('\ud800', name)",
    "signs that turn the reading": "concat('\u202e', name)",
}


def made(text: str) -> None:
    """Do with a text all that is done with a rule before it runs. Raises RuleError."""
    rule = parse_rule(text)
    faults = type_of(rule, World())[1]
    assert print_rule(rule.logic)
    if faults:
        raise RuleError(*faults)
    compile_rules([Source("rule", rule.logic, World())], "made")


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused(name: str) -> None:  # SAFE-01, SAFE-02, SAFE-04
    outcome, taken = seconds(lambda: made(REFUSED[name]), SECONDS * 3)
    assert isinstance(outcome, RuleError)
    assert len(outcome.problems) <= 20
    assert all(each.message("zh") and each.message("en") for each in outcome.problems)
    assert taken < SECONDS * 3


@pytest.mark.parametrize("name", ["signs of other languages", "names that nobody knows", "negations"])
def test_takes_little_memory(name: str) -> None:  # SAFE-02
    assert memory(lambda: made(REFUSED[name])) < BYTES


@pytest.mark.parametrize("name", READ)
def test_is_read(name: str) -> None:  # SAFE-01, SAFE-02
    outcome, taken = seconds(lambda: made(READ[name]), SECONDS * 3)
    assert outcome is None
    assert taken < SECONDS * 3
    assert parse(print_rule(parse(READ[name]))) == parse(READ[name])


LONG = "业" * 60_000
NUMBERS = [Decimal(number) for number in range(10_000)]
ROWS = [{"amount": number, "sort": "finished"} for number in NUMBERS]
HUGE = Decimal("1E+499999")

STOPPED: dict[str, tuple[str, dict[str, object]]] = {
    "long texts joined": ("join(name, products.amount)", {"name": LONG, "products.amount": NUMBERS}),
    "a text hundreds of times": ("concat(" + ", ".join(["name"] * 500) + ")", {"name": LONG}),
    "a text for each row": (
        "count(map(products, concat(name, amount)))",
        {"name": LONG, "products": ROWS[:4_000]},
    ),
    "a written text for each row": (
        f"count(map(products, concat('{'x' * 9_000}', sort)))",
        {"products": ROWS[:6_000]},
    ),
    "a list searched for each row": (
        "any(products, contains(products.amount, 0 - 1))",
        {"products": ROWS[:3_000], "products.amount": NUMBERS},
    ),
    "a list searched in each row": (
        "any(products, 0 - 1 in products.amount)",
        {"products": ROWS[:3_000], "products.amount": NUMBERS},
    ),
    "a list judged for each row": (
        "any(products, not unique(products.amount))",
        {"products": ROWS[:3_000], "products.amount": NUMBERS},
    ),
    "a list counted for each row": (
        "any(products, count(products.amount) < 0)",
        {"products": ROWS[:3_000], "products.amount": NUMBERS},
    ),
    "a text changed for each row": (
        "any(products, upper(name) == 'z')",
        {"name": LONG, "products": ROWS[:3_000]},
    ),
    "a pattern for each row": (
        "any(products, matches(name, '(x+x+)+y'))",
        {"name": "x" * 60_000, "products": ROWS[:3_000]},
    ),
    "rows of rows of rows": (
        "any(products, any(products, any(products, amount < 0)))",
        {"products": ROWS[:300]},
    ),
    "rows filtered again and again": (
        "count(filter(filter(filter(products, amount > 0), amount > 1), amount > 2))",
        {"products": ROWS},
    ),
}

ANSWERED: dict[str, tuple[str, dict[str, object]]] = {
    "whether rows are all different": ("unique(products)", {"products": [[n, "x"] for n in NUMBERS]}),
    "a figure of a million digits as text": ("concat(revenue * revenue)", {"revenue": HUGE}),
    "a part of nothing as text": ("concat(revenue * revenue)", {"revenue": Decimal("1E-499999")}),
    "a figure of a million digits formatted": ("format(revenue * revenue, 2)", {"revenue": HUGE}),
    "so many days later": ("founded + days(revenue * revenue)", {"revenue": HUGE}),
    "so many months later": ("founded + months(revenue * revenue)", {"revenue": HUGE}),
    "so many years earlier": ("founded - years(revenue * revenue)", {"revenue": HUGE}),
    "from so far on": ("substr(name, revenue * revenue, revenue * revenue)", {"revenue": HUGE}),
    "rounded to so many digits": ("round(revenue, revenue * revenue)", {"revenue": HUGE}),
    "nothing with so many zeros": ("concat(round(0, revenue))", {"revenue": Decimal(900_000)}),
    "the remainder of so much": ("revenue * revenue % 7", {"revenue": HUGE}),
    "a date's pattern of its own": ("format(founded, name)", {"name": "%Y" * 16_000}),
    "a hard pattern": ("matches(name, '(.*)(.*)(.*)[ab]{1,200}$')", {"name": "ab" * 30_000}),
    "a pattern of very many states": ("matches(name, '(x?){300}x{300}')", {"name": "x" * 9_000}),
    "a lone surrogate": ("matches(name, 'a') or contains(name, 'b')", {"name": "\ud800"}),
}


def run(text: str, values: dict[str, object]) -> Callable[[], object]:
    module = compile_rules([Source("rule", parse(text), World())], "safety")
    rule = module.bind({"industries": Industries()}, {"sizes": Sizes()})["rule"]
    record = {**VALUES, **values}
    return lambda: rule(record, PAST, None)


@pytest.mark.parametrize("name", STOPPED)
def test_is_stopped(name: str) -> None:  # SAFE-03
    rule = run(*STOPPED[name])
    outcome, taken = seconds(rule, SECONDS)
    assert isinstance(outcome, BudgetExceeded)
    assert taken < SECONDS
    assert memory(rule) < BYTES


@pytest.mark.parametrize("name", ANSWERED)
def test_is_answered(name: str) -> None:  # SAFE-03, SAFE-05
    rule = run(*ANSWERED[name])
    outcome, taken = seconds(rule, SECONDS)
    assert outcome is None or len(str(outcome)) < 100_000
    assert taken < SECONDS


CATASTROPHES = [
    "(a+)+$", "(a|a)*$", "(a|aa)+$", "(.*a){20}$", "(a*)*b", "((a+)(b+))+$", "(x+x+)+y", "([a-z]+)*$",
    "(a?){60}a{60}", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)(.*)(.*)(.*)[^b]$", "(a{1,500}b?){1,1}$",
]  # fmt: skip


@pytest.mark.parametrize("pattern", CATASTROPHES)
def test_bad_patterns(pattern: str) -> None:  # SAFE-05
    for text in ("a" * 50_000 + "!", "ab" * 25_000, "x" * 50_000):
        outcome, taken = seconds(partial(fits, text, pattern), SECONDS)
        assert outcome in (True, False)
        assert taken < SECONDS


def test_remembered_answers_stay_right_and_are_forgotten_in_time() -> None:  # SAFE-05
    numbers = [str(number) for number in range(REMEMBERED + 2)]
    for _again in range(2):
        assert all(fits(number, "[0-9]+") for number in numbers)
        assert not fits("7x", "[0-9]+")
        assert not fits("\ud800", ".")
        assert [fits("a" * length, "a{100}") for length in (99, 100, 101)] == [False, True, False]
