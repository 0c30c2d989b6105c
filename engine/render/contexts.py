"""What each template is given: one frozen class per template, each key with its help text.

A value that is only known when the page is asked for is a hole while pieces are made.
"""

from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

EMPTY = Markup("")


def key(help_text: str, default: Any = ...) -> Any:
    """Declare one key of a context with its help text."""
    metadata = {"help": help_text}
    return field(metadata=metadata) if default is ... else field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose."""

    value: str = key("What is stored and counted")
    label: str = key("What people read")
    id: str = key("Id of its radio or checkbox")
    exclusive: bool = key("Chosen alone: picking it clears the others", False)


@dataclass(frozen=True, slots=True)
class FieldContext:
    """What never changes about one field in one version and language."""

    slug: str = key("Its path as part of ids; i-… is the control, l-… the label, p-… the problems")
    path: str = key("The name of its controls: the path of its value")
    labels: str = key("Ids that name the control where no <label for> does; '' where one does")
    described: str = key("Ids of hint and problems, for aria-describedby")
    digits: str = key("inputmode: text, numeric, decimal, email, tel, url")
    maximum_length: int | None = key("The most characters")
    radios: bool = key("Whether choices are shown as buttons instead of a list to open")
    options: tuple[Option, ...] = key("Choices known beforehand; () when they come with the state")
    accept: str = key("What a file picker offers, as HTML's accept", "")
    admits: str = key("The kinds of files in words; '' for the usual ones", "")
    multiple: bool = key("Whether several files may be chosen at once", False)
    most: int | None = key("The most files; None for any number", None)
    largest: int = key("The most bytes of a file", 0)
    largest_text: str = key("The same in words", "")


@dataclass(frozen=True, slots=True)
class Now:
    """What a request adds to a field: each key is a hole while pieces are made."""

    value: Markup = key("The value: text of an input, or its choices as HTML")
    invalid: Markup = key("' aria-invalid=\"true\"' or nothing")
    required: Markup = key("' aria-required=\"true\"' or nothing")
    checked: Markup = key("' checked' or ' selected' of a choice, or nothing")


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A field with its label, unit, hint and problems; also a cell and a statement."""

    slug: str = key("Its path as part of ids")
    path: str = key("The path of its value")
    type: str = key("The field's type")
    label: str = key("The question")
    hint: str = key("What helps to answer it")
    unit: str = key("The unit of its number")
    control: Markup = key("Its control, or its value to read")
    group: bool = key("Whether the control is a group of choices that the label names as a whole")
    computed: bool = key("Whether a rule makes the value")
    figures: bool = key("Whether the value is a number, set right")
    width: int = key("Columns of twelve; 0 for the usual")
    oob: Markup = key("The swap attribute of a fragment, nothing inside a page")
    mark: Markup = key("The required mark, or nothing")
    problems: Markup = key("Its problems as HTML")
    beside: Markup = key("Under the control: the trail of a code, a text box, the earlier value")


@dataclass(frozen=True, slots=True)
class Kept:
    """One file that is kept."""

    path: str = key("The path of the value it stands in")
    id: Markup = key("Its identity")
    href: Markup = key("Where it is fetched")
    name: Markup = key("Its name")
    size: Markup = key("Its size in words")
    picture: bool = key("Whether a browser shows it as a picture")
    writable: bool = key("Whether it can be removed")


@dataclass(frozen=True, slots=True)
class Hidden:
    """The empty place of what is not shown now, so that it can come back."""

    slug: str = key("Its path as part of ids")
    tag: str = key("The element: div, section, span, tr or td")
    oob: Markup = key("The swap attribute of a fragment, nothing inside a page")


@dataclass(frozen=True, slots=True)
class Gone:
    """The empty place of something that has an id of its own."""

    id: str = key("Its id")
    tag: str = key("The element")
    oob: Markup = key("The swap attribute of a fragment, nothing inside a page")


@dataclass(frozen=True, slots=True)
class Whole:
    """A filing: the line on top, the sheets, and one sheet."""

    header: Markup = key("The line on top")
    navigation: Markup = key("The list of sheets")
    page: Markup = key("The sheet as a form")


@dataclass(frozen=True, slots=True)
class Function:
    """The name of a function of other periods, in words."""

    name: str = key("The function, as rules write it")


@dataclass(frozen=True, slots=True)
class Output:
    """A value to read in place of a control."""

    slug: str = key("The field's path as part of ids")
    label: str = key("Ids that name it")
    control: Markup = key("The value as people read it")


@dataclass(frozen=True, slots=True)
class Single:
    """A small template around one value."""

    value: Markup = key("The value")


@dataclass(frozen=True, slots=True)
class TextBox:
    """The text box of a choice that opens one."""

    slug: str = key("Its path as part of ids")
    path: str = key("Its path")
    label: str = key("The choice it belongs to")
    value: Markup = key("What was typed")
    invalid: Markup = key("' aria-invalid=\"true\"' or nothing")
    problems: Markup = key("Its problems as HTML")
    read_only: bool = key("Whether it is only read")
    oob: Markup = key("The swap attribute of a fragment, nothing inside a page")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column, a row or a statement."""

    slug: str = key("Its part of ids")
    label: str = key("What it says")
    hint: str = key("What helps", "")
    unit: str = key("The unit of its numbers", "")


@dataclass(frozen=True, slots=True)
class Box:
    """A group, or a note: a heading and what is in it."""

    slug: str = key("Its path as part of ids")
    label: str = key("The heading")
    hint: str = key("What helps")
    body: Markup = key("What is inside, as HTML")
    oob: Markup = key("The swap attribute of a fragment, nothing inside a page")


@dataclass(frozen=True, slots=True)
class RepeatFrame:
    """A repeat around its rows."""

    slug: str = key("Its path as part of ids")
    path: str = key("The repeat's name")
    label: str = key("The heading")
    hint: str = key("What helps")
    columns: tuple[Head, ...] = key("Columns of the table; () where rows are cards")
    body: Markup = key("The rows as HTML")
    count: Markup = key("How many rows there are")
    add: Markup = key("'' or ' disabled' of the add button")
    writable: bool = key("Whether rows can be added and removed")
    oob: Markup = key("The swap attribute of a fragment, nothing inside a page")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a repeat, as a table row or a card."""

    slug: str = key("Its path as part of ids")
    path: str = key("The repeat's name")
    label: str = key("What one calls its rows")
    index: Markup = key("Its index from 0, as the buttons send it")
    number: Markup = key("Its number from 1, as people count")
    title: Markup = key("The row's heading")
    body: Markup = key("Its fields as HTML")
    first: Markup = key("'' or ' disabled' of the up button")
    last: Markup = key("'' or ' disabled' of the down button")
    fewest: Markup = key("'' or ' disabled' of the remove button")
    table: bool = key("Whether it is a table row")
    writable: bool = key("Whether it can be moved and removed")
    oob: Markup = key("The swap attribute of a fragment, nothing inside a page")


@dataclass(frozen=True, slots=True)
class Told:
    """One problem: in place, or as a line of the summary."""

    severity: str = key("error, warning or info; missing for a blank cell")
    message: Markup = key("What is wrong")
    remedy: Markup = key("What to do; may be empty")
    target: Markup = key("Id of the control it is about")
    label: Markup = key("What the control is called")


@dataclass(frozen=True, slots=True)
class Summary:
    """The problems of a sheet, on top."""

    body: Markup = key("Lines of the list as HTML")
    count: Markup = key("How many there are")
    refused: bool = key("Whether going on was refused, so that it takes the focus")
    everywhere: bool = key("Whether it tells of other sheets too")
    oob: Markup = key("The swap attribute of a fragment, nothing inside a page")


@dataclass(frozen=True, slots=True)
class Explained:
    """A check that does not hold, with its figures and the filer's explanation."""

    slug: str = key("Its id as part of ids")
    check: str = key("The check's id")
    message: Markup = key("What is wrong")
    figures: tuple[tuple[str, str], ...] = key("What the check compared: label and value")
    difference: str = key("The difference of two figures, '' when there is none")
    reasons: tuple[Option, ...] = key("Reasons to choose from")
    reason: str = key("The reason chosen")
    text: str = key("The explanation as written")
    stale: bool = key("Whether a figure has changed since it was written")
    asked: bool = key("Whether one could not go on for want of it")
    read_only: bool = key("Whether it is only read")


@dataclass(frozen=True, slots=True)
class Explanations:
    """All checks of a sheet that ask for an explanation, and those that were not run."""

    body: Markup = key("The checks as HTML")
    not_run: tuple[str, ...] = key("What could not be checked, and why")
    oob: Markup = key("The swap attribute of a fragment, nothing inside a page")


@dataclass(frozen=True, slots=True)
class NavItem:
    """One sheet in the navigation."""

    slug: str = key("The sheet's name as part of ids")
    title: Markup = key("The sheet's title")
    href: Markup = key("Where it is")
    state: str = key("done, errors, open, untouched")
    errors: Markup = key("How many problems it has")
    left: Markup = key("How many required answers are missing, in words; may be empty")
    current: Markup = key("' aria-current=\"page\"' or nothing")
    oob: Markup = key("The swap attribute of a fragment, nothing inside a page")


@dataclass(frozen=True, slots=True)
class Navigation:
    """The list of sheets."""

    body: Markup = key("Its items as HTML")


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """What is being filed, by whom, how far it is and until when."""

    title: str = key("The form's title")
    period: str = key("The period, in words")
    organisation: str = key("Who files")
    state: str = key("The state of the filing, in words")
    waits_for: str = key("Who it waits for; may be empty")
    deadline: str = key("Until when; may be empty")
    saved: Markup = key("The saved line as HTML")


@dataclass(frozen=True, slots=True)
class Saved:
    """The line that says what is saved, with the revision that the next change must name."""

    time: str = key("HH:MM of the last save; '' before the first")
    revision: int = key("The revision of what the page shows")
    oob: Markup = key("The swap attribute of a fragment, nothing inside a page")


@dataclass(frozen=True, slots=True)
class Frame:
    """One sheet as a form."""

    title: str = key("The sheet's title")
    hint: str = key("What helps")
    notes: tuple[str, ...] = key("What is noted under the sheet")
    name: str = key("The sheet's name")
    stepped: bool = key("Whether one question is shown at a time")
    body: Markup = key("Its items as HTML")
    problems: Markup = key("The summary of problems")
    explanations: Markup = key("The checks to explain")
    actions: Markup = key("The buttons")
    completed: Markup = key("Whether it is saved as complete, where sheets are; else nothing")
    action: Markup = key("Where the plain form goes")
    change: Markup = key("Where one change goes")
    rows: Markup = key("Where a change of rows goes")
    paste: Markup = key("Where a pasted block goes")
    why: Markup = key("Where 'why?' is answered")
    search: Markup = key("Where choices are searched")
    explain: Markup = key("Where an explanation goes")
    files: Markup = key("Where files go")
    multipart: bool = key("Whether the plain form may bring files")
    csrf: Markup = key("The token against forged requests")
    revision: Markup = key("The revision of what the page shows")
    missing: Markup = key("'1' when missing answers are told of, else ''")
    kind: str = key("The form's kind: report, survey …")
    who: Markup = key("Who types, as a text nobody can read")
    earlier_at: Markup = key("Where the values of the period before are asked for")
    earlier: Markup = key("'1' when they are shown, else ''")
    unseen_at: Markup = key("Where the hidden elements are listed")
    toggle: Markup = key("What shows and hides the values of the period before")
    unseen: Markup = key("How many elements are hidden")
    reason: Markup = key("Why something is as it is, if that was asked")
    conflict: Markup = key("Two values to choose from, or the empty place for them")
    progress: Markup = key("How much of a survey is answered")
    writable: bool = key("Whether anything can be typed")


@dataclass(frozen=True, slots=True)
class Toggle:
    """Shows or hides the values of the period before."""

    label: str = key("The period before, in words")
    href: str = key("The sheet, the other way round")
    on: bool = key("Whether they are shown")


@dataclass(frozen=True, slots=True)
class Earlier:
    """A value of the period before, on its way to its place."""

    slug: str = key("The path of the present value as part of ids")
    body: Markup = key("The value as HTML")


@dataclass(frozen=True, slots=True)
class Unseen:
    """How many elements of a sheet are hidden by a rule, and why."""

    count: Markup = key("How many")
    body: Markup = key("The list, once it was asked for; else nothing")
    oob: Markup = key("The swap attribute of a fragment, nothing inside a page")


@dataclass(frozen=True, slots=True)
class UnseenList:
    """The hidden elements of a sheet with their reasons."""

    reasons: tuple["Reason", ...] = key("The elements")


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a survey is answered."""

    answered: Markup = key("How many questions are answered")
    total: Markup = key("How many questions there are now")
    oob: Markup = key("The swap attribute of a fragment, nothing inside a page")


@dataclass(frozen=True, slots=True)
class Actions:
    """The buttons that stay in view."""

    first: bool = key("Whether it is the first sheet")
    last: bool = key("Whether it is the last sheet")
    report: bool = key("Whether it is a report, which is handed up and not just in")
    by_sheet: bool = key("Whether each sheet is saved as complete by itself")


@dataclass(frozen=True, slots=True)
class Survey:
    """One survey that is owed this period."""

    title: str = key("Its title")
    description: str = key("What it is about")
    dates: str = key("From when until when")
    required: bool = key("Whether the filing needs it")
    answered: bool = key("Whether it is answered")
    href: str = key("Where it is answered or read")


@dataclass(frozen=True, slots=True)
class Surveys:
    """The surveys of a sheet that lists them."""

    surveys: tuple[Survey, ...] = key("The surveys")


@dataclass(frozen=True, slots=True)
class Clash:
    """The same field changed by two: both values, to choose from."""

    label: str = key("The field")
    path: str = key("Its path")
    slug: str = key("Its path as part of ids")
    message: str = key("What happened")
    yours: str = key("What was typed here")
    theirs: str = key("What stands now")
    raw: tuple[str, ...] = key("What was typed here, as the form sends it again")
    revision: int = key("The revision that holds theirs")


@dataclass(frozen=True, slots=True)
class PasteLine:
    """One cell of a pasted block."""

    label: str = key("Row and column")
    value: str = key("What would stand there")
    problem: str = key("Why not; '' when it fits", "")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What pasting would fill and what it would not."""

    filled: tuple[PasteLine, ...] = key("Cells that take their value")
    refused: tuple[PasteLine, ...] = key("Cells that do not, and why")


@dataclass(frozen=True, slots=True)
class Found:
    """One code found, or one step down in the tree."""

    code: str = key("The code")
    label: str = key("What it is called")
    trail: str = key("What it stands under")
    leaf: bool = key("Whether nothing stands under it")
    choosable: bool = key("Whether it may be the answer")


@dataclass(frozen=True, slots=True)
class Results:
    """What a search of choices found."""

    slug: str = key("The field's path as part of ids")
    found: tuple[Found, ...] = key("The codes")
    up: str | None = key("The code one level up; None at the top or in a search")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field is hidden, shown or has its value."""

    label: str = key("The field")
    lines: tuple[str, ...] = key("The rule and its values in words, line by line")
