"""An organisation as rules read it: its registered profile, typed, and what the register itself knows."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from engine.filings.fitting import read_fitting
from engine.library import Programs
from engine.library.kept import Kept
from engine.people import Organisation


class Profiles:
    """Types profiles by the registration form of the organisation's type, and keeps them."""

    def __init__(self, programs: Programs, *, most: int = 2000) -> None:
        self._programs = programs
        self._kept: Kept[tuple[str, str], Mapping[str, Any]] = Kept(most)

    def of(self, organisation: Organisation | None) -> Mapping[str, Any]:
        """Return the values of `org.…`; nothing where nobody files."""
        if organisation is None:
            return {}
        key = (organisation.id, repr(organisation.profile) + organisation.name)
        return self._kept.get(key, partial(self._typed, organisation))

    def _typed(self, organisation: Organisation) -> Mapping[str, Any]:
        own = {"name": organisation.name, "region": organisation.region, "type": organisation.type}
        form = self._programs.registration(organisation.system, organisation.type)
        profile = dict(organisation.profile)
        if form is None:
            return {**own, **profile}
        _document, typed = read_fitting(form, profile)
        rest = {name: value for name, value in profile.items() if name not in form.cells}
        return {**own, **rest, **typed}
