"""Lists of codes as people have them: a CSV of any usual encoding or the first sheet of a workbook, under
the heads of a codelist or their Chinese names.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import Any, Final

from engine.exchange.books import opened
from engine.exchange.brought import MOST_BYTES, Unreadable
from engine.problems import problem

ENDINGS: Final = (".csv", ".xlsx")
_ENCODINGS: Final = ("utf-8-sig", "gb18030")
_HEADS: Final[Mapping[str, str]] = {
    "代码": "code", "编码": "code", "值": "code", "名称": "label", "标题": "label", "中文": "label",
    "英文": "label_en", "英文名称": "label_en", "上级": "parent", "上级代码": "parent", "父级": "parent",
}  # fmt: skip


def read_codes(content: bytes, ending: str) -> str:
    """Return a file's lines as CSV under the heads of a codelist. Raises Unreadable."""
    if ending not in ENDINGS:
        raise Unreadable(problem("import-kind", ending=ending[:20], known=", ".join(ENDINGS)))
    if len(content) > MOST_BYTES:
        raise Unreadable(problem("import-large", size=len(content), limit=MOST_BYTES))
    lines = list(_sheet(content) if ending == ".xlsx" else _csv(content))
    if len(lines) < 2:
        raise Unreadable(problem("codes-none"))
    head = [_HEADS.get(name.strip(), name.strip()) for name in lines[0]]
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows([head, *lines[1:]])
    return out.getvalue()


def _csv(content: bytes) -> Iterator[list[str]]:
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            yield from (row for row in csv.reader(StringIO(text, newline="")) if any(row))
        except csv.Error as error:
            raise Unreadable(problem("import-unreadable", reason=str(error))) from error
        return
    raise Unreadable(problem("import-unreadable", reason="UTF-8, GB18030"))


def _sheet(content: bytes) -> Iterator[list[str]]:
    with opened(content) as book:
        yield from _trimmed(book.worksheets[0].iter_rows(values_only=True))


def _trimmed(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[str]]:
    """Yield lines as wide as the head: a sheet may have empty columns behind."""
    wide = 0
    for row in rows:
        line = [_text(one) for one in row]
        if not any(line):
            continue
        wide = wide or max(number for number, one in enumerate(line, 1) if one)
        yield [*line, *[""] * wide][:wide]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
