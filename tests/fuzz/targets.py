"""What is fuzzed: each target takes bytes, feeds one entrance of the engine, and lets only wrong answers out.

A refusal with problems of the catalogue is a right answer; any other exception is a find.
"""

import json
from collections.abc import Callable, Mapping
from typing import Final

from engine.forms import DefinitionError, FormState, Refused, compile, load_text
from engine.forms.checking import ordered
from engine.forms.codelists import csv_codelist
from engine.forms.linter.run import lint
from engine.rules import RuleError, compile_plain, evaluate, parse, print_rule, rule_of

ANSWERS: Final = """
form: answers
title: 填报
collection: {period: month}
sheets:
  - sheet: one
    title: 一
    items:
      - {field: name, label: 单位名称, type: text, maxLength: 40, pattern: "[^<>]+"}
      - {field: code, label: 信用代码, type: text, format: uscc}
      - {field: mail, label: 邮箱, type: text, format: email}
      - {field: phone, label: 电话, type: text, format: cn-telephone}
      - {field: site, label: 网址, type: text, format: uri}
      - {field: amount, label: 金额, type: decimal, unit: 万元, decimals: 2, minimum: 0}
      - {field: staff, label: 人数, type: integer, minimum: 0, maximum: 100000}
      - {field: founded, label: 成立日期, type: date}
      - {field: at, label: 时刻, type: datetime}
      - {field: season, label: 月份, type: month}
      - {field: year, label: 年份, type: year}
      - {field: listed, label: 是否上市, type: boolean}
      - {field: kind, label: 类型, type: select_one, choices: [{value: a, label: 甲}, {value: b, label: 乙}]}
      - field: fuels
        label: 燃料
        type: select_multiple
        choices: [{value: coal, label: 煤}, {value: gas, label: 气}]
      - {field: remark, label: 备注, type: textarea}
      - {field: half, label: 一半, type: calculate, calculation: "round(amount / 2, 2)"}
      - {field: said, label: 一句, type: calculate, calculation: "concat(name, amount, join('、', fuels))"}
      - {field: fits, label: 符合, type: calculate, calculation: "matches(name, '[^0-9]+')"}
      - {field: later, label: 以后, type: calculate, calculation: founded + days(amount) + months(staff)}
      - {field: part, label: 一段, type: calculate, calculation: "substr(remark, staff, amount)"}
      - {field: told, label: 格式, type: calculate, calculation: "format(amount, staff)"}
      - {field: day, label: 日, type: calculate, calculation: "date(remark)"}
checks:
  - {check: enough, rule: amount * amount * amount >= staff, message: "{name}：{amount} 与 {staff}"}
"""
PROGRAM: Final = compile(load_text(ANSWERS, "answers.yaml"))
PATHS: Final = tuple(PROGRAM.cells)


def parser(data: bytes) -> None:
    """A rule's text: parsed, it prints to a text that parses to the same."""
    text = _text(data)
    try:
        logic = parse(text)
    except RuleError as error:
        _tell(error)
        return
    assert parse(print_rule(logic)) == logic


def loader(data: bytes) -> None:
    """A definition's text, YAML or JSON: loaded and linted, it has listed problems at most."""
    name = "fuzz.json" if data[:1] in (b"{", b"[") else "fuzz.yaml"
    try:
        found = ordered(lint(load_text(data.decode("utf-8", "replace"), name)))
    except DefinitionError as error:
        found = list(error.problems)
        assert found, "refused without a problem"
    for each in found:
        assert each.span is not None
        assert each.message("zh") and each.message("en")


def plain(data: bytes) -> None:
    """Plain JSON Logic and its data: both ways of running it agree."""
    try:
        logic, record = json.loads(b"[" + data + b"]")
    except (ValueError, RecursionError):
        return
    try:
        expected = evaluate(logic, record)
    except RuleError as error:
        _tell(error)
        return
    try:
        (found,) = compile_plain([logic])(record)
    except RuleError as error:
        _tell(error)
        return
    assert json.dumps(found) == json.dumps(expected), (found, expected)


def reading(data: bytes) -> None:
    """JSON Logic of a definition: read as a rule, it prints to a text that parses to the same."""
    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        return
    try:
        rule = rule_of(given)
    except RuleError as error:
        _tell(error)
        return
    assert parse(print_rule(rule.logic)) == rule.logic


def entering(data: bytes) -> None:
    """Texts typed into fields of every type: each is taken or refused, and the state stays readable."""
    state = PROGRAM.start({})
    for piece in _text(data).split("\x00")[:6]:
        _enter(state, PATHS[ord(piece[0]) % len(PATHS)] if piece else PATHS[0], piece[1:])
    again = PROGRAM.start(PROGRAM.read(state.document()))
    assert again.values == state.values
    for each in state.problems:
        assert each.message("zh") and each.message("en")


def _enter(state: FormState, path: str, text: str) -> None:
    try:
        state.enter(path, text)
    except Refused as refusal:
        assert refusal.problem.message("zh")


def codelist(data: bytes) -> None:
    """A codelist's CSV text: read, every code has its level and can be searched."""
    try:
        found = csv_codelist(data.decode("utf-8", "replace"), "fuzz", "fuzz.csv")
    except DefinitionError as error:
        assert all(each.span is not None and each.message("zh") for each in error.problems)
        return
    for code in found.entries:
        assert (found.level(code) or 0) >= 1
    found.search(next(iter(found.entries)))


def _text(data: bytes) -> str:
    """Return the text of bytes; an odd number of them may hold lone surrogates."""
    try:
        return data.decode("utf-8", "surrogatepass" if len(data) % 2 else "replace")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def _tell(error: RuleError) -> None:
    assert error.problems
    for each in error.problems:
        assert each.message("zh") and each.message("en")


TARGETS: Final[Mapping[str, Callable[[bytes], None]]] = {
    each.__name__: each for each in (parser, loader, plain, reading, entering, codelist)
}
