"""Drafts: opening a response, and saving one change at a time without losing anybody's.

Every change names the revision its page had seen. Changes of other places since then merge; the
same place changed to something else is a Conflict. One change is one event and one revision.
"""

from dataclasses import dataclass, replace

from sqlalchemy.exc import IntegrityError

from engine.filings import responses as rows
from engine.filings.completion import reopened
from engine.filings.copying import copied, overlaid
from engine.filings.desk import Desk, Filing
from engine.filings.documents import pluck
from engine.filings.events import Change, since
from engine.filings.files import without_files
from engine.filings.losing import give_up
from engine.filings.merging import NOTHING, Meanwhile, list_of, meanwhile
from engine.filings.refusals import Conflict, Refusal
from engine.filings.responses import Actor, Response, Step
from engine.filings.showing import everything, label_of, shown, toggled
from engine.forms import FormState, Program, Refused
from engine.forms.paths import BadPath, split
from engine.people import Organisation
from engine.problems import problem
from engine.store import Work
from engine.store.exact_json import Json
from engine.store.tables.responses import responses

Raw = str | list[str]


@dataclass(frozen=True, slots=True)
class Edit:
    """One field as a page sends it: the text typed, and the revision the page had seen.

    `confirmed`: the filer knows what the change clears.
    """

    path: str
    raw: Raw
    revision: int
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change did: the state after it, and every element path that now shows otherwise.

    After a merge `paths` holds what the others changed as well, so that the page is whole again.
    """

    response: Response
    state: FormState
    paths: frozenset[str]


def open_response(
    work: Work,
    desk: Desk,
    actor: Actor,
    *,
    form: str,
    organisation: Organisation,
    period: str,
    source: str = "online",
    slot: str = "",
    like: Response | None = None,
) -> Response:
    """Return the organisation's response for the period; a new one starts with the form's defaults.

    A form that admits many has one response for each `slot` (a text of the caller's, at most 36
    characters; '' makes a new one); it may start as a copy of the response `like`. Whether the
    period is open is the caller's question (`windows`). Two who open at once get one.
    """
    program = desk.programs.current(work, form)
    place = (slot or rows.new_id()) if program.form.collection.many else ""
    found = response_of(work, form, organisation.id, period, slot=place)
    if found is not None:
        return found
    fresh = Response(
        rows.new_id(),
        form,
        program.version,
        period,
        organisation=organisation.id,
        slot=place,
        source=source,
        filed_by=actor.id,
    )
    try:
        with work.connection.begin_nested():
            return start(work, desk, fresh, actor, program=program, organisation=organisation, like=like)
    except IntegrityError:
        again = response_of(work, form, organisation.id, period, slot=place)
        if again is None:
            raise
        return again


def response_of(work: Work, form: str, organisation: str, period: str, *, slot: str = "") -> Response | None:
    """Return the one response of an organisation to a form for a period (and a slot), if there is one."""
    where = (responses.c.form == form, responses.c.organisation == organisation, responses.c.period == period)
    return next(iter(rows.find(work, *where, responses.c.slot == slot)), None)


def start(
    work: Work,
    desk: Desk,
    fresh: Response,
    actor: Actor,
    *,
    program: Program,
    organisation: Organisation | None,
    like: Response | None = None,
) -> Response:
    """Insert a new response with its defaults filled in, over what it copies of `like`."""
    context = desk.context(work, program, actor, organisation=organisation, period=fresh.period)
    arguments = context.arguments()
    taken = copied(work, desk.programs, program, earlier=like) if like else {}
    values = overlaid(taken, program.prefill(**arguments))
    # a default may copy files of an earlier filing: they are that filing's
    document = without_files(program, program.start(values, **arguments).document())
    opened = replace(fresh, document=document, explanations={})
    return rows.insert(work, opened, Step("open", _all_of(document)), actor)


def change(work: Work, filing: Filing, actor: Actor, *, edit: Edit) -> Changed:
    """Save one field. Writes nothing when the value is what already stands.

    Raises Refused (the value does not fit, or the place takes none), Conflict, Losing, Refusal.
    """
    editable(filing)
    others = others_since(work, filing, edit.revision)
    known(edit.path)
    before = pluck(filing.response.document, edit.path)
    if others.moved(edit.path):
        raise conflict_of(filing, edit, before, others)
    paths = filing.state.enter(edit.path, edit.raw) | {edit.path}
    paths, cleared = give_up(filing, paths, asked=edit.path, confirmed=edit.confirmed)
    document = filing.state.document()
    after = pluck(document, edit.path)
    if after != before and others.touched(edit.path):
        raise conflict_of(filing, edit, before, others)
    paths |= merged(filing, others)
    if after != before:
        changes, marks = reopened(filing, (Change(edit.path, before, after), *cleared))
        step = Step("change", changes)
        filing.moved_to(rows.advance(work, filing.response, step, actor, document=document, **marks))
    return Changed(filing.response, filing.state, paths)


def explain(
    work: Work,
    filing: Filing,
    actor: Actor,
    *,
    check: str,
    text: str,
    reason: str | None = None,
    revision: int | None = None,
) -> Changed:
    """Keep the filer's explanation of a broken check, with the figures it was given for.

    An explanation is a place of its own: another one written after `revision` (None: the newest) is
    not overruled unseen. Raises Refused, Refusal.
    """
    editable(filing)
    before, place = filing.response.explanations or {}, f"#check.{check}"
    others = NOTHING if revision is None else others_since(work, filing, revision)
    paths = filing.state.explain(check, text, reason) | merged(filing, others)
    after = filing.state.explanations()
    if others.touched(place) and _words(before.get(check)) != _words(after.get(check)):
        raise Refused(problem("filing-explained-meanwhile", theirs=" ".join(_words(before.get(check)))))
    told = (Change(place, before.get(check), after.get(check)),)
    filing.moved_to(rows.advance(work, filing.response, Step("explain", told), actor, explanations=after))
    return Changed(filing.response, filing.state, paths)


def editable(filing: Filing) -> None:
    """Raise Refusal unless the response's state lets its filer change it."""
    if filing.settled:
        raise Refusal(problem("filing-final"))
    if not filing.response.editable:
        raise Refusal(problem("filing-not-editable", state=filing.response.state))


def known(path: str) -> None:
    """Raise Refused for a text that is no path; the state itself refuses a path that names nothing."""
    try:
        split(path)
    except BadPath as fault:
        raise Refused(problem("filing-path-unknown", name=path[:40])) from fault


def others_since(work: Work, filing: Filing, revision: int) -> Meanwhile:
    """Return what happened after `revision`.

    Raises Refusal for one that the response never had, and for a page of another version of the form.
    """
    response = filing.response
    if revision == response.revision:
        return NOTHING
    if not 1 <= revision < response.revision:
        raise Refusal(problem("filing-old-revision", seen=revision))
    events = since(work, response.id, revision)
    if any(event.action == "upgrade" for event in events):
        raise Refusal(problem("filing-version-moved"))
    return meanwhile(events)


def merged(filing: Filing, others: Meanwhile) -> frozenset[str]:
    """Return what the others' changes show otherwise, so that the page may name the new revision."""
    if others.shifted:
        return everything(filing)
    places = [(path, before) for path, before in others.before.items() if not path.startswith("#")]
    return others.lists.union(*(toggled(filing, path, before) for path, before in places))


def conflict_of(filing: Filing, edit: Edit, theirs: Json, others: Meanwhile) -> Conflict:
    """Return the quarrel over one place: over its value, or over the row it stood in."""
    revision, yours = filing.response.revision, _text(edit.raw)
    if others.moved(edit.path):
        found = problem("filing-rows-moved", edit.path, label=label_of(filing, list_of(edit.path)))
        return Conflict(found, yours=yours, theirs=None, revision=revision)
    found = problem(
        "filing-conflict",
        edit.path,
        label=label_of(filing, edit.path),
        yours=yours,
        theirs=shown(filing, edit.path, theirs),
    )
    return Conflict(found, yours=yours, theirs=theirs, revision=revision)


def _words(explanation: Json) -> tuple[str, ...]:
    """Return an explanation's reason and text."""
    held = explanation if isinstance(explanation, dict) else {}
    return tuple(str(held[part]) for part in ("reason", "text") if held.get(part))


def _text(raw: Raw) -> str:
    return raw if isinstance(raw, str) else "、".join(raw)


def _all_of(document: rows.Document) -> tuple[Change, ...]:
    return tuple(Change(name, None, value) for name, value in document.items())
