"""Tallies as pictures, tables and lines.

PIC-01 Single choice is a pie (bars when choices are many), several choices bars, numbers a histogram with
       quartiles, matrices stacked bars; texts and questions without answers have no picture.
PIC-02 The numbers are also told in one line, and can be taken along as CSV in which text stays text.
PIC-03 A code list's codes are shown under their labels, most frequent first.
PIC-04 SVG keeps text as text, holds no inline style, and equal data gives equal bytes, from any thread.
PIC-05 PNG shows Chinese: each character's ink is its own, not a box's.
PIC-06 A picture is readable on a phone: 320 points wide, nothing drawn outside it.
"""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from engine.analysis.counting import Count, Tally
from engine.analysis.export import as_csv, written
from engine.analysis.pictures import Words, figure, picture, spoken, summary
from engine.analysis.questions import Question, questions_of
from engine.forms.model.codelist import Codelist, Entry
from engine.render import charts
from engine.render.charts import Bars, Histogram, Part, Pie, Stack, Stacked
from engine.render.drawing import width, wrapped
from tests.analysis.surveys import second

REGIONS = Codelist.of(
    "places", {"37": Entry("37", {"zh": "山东"}), "3701": Entry("3701", {"zh": "济南"}, "37", 2)}
)
ZH = Words("zh", {"places": REGIONS}, ("下四分位", "中位数", "上四分位"), "人数 ")


def tally(path: str, **counted: object) -> Tally:
    """Return a tally of one of the survey's questions with these counts."""
    question = next(one for one in questions_of(second()) if one.path == path)
    count = Count(answered=4)
    for name, value in counted.items():
        setattr(count, name, type(getattr(count, name))(value))
    return Tally(question, count)


@pytest.fixture
def single() -> Tally:
    """Three respondents saw it better, one worse."""
    return tally("expectation", choices={"up": 3, "down": 1})


def test_single_choice_is_a_pie(single: Tally) -> None:  # PIC-01
    chart = picture(single, ZH)
    assert isinstance(chart, Pie)
    assert chart.parts[0] == Part("好转", 3, "3 (75.0%)")


def test_several_choices_are_bars_of_respondents() -> None:  # PIC-01
    chart = picture(tally("worries", choices={"orders": 4, "money": 2}), ZH)
    assert isinstance(chart, Bars)
    assert (chart.whole, chart.parts[1].note) == (4, "2 (50.0%)")


def test_numbers_are_a_histogram_with_quartiles() -> None:  # PIC-01
    chart = picture(tally("staff", numbers={Decimal(10): 1, Decimal(20): 2, Decimal(40): 1}), ZH)
    assert isinstance(chart, Histogram)
    assert (sum(chart.counts), len(chart.edges)) == (4, len(chart.counts) + 1)
    assert [words for _, words in chart.marks] == ["下四分位 17.5", "中位数 20", "上四分位 25"]


def test_matrices_and_rankings_are_stacked() -> None:  # PIC-01
    chart = picture(tally("costs", cells={("labour", "rise"): 4}, rows={"labour": 4}), ZH)
    assert isinstance(chart, Stacked)
    assert (chart.legend, chart.rows[0]) == (("上升", "下降"), Stack("用工", (4, 0), "人数 4"))


def test_texts_files_and_silence_have_no_picture(single: Tally) -> None:  # PIC-01
    assert picture(tally("remark"), ZH) is None
    assert picture(tally("proof"), ZH) is None
    assert picture(Tally(single.question, Count()), ZH) is None
    assert summary(tally("remark")) is None
    assert spoken(tally("remark"), ZH) == ""


def test_many_choices_are_bars() -> None:  # PIC-01, PIC-03
    question = Question("place", "single", ("所在地",), codelist="places")
    count = Count(answered=12)
    count.choices.update({"37": 1, "3701": 2, **{str(code): 1 for code in range(9)}})
    chart = picture(Tally(question, count), ZH)
    assert isinstance(chart, Bars)
    assert [part.label for part in chart.parts[:2]] == ["济南", "山东"]


def test_dates_come_in_order() -> None:  # PIC-01
    chart = picture(tally("since", choices={"2020-05": 1, "2019-01": 3}), ZH)
    assert isinstance(chart, Bars)
    assert [part.label for part in chart.parts] == ["2019-01", "2020-05"]


def test_numbers_in_one_line(single: Tally) -> None:  # PIC-02
    assert spoken(single, ZH) == "好转 3 (75.0%), 持平 0 (0.0%), 下降 1 (25.0%)"
    matrix = tally("costs", cells={("labour", "rise"): 4}, rows={"labour": 4})
    assert spoken(matrix, ZH).startswith("用工: 上升 4 (100.0%), 下降 0 (0.0%); 用电: 上升 0,")
    assert spoken(tally("staff", numbers={Decimal(10): 1}), ZH) == "下四分位 10; 中位数 10; 上四分位 10"


def test_csv_of_each_shape(single: Tally) -> None:  # PIC-02
    head = ("答案", "人数", "占比%")
    assert as_csv(single, ZH, head).splitlines() == [
        "\ufeff下月预期", "答案,人数,占比%", "好转,3,75.0", "持平,0,0.0", "下降,1,25.0",
    ]  # fmt: skip
    matrix = as_csv(tally("costs", cells={("labour", "rise"): 4}, rows={"labour": 4}), ZH, head)
    assert matrix.splitlines()[1:3] == [",人数,上升,占比%,下降,占比%", "用工,4,4,100.0,0,0.0"]
    numbers = as_csv(tally("staff", numbers={Decimal(10): 2}), ZH, head)
    assert numbers.splitlines()[2:4] == ["10 – 11,2,", "下四分位,10,"]
    silent = Tally(tally("remark").question, Count(texts=["=HYPERLINK(1)"]))
    assert as_csv(silent, ZH, head).splitlines() == ["\ufeff建议", "'=HYPERLINK(1)"]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-cmd", "@sum", "\t=1", " =1"])
def test_csv_text_is_never_a_formula(text: str) -> None:  # PIC-02
    assert written([[text, Decimal("-5"), None]]).strip("\ufeff\r\n").startswith(("'", "\"'"))


@pytest.mark.parametrize(("value", "told"), [("1234567.5", "1,234,567.5"), ("0.005", "0.01"), ("-3", "-3")])
def test_statistics_are_grouped(value: str, told: str) -> None:  # PIC-02
    assert figure(Decimal(value)) == told


CHARTS: dict[str, charts.Chart] = {
    "pie": Pie((Part("好转", 3, "3"), Part("没有人选", 0, "0"), Part("$下$ <b>降</b> & 其他", 1, "1"))),
    "bars": Bars((Part("订单不足" * 12, 4, "4 (100.0%)"), Part("资金", 0, "0")), 4),
    "histogram": Histogram(
        ("0", "1,000,000", "2,000,000"), (3, 0), ((0.1, "下四分位 1"), (0.5, "中位数 2"), (0.9, "上四分位 3"))
    ),
    "no quartiles": Histogram(("0", "1"), (3,)),
    "stacked": Stacked(
        tuple(f"选项名称{number}" for number in range(9)),
        (Stack("用工", (4, 1, 0, 1, 1, 1, 1, 1, 1), "11"), Stack("无人", (0,) * 9, "0")),
    ),
}


@pytest.fixture(params=CHARTS)
def chart(request: pytest.FixtureRequest) -> Iterator[charts.Chart]:
    """Yield each kind of chart, drawn anew."""
    charts.svg.cache_clear()
    charts.png.cache_clear()
    yield CHARTS[request.param]


def test_svg_keeps_text_and_needs_no_style(chart: charts.Chart) -> None:  # PIC-04
    document = charts.svg(chart)
    assert re.search(r"<text[^>]*>[^<]+</text>", document)
    assert "style" not in document
    assert "<b>" not in document
    assert not re.search(r"20\d\d-\d\d-\d\d", document)


def test_equal_data_gives_equal_bytes_from_any_thread(chart: charts.Chart) -> None:  # PIC-04
    def drawn(_: int) -> tuple[str, bytes]:
        charts.svg.cache_clear()
        charts.png.cache_clear()
        return charts.svg(chart), charts.png(chart)

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(drawn, range(6)))) == 1


def test_nothing_is_drawn_outside_the_picture(chart: charts.Chart) -> None:  # PIC-06
    image = Image.open(BytesIO(charts.png(chart))).convert("L")
    assert image.width == 640
    edge = [image.crop((0, 0, 8, image.height)), image.crop((image.width - 8, 0, image.width, image.height))]
    assert all(strip.getextrema()[0] == 255 for strip in edge)


def ink(label: str) -> bytes:
    """Return the pixels of a label alone, as the PNG shows it."""
    image = Image.open(BytesIO(charts.png(Bars((Part(label, 0, ""),), 1)))).convert("L")
    return image.crop((20, 8, 20 + 26 * len(label) + 4, 46)).tobytes()


@pytest.mark.parametrize("character", "好持降产业链预期鑫镕堃")
def test_chinese_shows_in_png(character: str) -> None:  # PIC-05
    box = ink("\ue000")
    assert ink(character) not in (box, ink(" "))
    assert len({ink(character), ink("一"), ink("〇")}) == 3


def test_a_character_without_a_glyph_is_marked() -> None:  # PIC-05
    assert wrapped("好\U0001f600", 10) == ("好〓",)


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("", 4, ("",)),
        ("生产经营", 10, ("生产经营",)),
        ("生产经营情况", 4, ("生产经营", "情况")),
        ("生产经营情况比上月好转", 4, ("生产经营", "情况比…")),
        ("orders and prices", 7, ("orders and", "prices")),
        ("  两端  空格 ", 9, ("两端 空格",)),
    ],
)
def test_long_labels_wrap(text: str, most: float, lines: tuple[str, ...]) -> None:  # PIC-06
    assert wrapped(text, most) == lines
    assert all(width(line) <= most + 0.5 for line in lines)
