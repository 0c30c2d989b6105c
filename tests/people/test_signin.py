"""Signing in and sessions.

SIG-01  A right name and password open a session; spelling of the name does not matter.
SIG-02  Unknown name, wrong password, disabled account, no organisation: one and the same refusal.
SIG-03  Unknown and known names take the same time (medians within 5 ms).
SIG-04  The eleventh try for a name in 15 minutes is not looked at, even when right, even in parallel.
SIG-05  An address has its own count; a right password gives its try back and clears the name.
SIG-06  The session's token changes at each sign-in and the old one is dead; only its hash is kept.
SIG-07  A session ends after 4 hours without use, after 24 hours, at sign-out, with its account,
        its role, its organisation, or a new password.
SIG-08  At most two passwords are hashed at once; too many waiting are turned away at once.
SIG-09  Passwords have 8 to 128 characters; names are plain and taken once.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from statistics import median

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import delete, select, update

from engine.people import (
    AccountRefused,
    Attempt,
    Denied,
    Passwords,
    SignIn,
    SignInRefused,
    organisations,
    sessions,
    users,
)
from engine.people.attempts import StoredCounters
from engine.people.passwords import PasswordsBusy
from engine.people.signin import PER_ADDRESS, PER_NAME
from engine.people.users import NewUser
from engine.store import Database
from engine.store.tables import people as tables
from tests.people.world import BOOK, NOON, PASSWORD, account, build, cheap_passwords


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def passwords() -> Passwords:
    return cheap_passwords()


@pytest.fixture
def signin(database: Database, clock: Clock, passwords: Passwords) -> SignIn:
    with database.write() as work:
        world = build(work)
        account(work, "wang", (world["lathe"], "filer"), passwords=passwords)
        account(work, "sun", (world["lathe"], "filer"), passwords=passwords)
        account(work, "nowhere", passwords=passwords)
        users.set_active(work, "sun", False)
    return SignIn(database, passwords, clock)


def attempt(
    login: str = "wang", password: str = PASSWORD, address: str = "192.0.2.7", old: str = ""
) -> Attempt:
    return Attempt(login, password, address, old)


def who(database: Database, token: str, clock: Clock) -> str | None:
    with database.read() as work:
        found = sessions.current(work, token, book=BOOK, at=clock.now)
    return found.person.login if found else None


@pytest.mark.parametrize("spelling", ["wang", "WANG", "wang", " Wang "])
def test_the_right_password_opens_a_session(  # SIG-01
    database: Database, signin: SignIn, clock: Clock, spelling: str
) -> None:
    token = signin.enter(attempt(spelling))
    with database.read() as work:
        found = sessions.current(work, token, book=BOOK, at=clock.now)
    assert found is not None
    assert (found.person.login, found.person.organisation_id, found.person.roles) == (
        "wang",
        "lathe",
        ("filer",),
    )
    assert found.person.verbs == {"filing.view", "filing.edit"}


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("nobody", PASSWORD),
        ("wang", "wrong"),
        ("wang", "x" * 129),
        ("sun", PASSWORD),
        ("nowhere", PASSWORD),
        ("", ""),
    ],
)
def test_all_failures_look_alike(signin: SignIn, login: str, password: str) -> None:  # SIG-02
    with pytest.raises(SignInRefused) as refused:
        signin.enter(attempt(login, password))
    assert refused.value.problem.code == "signin-failed"
    assert refused.value.problem.params == {}


def test_unknown_names_take_as_long(database: Database, clock: Clock) -> None:  # SIG-03
    slow = Passwords(Argon2Hasher(time_cost=2, memory_cost=8192, parallelism=1))
    with database.write() as work:
        account(work, "slow", (build(work)["lathe"], "filer"), passwords=slow)
    signin = SignIn(database, slow, clock)
    taken: dict[str, list[float]] = {"slow": [], "nobody": []}
    for turn in range(60):
        clock.now += timedelta(minutes=2)
        login = ("slow", "nobody")[turn % 2]
        begun = time.thread_time()
        with pytest.raises(SignInRefused):
            signin.enter(attempt(login, "wrong"))
        taken[login].append(time.thread_time() - begun)
    assert abs(median(taken["slow"]) - median(taken["nobody"])) < 0.005


def test_the_eleventh_try_is_not_looked_at(signin: SignIn, clock: Clock) -> None:  # SIG-04
    for _ in range(PER_NAME.amount):
        with pytest.raises(SignInRefused, match="signin-failed"):
            signin.enter(attempt(password="wrong"))
    with pytest.raises(SignInRefused, match="signin-too-often") as refused:
        signin.enter(attempt(address="198.51.100.1"))
    assert refused.value.problem.params == {"minutes": 15}
    clock.now += timedelta(minutes=15, seconds=1)
    assert signin.enter(attempt())


def test_parallel_guesses_cannot_overtake_the_counter(  # SIG-04
    database: Database, signin: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def look(_self: object, password: str, _kept: str) -> bool:
        looked.append(password)
        return False

    monkeypatch.setattr(Passwords, "verify", look)

    def guess(number: int) -> None:
        with pytest.raises(SignInRefused):
            signin.enter(attempt(password=str(number)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(guess, range(60)))
    assert len(looked) == PER_NAME.amount


def test_an_address_has_its_own_count(database: Database, signin: SignIn, clock: Clock) -> None:  # SIG-05
    counters = StoredCounters(database, clock)
    key = PER_ADDRESS.key_for("192.0.2.7")
    signin.enter(attempt())
    assert counters.get(key) == 0
    for number in range(3):
        with pytest.raises(SignInRefused):
            signin.enter(attempt(f"nobody{number}"))
    assert counters.get(key) == 3
    counters.incr(key, 900, PER_ADDRESS.amount)
    with pytest.raises(SignInRefused, match="signin-too-often"):
        signin.enter(attempt())


def test_counters_count_in_windows(database: Database, clock: Clock) -> None:  # SIG-05
    counters = StoredCounters(database, clock)
    assert [counters.incr("a", 60), counters.incr("a", 60), counters.incr("b", 60)] == [1, 2, 1]
    assert counters.get_expiry("a") == clock.now.timestamp() + 60
    clock.now += timedelta(seconds=61)
    assert counters.get("a") == 0
    assert counters.get_expiry("a") == clock.now.timestamp()
    assert counters.incr("a", 60) == 1
    with database.read() as work:
        assert set(work.connection.execute(select(tables.attempts.c.key)).scalars()) == {"a"}
    assert counters.check()
    counters.incr("c", 60)
    counters.clear("a")
    assert counters.reset() == 1
    assert counters.base_exceptions == ()


def test_tokens_rotate_and_only_their_hash_is_kept(  # SIG-06
    database: Database, signin: SignIn, clock: Clock
) -> None:
    first = signin.enter(attempt())
    second = signin.enter(attempt(old=first))
    assert who(database, first, clock) is None
    assert who(database, second, clock) == "wang"
    with database.read() as work:
        kept = work.connection.execute(select(tables.sessions.c.id)).scalars().all()
    assert len(kept) == 1
    assert second not in kept


def _use_late(database: Database, token: str, clock: Clock) -> None:
    for _ in range(8):
        clock.now += timedelta(hours=3, minutes=1)
        with database.write() as work:
            sessions.note_use(work, token, at=clock.now)


ENDINGS: dict[str, Callable[[Database, SignIn, str, Clock], None]] = {
    "unused for four hours": lambda _database, _signin, _token, clock: _wait(clock),
    "busy for a day": lambda database, _signin, token, clock: _use_late(database, token, clock),
    "signed out": lambda _database, signin, token, _clock: signin.leave(token),
    "account disabled": lambda database, _signin, _token, _clock: _disable(database),
    "role taken away": lambda database, _signin, _token, _clock: _run(database, delete(tables.memberships)),
    "organisation closed": lambda database, _signin, _token, _clock: _run(
        database, update(tables.organisations).values(active=False)
    ),
    "new password": lambda database, _signin, _token, _clock: _new_password(database),
}


def _wait(clock: Clock) -> None:
    clock.now += timedelta(hours=4)


def _run(database: Database, statement: object) -> None:
    with database.write() as work:
        work.connection.execute(statement)  # type: ignore[call-overload]  # a delete or an update


def _disable(database: Database) -> None:
    with database.write() as work:
        users.set_active(work, "wang", False)


def _new_password(database: Database) -> None:
    with database.write() as work:
        users.set_password(work, "wang", "another one", cheap_passwords())


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_session_ends(database: Database, signin: SignIn, clock: Clock, ending: str) -> None:  # SIG-07
    token = signin.enter(attempt())
    assert who(database, token, clock) == "wang"
    ENDINGS[ending](database, signin, token, clock)
    assert who(database, token, clock) is None


def test_use_is_noted_only_now_and_then(database: Database, signin: SignIn, clock: Clock) -> None:  # SIG-07
    token = signin.enter(attempt())
    with database.read() as work:
        fresh = sessions.current(work, token, book=BOOK, at=clock.now)
        later = sessions.current(work, token, book=BOOK, at=clock.now + timedelta(minutes=6))
    assert fresh is not None and not fresh.stale
    assert later is not None and later.stale


def test_expired_sessions_are_swept(database: Database, signin: SignIn, clock: Clock) -> None:  # SIG-07
    signin.enter(attempt())
    clock.now += timedelta(days=2)
    signin.enter(attempt())
    with database.read() as work:
        assert len(work.connection.execute(select(tables.sessions.c.id)).all()) == 1


def test_two_hash_at_once_and_a_crowd_is_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:  # SIG-08
    passwords = cheap_passwords()
    kept = passwords.hash(PASSWORD)
    gate, inside, most = threading.Event(), [], [0]

    def slow(_self: object, _password: str, _kept: str) -> bool:
        inside.append(1)
        most[0] = max(most[0], len(inside))
        gate.wait(10)
        inside.pop()
        return True

    monkeypatch.setattr("pwdlib.PasswordHash.verify", slow)
    with ThreadPoolExecutor(20) as pool:
        waiting = [pool.submit(passwords.verify, PASSWORD, kept) for _ in range(18)]
        while len(inside) < 2 or passwords._queue._value > 0:  # until the queue is full
            time.sleep(0.001)
        with pytest.raises(PasswordsBusy):
            passwords.verify(PASSWORD, kept)
        gate.set()
        assert all(one.result() for one in waiting)
    assert most == [2]


def test_a_crowd_is_told_to_come_back(signin: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:  # SIG-08
    def busy(_self: object, _password: str, _kept: str) -> bool:
        raise PasswordsBusy

    monkeypatch.setattr(Passwords, "verify", busy)
    with pytest.raises(SignInRefused, match="signin-busy"):
        signin.enter(attempt())


@pytest.mark.parametrize(
    ("login", "password", "code"),
    [
        ("li", "1234567", "password-short"),
        ("li", "长" * 129, "password-long"),
        ("l", PASSWORD, "login-shape"),
        ("li si", PASSWORD, "login-shape"),
        ("li\x00si", PASSWORD, "login-shape"),
        ("x" * 65, PASSWORD, "login-shape"),
        ("WANG", PASSWORD, "login-taken"),
    ],
)
def test_what_an_account_cannot_be(  # SIG-09
    database: Database, signin: SignIn, passwords: Passwords, login: str, password: str, code: str
) -> None:
    assert signin
    with pytest.raises(AccountRefused) as refused, database.write() as work:
        users.create(work, NewUser(login, "李四", password), passwords, at=NOON)
    assert [found.code for found in refused.value.problems] == [code]
    assert "{" not in str(refused.value)


def test_unknown_accounts_and_organisations_are_said(database: Database) -> None:  # SIG-09
    with database.write() as work:
        with pytest.raises(AccountRefused, match="nobody"):
            users.set_password(work, "nobody", PASSWORD, cheap_passwords())
        with pytest.raises(Denied):
            organisations.fetch(work, "nowhere")
        assert organisations.fetch_all(work, ["nowhere"]) == ()
