"""The infix operators, weakest first, and the conditional."""

from engine.rules.operators.operator import Gives, Operator, Shape, Takes


def infix(
    symbol: str, binds: int, *, words: tuple[str, str], example: tuple[str, str], shape: Shape,
    takes: Takes = "any", gives: Gives = "boolean", least: int = 2, most: int | None = 2,
    function: str = "", partial: bool = False, says: tuple[str, str] = ("", ""),
) -> Operator:  # fmt: skip
    """Write one infix operator; its Python template is its own symbol."""
    python = f"{{0}} {symbol} {{1}}"
    usage = f"a {symbol} b"
    return Operator(
        symbol, (takes,), gives, least, most, python, shape, words, says, example, usage,
        function=function, partial=partial, binds=binds, symbol=symbol,
    )  # fmt: skip


_EMPTY = ("两边有空则为空", "empty when either side is")

SYMBOLS = (
    Operator(
        "if", ("boolean", "any"), "common", 2, None, "", "if", ("如果", "if"),
        ("条件成立取前者，否则取后者；条件为空则为空", "the first when the condition holds, else the second"),
        ("'大型' if 300 > 200 else '中小微'", "大型"), "a if condition else b", binds=1,
    ),
    infix("or", 2, words=("或", "or"), example=("true or null", "true"), shape="or", takes="boolean",
          most=None, says=("任一成立即成立", "holds when any does")),
    infix("and", 3, words=("且", "and"), example=("false and null", "false"), shape="and", takes="boolean",
          most=None, says=("全部成立才成立", "holds when all do")),
    Operator(
        "!", ("boolean",), "boolean", 1, 1, "not {0}", "strict", ("不是", "not"),
        ("相反；空仍为空", "the opposite; empty stays empty"), ("not 1 == 2", "true"), "not a",
        function="negate", binds=4, symbol="not ",
    ),
    infix("==", 5, words=("=", "="), example=("0.1 + 0.2 == 0.3", "true"), shape="equal", function="equal",
          says=_EMPTY),
    infix("!=", 5, words=("≠", "≠"), example=("'01' != '1'", "true"), shape="equal", function="differ",
          says=_EMPTY),
    infix("<", 5, words=("小于", "is less than"), example=("1 < 2", "true"), shape="order", takes="ordered",
          most=3, function="less", says=_EMPTY),
    infix("<=", 5, words=("不大于", "is at most"), example=("1 <= 2 <= 2", "true"), shape="order",
          takes="ordered", most=3, function="at_most", says=_EMPTY),
    infix(">", 5, words=("大于", "is more than"), example=("2 > 3", "false"), shape="order", takes="ordered",
          function="more", says=_EMPTY),
    infix(">=", 5, words=("不小于", "is at least"),
    example=("2 >= 2", "true"), shape="order", takes="ordered",
          function="at_least", says=_EMPTY),
    infix("in", 5, words=("属于", "is one of"), example=("'a' in ['a', 'b']", "true"), shape="member",
          function="member",
          says=("是列表中的一项，或文字的一部分", "an item of the list, or a part of the text")),
    infix("+", 6, words=("加", "plus"), example=("1 + 2 + 3", "6"), shape="sum", gives="first", most=None,
          function="add", says=_EMPTY),
    Operator(
        "-", ("any",), "first", 1, 2, "{0} - {1}", "sum", ("减", "minus"), _EMPTY, ("5 - 3", "2"), "a - b",
        function="subtract", binds=6, symbol="-",
    ),
    infix("*", 7, words=("乘", "times"), example=("0.1 * 3", "0.3"), shape="product", takes="number",
          gives="number", most=None, function="multiply", says=_EMPTY),
    infix("/", 7, words=("除以", "divided by"), example=("1 / 0", "null"), shape="product", takes="number",
          gives="number", function="divide", partial=True, says=("除以零为空", "division by zero is empty")),
    infix("%", 7, words=("除…的余数", "modulo"), example=("7 % 3", "1"), shape="product", takes="number",
          gives="number", function="modulo", partial=True,
          says=("余数，符号同被除数；除以零为空", "the remainder, with the sign of the dividend")),
)  # fmt: skip
