"""A small server around one state, with nothing but the engine behind it: for tests of the scripts.

Knows no people, no store and no security; a filing is one FormState in memory.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from engine.forms import FormState, Program
from engine.forms.fieldtypes.kind import Refused
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import CodelistChoices
from engine.render import (
    Clash,
    Found,
    Header,
    Pasted,
    PasteLine,
    Reason,
    Results,
    Sheets,
    Urls,
    View,
    conflict,
    make_environment,
    pasted,
    results,
    slug,
    why,
)

STATIC = Path(__file__).parents[2] / "web" / "static"
SCRIPTS = ("autosave", "grid", "paste", "combobox", "repeat", "counter", "asking", "stepping")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'"
CONFIG = (
    '{"allowEval":false,"includeIndicatorStyles":false,"responseHandling":[{"code":"204","swap":false},'
    '{"code":"[23]..","swap":true},{"code":"[45]..","swap":true,"error":true}]}'
)
URLS = Urls("/sheet/", "/save", "/change", "/rows", "/paste", "/why", "/search", "/explain")


@dataclass
class Desk:
    """One filing in memory. `down`: the next answers fail, as when the network is gone."""

    program: Program
    state: FormState
    language: str = "zh"
    revision: int = 1
    down: int = 0
    clash: bool = False
    signed_out: bool = False
    removed: dict[str, Any] = field(default_factory=dict)
    posts: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sheets = Sheets(self.program, self.language, make_environment())

    def view(self, sheet: str, **more: Any) -> View:
        """Return the view of one sheet."""
        header = Header("", "2026年3月", "丰华机械厂", "编辑", "", "4月15日")
        saved = "12:04" if self.revision > 1 else ""
        return View(URLS, header, sheet, "token", self.revision, saved_at=saved, **more)


def page(desk: Desk, sheet: str, scripts: bool = True, **more: Any) -> str:
    """Return a whole document around one sheet."""
    links = "".join(
        f'<link rel="stylesheet" href="/static/css/{one}.css">' for one in ("base", "form", "files")
    )
    names = ("vendor/htmx.min", "vendor/idiomorph-ext.min", *(f"js/{one}" for one in SCRIPTS))
    code = "".join(f'<script src="/static/{one}.js" defer></script>' for one in names) if scripts else ""
    body = desk.sheets.filing(desk.state, sheet, desk.view(sheet, **more))
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>报表</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<meta name=\"htmx-config\" content='{CONFIG}'>{links}{code}</head>"
        f'<body><main class="wide">{body}</main></body></html>'
    )


async def _form(request: Request, desk: Desk) -> FormData:
    form = await request.form()
    desk.posts.append({"url": request.url.path, **form})
    return form


def _answer(desk: Desk, changed: frozenset[str], sheet: str, **more: Any) -> HTMLResponse:
    html = desk.sheets.fragments(desk.state, changed, desk.view(sheet, **more))
    return HTMLResponse(html, 422 if more.get("raw") else 200)


def make_app(desk: Desk) -> Starlette:
    """Return the server."""
    gets = {"/why": _why, "/search": _search, "/sheet/{sheet}": _sheet}
    posts = {"/change": _change, "/rows": _rows, "/paste": _paste, "/explain": _explain}
    app = Starlette(
        routes=[
            Route("/signin", _signin),
            *(Route(path, act) for path, act in gets.items()),
            *(Route(path, act, methods=["POST"]) for path, act in posts.items()),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]
    )
    app.state.desk = desk
    return app


async def _sheet(request: Request) -> Response:
    html = page(request.app.state.desk, request.path_params["sheet"])
    return HTMLResponse(html, headers={"Content-Security-Policy": POLICY})


async def _signin(_request: Request) -> Response:
    return HTMLResponse("<!doctype html><html lang=zh><title>登录</title><p>请登录")


async def _change(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    form = await _form(request, desk)
    if desk.signed_out:
        return Response(status_code=401, headers={"HX-Redirect": "/signin"})
    if desk.down:
        desk.down -= 1
        return Response(status_code=503)
    path, where = str(form["path"]), str(form["sheet"])
    values = [str(one) for one in form.getlist("value")]
    raw: Any = values if len(values) > 1 else values[0]
    if form.get("keep") == "theirs":
        return _answer(desk, frozenset({path}), where)
    if desk.clash:
        desk.clash = False
        told = Clash(path, path, slug(path), "刚刚被改", str(raw), "99", (str(raw),), desk.revision)
        return HTMLResponse(conflict(desk.sheets, told), 409)
    try:
        changed = desk.state.enter(path, raw)
    except Refused as refused:
        return _answer(desk, frozenset({path}), where, raw={path: (raw, refused.problem._replace(path=path))})
    desk.revision += 1
    return _answer(desk, changed | {path}, where)


async def _rows(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    form = await _form(request, desk)
    verb, repeat, *rest = str(form["row"]).split(":")
    index = int(rest[0]) if rest else 0
    if verb == "add":
        changed = desk.state.add_row(repeat)[1]
    elif verb == "restore":
        changed = _restore(desk, repeat, index)
    elif verb == "remove":
        desk.removed = desk.state.typed[repeat][index]
        changed = desk.state.remove_row(repeat, index)
    else:
        changed = desk.state.move_row(repeat, index, index + (1 if verb == "down" else -1))
    desk.revision += 1
    return _answer(desk, changed | {repeat}, str(form["sheet"]))


def _restore(desk: Desk, repeat: str, index: int) -> frozenset[str]:
    last, changed = desk.state.add_row(repeat)
    for name, value in desk.removed.items():
        changed |= desk.state.set(f"{repeat}[{last}].{name}", value)
    return changed | desk.state.move_row(repeat, last, index)


async def _explain(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    form = await _form(request, desk)
    changed = desk.state.explain(str(form["check"]), str(form["text"]), str(form["reason"]) or None)
    desk.revision += 1
    return _answer(desk, changed, str(form["sheet"]))


async def _paste(request: Request) -> Response:
    """Fill cells of one row from the one named; enough to see what the page does with the answer."""
    desk: Desk = request.app.state.desk
    form = await _form(request, desk)
    row = str(form["at"]).rpartition(".")[0]
    names = [one for one in desk.program.cells if one.startswith(f"{row}.")]
    texts = str(form["text"]).strip().split("\t")
    changed, filled, refused = frozenset[str](), [], []
    for path, text in zip(names[names.index(str(form["at"])) :], texts, strict=False):
        try:
            changed |= desk.state.enter(path, text) | {path}
            filled.append(PasteLine(desk.sheets.labels.of(path), text))
        except Refused as fault:
            refused.append(PasteLine(desk.sheets.labels.of(path), text, fault.problem.message(desk.language)))
    if form["preview"]:
        return HTMLResponse(pasted(desk.sheets, Pasted(tuple(filled), tuple(refused))))
    desk.revision += 1
    return _answer(desk, changed, str(form["sheet"]))


async def _why(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    path = request.query_params["path"]
    lines = tuple(desk.state.why(path, desk.language).splitlines())
    return HTMLResponse(why(desk.sheets, Reason(desk.sheets.labels.of(path), lines)))


async def _search(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    path, words, under = (request.query_params[key] for key in ("path", "q", "under"))
    choices = desk.program.cells[path].field.choices
    assert isinstance(choices, CodelistChoices)
    codelist = desk.program.codelists[choices.codelist]
    entries = (
        codelist.search(words, under=under, limit=20)
        if words
        else [codelist.entries[code] for code in codelist.children.get(under, ())]
    )
    found = tuple(_found(codelist, one.code, desk.language) for one in entries)
    up = (codelist.parent(under) or "") if under else None
    return HTMLResponse(results(desk.sheets, Results(slug(path), found, up)))


def _found(codelist: Codelist, code: str, language: str) -> Found:
    trail = " › ".join(one.text(language) for one in codelist.trail(code)[:-1])
    leaf = codelist.is_leaf(code)
    return Found(code, codelist.entries[code].text(language), trail, leaf, leaf)


@contextmanager
def serving(desk: Desk) -> Iterator[str]:
    """Serve a desk on a free port and yield its address."""
    server = uvicorn.Server(uvicorn.Config(make_app(desk), port=0, log_level="error"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(5)
