"""What the sign-in page reads."""

from dataclasses import dataclass

from engine.problems import Problem


@dataclass(frozen=True, slots=True)
class SignInPage:
    """Context of `signin.html`."""

    login: str = ""
    """The user name as typed, after a refusal."""
    next: str = "/"
    """Where to go afterwards, a path of ours."""
    problem: Problem | None = None
    """Why nobody was signed in."""
