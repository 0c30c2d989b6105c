"""The expression language: text to JSON Logic to Python. It knows no forms."""

from engine.rules.compiler import RuleModule, Source, compile_rules
from engine.rules.errors import BudgetExceeded, RuleError, Thrown
from engine.rules.folding import folded
from engine.rules.kinds import CodeTree, DecisionTable, Kind, Name, Scope, Type
from engine.rules.logic import Reference, references, walk
from engine.rules.operators import OPERATORS, Operator
from engine.rules.parser import parse, parse_rule
from engine.rules.patterns import fits, like
from engine.rules.plain import compile_plain, evaluate
from engine.rules.printing import print_rule
from engine.rules.reading import rule_of
from engine.rules.reasons import explain, told
from engine.rules.rule import Logic, Rule
from engine.rules.typing_rules import type_of
from engine.rules.values import Duration, digits, is_empty, round_half, text_of

__all__ = [
    "BudgetExceeded",
    "OPERATORS",
    "CodeTree",
    "DecisionTable",
    "Duration",
    "Kind",
    "Logic",
    "Name",
    "Operator",
    "Reference",
    "Rule",
    "RuleError",
    "RuleModule",
    "Scope",
    "Source",
    "Thrown",
    "Type",
    "compile_plain",
    "compile_rules",
    "digits",
    "evaluate",
    "explain",
    "fits",
    "folded",
    "is_empty",
    "like",
    "parse",
    "parse_rule",
    "print_rule",
    "references",
    "round_half",
    "rule_of",
    "text_of",
    "told",
    "type_of",
    "walk",
]
