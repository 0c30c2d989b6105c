"""A county's folder of definitions as its author edits it, and answers stored under its versions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.forms import Definitions, load_folder
from engine.library import Programs, Published, publish_folder
from engine.people.organisations import create
from engine.store import Work
from engine.store.tables.responses import responses
from tests.filings.stock import HONGDA, LONG_AGO

FORM = """\
form: monthly
title: 月报
version: "{version}"
collection: {{period: month}}
{words}
sheets:
  - sheet: one
    title: 基本情况
    items:
{items}
"""
ITEMS: Mapping[str, str] = {
    "staff": "{field: staff, label: 从业人员, type: integer}",
    "fax": "{field: fax, label: 传真}",
    "status": (
        "{field: status, label: 状态, type: select_one,"
        " choices: [{value: ok, label: 正常}, {value: idle, label: 停产}]}"
    ),
    "industry": "{field: industry, label: 行业, type: cascade, choices: codelist(industries)}",
    "size": "{field: size, label: 规模, type: calculate, calculation: \"lookup('sizes', industry, 'size')\"}",
}
INDUSTRIES = "code,label,parent\nC,制造业,\nC13,农副食品加工业,C\nC17,纺织业,C\n"
SIZES = """\
table: sizes
keys: [{column: industry, match: prefix}]
columns: [size]
rows: [{industry: C13, size: 小型}, {industry: C17, size: 中型}]
"""


@dataclass(slots=True)
class County:
    """A folder of definitions that is edited and published again."""

    folder: Path
    items: dict[str, str] = field(default_factory=lambda: dict(ITEMS))
    codes: str = INDUSTRIES
    others: dict[str, str] = field(default_factory=dict)

    def write(self, version: str = "1", words: str = "") -> Definitions:
        """Write the folder as it is now, and read it."""
        lists = self.folder / "codelists"
        lists.mkdir(parents=True, exist_ok=True)
        (lists / "industries.csv").write_text(self.codes)
        (lists / "sizes.yaml").write_text(SIZES)
        listed = "\n".join(f"      - {item}" for item in self.items.values())
        (self.folder / "monthly.yaml").write_text(FORM.format(version=version, words=words, items=listed))
        for name, text in self.others.items():
            (self.folder / f"{name}.yaml").write_text(text)
        return load_folder(self.folder)

    def publish(self, work: Work, version: str = "1", words: str = "") -> Published:
        """Publish the folder as it is now; returns what became of the monthly report."""
        known = self.write(version, words)
        assert not known.problems
        done = publish_folder(work, known, by="t", at=LONG_AGO)
        return next(one for one in done if one.form == "monthly")

    def programs(self) -> Programs:
        """Return programs over the folder as it is now, with nothing kept."""
        return Programs(load_folder(self.folder))


def settle(work: Work) -> None:
    """Register the factory whose answers are stored."""
    create(work, HONGDA, at=LONG_AGO)


def answer(work: Work, version: str, period: str, document: Mapping[str, Any], **more: Any) -> None:
    """Store one response as if it had been filed."""
    row: dict[str, Any] = {
        "id": f"{period}-{version[:6]}",
        "form": "monthly",
        "version": version,
        "organisation": HONGDA.id,
        "visitor": "",
        "period": period,
        "slot": "",
        "state": "submitted",
        "revision": 1,
        "document": dict(document),
        "effective": dict(document),
        "explanations": {},
        "source": "online",
        "filed_by": "wang",
        "head": "0",
        "created_at": LONG_AGO,
        "updated_at": LONG_AGO,
        "submitted_at": datetime(2026, 4, 1, tzinfo=LONG_AGO.tzinfo),
        **more,
    }
    work.connection.execute(responses.insert(), row)
