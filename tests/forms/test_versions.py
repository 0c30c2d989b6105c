"""The identity of a definition's content.

VERSION-01  layout, comments and order of keys do not count
VERSION-02  everything else does, also quotes that change a meaning
VERSION-03  the hash is stable for ever
"""

import pytest

from engine.forms.nodes import DefinitionError
from engine.forms.versions import version_hash

FORM = "form: a\ntitle: 表\nsheets: [{sheet: one, title: 一}]\n"


def test_layout_does_not_count() -> None:  # VERSION-01
    other = "# 注释\nsheets:\n  - title: 一\n    sheet: 'one'\ntitle: \"表\"\nform: a\n"
    assert (
        version_hash(FORM.encode()) == version_hash(other) == version_hash("\ufeff".encode() + FORM.encode())
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [("表", "表格"), ("one", "two"), ("title: 表", "title: 表\nversion: 1"), ("form: a", "form: b")],
)
def test_content_counts(old: str, new: str) -> None:  # VERSION-02
    assert version_hash(FORM) != version_hash(FORM.replace(old, new))


def test_quotes_that_change_a_meaning() -> None:  # VERSION-02
    assert version_hash("required: yes") != version_hash("required: 'yes'")
    assert version_hash("minimum: 1") != version_hash("minimum: '1'")


def test_stable() -> None:  # VERSION-03
    assert version_hash(FORM) == "42a471a78d27ff454e916ace9e6ba96e83f5952ada61e5b4aac3c38340bcdd6e"


def test_no_hash_of_what_cannot_be_read() -> None:
    with pytest.raises(DefinitionError):
        version_hash("a: [")
