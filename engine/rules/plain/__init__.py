"""Plain JSON Logic, for rules from elsewhere: JavaScript's conversions, as json-logic-js has them."""

from engine.rules.plain.compiling import compile_plain
from engine.rules.plain.interpreting import evaluate

__all__ = ["compile_plain", "evaluate"]
