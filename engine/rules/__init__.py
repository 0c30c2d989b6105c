"""The expression language: text to JSON Logic to Python. It knows no forms."""

from engine.rules.errors import BudgetExceeded, RuleError
from engine.rules.kinds import CodeTree, DecisionTable, Kind, Name, Scope, Type
from engine.rules.logic import Reference, references, walk
from engine.rules.patterns import fits, like
from engine.rules.rule import Logic, Rule

__all__ = [
    "BudgetExceeded",
    "CodeTree",
    "DecisionTable",
    "Kind",
    "Logic",
    "Name",
    "Reference",
    "Rule",
    "RuleError",
    "Scope",
    "Type",
    "fits",
    "like",
    "references",
    "walk",
]
