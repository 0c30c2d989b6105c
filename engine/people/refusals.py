"""What people's doors refuse, as exceptions."""

from engine.problems import Problem


class Denied(Exception):
    """Not this person's business. Outside it must look exactly like what is not there."""


class AccountRefused(Exception):
    """An account, role or password cannot be so; the problems say why and what to do."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*map(str, problems))
        self.problems = problems
