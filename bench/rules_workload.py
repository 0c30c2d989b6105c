"""Workload A: 300 rules on one record of about 300 answers and a list of 20 rows.

Each rule stands twice: as plain JSON Logic, and as the Python that a person would write by hand over
the record `d` (with `g = d.get`). 70 comparisons, 70 and/or/not, 50 arithmetic, 40 memberships,
40 chains of conditions, 15 `missing`, 15 sums over the rows. Made by chance from a fixed seed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

QUESTIONS: Final = 299
WORDS: Final = ("好转", "持平", "下降", "north", "south", "east", "west", "yes", "no", "other")
PLAN: Final = {
    "compare": 70,
    "combine": 70,
    "calculate": 50,
    "member": 40,
    "chain": 40,
    "missing": 15,
    "total": 15,
}
UNANSWERED_EVERY: Final = 37


@dataclass(frozen=True, slots=True)
class Pair:
    """One rule, said both ways."""

    logic: Any
    python: str


@dataclass(slots=True)
class Workload:
    """The record and the rules."""

    data: dict[str, Any] = field(default_factory=dict)
    rules: list[Pair] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)


def workload(seed: int = 300) -> Workload:
    """Return the workload of a seed."""
    made, chance = Workload(), Random(seed)
    _answer(made, chance)
    makers: dict[str, Callable[[Workload, Random], Pair]] = {
        "compare": _compare,
        "combine": _combine,
        "calculate": _calculate,
        "member": _member,
        "chain": _chain,
        "missing": _missing,
        "total": _total,
    }
    for kind, count in PLAN.items():
        made.rules += [makers[kind](made, chance) for _ in range(count)]
    chance.shuffle(made.rules)
    return made


def _answer(made: Workload, chance: Random) -> None:
    answers: tuple[tuple[str, Callable[[], Any]], ...] = (
        ("number", lambda: chance.randint(0, 100)),
        ("number", lambda: chance.randint(0, 100)),
        ("word", lambda: chance.choice(WORDS)),
        ("truth", lambda: chance.random() < 0.5),
        ("words", lambda: chance.sample(WORDS, 3)),
        ("number", lambda: chance.randint(0, 100)),
        ("word", lambda: chance.choice(WORDS)),
        ("quarter", lambda: chance.randint(0, 400) / 4),
    )
    for index in range(1, QUESTIONS + 1):
        name, (kind, give) = f"q{index:03d}", answers[index % len(answers)]
        made.names.setdefault("any", []).append(name)
        if index % UNANSWERED_EVERY:
            made.data[name] = give()
            made.names.setdefault(kind, []).append(name)
        elif index % (2 * UNANSWERED_EVERY) == 0:
            made.data[name] = None
    made.data["rows"] = [
        {"qty": chance.randint(1, 9), "price": chance.randint(4, 200) / 4} for _ in range(20)
    ]


def _read(name: str) -> dict[str, str]:
    return {"var": name}


def _compare(made: Workload, chance: Random) -> Pair:
    way = chance.randrange(5)
    number, word = chance.choice(made.names["number"]), chance.choice(made.names["word"])
    if way < 2:
        operator, wanted = ("==", "!=")[way], chance.choice(WORDS)
        return Pair({operator: [_read(word), wanted]}, f"d[{word!r}] {operator} {wanted!r}")
    if way == 2:
        operator, least = chance.choice(("<", "<=", ">", ">=")), chance.randint(0, 100)
        return Pair({operator: [_read(number), least]}, f"d[{number!r}] {operator} {least}")
    if way == 3:
        low = chance.randint(0, 50)
        high = low + chance.randint(5, 50)
        return Pair({"<=": [low, _read(number), high]}, f"{low} <= d[{number!r}] <= {high}")
    truth = chance.choice(made.names["truth"])
    return Pair({"===": [_read(truth), True]}, f"d[{truth!r}] is True")


def _combine(made: Workload, chance: Random) -> Pair:
    parts = [_compare(made, chance) for _ in range(chance.randint(3, 4))]
    turned = chance.randrange(len(parts))
    parts[turned] = Pair({"!": [parts[turned].logic]}, f"not ({parts[turned].python})")
    outer, inner = chance.choice((("and", "or"), ("or", "and")))
    if chance.random() < 0.5:
        parts = [_joined(inner, parts[:2]), *parts[2:]]
    return _joined(outer, parts)


def _joined(operator: str, parts: list[Pair]) -> Pair:
    return Pair(
        {operator: [part.logic for part in parts]}, f" {operator} ".join(f"({part.python})" for part in parts)
    )


def _calculate(made: Workload, chance: Random) -> Pair:
    a, b, c = (chance.choice(made.names["number"]) for _ in range(3))
    times, modulo, least = chance.randint(2, 9), chance.randint(2, 5), chance.randint(50, 400)
    way = chance.randrange(3)
    if way == 0:
        total = {"+": [_read(a), {"*": [_read(b), times]}, _read(c)]}
        return Pair({">": [total, least]}, f"d[{a!r}] + d[{b!r}] * {times} + d[{c!r}] > {least}")
    if way == 1:
        span = {"-": [{"+": [_read(a), 200]}, _read(b)]}
        return Pair({"==": [{"%": [span, modulo]}, 0]}, f"(d[{a!r}] + 200 - d[{b!r}]) % {modulo} == 0")
    part = chance.choice(made.names["quarter"])
    logic = {"<": [{"/": [_read(part), 4]}, {"-": [_read(part), 12.5]}]}
    return Pair(logic, f"d[{part!r}] / 4 < d[{part!r}] - 12.5")


def _member(made: Workload, chance: Random) -> Pair:
    if chance.random() < 0.5:
        name, among = chance.choice(made.names["word"]), chance.sample(WORDS, 4)
        return Pair({"in": [_read(name), among]}, f"d[{name!r}] in {tuple(among)!r}")
    name, wanted = chance.choice(made.names["words"]), chance.choice(WORDS)
    return Pair({"in": [wanted, _read(name)]}, f"{wanted!r} in d[{name!r}]")


def _chain(made: Workload, chance: Random) -> Pair:
    name, first = chance.choice(made.names["number"]), _compare(made, chance)
    low, high = sorted(chance.sample(range(10, 90), 2))
    below = [{"<": [_read(name), bound]} for bound in (low, high)]
    logic = {"if": [first.logic, "skip", below[0], "low", below[1], "mid", "high"]}
    python = f"'low' if d[{name!r}] < {low} else 'mid' if d[{name!r}] < {high} else 'high'"
    return Pair(logic, f"'skip' if ({first.python}) else {python}")


def _missing(made: Workload, chance: Random) -> Pair:
    names = chance.sample(made.names["any"], 5)
    return Pair({"missing": names}, f"[k for k in {tuple(names)!r} if g(k) is None or g(k) == '']")


def _total(made: Workload, chance: Random) -> Pair:
    least = chance.randint(500, 4000)
    product = {"*": [_read("current.qty"), _read("current.price")]}
    total: dict[str, Any] = {"reduce": [_read("rows"), {"+": [_read("accumulator"), product]}, 0]}
    if chance.random() < 0.5:
        products = {"map": [_read("rows"), {"*": [_read("qty"), _read("price")]}]}
        total = {"reduce": [products, {"+": [_read("current"), _read("accumulator")]}, 0]}
    return Pair({">": [total, least]}, f"sum([r['qty'] * r['price'] for r in d['rows']]) > {least}")
