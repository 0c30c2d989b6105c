"""Functions over dates, times and durations."""

from engine.rules.operators.functions import function

DATES = (
    function("date(text)", "day", "date", "make_date", partial=True, words=("日期", "date"),
             says=("“年-月-日”文字变成日期", "a text 'year-month-day' as a date"),
             example=("date('2026-01-31')", "2026-01-31")),
    function("today()", "", "place", "", shape="place", words=("今天", "today"),
             says=("现在的日期", "the date now"), example=("today()", "")),
    function("now()", "", "place", "", shape="place", words=("现在", "now"),
             says=("现在的时刻", "the moment now"), example=("now()", "")),
    function("days(n)", "number", "duration", "make_days", partial=True, words=("天", "days"),
             says=("几天的时长", "so many days"), example=("date('2026-01-31') + days(1)", "2026-02-01")),
    function("months(n)", "number", "duration", "make_months", partial=True, words=("个月", "months"),
             says=("几个月的时长；月末不足则取当月最后一天", "so many months; a day past the month's end becomes its last"),
             example=("date('2026-01-31') + months(1)", "2026-02-28")),
    function("years(n)", "number", "duration", "make_years", partial=True, words=("年", "years"),
             says=("几年的时长", "so many years"), example=("date('2024-02-29') + years(1)", "2025-02-28")),
    function("year(date)", "date", "number", "year_of", words=("年份", "year of"),
             says=("日期的年", "the year of a date"), example=("year(date('2026-01-31'))", "2026")),
    function("month(date)", "date", "number", "month_of", words=("月份", "month of"),
             says=("日期的月", "the month of a date"), example=("month(date('2026-01-31'))", "1")),
    function("day(date)", "date", "number", "day_of", words=("日", "day of"),
             says=("日期的日", "the day of a date"), example=("day(date('2026-01-31'))", "31")),
    function("days_between(from, to)", "date date", "number", "days_between", words=("相隔天数", "days between"),
             says=("从前一日期到后一日期的天数", "days from the first date to the second"),
             example=("days_between(date('2026-01-31'), date('2026-02-02'))", "2")),
    function("age(birth, on)", "date date", "number", "age", least=2, words=("周岁", "age"),
             says=("到某日（不写则为今天）的周岁", "full years on a day (today unless said)"),
             example=("age(date('2000-03-01'), date('2026-02-28'))", "25"), otherwise={"today": []}),
)  # fmt: skip
