"""Examples of a definition, run by its program: an expectation that fails is a problem at its place."""

from engine.forms.examples.trying import try_examples

__all__ = ["try_examples"]
