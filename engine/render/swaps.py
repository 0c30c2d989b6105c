"""Changed paths as fragments: only what changed, each once, swapped into the page by its id."""

from collections.abc import Iterable

from markupsafe import Markup

from engine.forms.state import FormState
from engine.render.items import Part
from engine.render.page import Pages
from engine.render.views import Look, View


def swaps(pages: Pages, state: FormState, changed: Iterable[str], view: View) -> Markup:
    """Return the out-of-band swaps that bring the page of `view.sheet` up to date."""
    look = Look(state, view, pages.language)
    paths = sorted(changed)
    found = [part.html(look, oob=True) for part in outermost(pages, view.sheet, paths)]
    touched = {pages.labels.sheet(path) for path in paths} | {_named_sheet(path) for path in paths}
    found += [pages.nav_item(look, name, oob=True) for name in pages.parts if name in touched]
    found += pages.around.swaps(look, view.sheet, paths)
    found.append(pages.summary(look, view.sheet, oob=True))
    found.append(pages.explaining.html(look, view.sheet, oob=True))
    found.append(pages.saved(view, oob=True))
    return Markup("\n".join(found))


def outermost(pages: Pages, sheet: str, paths: Iterable[str]) -> list[Part]:
    """Return the parts of a sheet that `paths` name, without those inside another of them."""
    asked = {path: part for path in paths if (part := pages.part(sheet, path)) is not None}
    inside = {one.path for part in asked.values() for one in part.parts() if one is not part}
    repeats = {path for path in asked if any(other.startswith(f"{path}[") for other in asked)}
    return [
        part
        for path, part in asked.items()
        if part.path not in inside and path.partition("[")[0] not in repeats - {path}
    ]


def _named_sheet(path: str) -> str:
    return path.removeprefix("#sheet.") if path.startswith("#sheet.") else ""
