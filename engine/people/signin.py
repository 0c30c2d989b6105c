"""Signing in: slow for guessers, the same for known and unknown names, a fresh session each time."""

from dataclasses import dataclass
from hashlib import sha256
from math import ceil
from typing import Final, TypeAlias

from limits import RateLimitItemPerMinute
from limits.strategies import FixedWindowRateLimiter

from engine.people import sessions, users
from engine.people.attempts import Clock, StoredCounters
from engine.people.passwords import Passwords, PasswordsBusy
from engine.people.users import User
from engine.problems import Problem, problem
from engine.store import Database

_WINDOW: Final = 15
"""Minutes."""
PER_NAME: Final = RateLimitItemPerMinute(10, _WINDOW, "signin-name")
PER_ADDRESS: Final = RateLimitItemPerMinute(100, _WINDOW, "signin-address")
PER_DOOR: Final = RateLimitItemPerMinute(20, _WINDOW, "door")
Counter: TypeAlias = tuple[RateLimitItemPerMinute, str]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What someone typed, from which address, in place of which session (token or '')."""

    login: str
    password: str
    address: str
    replaces: str = ""


class SignInRefused(Exception):
    """Nobody was signed in; `problem` says what to tell."""

    def __init__(self, refusal: Problem) -> None:
        super().__init__(refusal.code)
        self.problem = refusal


class SignIn:
    """The way in, for all threads of one process."""

    def __init__(self, database: Database, passwords: Passwords, clock: Clock) -> None:
        self._database = database
        self._passwords = passwords
        self._clock = clock
        self._limiter = FixedWindowRateLimiter(StoredCounters(database, clock))

    def enter(self, attempt: Attempt) -> str:
        """Return the token of a new session, ending the one it replaces. Raises SignInRefused."""
        keys = (
            (PER_NAME, sha256(users.normalised(attempt.login).encode()).hexdigest()),
            (PER_ADDRESS, attempt.address),
        )
        # Counted before it is tried: a thousand guesses at once cannot overtake the counter.
        for limit, key in keys:
            if not self._limiter.hit(limit, key):
                raise SignInRefused(self._too_often(limit, key))
        token = self._session(self._identified(attempt), attempt)
        self._forgive(*keys)
        return token

    def unlock(self, door: str, password: str, kept: str, *, address: str) -> None:
        """Let somebody through a door with a password of its own. Raises SignInRefused.

        `door` names it for the counters, `kept` is what `lock` gave of the password.
        """
        key = sha256(f"{door} {address}".encode()).hexdigest()
        if not self._limiter.hit(PER_DOOR, key):
            raise SignInRefused(self._too_often(PER_DOOR, key))
        try:
            right = self._passwords.verify(password, kept)
        except PasswordsBusy:
            raise SignInRefused(problem("signin-busy")) from None
        if not right:
            raise SignInRefused(problem("filing-link-password"))
        self._limiter.clear(PER_DOOR, key)

    def lock(self, password: str) -> str:
        """Return what to keep of a door's password. Raises AccountRefused for its length."""
        return self._passwords.hash(password)

    def leave(self, token: str) -> None:
        """End the session of a token."""
        with self._database.write() as work:
            sessions.end(work, token)

    def _identified(self, attempt: Attempt) -> User:
        with self._database.read() as work:
            user = users.find(work, attempt.login)
        try:
            kept = user.password if user is not None and user.active else None
            right = self._passwords.verify(attempt.password, kept)
        except PasswordsBusy:
            raise SignInRefused(problem("signin-busy")) from None
        if user is None or not right:
            raise SignInRefused(problem("signin-failed"))
        return user

    def _session(self, user: User, attempt: Attempt) -> str:
        with self._database.write() as work:
            organisation = sessions.first_organisation(work, user.id)
            if organisation is None:
                raise SignInRefused(problem("signin-failed"))
            sessions.end(work, attempt.replaces)
            return sessions.begin(work, user.id, organisation, at=self._clock())

    def _forgive(self, name: Counter, address: Counter) -> None:
        """A right password clears the name and takes its own count back from the address."""
        self._limiter.clear(*name)
        self._limiter.hit(*address, cost=-1)

    def _too_often(self, limit: RateLimitItemPerMinute, key: str) -> Problem:
        ends = self._limiter.get_window_stats(limit, key).reset_time
        seconds = ends - self._clock().timestamp()
        return problem("signin-too-often", minutes=max(1, ceil(seconds / 60)))
