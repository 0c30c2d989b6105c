"""Random plain JSON Logic and JSON data, for the tests that compare two ways of running it."""

from typing import Any

from hypothesis import strategies as st

NAMES = ["a", "b", "c", "rows", "a.b", "rows.0", "rows.1.a", "zz", ""]

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 12),
    st.sampled_from([0.5, -2.25, 1e21, 1e-7]),
    st.sampled_from(["", "0", "1", " 2 ", "red", "Infinity", "1e3", "3px", "业"]),
)
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3), max_leaves=4)
rows = st.lists(st.fixed_dictionaries({"a": scalars, "b": scalars}), max_size=3)
data = st.fixed_dictionaries({"a": values, "b": scalars, "c": scalars, "rows": st.one_of(rows, values)})

_TWO = ["==", "===", "!=", "!==", "<", "<=", ">", ">=", "-", "/", "%", "in"]
_MANY = ["+", "*", "and", "or", "cat", "min", "max", "merge", "if"]
_BODY = ["map", "filter", "all", "some", "none"]


def _operations(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    def of(names: list[str], least: int, most: int) -> st.SearchStrategy[Any]:
        arguments = st.lists(inner, min_size=least, max_size=most)
        return st.builds(lambda name, given: {name: given}, st.sampled_from(names), arguments)

    folded = st.builds(
        lambda rows, body, start: {"reduce": [rows, body, start]},
        inner,
        st.sampled_from([
            {"+": [{"var": "accumulator"}, {"var": "current"}]},
            {"+": [{"var": "accumulator"}, {"*": [{"var": "current.a"}, {"var": "current.b"}]}]},
            {"merge": [{"var": "accumulator"}, {"var": "current"}]},
            {"if": [{"var": "current"}, {"var": "accumulator.0"}, {"var": ""}]},
        ]),
        scalars,
    )  # fmt: skip
    return st.one_of(
        of(_TWO, 2, 2), of(["<", "<="], 3, 3), of(_MANY, 1, 4), of(["!", "!!", "-"], 1, 1), of(_BODY, 2, 2),
        of(["substr"], 1, 3), folded, st.lists(inner, max_size=3),
        st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map(lambda keys: {"missing": keys}),
        st.lists(st.sampled_from(NAMES), max_size=3).map(lambda keys: {"missing_some": [1, keys]}),
    )  # fmt: skip


names = st.one_of(
    st.sampled_from(NAMES).map(lambda name: {"var": name}),
    st.sampled_from(NAMES).map(lambda name: {"var": [name, 7]}),
)
logics = st.recursive(st.one_of(scalars, names, names), _operations, max_leaves=8)
