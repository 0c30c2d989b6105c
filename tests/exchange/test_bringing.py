"""Which kind of file it is, is told by its ending and by what stands in it.

BRI-01  XLSForm, SurveyJS and definitions of ours (YAML, JSON) are told apart; ours get a name of their own.
BRI-02  Endings that are not known, and files that are none of these, are refused in words.
BRI-03  What the checker would refuse of a rule is left out and told at its place in the file.
"""

import json
from pathlib import Path

import pytest

from engine.exchange.bringing import bring
from engine.exchange.brought import Unreadable
from engine.forms import load_text

TEMPLATE = Path("definitions/templates/nps.yaml")


def test_kinds_of_files() -> None:  # BRI-01
    markdown = "| survey |\n| | type | name | label |\n| | text | company | 企业名称 |\n"
    assert bring(markdown.encode(), ".md", suffix="a1").text.startswith("form: xlsform-a1\n")
    survey = {"title": "意见", "elements": [{"type": "text", "name": "q"}]}
    assert "title: 意见\n" in bring(json.dumps(survey).encode(), ".json", suffix="a1").text


def test_definitions_of_ours() -> None:  # BRI-01
    source = TEMPLATE.read_bytes()
    found = bring(source, ".yaml", suffix="a1")
    form = load_text(found.text)
    assert form.form == "template-nps-a1" and not form.template and found.notes == ()
    as_json = {"form": "tiny", "title": "小表", "sheets": [{"sheet": "one", "title": "一", "items": []}]}
    again = bring(json.dumps(as_json, ensure_ascii=False).encode(), ".json", suffix="a1")
    assert load_text(again.text).form == "tiny-a1" and again.title == "小表"


@pytest.mark.parametrize(
    ("content", "ending", "code"),
    [
        (b"x", ".docx", "import-kind"),
        (b"x", "", "import-kind"),
        (b"\xff\xff", ".yaml", "import-unreadable"),
        (b"- a\n- b\n", ".yaml", "import-empty"),
        (b"a: [1", ".yaml", None),
        (b"a: &x 1\nb: *x\n", ".yml", None),
        (b"{}", ".json", "import-empty"),
        (b"[1]", ".json", "import-empty"),
        (b"x" * 5_000_001, ".yaml", "import-large"),
    ],
)
def test_what_is_none(content: bytes, ending: str, code: str | None) -> None:  # BRI-02
    with pytest.raises(Unreadable) as refused:
        bring(content, ending, suffix="a1")
    assert code in (None, refused.value.problem.code) and refused.value.problem.message("zh")


def test_a_rule_of_the_wrong_type() -> None:  # BRI-03
    rows = [
        "| survey |",
        "| | type | name | label | relevant | calculation |",
        "| | text | note | 备注 | | |",
    ]
    rows += ["| | integer | staff | 人数 | ${note} > 3 | |", "| | calculate | sum | | | ${note} * 2 |"]
    rows += ["| | integer | more | 更多 | ${sum} > 1 | |"]
    found = bring("\n".join(rows).encode(), ".md", suffix="a1")
    assert [(note.path, note.code) for note in found.notes] == [
        ("survey!D3", "import-rule"),
        ("survey!E4", "import-rule"),
        ("survey!D5", "import-rule"),
    ]
    items = load_text(found.text).sheets[0].items
    assert [item.field for item in items] == ["note", "staff", "more"]  # type: ignore[union-attr]  # fields
