"""What the filing pages read: one frozen context per template, and how it is made from a filing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from markupsafe import Markup

from engine.filings import Brief, Card
from engine.problems import Problem
from engine.render.papers import Paper

STATES: Final = {
    "": "未填报",
    "draft": "编辑",
    "submitted": "待审核",
    "approved": "审核通过",
    "returned": "退回",
}
"""The states of a filing in the source language; templates translate them."""
SOURCES: Final = {"online": "在线填报", "import": "企业导入", "admin": "管理员导入", "link": "公开链接"}
SCREENINGS: Final = {"normal": "未见异常", "abnormal": "数据异常"}


@dataclass(frozen=True, slots=True)
class LostAnswer:
    """An answer that did not come along to the form's new version."""

    place: str
    """What the question was called."""
    value: str
    """The answer as its page showed it."""


@dataclass(frozen=True, slots=True)
class SheetPage:
    """Context of `filing/sheet.html`."""

    title: str
    """The browser's title: form and period."""
    filing: Markup
    """The line on top, the list of sheets, and the sheet as a form."""
    closed: Problem | None
    """Why nothing can be typed any more, where it is the period's fault."""
    base: str
    """The address that the response's pages begin with."""
    state: str
    """The response's state."""
    withdrawable: bool
    """Whether the person may take the submission back."""
    paper: str
    """Where the filing can be printed; '' where it cannot."""
    serial: str = ""
    """The number issued on approval; '' for none."""
    final: bool = False
    """Whether nothing can be changed or withdrawn once it is submitted."""
    lost: tuple[LostAnswer, ...] = ()
    """What did not come along when the draft was carried over to the form's new version."""


@dataclass(frozen=True, slots=True)
class Line:
    """One problem in the way of a submission."""

    message: str
    """What is wrong."""
    remedy: str
    """What to do."""
    href: str
    """Where to do it; '' where it is not on a sheet."""
    place: str
    """What the place is called."""


@dataclass(frozen=True, slots=True)
class SubmitPage:
    """Context of `filing/submit.html`."""

    title: str
    """Form and period."""
    header: Markup
    """The line on top."""
    lines: tuple[Line, ...]
    """What stands in the way; empty: it may be submitted."""
    warnings: tuple[str, ...]
    """Broken soft checks with their explanations, to confirm once more."""
    not_run: int
    """How many checks were not run for want of earlier filings."""
    action: str
    """Where the submission goes."""
    back: str
    """The last sheet's address."""
    key: str
    """The idempotency key of this page."""
    revision: int
    """The revision that is submitted."""
    report: bool
    """Whether it is a report, which is handed up and not just in."""
    final: bool = False
    """Whether nothing can be changed or withdrawn once it is submitted."""


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """Context of `filing/receipt.html`."""

    title: str
    """Form and period."""
    organisation: str
    """Who filed; '' by a public link."""
    number: str
    """The receipt's number."""
    at: datetime
    """When it was submitted."""
    screening: str
    """normal or abnormal; '' is not told (public)."""
    digest: str
    """The fingerprint of the figures."""
    view: str
    """Where the filing can be read."""
    public: bool = False
    """Whether it came by a public link."""
    survey: bool = False
    """Whether it answers a survey, which is thanked for."""
    final: bool = False
    """Whether nothing can be changed or withdrawn any more."""
    serial: str = ""
    """The number issued on approval; '' for none."""
    closing: str = ""
    """What the link says after an answer; '' for the ordinary thanks."""


@dataclass(frozen=True, slots=True)
class Filter:
    """The history's filters as given."""

    form: str = ""
    year: str = ""
    state: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One filing in the history."""

    brief: Brief
    title: str
    """The form's title."""
    period: str
    """The period in words."""
    editable: bool
    """Whether it may be edited now."""
    withdrawable: bool
    """Whether it may be taken back now."""
    heading: str = ""
    """What the form calls this one response; '' where it has no heading or nothing is filled in."""


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Context of `filing/history.html`."""

    rows: tuple[Row, ...]
    """The filings, newest period first."""
    forms: tuple[tuple[str, str], ...]
    """Forms to choose from: name and title."""
    years: tuple[str, ...]
    """Years to choose from."""
    chosen: Filter
    """The filters as given."""
    states: dict[str, str]
    """States in words of the source language."""
    screenings: dict[str, str]
    """Screening verdicts in words of the source language."""
    sources: dict[str, str]
    """How a filing was entered, in words of the source language."""
    newer: str = ""
    """The address of the page before; '' for none."""
    older: str = ""
    """The address of the page after; '' for none."""


@dataclass(frozen=True, slots=True)
class CardView:
    """One period of a form on the home page."""

    card: Card
    title: str
    """The form's title."""
    heading: str
    """This period, previous, same of last year, in the source language."""
    period: str
    """The period in words."""
    deadline: str
    """The last day, '' for none."""
    state: str
    """State in words of the source language."""
    cells: int
    """How many figures the form asks for."""
    closed: str = ""
    """Why the form is closed to the organisation, in words of the form; '' where it is not."""
    slot: str = ""
    """Where the form admits many: the name of the next response, so that a double click begins one."""
    recent: tuple["Row", ...] = ()
    """Where the form admits many: the newest responses."""


@dataclass(frozen=True, slots=True)
class BeginPage:
    """Context of `filing/begin.html`."""

    view: CardView
    """The form and period that would be begun."""
    description: str
    """What it is about."""


@dataclass(frozen=True, slots=True)
class PaperPage:
    """Context of `filing/paper.html`: a filing, or the blank form, to print."""

    paper: Paper
    """The form on paper."""
    organisation: str
    """Who files it."""
    period: str
    """The period in words; '' for none."""
    state: str
    """How far the filing is, in the reader's words; '' for a blank form."""
    back: str
    """Where the page was come from."""


@dataclass(frozen=True, slots=True)
class HomeCards:
    """Context of `filing/_cards.html`: what the organisation has to file."""

    reports: tuple[tuple[CardView, ...], ...]
    """For each report its cards."""
    surveys: tuple[CardView, ...]
    """The surveys that ask the organisation now."""
    sources: dict[str, str]
    """How a filing was entered, in words of the source language."""
    states: dict[str, str]
    """States in words of the source language."""


@dataclass(frozen=True, slots=True)
class PublicStart:
    """Context of `filing/public_start.html`."""

    title: str
    """The survey's title."""
    description: str
    """What it is about."""
    action: str
    """Where answering begins."""
    resume: str
    """The address of an answer already begun; '' for none."""
    answered: str
    """The address of the receipt of an answer already given; '' for none."""
    more: bool
    """Whether another answer is admitted."""
    closed: Problem | None = None
    """Why no answer is taken any more."""
    password: bool = False
    """Whether one must know a password to begin."""
    problem: Problem | None = None
    """Why no answer was begun just now."""
