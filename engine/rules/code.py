"""Generated Python text to code objects; the same text is compiled once.

A definition is compiled to run its examples when it is checked, and again when it is published or served.
"""

from functools import lru_cache
from types import CodeType


@lru_cache(maxsize=16)
def code_of(text: str, filename: str) -> CodeType:
    """Return the code of a module; raises what `compile` raises."""
    return compile(text, filename, "exec", dont_inherit=True)
