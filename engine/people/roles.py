"""Roles as data: what the systems' definitions let people of a role do, and on whose organisations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from engine.forms.model.system import Role, System
from engine.people.refusals import AccountRefused
from engine.problems import problem

Scope: TypeAlias = Literal["own", "children", "branch", "region", "all"]
NOTHING: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Powers:
    """What someone may do (`verbs`, of them `grants` given one by one) and on whose things (`scope`)."""

    verbs: frozenset[str] = NOTHING
    grants: frozenset[str] = NOTHING
    scope: Scope = "own"


class RoleBook:
    """The roles and organisation types of all systems of the installation."""

    def __init__(self, systems: Mapping[str, System]) -> None:
        self._systems = systems

    def powers(self, system: str, kind: str, held: Iterable[tuple[str, Iterable[str]]]) -> Powers:
        """Join the roles `held` (role, verbs granted) in an organisation of type `kind`.

        What a definition no longer offers counts for nothing: an unknown role, a role of another
        type of organisation, a grant that its role does not list.
        """
        definition = self._systems.get(system)
        if definition is None or kind not in definition.organisations:
            return Powers()
        verbs: set[str] = set()
        grants: set[str] = set()
        for name, granted in held:
            role = self._role(definition, kind, name)
            if role is not None:
                verbs.update(role.may)
                grants.update(set(granted) & set(role.grants))
        return Powers(frozenset(verbs | grants), frozenset(grants), definition.organisations[kind].scope)

    def check(self, system: str, kind: str, role: str, grants: Iterable[str] = ()) -> None:
        """Raise AccountRefused when a role cannot be held, or a verb not granted, in such an organisation."""
        definition = self._systems[system]
        known = [name for name, offered in definition.roles.items() if offered.of == kind]
        if role not in known:
            raise AccountRefused(problem("role-unknown", type=kind, role=role, known=", ".join(known)))
        offered = definition.roles[role].grants
        for verb in grants:
            if verb not in offered:
                raise AccountRefused(
                    problem("grant-unknown", role=role, verb=verb, known=", ".join(offered) or "-")
                )

    def _role(self, definition: System, kind: str, name: str) -> Role | None:
        role = definition.roles.get(name)
        return role if role is not None and role.of == kind else None
