"""One field and good values for every field type, shared by the tests of the types."""

from datetime import UTC, date, datetime
from decimal import Decimal

from engine.forms.model.codelist import Codelist, Entry
from engine.forms.model.fields import Choice, CodelistChoices, Field, FieldType

FILE = {"id": "f1", "name": "发票.pdf", "size": 1200, "type": "application/pdf"}
PICTURE = {"id": "f2", "name": "厂房.png", "size": 900, "type": "image/png"}
CHOICES = (
    Choice(value="up", label={"zh": "上升", "en": "Up"}),
    Choice(value="down", label={"zh": "下降", "en": "Down"}),
    Choice(value="01", label="其他", text=True),
    Choice(value="none", label="都没有", exclusive=True),
)
INDUSTRIES = Codelist.of(
    "industries",
    {
        "A": Entry("A", {"zh": "农、林、牧、渔业", "en": "Agriculture"}),
        "01": Entry("01", {"zh": "农业"}, "A", 2),
        "0111": Entry("0111", {"zh": "稻谷种植"}, "01", 3),
    },
)
VALUES: dict[FieldType, list[object]] = {
    "text": ["杭州", "0123"],
    "textarea": ["第一行\n第二行"],
    "integer": [Decimal(12), Decimal(0)],
    "decimal": [Decimal("1234.50"), Decimal("-0.1")],
    "boolean": [True, False],
    "date": [date(2026, 1, 31)],
    "datetime": [datetime(2026, 1, 31, 4, 30, tzinfo=UTC)],
    "month": [date(2026, 3, 1)],
    "year": [Decimal(2026)],
    "select_one": ["up", "01"],
    "select_multiple": [["up", "down"]],
    "cascade": ["A", "0111"],
    "rank": [["down", "up"]],
    "rating": [Decimal(4)],
    "file": [[FILE]],
    "image": [[PICTURE]],
    "signature": [[PICTURE]],
    "calculate": ["x", Decimal(3), True, ["a"]],
}
MISFITS: dict[FieldType, list[object]] = {
    "text": [1, True, ["a"], {"a": 1}],
    "textarea": [1, ["a"]],
    "integer": ["12", 1.5, True, [1], Decimal("1.5"), Decimal("NaN")],
    "decimal": ["12", 0.1, True, {}, Decimal("Infinity")],
    "boolean": ["true", 1, []],
    "date": ["2026-1-31", "20260131", 20260131, [], datetime(2026, 1, 31, tzinfo=UTC)],
    "datetime": ["2026-01-31T12:30", 5, datetime(2026, 1, 31), "2026-99-31T12:30:00Z"],
    "month": ["2026-3", "2026-Q1", 202603],
    "year": ["2026", Decimal(26), True],
    "select_one": [1, ["up"], "sideways"],
    "select_multiple": ["up", ["sideways"], [1]],
    "cascade": [111, ["A"], "9999"],
    "rank": ["up", ["sideways"]],
    "rating": ["4", Decimal("4.5")],
    "file": ["a.pdf", [{"id": "x"}], [{**FILE, "size": "big"}], [{**FILE, "path": "/etc"}]],
    "image": ["a.png", {}],
    "signature": ["a.png", {}],
    "calculate": [{}, [1], 1.5],
}


def field_of(kind: FieldType, **properties: object) -> Field:
    """Return a field of a type, with choices where it needs them."""
    given: dict[str, object] = {"field": "sample", "type": kind}
    if kind in ("select_one", "select_multiple", "rank"):
        given["choices"] = CHOICES
    if kind == "cascade":
        given["choices"] = CodelistChoices(codelist="industries")
    return Field.model_validate({**given, **properties})


def codelist_of(kind: FieldType) -> Codelist | None:
    """Return the codelist a type's sample field chooses from."""
    return INDUSTRIES if kind == "cascade" else None
