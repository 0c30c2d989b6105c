"""Definitions into the model.

LOAD-01  an expression is infix text, JSON Logic, or plain true, false, yes, no; quoted words are names
LOAD-02  scalars in JSON Logic are read by JSON's own rules
LOAD-03  expressions carry their text and place, JSON Logic the place of every node
LOAD-04  plain scalars become what the schema wants: texts keep their zeros, numbers are exact
LOAD-05  choices are inline, `codelist(name)` or `codelist(name, leaf)`
LOAD-06  JSON and YAML give the same form
LOAD-07  a form knows the place of each of its parts
LOAD-08  a grid's cell is the column's properties, the row's over them, then the cell's own
LOAD-09  all faults of a file are raised together, in order of place
LOAD-10  a folder is read as far as it is sound, and each fault is kept
LOAD-11  a report of 45 fields is read and checked in at most 100 ms
"""

from decimal import Decimal
from pathlib import Path

import pytest

from engine.forms.checking import check, sound
from engine.forms.folder import load_folder
from engine.forms.linter.run import lint
from engine.forms.loader import load, load_text
from engine.forms.model.base import constant, text_in
from engine.forms.model.fields import Choice, CodelistChoices, Field
from engine.forms.model.form import Form
from engine.forms.model.items import Grid
from engine.forms.nodes import DefinitionError
from engine.problems import Span
from engine.rules import parse
from tests.yardstick import times_of_a_millisecond

HEAD = "form: monthly\ntitle: 月报\nsheets:\n  - sheet: basic\n    title: 基本信息\n    items:\n      - "
VALID = Path(__file__).parent.parent / "definitions" / "valid"
INVALID = VALID.parent / "invalid"


def field(text: str) -> Field:
    """Read one field written in flow style."""
    item = load_text(HEAD + text + "\n", "a.yaml").sheets[0].items[0]
    assert isinstance(item, Field)
    return item


@pytest.mark.parametrize(
    ("written", "logic"),
    [("yes", True), ("True", True), ("no", False), ("false", False), ("'yes'", {"var": "yes"}),
     ("staff > 5", {">": [{"var": "staff"}, Decimal(5)]}), ("0", Decimal(0)), ("null", None),
     ("\"kind == 'a'\"", {"==": [{"var": "kind"}, "a"]}), ("{var: staff}", {"var": "staff"})],
)  # fmt: skip
def test_expressions(written: str, logic: object) -> None:  # LOAD-01
    rule = field(f"{{field: a, required: {written}}}").required
    assert rule is not None
    assert rule.logic == logic


def test_json_logic_scalars() -> None:  # LOAD-02
    rule = field('{field: a, default: {if: [{var: a}, 0123, 1.50, "2", no, true, null, -3]}}').default
    assert rule is not None
    first = {"var": "a"}
    assert rule.logic == {"if": [first, "0123", Decimal("1.50"), "2", "no", True, None, Decimal(-3)]}


def test_places_of_expressions() -> None:  # LOAD-03
    rule = field("{field: a, required: 'staff > 5', relevant: {'>': [{var: staff}, 5]}}").required
    assert rule is not None
    assert (rule.text, rule.span and (rule.span.line, rule.span.column)) == ("staff > 5", (7, 31))
    other = field("{field: a, relevant: {'>': [{var: staff}, 5]}}").relevant
    assert other is not None
    assert str(other.spans[(">", 1)]) == "a.yaml:7:51"


def test_scalars() -> None:  # LOAD-04
    item = field("{field: a, label: 0123, hint: no, minimum: 0.10, maximum: -5, width: 6, maxLength: 10}")
    assert (item.label, item.hint, item.width) == ("0123", "no", 6)
    assert (str(item.minimum), str(item.maximum)) == ("0.10", "-5")
    assert field("{field: a, choices: [{value: 01, label: 甲, text: yes}]}").choices == (
        Choice(value="01", label="甲", text=True),
    )


@pytest.mark.parametrize(
    ("written", "leaf"),
    [("codelist(industries)", False), ("'codelist( industries , leaf )'", True),
     ("{codelist: industries, leaf: true}", True)],
)  # fmt: skip
def test_codelist_choices(written: str, leaf: bool) -> None:  # LOAD-05
    found = field(f"{{field: a, type: cascade, choices: {written}}}").choices
    assert found == CodelistChoices(codelist="industries", leaf=leaf)


def test_json_is_the_same() -> None:  # LOAD-06
    one = load_text('{"form": "a", "title": "表", "sheets": [{"sheet": "s", "title": "一"}]}', "a.json")
    two = load_text("form: a\ntitle: 表\nsheets: [{sheet: s, title: 一}]", "a.yaml")
    assert one.model_dump() == two.model_dump()


def test_places_of_parts() -> None:  # LOAD-07
    form = load(VALID / "smallest.yaml")
    place = ("sheets", 0, "items", 0, "label")
    span = form.span(place, key=True)
    assert span is not None
    assert (span.line, span.column) == (8, 9)
    assert Form.model_validate(form.model_dump()).span(place) is None


def test_cells_of_a_grid() -> None:  # LOAD-08
    text = (
        "{grid: g, columns: [{column: c, type: decimal, unit: 元, label: 列}, {column: d, type: decimal}], "
        "rows: [{row: r, label: 行, unit: 吨, cells: {c: {type: integer}}}, {row: s, columns: [d]}]}"
    )
    grid = load_text(HEAD + text).sheets[0].items[0]
    assert isinstance(grid, Grid)
    (first, second), (left, right) = grid.rows, grid.columns
    cell = grid.cell(first, left)
    assert (cell.field, cell.kind, cell.unit, cell.label) == ("c", "integer", "吨", "列")
    assert grid.cell(first, right).kind == "decimal"
    assert not grid.has_cell(second, left)


def test_all_faults_at_once() -> None:  # LOAD-09
    with pytest.raises(DefinitionError) as raised:
        load(INVALID / "shapes.yaml")
    lines = [each.span.line for each in raised.value.problems if each.span]
    assert len(lines) > 20
    assert lines == sorted(lines)


def test_a_rule_that_is_none() -> None:  # LOAD-09
    with pytest.raises(DefinitionError) as raised:
        load_text(HEAD + "{field: a, required: 1 +, relevant: {nope: [1]}, default: [a]}", "a.yaml")
    assert [each.span.line for each in raised.value.problems if each.span] == [7, 7, 7]


def test_folder(tmp_path: Path) -> None:  # LOAD-10
    (tmp_path / "good.yaml").write_text("form: good\ntitle: 好\nsheets: [{sheet: s, title: 一}]")
    (tmp_path / "bad.yaml").write_text("form: bad\n")
    (tmp_path / "query.yaml").write_text("query: later\n")
    (tmp_path / ".hidden.yaml").write_text("]")
    (tmp_path / "notes.txt").write_text("]")
    found = load_folder(tmp_path)
    assert list(found.forms) == ["good"]
    assert {each.code for each in found.problems} == {"missing-key"}
    with pytest.raises(DefinitionError, match="missing"):
        sound(found)


def test_sound_folder() -> None:  # LOAD-10
    found = load_folder(VALID / "monitoring")
    assert sound(found) is found
    assert set(found.files) == {"form monthly", "form signup", "system monitoring", "codelist areas"}


def test_a_single_file_is_checked_among_its_neighbours(tmp_path: Path) -> None:  # LOAD-10
    for name, text in {
        "codelists/areas.csv": "code,label\n1,甲\n",
        "codelists/broken.csv": "x\n",
        "reports/a.yaml": HEAD + "{field: a, type: cascade, choices: codelist(areas)}\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert check(tmp_path / "reports" / "a.yaml") == []
    assert len(check(tmp_path)) == 2


def test_a_form_alone() -> None:
    assert lint(load(VALID / "smallest.yaml")) == []


def test_texts_by_language() -> None:
    assert text_in({"zh": "表", "en": "Form"}, "en") == "Form"
    assert text_in({"zh": "表"}, "en") == "表"
    assert text_in({"en": "Form"}, "zh") == "Form"
    assert (text_in("表", "en"), text_in(None)) == ("表", "")


def test_rules_made_in_python() -> None:
    assert Field(field="a", required=constant(True)).required == constant(True)
    assert parse("true") is True
    assert str(Span("a", 1, 2)) == "a:1:2"


def test_speed() -> None:  # LOAD-11
    row = "      - {field: f%d, label: 指标, type: decimal, minimum: 0, required: yes, relevant: f0 > %d}\n"
    text = HEAD.removesuffix("      - ") + "".join(row % (n, n) for n in range(45))
    assert not [each for each in lint(load_text(text)) if each.code != "definition-circle"]
    assert times_of_a_millisecond(lambda: lint(load_text(text))) < 100
