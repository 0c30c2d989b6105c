"""Whatever is typed in whatever order, a state equals a fresh one of the same typed values.

RND-01 Values, relevance, problems and findings are those of a fresh start.
RND-02 Every path whose value, relevance or problems changed is among the changed paths.
"""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.forms import FormState, Program, Refused
from tests.forms.program.examples import INDICATORS, PRODUCTS, month, program
from tests.forms.program.test_branches import RATIONING

FORMS = [program(text) for text in (INDICATORS, PRODUCTS, RATIONING)]
VALUES: list[Any] = [None, True, False, "C", "A", "名", *map(Decimal, ("0", "1", "12", "-3", "150", "0.1"))]
HISTORY = {month("2026-02"): {"econ": {"power": {"ytd": Decimal("85")}}}}
ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["set", "set", "set", "add", "remove", "move"]),
        st.integers(0, 999),
        st.integers(0, 999),
    ),
    max_size=25,
)


def paths(form: Program, state: FormState) -> list[str]:
    found: list[str] = []
    for path, cell in form.cells.items():
        count = len(state.typed[cell.repeat]) if cell.repeat else 1
        found.extend(path.replace("[]", f"[{row}]") for row in range(count))
    return found


def act(form: Program, state: FormState, action: tuple[str, int, int]) -> frozenset[str] | None:
    verb, first, second = action
    repeats = list(form.machine.blueprint.repeats)
    try:
        if verb == "set" or not repeats:
            known = paths(form, state)
            return state.set(known[first % len(known)], VALUES[second % len(VALUES)])
        name = repeats[0]
        if verb == "add":
            return state.add_row(name)[1]
        if verb == "remove":
            return state.remove_row(name, first % 4)
        return state.move_row(name, first % 4, second % 4)
    except Refused:
        return None


def picture(form: Program, state: FormState) -> dict[str, Any]:
    """Return everything a page shows, by path."""
    return {
        path: (state.value(path), state.relevant(path), state.required(path), state.read_only(path),
               [(one.code, dict(one.params)) for one in state.problems_at(path)])
        for path in paths(form, state)
    }  # fmt: skip


def start(form: Program, values: dict[str, Any]) -> FormState:
    return form.start(values, period=month("2026-03"), history=HISTORY)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(FORMS) - 1), ACTIONS)
def test_a_state_is_what_was_typed(which: int, actions: list[tuple[str, int, int]]) -> None:  # RND-01
    form = FORMS[which]
    state = start(form, form.prefill())
    for action in actions:
        act(form, state, action)
    fresh = start(form, state.typed)
    assert state.values == fresh.values
    assert picture(form, state) == picture(form, fresh)
    assert [one.message() for one in state.problems] == [one.message() for one in fresh.problems]
    assert [one.figures for one in state.findings] == [one.figures for one in fresh.findings]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(FORMS) - 1), ACTIONS)
def test_changes_are_all_told(which: int, actions: list[tuple[str, int, int]]) -> None:  # RND-02
    form = FORMS[which]
    state = start(form, form.prefill())
    for action in actions:
        before = picture(form, state)
        changed = act(form, state, action)
        after = picture(form, state)
        if changed is None:
            assert before == after
            continue
        different = {path for path in before.keys() & after.keys() if before[path] != after[path]}
        rows = {path for path in different if path.partition("[")[0] in changed}
        assert different - rows <= changed
