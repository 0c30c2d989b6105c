"""Functions answered by the place a rule stands in: other periods, other rows, labels."""

from engine.rules.operators.functions import function

PLACES = (
    function("prev(x, n)", "name number", "place", "", shape="place", least=1, most=2,
             words=("上期", "previous"),
             says=("上一期（或往前第 n 期）的值", "the value of the period before, or n before"),
             example=("prev(x)", "")),
    function("same_last_year(x)", "name", "place", "", shape="place", words=("上年同期",
          "same period last year"),
             says=("上年同期的值", "the value of the same period a year ago"),
             example=("same_last_year(x)", "")),
    function("ytd(x)", "name", "place", "", shape="place", words=("本年各期", "this year's"),
             says=("本年到本期各期的值（列表）", "the values of this year's periods up to this one (a list)"),
             example=("sum(ytd(x))", "")),
    function("filed_this_year(x)", "name", "place", "", shape="place", words=("本年已报各期",
          "this year's filed"),
             says=("本年已报各期和本期的值（列表，先旧后新；没有报的期不算）",
                   "the values of this year's earlier filings and of this one (a list, oldest first); "
                   "a period without a filing is left out"),
             example=("sum(filed_this_year(x))", "")),
    function("history(x, n)", "name number", "place", "", shape="place", words=("最近各期",
          "the last periods'"),
             says=("最近 n 期的值（列表，先旧后新）",
                   "the values of the last n periods (a list, oldest first)"),
             example=("avg(history(x, 3))", "")),
    function("prev_row(x)", "name", "place", "", shape="place", words=("上一行", "previous row's"),
             says=("上一行的值；首行为空", "the value in the row before; empty in the first"),
             example=("prev_row(x)", "")),
    function("row_index()", "", "place", "", shape="place", words=("行号", "row number"),
             says=("这一行的序号，从 1 起", "the number of this row, from 1"), example=("row_index()", "")),
    function("total(column)", "name", "place", "", shape="place", words=("合计", "total of"),
             says=("本列各行之和", "the column's sum over its rows"), example=("total(amount)", "")),
    function("label_of(x)", "name", "place", "", shape="place", words=("名称", "label of"),
             says=("所选项的名称", "what people read for the chosen value"), example=("label_of(x)", "")),
)  # fmt: skip
