"""(a) The same 300 rules as rules of a form: exact numbers, three-valued, beside the same by hand.

Also what it takes to compile the rules, and to take them from the cache.
"""

import marshal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bench.exact_workload import by_hand, definition, record, rule_of_form
from bench.measuring import per_call
from bench.report import Found, Goal
from bench.rules_workload import Workload, workload
from engine.forms import FormState, compile, load_text
from engine.forms.board import Board
from engine.forms.documents import load
from engine.rules import Name, RuleModule, Scope, Source, Type, compile_plain, compile_rules, rule_of

EXACT = Goal("a.exact", "300 rules with decimals, beside one hand-written function", "µs", 2, judged="ratio")
SAME = Goal("a.exact.answers", "answers equal to the hand-written function's", "of 300", 300, "least")
COMPILE = Goal("a.compile", "300 plain rules compiled", "ms", 30)
FORM = Goal("a.compile.form", "300 rules of a form typed and compiled (told only)", "ms", 10_000)
CACHED = Goal("a.cached", "300 rules of a form from the cache", "ms", 1)


def measure() -> Iterator[Found]:
    """Yield the rows of exact rules and of compiling."""
    work = workload()
    program, hand, given = compile(load_text(definition(work), "exact.json")), by_hand(work), record(work)
    board = Board(program.machine, [])
    load(board, program.read(given))
    taken = per_call({"ours": board.run, "hand": lambda: hand(given)})
    yield Found(EXACT, taken["ours"], taken["hand"], "by hand, with decimals")
    yield Found(SAME, sum(map(_same, _answers(program.start(given), work), hand(given))), 300, "by hand")
    yield from _compiling(work)


def _answers(state: FormState, work: Workload) -> list[Any]:
    return [state.value(f"r{number}") for number in range(len(work.rules))]


def _same(ours: Any, theirs: Any) -> bool:
    return type(ours) is type(theirs) and bool(ours == theirs)


def _compiling(work: Workload) -> Iterator[Found]:
    """Yield what compiling takes: plain rules, typed rules of a form, and those from their kept code."""
    plain = [pair.logic for pair in work.rules]
    scope = RecordScope(work)
    rules = enumerate(map(rule_of_form, plain))
    sources = [Source(str(number), rule_of(rule).logic, scope) for number, rule in rules]
    module = compile_rules(sources, "exact")
    kept = marshal.dumps(module.code)
    taken = per_call(
        {
            "plain": lambda: compile_plain(plain),
            "form": lambda: compile_rules(sources, "exact"),
            "cached": lambda: RuleModule(marshal.loads(kept), "exact", module.lines).bind({}, {}),
        }
    )
    yield Found(COMPILE, taken["plain"] / 1000)
    yield Found(FORM, taken["form"] / 1000)
    yield Found(CACHED, taken["cached"] / 1000)


@dataclass(frozen=True, slots=True)
class RecordScope:
    """The names of the record as rules see them."""

    work: Workload
    row: str = ""

    def find(self, name: str) -> Name | None:
        """Return a question, the list of rows, or a column of the row at hand."""
        if self.row:
            return Name(Type("number"), f"{self.row}[{name!r}]") if name in ("qty", "price") else None
        if name == "rows":
            return Name(Type("list", item=Type("row")), "v['rows']")
        kinds = self.work.names.items()
        kind = next((each for each, names in kinds if each != "any" and name in names), "number")
        return Name(_TYPES[kind], f"v[{name!r}]")

    def call(self, function: str, name: str, n: int) -> Name | None:
        """There are no other places."""
        return None

    def rows(self, name: str, variable: str) -> Scope | None:
        """Return the scope of one row."""
        return RecordScope(self.work, variable) if name == "rows" else None

    def known(self) -> Iterable[str]:
        """Return the questions."""
        return self.work.names["any"]


_TYPES = {
    "number": Type("number"),
    "quarter": Type("number"),
    "word": Type("text"),
    "words": Type("list", item=Type("text")),
    "truth": Type("boolean"),
}
