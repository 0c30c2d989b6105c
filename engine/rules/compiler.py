"""Rules to one Python module: generated once, kept as a code object, bound to codelists and tables.

A traceback through a rule shows the rule's own text, since that is what stands in linecache.
"""

import linecache
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import CodeType
from typing import cast

from engine.problems import Problem, problem
from engine.rules.code import code_of
from engine.rules.errors import BudgetExceeded, RuleError
from engine.rules.generating import Shelf, Writer
from engine.rules.kinds import CodeTree, DecisionTable, Scope
from engine.rules.limits import DEPTH, STEPS
from engine.rules.printing import print_rule
from engine.rules.rule import Logic, Rule
from engine.rules.runtime import FUNCTIONS
from engine.rules.typed import Typed
from engine.rules.typing_rules import infer

Function = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Source:
    """One rule to compile: the name it is called by, and where it stands.

    `parameters` are the Python names that the codes of the scope's names begin with.
    """

    name: str
    logic: Logic
    scope: Scope
    parameters: tuple[str, ...] = ("v", "h", "c")


@dataclass(frozen=True, slots=True)
class RuleModule:
    """Compiled rules. `code` can be marshalled; `lines` are the rules' texts, line by line."""

    code: CodeType
    title: str
    lines: tuple[str, ...] = ()

    def bind(self, lists: Mapping[str, CodeTree], tables: Mapping[str, DecisionTable]) -> dict[str, Function]:
        """Return each rule as a function of its parameters, by name.

        A function raises BudgetExceeded, and nothing else for values of the declared types. Raises
        RuleError when a codelist or table that a rule names is not given.
        """
        if self.lines:
            text = [f"{line}\n" for line in self.lines]
            linecache.cache[self.code.co_filename] = (sum(map(len, text)), None, text, self.code.co_filename)
        space: dict[str, object] = {
            **FUNCTIONS,
            "ArithmeticError": ArithmeticError,
            "lists": _Known(lists, "rule-list-missing"),
            "tables": _Known(tables, "rule-table-missing"),
            "__builtins__": {},
        }
        exec(self.code, space)  # noqa: S102  # only code made by this module
        return cast(dict[str, Function], space["RULES"])


@dataclass(frozen=True, slots=True)
class _Known:
    """What generated code takes its codelists and tables from."""

    given: Mapping[str, object]
    code: str

    def __getitem__(self, name: str) -> object:
        if name not in self.given:
            raise RuleError(problem(self.code, name=name))
        return self.given[name]


def compile_rules(sources: Sequence[Source], title: str) -> RuleModule:
    """Compile rules into one module named `title`.

    Raises RuleError with every problem of every rule; the problems have no places (the checker,
    `type_of`, tells them with places).
    """
    shelf = Shelf()
    faults: list[Problem] = []
    functions: list[tuple[str, str]] = []
    for number, source in enumerate(sources):
        typed, problems = infer(Rule(source.logic), source.scope)
        faults += problems
        if not problems:
            functions += _function(number, source, typed, shelf)
    if faults:
        raise RuleError(*faults)
    return _module(title, [*_shared(shelf), *functions, _table(sources)])


def _function(number: int, source: Source, typed: Typed, shelf: Shelf) -> list[tuple[str, str]]:
    """Return the lines of one rule's function, each with the text that a traceback shows for it.

    What overflows (a figure of a million digits, a date after 9999) is not known, so empty.
    """
    writer = Writer(shelf)
    result = writer.expression(typed)
    purse = [f"  budget = [{STEPS}]"] if writer.spends else []
    lines = [
        f"def f{number}({', '.join(source.parameters)}):",
        " try:",
        *purse,
        *(f"  {each}" for each in writer.statements),
        f"  return {result}",
        " except ArithmeticError:",
        "  return None",
    ]
    text = f"{source.name}: {print_rule(source.logic)}"
    return [(line, text) for line in lines]


def _shared(shelf: Shelf) -> list[tuple[str, str]]:
    lines = [
        *(f"{name} = {code}" for code, name in shelf.constants.items()),
        *(f"{name} = lists[{each!r}]" for each, name in shelf.lists.items()),
        *(f"{name} = tables[{each!r}]" for each, name in shelf.tables.items()),
    ]
    return [(line, line) for line in lines]


def _table(sources: Sequence[Source]) -> tuple[str, str]:
    pairs = ", ".join(f"{each.name!r}: f{number}" for number, each in enumerate(sources))
    return f"RULES = {{{pairs}}}", ""


def _module(title: str, lines: list[tuple[str, str]]) -> RuleModule:
    filename = f"<rules {title}>"
    try:
        code = code_of("\n".join(line for line, _ in lines), filename)
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise BudgetExceeded("depth", DEPTH) from error
    return RuleModule(code, title, tuple(text.replace("\n", " ") for _, text in lines))
