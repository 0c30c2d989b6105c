"""What a filing operation refuses, as exceptions that carry the problem to show."""

from engine.people import Denied
from engine.problems import Problem
from engine.store.exact_json import Json


class Missing(Denied):
    """There is no such response, link or form."""


class Refusal(Exception):
    """The response cannot take this step now; `problems` say why and what to do (HTTP 409)."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(found.code for found in problems))
        self.problems = problems


class Losing(Refusal):
    """The change would clear other values for good: it waits for the filer's word. Nothing was written.

    `lost` are the paths of the values.
    """

    def __init__(self, found: Problem, *, lost: tuple[str, ...]) -> None:
        super().__init__(found)
        self.lost = lost


class Conflict(Refusal):
    """Someone else changed the same place. Nothing was written."""

    def __init__(self, found: Problem, *, yours: str, theirs: Json, revision: int) -> None:
        super().__init__(found)
        self.yours = yours
        """The text as typed."""
        self.theirs = theirs
        """The value that stands in the document now; empty for a quarrel over rows."""
        self.revision = revision
        """The response's revision now: a change that names it overrules `theirs`."""


class Incomplete(Refusal):
    """The response may be submitted, but not as it is: each problem at its path (HTTP 422)."""
