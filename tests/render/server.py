"""A small server around one state, with nothing but the engine behind it: for tests of the scripts.

Knows no people, no store and no security; a filing is one FormState in memory.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
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
from engine.render import Header, Sheets, Urls, View, make_environment

STATIC = Path(__file__).parents[2] / "web" / "static"
SCRIPTS = ("autosave", "grid", "paste", "combobox", "repeat", "counter")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; form-action 'self'"
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
    links = "".join(f'<link rel="stylesheet" href="/static/css/{one}.css">' for one in ("base", "form"))
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

    async def sheet(request: Request) -> Response:
        return HTMLResponse(page(desk, request.path_params["sheet"]), headers={"Content-Security-Policy": POLICY})

    async def change(request: Request) -> Response:
        form = await _form(request, desk)
        if desk.down:
            desk.down -= 1
            return Response(status_code=503)
        path, values = str(form["path"]), [str(one) for one in form.getlist("value")]
        raw: Any = values if desk.program.cells[_pattern(path)].field.kind in ("select_multiple", "rank") else values[0]
        where = str(form["sheet"])
        if desk.clash:
            desk.clash = False
            return _clash(desk, path, raw)
        try:
            changed = desk.state.enter(path, raw)
        except Refused as refused:
            fault = replace(refused.problem, path=path)
            return _answer(desk, frozenset({path}), where, raw={path: (raw, fault)})
        desk.revision += 1
        return _answer(desk, changed | {path}, where)

    async def rows(request: Request) -> Response:
        form = await _form(request, desk)
        verb, repeat, *rest = str(form["row"]).split(":")
        index = int(rest[0]) if rest else 0
        moves = {"up": index - 1, "down": index + 1}
        if verb == "add":
            changed = desk.state.add_row(repeat)[1]
        elif verb == "remove":
            changed = desk.state.remove_row(repeat, index)
        else:
            changed = desk.state.move_row(repeat, index, moves[verb])
        desk.revision += 1
        return _answer(desk, changed | {repeat}, str(form["sheet"]))

    async def explain(request: Request) -> Response:
        form = await _form(request, desk)
        changed = desk.state.explain(str(form["check"]), str(form["text"]), str(form["reason"]) or None)
        desk.revision += 1
        return _answer(desk, changed, str(form["sheet"]))

    async def paste(request: Request) -> Response:
        form = await _form(request, desk)
        grid, row, column = str(form["at"]).split(".")
        names = [one for one in desk.program.cells if one.startswith(f"{grid}.{row}.")]
        start = names.index(str(form["at"]))
        cells = dict(zip(names[start:], str(form["text"]).strip().split("\t"), strict=False))
        changed, refused = frozenset[str](), {}
        for path, text in cells.items():
            try:
                changed |= desk.state.enter(path, text)
            except Refused as fault:
                refused[path] = (text, fault.problem)
        if form["preview"]:
            return HTMLResponse(desk.sheets.pasted([one for one in cells if one not in refused], refused, desk.state))
        desk.revision += 1
        return _answer(desk, changed | set(cells), str(form["sheet"]))

    async def why(request: Request) -> Response:
        return HTMLResponse(desk.sheets.why(desk.state, request.query_params["path"]))

    async def search(request: Request) -> Response:
        asked = request.query_params
        return HTMLResponse(desk.sheets.results(asked["path"], asked["q"], asked["under"]))

    posts = {"/change": change, "/rows": rows, "/paste": paste, "/explain": explain}
    return Starlette(
        routes=[
            Route("/sheet/{sheet}", sheet),
            *(Route(path, act, methods=["POST"]) for path, act in posts.items()),
            Route("/why", why),
            Route("/search", search),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]
    )


def _clash(desk: Desk, path: str, raw: Any) -> Response:
    from engine.problems import Problem
    from engine.render import Clash

    told = Problem("filing-conflict", path, {"label": path, "theirs": "99", "yours": raw})
    return HTMLResponse(desk.sheets.conflict(Clash(told, raw, "99", desk.revision)), 409)


def _pattern(path: str) -> str:
    from engine.forms.paths import pattern

    return pattern(path)


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
