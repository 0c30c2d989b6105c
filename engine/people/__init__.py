"""Organisations, users, roles, sessions, and `may(person, verb, thing)`, the one door."""

from engine.people.access import Person, Thing, may, visible
from engine.people.organisations import Organisation
from engine.people.passwords import Passwords
from engine.people.refusals import AccountRefused, Denied
from engine.people.roles import RoleBook
from engine.people.signin import Attempt, SignIn, SignInRefused

__all__ = [
    "AccountRefused",
    "Attempt",
    "Denied",
    "Organisation",
    "Passwords",
    "Person",
    "RoleBook",
    "SignIn",
    "SignInRefused",
    "Thing",
    "may",
    "visible",
]
