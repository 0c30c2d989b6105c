"""Text is text: never HTML, a template or a hole, whether a filer or an author wrote it.

ESC-01  A hostile value shows as it was typed, in inputs, outputs, text areas and interpolated texts.
ESC-02  A hostile label, hint, unit or choice shows as it was written.
"""

from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from engine.forms import FormState, load_text
from engine.forms.fieldtypes.kind import Refused
from engine.forms.program import compile_program
from engine.problems import problem
from engine.render import Sheets, View, make_environment
from engine.render.pieces import Piece, hole

HOSTILE = [
    "<script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    '" onfocus="alert(1)" autofocus="',
    "' onmouseover='alert(1)",
    "<img src=x onerror=alert(1)>",
    "{{7*7}}",
    "{% include 'x' %}",
    "{{ self.__init__.__globals__ }}",
    "${7*7}",
    "<%= 7*7 %>",
    "&lt;b&gt;",
    "&amp;&quot;",
    "--><svg/onload=alert(1)>",
    "]]><b>",
    "</form><form action=//evil>",
    "<hx-post>",
    '"><div hx-get="//evil" hx-trigger="load">',
    "</td></tr></table>",
    "javascript:alert(1)",
    "＜script＞全角＜/script＞",
    "%s %(name)s %d",
    "\\u003cscript\\u003e",
    "=HYPERLINK(1)",
    "`backtick`",
    "车间<一>&“二”",
    "{name}",
]


class Seen(HTMLParser):
    """Gathers the tags, the attributes and the text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.values: dict[str, str] = {}
        self.text = ""
        self.feed(str(html))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag with its attributes."""
        self.tags.append(tag)
        given = {name: value or "" for name, value in attrs}
        self.names |= given.keys()
        if "name" in given:
            self.values[given["name"]] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.text += data


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_value_is_only_text(
    sheets: Sheets, state: FormState, view: View, text: str
) -> None:  # ESC-01
    plain = Seen(sheets.page(state, "types", view))
    state.set("name", text)
    state.set("story", text)

    seen = Seen(sheets.page(state, "types", view))

    assert seen.values["name"] == text
    assert f"关于“{text}”的说明" in seen.text
    assert set(seen.tags) <= {*plain.tags, "strong", "em", "code"}
    assert seen.names <= plain.names


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_value_that_is_read_is_only_text(
    sheets: Sheets, state: FormState, view: View, text: str
) -> None:  # ESC-01
    state.set("name", text)

    seen = Seen(sheets.page(state, "types", replace(view, read_only=True)))

    assert text in seen.text
    assert "script" not in seen.tags


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_refused_input_is_only_text(
    sheets: Sheets, state: FormState, view: View, text: str
) -> None:  # ESC-01
    raw = {"staff": (text, problem("filing-paste-outside", "staff", value=text))}

    seen = Seen(sheets.fragments(state, {"staff"}, replace(view, raw=raw)))

    assert seen.values["staff"] == text
    assert "script" not in seen.tags


@pytest.mark.parametrize("text", [one for one in HOSTILE if "{" not in one])
def test_a_hostile_definition_is_only_text(view: View, text: str) -> None:  # ESC-02
    quoted = "'" + text.replace("'", "''") + "'"
    form = load_text(
        "form: hostile\ntitle: t\nsheets:\n"
        f"  - sheet: types\n    title: {quoted}\n    items:\n"
        f"      - {{field: a, label: {quoted}, hint: {quoted}, unit: {quoted}, type: decimal}}\n"
        f"      - {{field: b, label: b, type: select_one, choices: [{{value: x, label: {quoted}}}]}}\n"
    )
    program = compile_program(form, {}, {})

    html = Sheets(program, "zh", make_environment()).page(program.start({}), "types", view)

    seen = Seen(html)
    assert seen.text.count(text) == 5
    assert not {"script", "img", "svg"} & set(seen.tags)
    assert unescape(html).count(text) == 5


def test_a_text_cannot_look_like_a_hole() -> None:  # ESC-02
    mark = str(hole("value"))
    piece = Piece.cut(f"a{mark}b")

    assert piece.fill({"value": "\x02:csrf\x03"}) == "a\x02:csrf\x03b"
    with pytest.raises(KeyError):
        piece.fill({})
    with pytest.raises(KeyError):
        piece.around("other")


def test_lone_surrogates_and_nul_never_come_in(state: FormState) -> None:  # ESC-01
    for text in ("a\x00b", "\ud800"):
        with pytest.raises(Refused):
            state.enter("name", text)
