"""The expression language: text to JSON Logic to Python. It knows no forms."""

from engine.rules.errors import BudgetExceeded, RuleError
from engine.rules.kinds import CodeTree, DecisionTable, Kind, Name, Scope, Type
from engine.rules.logic import Reference, references, walk
from engine.rules.operators import OPERATORS, Operator
from engine.rules.parser import parse, parse_rule
from engine.rules.patterns import fits, like
from engine.rules.printing import print_rule
from engine.rules.reading import rule_of
from engine.rules.rule import Logic, Rule

__all__ = [
    "BudgetExceeded",
    "OPERATORS",
    "CodeTree",
    "DecisionTable",
    "Kind",
    "Logic",
    "Name",
    "Operator",
    "Reference",
    "Rule",
    "RuleError",
    "Scope",
    "Type",
    "fits",
    "like",
    "parse",
    "parse_rule",
    "print_rule",
    "references",
    "rule_of",
    "walk",
]
