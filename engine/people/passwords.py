"""Passwords: argon2id at most two at a time (64 MB each), and one answer time for all failures."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Final

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from engine.people.refusals import AccountRefused
from engine.problems import problem

LEAST: Final = 8
MOST: Final = 128
_AT_ONCE: Final = 2
_WAITING: Final = 16


class PasswordsBusy(Exception):
    """So many are signing in that this one was not tried. Try again in a few seconds."""


class Passwords:
    """The hasher of one process; all its threads share the two places."""

    def __init__(self, hasher: Argon2Hasher | None = None) -> None:
        self._hash = PasswordHash((hasher or Argon2Hasher(),))
        self._places = BoundedSemaphore(_AT_ONCE)
        self._queue = BoundedSemaphore(_AT_ONCE + _WAITING)
        # What the password of an unknown user is compared with, so that it costs the same.
        self._nobody = self._hash.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """Return what to keep of a new password. Raises AccountRefused for its length."""
        check(password)
        with self._place():
            return self._hash.hash(password)

    def verify(self, password: str, kept: str | None) -> bool:
        """Whether `password` is the one kept; without one (`kept` empty) it costs the same and is no.

        Raises PasswordsBusy when too many wait already.
        """
        if len(password) > MOST:
            return False
        with self._place():
            right = self._hash.verify(password, kept or self._nobody)
        return right and bool(kept)

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._queue.acquire(blocking=False):
            raise PasswordsBusy
        try:
            with self._places:
                yield
        finally:
            self._queue.release()


def check(password: str) -> None:
    """Raise AccountRefused when a new password is too short or too long."""
    length = len(password)
    if length < LEAST:
        raise AccountRefused(problem("password-short", length=length, least=LEAST))
    if length > MOST:
        raise AccountRefused(problem("password-long", length=length, most=MOST))
