"""What fills the value hole of each field type: text, choices with the chosen ones marked, files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from markupsafe import Markup

from engine.forms.fieldtypes.offers import codelist_name
from engine.forms.fieldtypes.rating import Rating
from engine.forms.model.base import text_in
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Field
from engine.render import contexts as c
from engine.render.contexts import EMPTY
from engine.render.filepieces import files_content, is_files
from engine.render.making import Maker, holes
from engine.render.pieces import Piece, safe
from engine.render.values import typed_text
from engine.render.widgets import as_radios, template_of

Offer = tuple[str, str]
"""A value to choose and its label."""

YES_NO = ("true", "false")


class Content(Protocol):
    """Fills the value hole of one field."""

    def html(self, value: object, offers: Iterable[Offer] | None = None) -> str:
        """Return the value as safe HTML; `offers` are the choices of the moment, if they vary."""

    def settled(self, known: Mapping[str, str]) -> "Content":
        """Return the same with the named holes filled, for one row of a repeat."""


@dataclass(frozen=True, slots=True)
class TextContent:
    """The text of an input."""

    field: Field

    def html(self, value: object, offers: Iterable[Offer] | None = None) -> str:
        """Return the text, escaped; figures hold nothing to escape."""
        if value is None:
            return ""
        return format(value, "f") if isinstance(value, Decimal) else safe(typed_text(value, self.field))

    def settled(self, known: Mapping[str, str]) -> "TextContent":
        """There are no holes."""
        return self


@dataclass(frozen=True, slots=True)
class ChoiceContent:
    """Choices, each as a piece with and without its mark."""

    fixed: tuple[tuple[str, str, str], ...]
    """Value, HTML when it is not chosen, HTML when it is."""
    blank: Piece
    """One choice with holes for id, value and label, for choices that come with the state."""

    def html(self, value: object, offers: Iterable[Offer] | None = None) -> str:
        """Return every choice, the chosen ones marked."""
        chosen = _chosen(value)
        if offers is None:
            return "".join(on if code in chosen else off for code, off, on in self.fixed)
        return "".join(self._one(code, label, code in chosen) for code, label in offers)

    def _one(self, code: str, label: str, chosen: bool) -> str:
        return self.blank.fill(
            {"value": safe(code), "label": safe(label), "id": safe(code), "checked": self._mark(chosen)}
        )

    def _mark(self, chosen: bool) -> str:
        return (" checked" if "id" in self.blank.holes else " selected") if chosen else ""

    def settled(self, known: Mapping[str, str]) -> "ChoiceContent":
        """Return the choices of one row."""
        fixed = tuple(
            (code, Piece.cut(off).settle(known).fill({}), Piece.cut(on).settle(known).fill({}))
            for code, off, on in self.fixed
        )
        return ChoiceContent(fixed, self.blank.settle(known))


@dataclass(frozen=True, slots=True)
class RankContent:
    """One list to open for each place, the first place first."""

    places: tuple[Piece, ...]
    choices: ChoiceContent

    def html(self, value: object, offers: Iterable[Offer] | None = None) -> str:
        """Return the lists with the codes at their places."""
        codes = [*_chosen(value), *[""] * len(self.places)]
        listed = None if offers is None else tuple(offers)
        return "".join(
            place.fill({"value": self.choices.html([code] if code else None, listed)})
            for place, code in zip(self.places, codes, strict=False)
        )

    def settled(self, known: Mapping[str, str]) -> "RankContent":
        """Return the lists of one row."""
        return RankContent(tuple(one.settle(known) for one in self.places), self.choices.settled(known))


def content_of(maker: Maker, field: Field, context: c.FieldContext) -> Content:
    """Return what fills the value hole of `field`."""
    if is_files(field):
        return files_content(maker, context.path)
    if field.kind not in ("boolean", "rating", "select_one", "select_multiple", "rank"):
        return TextContent(field)
    choices = _choices(maker, field, context)
    if field.kind != "rank":
        return choices
    number = len(context.options)
    places = (maker.macro(template_of(field), "place", context, _now(), at + 1) for at in range(number))
    return RankContent(tuple(Piece.cut(place) for place in places), choices)


def options_of(field: Field, slug: str, language: str) -> tuple[c.Option, ...]:
    """Return the choices that are known from the definition alone."""
    if field.kind == "boolean":
        from_words = ((code, _truth(code, language)) for code in YES_NO)
        return tuple(_option(slug, code, label) for code, label in from_words)
    if field.kind == "rating":
        least, most = Rating().scale(field)
        return tuple(_option(slug, str(mark), str(mark)) for mark in range(int(least), int(most) + 1))
    own = field.choices if isinstance(field.choices, tuple) else ()
    return tuple(
        c.Option(one.value, text_in(one.label, language), f"i-{slug}-{at}", one.exclusive)
        for at, one in enumerate(own)
    )


def offers_of(field: Field, codelist: Codelist | None, language: str) -> tuple[Offer, ...]:
    """Return every choice of a field that takes them from a codelist."""
    if codelist is None or codelist_name(field) is None:
        return ()
    return tuple((code, codelist.label(code, language)) for code in codelist.entries)


def _truth(code: str, language: str) -> str:
    words = {"zh": ("是", "否")}.get(language, ("Yes", "No"))
    return words[YES_NO.index(code)]


def _option(slug: str, code: str, label: str) -> c.Option:
    return c.Option(code, label, f"i-{slug}-{code}")


def _chosen(value: object) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(code) for code in value if code != ""]
    if isinstance(value, bool):
        return [YES_NO[not value]]
    if isinstance(value, Decimal):
        return [format(value, "f")]
    return [str(value)] if value not in (None, "") else []


def _now(**known: object) -> c.Now:
    made: c.Now = holes(c.Now, **known)
    return made


def _choices(maker: Maker, field: Field, context: c.FieldContext) -> ChoiceContent:
    boxes = field.kind in ("boolean", "rating", "select_multiple") or (
        field.kind == "select_one" and as_radios(field)
    )
    mark = Markup(" checked" if boxes else " selected")
    fixed = tuple(
        (
            option.value,
            _shown(maker, field, context, option, mark=EMPTY),
            _shown(maker, field, context, option, mark=mark),
        )
        for option in context.options
    )
    return ChoiceContent(fixed, _choice(maker, field, context, holes(c.Option, exclusive=False)))


def _shown(maker: Maker, field: Field, context: c.FieldContext, option: c.Option, *, mark: Markup) -> str:
    return str(maker.macro(template_of(field), "choice", context, option, _now(checked=mark)))


def _choice(maker: Maker, field: Field, context: c.FieldContext, option: c.Option) -> Piece:
    return Piece.cut(maker.macro(template_of(field), "choice", context, option, _now()))
