"""One field as pieces: to type in, to read, hidden. A request only fills them from the state."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from functools import partial

from markupsafe import Markup

from engine.forms.fieldtypes.offers import own_choices
from engine.forms.model.base import Text
from engine.forms.model.fields import CodelistChoices, Field
from engine.forms.names import ALWAYS, NEVER
from engine.problems import Problem
from engine.render import contexts as c
from engine.render.controls import Content, content_of, options_of
from engine.render.filepieces import FilesContent, file_keys
from engine.render.making import Maker, holes
from engine.render.names import open_name, open_slug
from engine.render.pieces import Piece, hole, safe
from engine.render.texts import living
from engine.render.values import shown_text
from engine.render.views import Look
from engine.render.widgets import as_radios, input_mode, is_figure, is_group, template_of
from engine.render.words import Words

OOB = Markup(' hx-swap-oob="morph"')
INVALID = ' aria-invalid="true"'
REQUIRED = ' aria-required="true"'


@dataclass(frozen=True, slots=True)
class Setting:
    """How a field stands on the page: its wrapper, the ids that name it, the tag it hides as."""

    template: str = "_field.html"
    tag: str = "div"
    labels: str = ""
    label: str | None = None
    unit: bool = True
    gate: int = ALWAYS
    """The seat that decides whether what stands around it is shown."""


IN_LINE = Setting()


@dataclass(frozen=True, slots=True)
class Facts:
    """What never changes about a field, so that a request need not ask.

    `sure`: shown whenever what stands around it is; `required` None when a rule decides;
    `may_lock`: a rule may make it read-only; `living`: more than its value changes; `offered`:
    the state says what may be chosen; `brief`: there is little room for its problems.
    """

    sure: bool
    required: bool | None
    may_lock: bool
    calculated: bool
    living: bool
    offered: bool
    brief: bool


@dataclass(slots=True)
class FieldPieces:
    """One field at one place; `path` is the element path, or a pattern before a row settles it."""

    path: str
    field: Field
    maker: Maker
    words: Words
    edit: Piece
    shown: Piece
    hidden: Piece
    content: Content
    facts: "Facts"
    box: "TextBoxPieces | None" = None
    _plain: dict[tuple[bool, bool], tuple[str, ...]] = made(default_factory=dict)

    def html(self, look: Look, oob: bool = False) -> str:
        """Return the element of this field as the state is now."""
        path, facts = self.path, self.facts
        if (oob or not facts.sure) and not look.relevant(path):
            return self.hidden.fill({"oob": OOB if oob else ""})
        if oob or facts.living or path in look.special:
            return self._filled(look, oob)
        reading = look.frozen or facts.calculated or (facts.may_lock and look.read_only(path))
        required = not reading and (look.required(path) if facts.required is None else facts.required)
        plain = self._plain.get((reading, required))
        if plain is None:
            piece = (self.shown if reading else self.edit).settle(self._usual(required))
            plain = self._plain[reading, required] = piece.around("value")
        filled = self._reading(look) if reading else self._content(look)
        return plain[0] + filled + plain[-1]

    def _usual(self, required: bool) -> Mapping[str, str]:
        mark = self.words.required if required else ""
        return {
            "oob": "",
            "mark": mark,
            "required": REQUIRED if required else "",
            "problems": "",
            "invalid": "",
            "beside": "",
        }

    def _content(self, look: Look) -> str:
        path = self.path
        if isinstance(self.content, FilesContent):
            return self.content.listed(look.value(path), look.view.urls.files, writable=True)
        raw = look.view.raw.get(path)
        value = look.value(path) if raw is None else raw[0]
        return self.content.html(value, self._offers(look))

    def _offers(self, look: Look) -> tuple[tuple[str, str], ...] | None:
        """Return the choices of the moment for a field whose choices the state decides."""
        if not self.facts.offered:
            return None
        return tuple((one.value, self.maker.words(one.label)) for one in look.state.choices(self.path))

    def _filled(self, look: Look, oob: bool) -> str:
        path, reading = self.path, look.frozen or look.read_only(self.path)
        required = not reading and look.required(path)
        problems = look.problems.get(path, ())
        values = {
            **self._usual(required),
            "oob": OOB if oob else "",
            "problems": self.words.problems(problems, brief=self.facts.brief),
            "invalid": INVALID if _wrong(problems) else "",
            "beside": self._beside(look),
            "value": self._reading(look) if reading else self._content(look),
            **{name: safe(look.text(text, path)) for name, text in self._texts().items()},
        }
        return (self.shown if reading else self.edit).fill(values)

    def _texts(self) -> Mapping[str, Text]:
        texts = {"label": self.field.label, "hint": self.field.hint}
        return {name: text for name, text in texts.items() if text is not None and living(text)}

    def _reading(self, look: Look) -> str:
        """Return the value to read as HTML."""
        if isinstance(self.content, FilesContent):
            return self.content.listed(look.value(self.path), look.view.urls.files, writable=False)
        return safe(self._read(look))

    def _read(self, look: Look) -> str:
        return shown_text(
            look.value(self.path), self.field, self.maker.language, self.maker.program.codelists
        )

    def _beside(self, look: Look) -> str:
        trail = self._read(look) if self.field.kind == "cascade" and not look.frozen else ""
        box = self.box.html(look) if self.box else ""
        before = look.view.previous.get(self.path)
        if self.path in look.view.compared:
            return self._marked(trail, box, look.view.compared[self.path])
        return (
            (self.words.trail.fill({"value": safe(trail)}) if trail else "")
            + box
            + (self.words.previous.fill({"value": safe(before)}) if before else "")
        )

    def _marked(self, trail: str, box: str, before: str) -> str:
        """Return what stands beside a value that differs from an earlier filing's."""
        mark = self.words.changed if before else self.words.added
        shown = self.words.trail.fill({"value": safe(trail)}) if trail else ""
        return shown + box + mark.fill({"value": safe(before)})

    def parts(self) -> "Iterator[FieldPieces | TextBoxPieces]":
        """Yield the field, and the text box of its choice."""
        yield self
        if self.box is not None:
            yield self.box

    def at(self, path: str, known: Mapping[str, str]) -> "FieldPieces":
        """Return the field in one row of a repeat."""
        return replace(
            self,
            path=path,
            edit=self.edit.settle(known),
            shown=self.shown.settle(known),
            hidden=self.hidden.settle(known),
            content=self.content.settled(known),
            box=self.box.at(path + "_text", known) if self.box else None,
            _plain={},
        )


@dataclass(frozen=True, slots=True)
class TextBoxPieces:
    """The text box of a choice that opens one: an element of its own path."""

    path: str
    words: Words
    edit: Piece
    shown: Piece
    hidden: Piece

    def html(self, look: Look, oob: bool = False) -> str:
        """Return the element of the box as the state is now."""
        swap = OOB if oob else ""
        if not look.relevant(self.path):
            return self.hidden.fill({"oob": swap})
        problems = look.problems.get(self.path, ())
        raw = look.view.raw.get(self.path)
        text = look.value(self.path) if raw is None else raw[0]
        values = {
            "oob": swap,
            "value": safe(str(text or "")),
            "problems": self.words.problems(problems),
            "invalid": INVALID if _wrong(problems) else "",
        }
        return (self.shown if look.reading(self.path) else self.edit).fill(values)

    def parts(self) -> "Iterator[TextBoxPieces]":
        """Yield the box."""
        yield self

    def at(self, path: str, known: Mapping[str, str]) -> "TextBoxPieces":
        """Return the box in one row of a repeat."""
        settle = partial(Piece.settle, values=known)
        return replace(
            self, path=path, edit=settle(self.edit), shown=settle(self.shown), hidden=settle(self.hidden)
        )


def _wrong(problems: "list[Problem] | tuple[Problem, ...]") -> bool:
    return any(one.severity == "error" for one in problems)


def make_field(
    maker: Maker, words: Words, place: Field, path: str, *, setting: Setting = IN_LINE
) -> FieldPieces:
    """Run the templates of one field; `path` may be a pattern with `[]`, left open as the hole 'index'."""
    slug, name = open_slug(path), open_name(path)
    context = _context(maker, place, setting, slug=slug, name=name)
    control = maker.macro(template_of(place), "control", context, holes(c.Now))
    read = Markup(maker.html(c.Output(slug, context.labels or f"l-{slug}", hole("value"))))
    wrap = partial(_wrapped, maker, place, context=context, setting=setting)
    return FieldPieces(
        path,
        place,
        maker,
        words,
        edit=Piece.cut(wrap(control)),
        shown=Piece.cut(wrap(read)),
        hidden=maker.piece(c.Hidden(slug, setting.tag, hole("oob"))),
        content=content_of(maker, place, context),
        facts=_facts(maker, place, path, setting),
        box=_box(maker, words, place, path=path, slug=slug),
    )


def _facts(maker: Maker, place: Field, path: str, setting: Setting) -> Facts:
    cell = maker.program.cells[path]
    alive = living(place.label) or living(place.hint) or any(one.text for one in own_choices(place))
    return Facts(
        sure=cell.gate in (ALWAYS, setting.gate) and not cell.reviewed,
        required=False if cell.required == NEVER else True if cell.required == ALWAYS else None,
        may_lock=cell.read_only != NEVER or cell.reviewed or cell.sheet in maker.program.machine.once,
        calculated=cell.calculated,
        living=alive or place.kind == "cascade",
        offered=place.kind != "cascade"
        and (place.choice_filter is not None or isinstance(place.choices, CodelistChoices)),
        brief=setting.template == "_cell.html",
    )


def _context(maker: Maker, place: Field, setting: Setting, *, slug: str, name: str) -> c.FieldContext:
    hint = f"h-{slug} " if place.hint is not None and setting.template == "_field.html" else ""
    labels = setting.labels.replace("@", slug) or (f"l-{slug}" if is_group(place) else "")
    return c.FieldContext(
        slug=slug,
        path=name,
        labels=labels,
        described=f"{hint}p-{slug}",
        digits=input_mode(place),
        maximum_length=place.maxLength,
        radios=as_radios(place),
        options=options_of(place, slug, maker.language),
        **file_keys(place),
    )


def _wrapped(
    maker: Maker, place: Field, control: Markup, *, context: c.FieldContext, setting: Setting
) -> str:
    computed = place.calculation is not None
    wrapped = c.Wrapped(
        slug=context.slug,
        path=context.path,
        type=place.kind,
        label=setting.label or _text(maker, place.label, "label") or place.field,
        hint=_text(maker, place.hint, "hint"),
        unit=maker.words(place.unit) if setting.unit else "",
        control=control,
        group=is_group(place),
        computed=computed,
        figures=is_figure(place),
        width=place.width or 0,
        oob=hole("oob"),
        mark=hole("mark"),
        problems=hole("problems"),
        beside=hole("beside"),
    )
    return maker.html(wrapped, setting.template)


def _text(maker: Maker, text: object, name: str) -> str:
    if not isinstance(text, str | dict):
        return ""
    return hole(name) if living(text) else maker.words(text)


def _box(maker: Maker, words: Words, place: Field, *, path: str, slug: str) -> TextBoxPieces | None:
    label = next((one.label for one in own_choices(place) if one.text), None)
    if label is None:
        return None
    name = open_name(f"{path}_text")
    box = partial(holes, c.TextBox, slug=f"{slug}_text", path=name, label=maker.words(label))
    hidden = c.Hidden(f"{slug}_text", "span", hole("oob"))
    return TextBoxPieces(
        f"{path}_text",
        words,
        edit=maker.piece(box(read_only=False)),
        shown=maker.piece(box(read_only=True)),
        hidden=maker.piece(hidden),
    )
