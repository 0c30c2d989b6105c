"""Paths of values.

PATH-01  names are split at dots, indexes stand in brackets and count from 0
PATH-02  join is the inverse of split
PATH-03  what is no path is refused
PATH-04  the pattern of a path leaves its indexes out
"""

import pytest

from engine.forms import paths

SAMPLES = [
    ("company", ("company",)),
    ("econ.revenue.ytd", ("econ", "revenue", "ytd")),
    ("products[2].stock", ("products", 2, "stock")),
    ("products[0]", ("products", 0)),
]


@pytest.mark.parametrize(("path", "parts"), SAMPLES)
def test_split_and_join(path: str, parts: tuple[str | int, ...]) -> None:  # PATH-01, PATH-02
    assert paths.split(path) == parts
    assert paths.join(parts) == path


@pytest.mark.parametrize(
    "path",
    ["", ".", "a.", "a..b", "A", "企业", "a[-1]", "a[01]", "a[]", "a[1][2]", "a[１]", "a b", "x" * 301],
)
def test_no_path(path: str) -> None:  # PATH-03
    with pytest.raises(paths.BadPath):
        paths.split(path)


def test_pattern() -> None:  # PATH-04
    assert paths.pattern("products[12].stock") == "products[].stock"
    assert paths.pattern("econ.revenue.ytd") == "econ.revenue.ytd"
