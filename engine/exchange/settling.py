"""The last step of bringing a form: what the checker refuses of its rules is left out and told."""

from collections.abc import Mapping, MutableMapping, MutableSequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Final, cast

from engine.exchange.brought import Brought, Notes, finished
from engine.forms.appraisal import Fault, appraise
from engine.forms.editing.writing import Data, mapping
from engine.forms.folder import Definitions
from engine.forms.nodes import Place

_RULES: Final = frozenset(
    {"relevant", "required", "read_only", "constraint", "calculation", "default", "choice_filter", "heading"}
)
_ROUNDS: Final = 6
"""Leaving one rule out may leave another without what it reads."""


def settled(form: Mapping[str, Data], notes: Notes, *, title: str) -> Brought:
    """Return the form with the rules that hold; one of a wrong type, say, is noted and left out."""
    made = cast("dict[str, Data]", deepcopy(form))
    for _ in range(_ROUNDS):
        faults = appraise(mapping(made, 0) + "\n", Definitions()).faults
        found = [_rule_at(made, fault) for fault in faults if fault.problem.severity == "error"]
        rules = [each for each in found if each is not None]
        for rule in rules:
            _leave_out(rule, notes)
        if not rules:
            break
    return finished(made, notes, title=title)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule that the checker refuses: what holds it, the list that is in, and why."""

    siblings: object
    holder: MutableMapping[str, Data]
    word: str
    why: str


def _rule_at(form: Data, fault: Fault) -> _Rule | None:
    """Return the rule that a fault lies in; None when no rule is at fault."""
    for depth in range(len(fault.place), 0, -1):
        word = fault.place[depth - 1]
        if word in _RULES:
            holder = _reached(form, fault.place[: depth - 1])
            if isinstance(holder, MutableMapping):
                siblings = _reached(form, fault.place[: max(depth - 2, 0)])
                return _Rule(siblings, holder, str(word), fault.problem.message("zh"))
    return None


def _leave_out(rule: _Rule, notes: Notes) -> None:
    """Take a rule out of its item; a calculation that has nothing else goes as a whole."""
    holder, word = rule.holder, rule.word
    if word not in holder:
        return  # two faults of one rule
    name = str(next((holder[key] for key in ("field", "group", "repeat") if key in holder), ""))
    given = holder.pop(word)
    if word == "constraint":
        holder.pop("constraint_message", None)
    if holder.get("type") == "calculate" and isinstance(rule.siblings, MutableSequence):
        rule.siblings.remove(holder)
    place = notes.places.get((name, word)) or name or word
    notes.tell("import-rule", place, given=given, why=rule.why)


def _reached(form: Data, place: Place) -> object:
    found: object = form
    for step in place:
        found = found[step]  # type: ignore[index]  # the checker's places lead through mappings and lists
    return found
