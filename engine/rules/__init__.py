"""The expression language: text to JSON Logic to Python. It knows no forms."""

from engine.rules.rule import Logic, Rule

__all__ = ["Logic", "Rule"]
