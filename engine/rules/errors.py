"""How a rule fails: with problems of the catalogue, never with a bare text."""

from engine.problems import Problem, problem


class RuleError(Exception):
    """A rule that cannot be read, compiled or run; `problems` say why, in order of place."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(each) for each in problems))
        self.problems = problems


class BudgetExceeded(RuleError):
    """A rule that would take more than its budget of steps, depth, text or items."""

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(problem(f"rule-budget-{what}", limit=limit))


class Thrown(RuleError):
    """An error that a rule throws itself; `value` is the error object that `try` hands on."""

    def __init__(self, value: object) -> None:
        kind = value.get("type") if isinstance(value, dict) else value
        super().__init__(problem("rule-thrown", found=str(kind)[:100]))
        self.value = value
