"""(c) The indicator sheet from state to bytes, beside the same page as one ordinary template loop."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bench.enterprise import SHEET, context, definitions, program, values
from bench.measuring import per_call
from bench.report import Found, Goal
from engine.forms.periods import Period
from engine.render import Header, Sheets, Urls, View, make_environment
from tests.render.ordinary import OrdinaryPage

PAGE = Goal("c.page", "the indicator sheet from state to bytes", "µs", 10, "least", "ratio")
SAME = Goal("c.same", "bytes of both pages alike (1: all)", "", 1, "least")


def measure() -> Iterator[Found]:
    """Yield the rows of the page."""
    made = program(definitions())
    sheets = Sheets(made, "zh", make_environment())
    ordinary = OrdinaryPage(sheets, SHEET)
    period = Period.of("month", datetime.now(UTC).date())
    around = context(made, period)
    state = made.start({**made.prefill(**around), **values(made, period)}, **around)
    urls = Urls("/f/1/", "/save", "/change", "/rows", "/paste", "/why", "/search", "/explain")
    view = View(urls, Header("月报", period.label("zh"), "济南第一机床厂", "编辑"), SHEET, "token", 7)
    taken = per_call(
        {
            "ours": lambda: sheets.page(state, SHEET, view).encode(),
            "ordinary": lambda: ordinary.html(state, view).encode(),
        }
    )
    yield Found(PAGE, taken["ours"], taken["ordinary"], "ordinary Jinja2 loop")
    same = str(sheets.page(state, SHEET, view)) == ordinary.html(state, view)
    yield Found(SAME, float(same), 1, "ordinary Jinja2 loop")
