"""Rules written in Python with jsonlogic-py's operators, for tests and importers.

The package builds JSON Logic and has traps, which are closed here: what it would turn into a text
with a warning is refused, its `not` becomes `!`, and an operator that the table lacks is refused.
"""

import json
import warnings
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from jsonlogic import Variable

from engine.problems import problem
from engine.rules.errors import RuleError
from engine.rules.reading import rule_of
from engine.rules.rule import Rule


def name(path: str) -> Any:
    """Return a name to write a rule with: `name('staff') > 300`. The package types no operators."""
    return Variable(path)


def built(make: Callable[[], object]) -> Rule:
    """Return the rule that `make` builds: `built(lambda: name('staff') > 300)`.

    It is a function because the package warns while the rule is being written. Raises RuleError for
    a value that JSON Logic cannot hold and for an operator that is not ours.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        try:
            text = str(make())
        except UserWarning as warning:
            raise RuleError(problem("rule-shape", found=str(warning))) from warning
    return rule_of(_ours(json.loads(text, parse_float=Decimal)))


def _ours(logic: Any) -> Any:
    if isinstance(logic, dict):
        return {"!" if key == "not" else key: _ours(value) for key, value in logic.items()}
    return [_ours(each) for each in logic] if isinstance(logic, list) else logic
