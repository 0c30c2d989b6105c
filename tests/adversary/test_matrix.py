"""Who may do what, for every route: verdicts by hand, apart from the product's own policies.

MTX-01  Every route stands in the table below; a new one must be judged here first.
MTX-02  Each person meets exactly the verdict of the table, on what is theirs, another's and nobody's,
        with and without htmx alike.
MTX-03  What is another's looks byte for byte like what is not there, and stays as it was.
MTX-04  A text of one enterprise never shows to who may not see it: on no page, chart, table, picture.
MTX-05  Who was disabled, signed out or stripped of the role is nobody at the next request.

Verdicts: `yes` the door opens (whatever comes of it inside), `no` looks like nothing there,
`sign in` is led to the sign-in page, `own` is yes for what is one's own and no for everything else.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import pytest
from starlette.testclient import TestClient

from engine import settings as reading
from engine.filings import Actor, Desk, public
from engine.forms import load_folder
from engine.library import designs, publish_folder
from engine.people import Organisation, RoleBook, users
from engine.people.organisations import create, region_path
from engine.people.users import NewUser
from engine.store import Database
from engine.store.migrating import upgrade
from engine.store.tables.designs import designs as designs_table
from engine.store.tables.people import memberships
from engine.store.tables.people import sessions as sessions_table
from tests.adversary.county import NOW, County
from tests.browser.site import DEFINITIONS
from tests.people.world import PASSWORD, cheap_passwords
from tests.web.filing.conftest import LOCAL, Browser, Clock
from web.app import create_app
from web.filing_room import Room
from web.policies import guards

SYSTEM: Final = "sme-monitoring"
LIXIA, SHINAN = ("37", "3701", "370102"), ("37", "3702", "370202")
CANARY: Final = "CN-lathe-5f3a"
NOBODYS: Final = "6f1ed002-ab5e-4a3b-9a3c-0e2f1d2c3b4a"
DESIGN: Final = "form: canteen\nkind: survey\ntitle: 食堂\nsheets: [{sheet: one, title: 一, items: []}]\n"
ROLES: Final = {
    "wang": ("lathe", "enterprise-filer"),
    "lili": ("lathe", "enterprise-filer"),
    "qian": ("brewery", "enterprise-filer"),
    "zhao": ("lixia", "authority-admin"),
    "sun": ("shinan", "authority-admin"),
    "zhou": ("lixia", "analyst"),
    "wu": ("shinan", "survey-designer"),
    "gone": ("lathe", "enterprise-filer"),
}
"""lathe lies in lixia, brewery in shinan: two counties of two cities."""
ACTORS: Final = ("nobody", "wang", "lili", "qian", "zhao", "sun", "zhou", "wu", "gone")

VIEW: Final = "own for filers, region for admins and analysts"
EDIT: Final = "own for filers"
CHARTS: Final = "authorities"
RESPONSES: Final = "authorities who may read filings"
DESIGNERS: Final = "whoever may design"
TAKING: Final = "who may design and read filings"
FILERS: Final = "filers"
READERS: Final = "whoever may read filings"
SIGNED: Final = "everybody signed in"
EVERYBODY: Final = "everybody"
LINK: Final = "the link's holder"

TABLE: Final = {
    "GET /": SIGNED,
    "GET /signin": EVERYBODY,
    "POST /signin": EVERYBODY,
    "POST /signout": SIGNED,
    "POST /language": EVERYBODY,
    "GET /healthz": EVERYBODY,
    "GET /readyz": EVERYBODY,
    "GET /filings": READERS,
    "GET /filings/new": FILERS,
    "GET /filings/blank": READERS,
    "POST /filings": FILERS,
    "GET /filings/{response}": VIEW,
    "GET /filings/{response}/sheets/{sheet}": VIEW,
    "POST /filings/{response}/sheets/{sheet}": EDIT,
    "POST /filings/{response}/change": EDIT,
    "POST /filings/{response}/rows": EDIT,
    "POST /filings/{response}/paste": EDIT,
    "POST /filings/{response}/explanations": EDIT,
    "GET /filings/{response}/why": VIEW,
    "GET /filings/{response}/choices": VIEW,
    "GET /filings/{response}/submit": EDIT,
    "POST /filings/{response}/submit": EDIT,
    "GET /filings/{response}/unseen": VIEW,
    "GET /filings/{response}/paper": VIEW,
    "GET /filings/{response}/earlier": VIEW,
    "GET /filings/{response}/receipt": VIEW,
    "GET /filings/{response}/receipt.json": VIEW,
    "POST /filings/{response}/withdraw": EDIT,
    "POST /filings/{response}/attachments": EDIT,
    "GET /filings/{response}/attachments/{attachment}": VIEW,
    "POST /filings/{response}/attachments/{attachment}/remove": EDIT,
    "GET /responses": RESPONSES,
    "GET /responses/{form}": RESPONSES,
    "GET /responses/{form}/exports": RESPONSES,
    "POST /responses/{form}/exports": RESPONSES,
    "GET /responses/{form}/exports/{export}/file": RESPONSES,
    "POST /responses/{form}/exports/{export}": RESPONSES,
    "GET /responses/{form}/import": TAKING,
    "POST /responses/{form}/import": TAKING,
    "GET /responses/{form}/file.{kind}": RESPONSES,
    "GET /responses/{form}/{response}": RESPONSES,
    "GET /charts/{form}/shares": CHARTS,
    "POST /charts/{form}/shares": CHARTS,
    "POST /charts/{form}/shares/{share}": CHARTS,
    "GET /d/{token}": LINK,
    "GET /d/{token}/now": LINK,
    "GET /d/{token}/picture.{kind}": LINK,
    "GET /charts": CHARTS,
    "GET /charts/{form}": CHARTS,
    "GET /charts/{form}/now": CHARTS,
    "GET /charts/{form}/report": CHARTS,
    "GET /charts/{form}/crosstab": CHARTS,
    "GET /charts/{form}/crosstab.csv": CHARTS,
    "GET /charts/{form}/compare": CHARTS,
    "GET /charts/{form}/trend": CHARTS,
    "GET /charts/{form}/trend.svg": CHARTS,
    "GET /charts/{form}/texts": CHARTS,
    "GET /charts/{form}/picture.{kind}": CHARTS,
    "GET /charts/{form}/table.csv": CHARTS,
    "GET /codelists": DESIGNERS,
    "POST /codelists": DESIGNERS,
    "GET /codelists/{name}": DESIGNERS,
    "POST /codelists/{name}": DESIGNERS,
    "GET /codelists/{name}/file.csv": DESIGNERS,
    "GET /designs": DESIGNERS,
    "POST /designs": DESIGNERS,
    "GET /designs/templates": DESIGNERS,
    "GET /designs/import": DESIGNERS,
    "POST /designs/import": DESIGNERS,
    "GET /designs/{design}/file.{kind}": DESIGNERS,
    "GET /designs/{design}": DESIGNERS,
    "POST /designs/{design}/edit": DESIGNERS,
    "POST /designs/{design}/undo": DESIGNERS,
    "GET /designs/{design}/text": DESIGNERS,
    "POST /designs/{design}/text": DESIGNERS,
    "GET /designs/{design}/problems": DESIGNERS,
    "GET /designs/{design}/proofs": DESIGNERS,
    "GET /designs/{design}/audience": DESIGNERS,
    "GET /designs/{design}/others": DESIGNERS,
    "POST /designs/{design}/delete": DESIGNERS,
    "GET /designs/{design}/rule": DESIGNERS,
    "GET /designs/{design}/uses": DESIGNERS,
    "GET /designs/{design}/try": DESIGNERS,
    "GET /designs/{design}/trial": DESIGNERS,
    "GET /designs/{design}/links": DESIGNERS,
    "POST /designs/{design}/links": DESIGNERS,
    "POST /designs/{design}/links/{link}": DESIGNERS,
    "POST /designs/{design}/try": DESIGNERS,
    "GET /designs/{design}/logic": DESIGNERS,
    "POST /designs/{design}/rule": DESIGNERS,
    "GET /designs/{design}/borrow": DESIGNERS,
    "POST /designs/{design}/borrow": DESIGNERS,
    "GET /designs/{design}/versions": DESIGNERS,
    "POST /designs/{design}/copy": DESIGNERS,
    "GET /designs/{design}/publish": DESIGNERS,
    "POST /designs/{design}/publish": DESIGNERS,
    "POST /designs/{design}/stop": DESIGNERS,
    "GET /s/{token}": EVERYBODY,
    "POST /s/{token}": EVERYBODY,
    "GET /s/{token}/{response}": LINK,
    "GET /s/{token}/{response}/sheets/{sheet}": LINK,
    "POST /s/{token}/{response}/sheets/{sheet}": LINK,
    "POST /s/{token}/{response}/change": LINK,
    "POST /s/{token}/{response}/rows": LINK,
    "POST /s/{token}/{response}/paste": LINK,
    "POST /s/{token}/{response}/explanations": LINK,
    "GET /s/{token}/{response}/why": LINK,
    "GET /s/{token}/{response}/choices": LINK,
    "GET /s/{token}/{response}/submit": LINK,
    "POST /s/{token}/{response}/submit": LINK,
    "GET /s/{token}/{response}/unseen": LINK,
    "GET /s/{token}/{response}/earlier": LINK,
    "GET /s/{token}/{response}/receipt": LINK,
    "POST /s/{token}/{response}/attachments": LINK,
    "GET /s/{token}/{response}/attachments/{attachment}": LINK,
    "POST /s/{token}/{response}/attachments/{attachment}/remove": LINK,
}
LETS_IN: Final = {  # rule: of lathe's response, then of brewery's
    VIEW: ({"wang", "lili", "zhao", "zhou"}, {"qian", "sun"}),
    EDIT: ({"wang", "lili"}, {"qian"}),
    DESIGNERS: ({"zhao", "sun", "wu"}, {"zhao", "sun", "wu"}),
    CHARTS: ({"zhao", "sun", "zhou", "wu"}, {"zhao", "sun", "zhou", "wu"}),
    RESPONSES: ({"zhao", "sun", "zhou"}, {"zhao", "sun", "zhou"}),
    TAKING: ({"zhao", "sun"}, {"zhao", "sun"}),
    FILERS: ({"wang", "lili", "qian"}, {"wang", "lili", "qian"}),
    READERS: (
        {"wang", "lili", "qian", "zhao", "sun", "zhou"},
        {"wang", "lili", "qian", "zhao", "sun", "zhou"},
    ),
    SIGNED: (set(ACTORS) - {"nobody", "gone"}, set(ACTORS) - {"nobody", "gone"}),
    EVERYBODY: (set(ACTORS), set(ACTORS)),
    LINK: (set(), set()),
}
STRANGERS: Final = frozenset({"nobody", "gone"})
"""Who is led to sign in, whatever they ask for."""


def organisations() -> tuple[Organisation, ...]:
    """Return two counties of two cities, and an enterprise in each."""
    profile = {"company": CANARY, "industry": "C3411", "region": "370102"}
    return (
        Organisation("lixia", SYSTEM, "authority", "历下区局", None, LIXIA[-1], region_path(LIXIA)),
        Organisation("shinan", SYSTEM, "authority", "市南区局", None, SHINAN[-1], region_path(SHINAN)),
        Organisation(
            "lathe", SYSTEM, "enterprise", f"{CANARY}机床厂", None, LIXIA[-1], region_path(LIXIA), "", profile
        ),
        Organisation(
            "brewery", SYSTEM, "enterprise", "市南啤酒坊", None, SHINAN[-1], region_path(SHINAN), "",
            {"company": "市南啤酒坊", "industry": "C1513"},
        ),
    )  # fmt: skip


class Scene:
    """The application, its people, and a response of each enterprise and of a visitor."""

    def __init__(self, county: County, link: str, design: str) -> None:
        self.design = design
        self.county = county
        self.link = link
        self.browsers = county.browsers
        self.lathe = self._report("wang")
        self.brewery = self._report("qian")
        holder = county.browsers["holder"]
        holder.get(link)
        self.visit = holder.post(link, {}).headers["location"]
        wang = county.browsers["wang"]
        assert wang.type(f"/filings/{self.lathe}", "filer", CANARY, 1).status_code == 200

    def _report(self, login: str) -> str:
        begun = self.browsers[login].begin("sme-monthly", "2026-03")
        return begun.rpartition("/")[2]

    def address(self, route: str, response: str) -> str:
        """Return a route's address for a response."""
        token, visit = self.link.rpartition("/")[2], self.visit.rpartition("/")[2]
        own = visit if route.startswith("/s/") and response == self.lathe else response
        parts = {"token": token, "response": own, "form": "climate-survey", "kind": "svg"}
        sheet = "rationing" if route.startswith("/s/") else "basic"
        parts |= {
            "sheet": sheet,
            "attachment": NOBODYS,
            "name": NOBODYS,
            "export": NOBODYS,
            "design": self.design,
            "link": NOBODYS,
            "share": NOBODYS,
        }
        return re.sub(r"\{(\w+)\}", lambda found: parts[found[1]], route)

    def ask(self, actor: str, route: str, response: str, *, htmx: bool = False) -> Any:
        """Send a request as it stands in the table, with nothing in it."""
        method, pattern = route.split(" ")
        browser, address = self.browsers[actor], self.address(pattern, response)
        headers = {"HX-Request": "true"} if htmx else {}
        if method == "GET":
            return browser.client.get(address, headers=headers, follow_redirects=False)
        return browser.client.post(address, data={"csrf": browser.token}, headers=headers)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """Yield the two counties."""
    folder: Path = tmp_path_factory.mktemp("matrix")
    database, definitions = Database(f"sqlite:///{folder / 'm.db'}"), load_folder(DEFINITIONS)
    upgrade(database)
    passwords, book = cheap_passwords(), RoleBook(definitions.systems)
    with database.write() as work:
        publish_folder(work, definitions, by="t", at=NOW)
        world = {made.id: create(work, made, at=NOW) for made in organisations()}
        for login, (organisation, role) in ROLES.items():
            user = users.create(work, NewUser(login, login, PASSWORD), passwords, at=NOW)
            users.join(work, user, world[organisation], role=role, book=book)
    given = {"DATA": str(folder), "HOSTS": "testserver", "DEFINITIONS": str(folder)}
    settings = reading.read({f"TIANBAO_{name}": text for name, text in given.items()})
    app = create_app(settings, definitions, database, Clock(NOW), passwords=passwords)
    with ExitStack() as stack:
        clients = {
            name: Browser(stack.enter_context(TestClient(app, base_url=LOCAL, follow_redirects=False)))
            for name in ("nobody", "holder", *ROLES)
        }
        for login in ROLES:
            clients[login].sign_in(login)
        for name in ("nobody", "holder"):
            clients[name].get("/signin")
        desk: Desk = Room(app.state.services).desk
        with database.write() as work:
            link = "/s/" + public.make(work, desk, Actor("t", NOW), form="power-survey", period="2026-03")
            users.set_active(work, "gone", False)
            design = designs.create(work, DESIGN, system=SYSTEM, by="t", at=NOW)
            # published once, so that nobody can throw it away
            values = {"published": 1}
            work.connection.execute(designs_table.update().where(designs_table.c.id == design.id), values)
        yield Scene(County(app, database, Clock(NOW), clients), link, design.id)
    database.close()


def verdict(answer: Any) -> str:
    """Say how a request was judged."""
    if answer.status_code == 404:
        return "no"
    led = answer.headers.get("Location", "") + answer.headers.get("HX-Redirect", "")
    return "sign in" if led.startswith("/signin") else "yes"


def test_every_route_is_judged(scene: Scene) -> None:  # MTX-01
    assert {route for route, _ in guards(scene.county.app)} == set(TABLE)


def expected(route: str, actor: str, whose: int) -> str:
    """Return the table's verdict on a response of lathe (0) or brewery (1)."""
    rule = TABLE[route]
    if rule in (LINK, EVERYBODY):
        return "yes" if rule == EVERYBODY else "no"
    if actor in STRANGERS:
        return "sign in"
    return "yes" if actor in LETS_IN[rule][whose] else "no"


INSIDE_NO: Final = (
    *("receipt", "receipt.json", "attachments/", "choices", "why", "unseen", "earlier"),
    *("texts", "picture", "table.csv", "crosstab.csv", "trend"),
    *("/rule", "/links/", "/responses/{form}/{response}", "/file.", "/shares/", "/codelists/", "/exports/"),
)
"""Behind these doors there may be nothing yet: no receipt, no file, no such question."""
NEEDS_MORE: Final = (
    "POST /filings",
    "GET /filings/new",
    "GET /filings/blank",
    "POST /filings/{response}/submit",
)
"""What asks for a form, or for a key, and finds none without."""


def _may_be_empty(route: str) -> bool:
    return any(part in route for part in INSIDE_NO) or route in NEEDS_MORE


@pytest.mark.parametrize("actor", ACTORS)
def test_the_table(scene: Scene, actor: str) -> None:  # MTX-02, MTX-03
    before, cases = scene.county.digest(), 0
    for route in TABLE:
        if route in ("POST /signout", "POST /signin", "POST /s/{token}"):
            continue
        asked = (scene.lathe, scene.brewery) if "{response}" in route else (scene.lathe,)
        for whose, response in enumerate(asked):
            wanted = expected(route, actor, whose)
            plain = scene.ask(actor, route, response)
            part = scene.ask(actor, route, response, htmx=True)
            got, told = verdict(plain), (actor, route, whose, plain.status_code)
            assert got == verdict(part), told
            assert got == wanted or (wanted == "yes" and got == "no" and _may_be_empty(route)), told
            cases += 2
            if wanted == "no" and "{response}" in route:
                missing = scene.ask(actor, route, NOBODYS)
                assert _plain(missing.text, NOBODYS) == _plain(plain.text, response), told
                assert missing.status_code == plain.status_code
            if wanted != "yes" and actor not in ("wang", "lili"):
                answers = (plain, part)
                assert CANARY not in "".join(f"{answer.text}{answer.headers}" for answer in answers), told
    assert scene.county.digest() == before
    assert cases > 150


def _plain(text: str, response: str) -> str:
    """Return a page without what may differ: the address asked for, the session's token."""
    return re.sub(
        r"[0-9a-f]{64}", "", re.sub(r"(?:/s/[^/\"]+|/filings)/[^\"]*", "", text.replace(response, ""))
    )


def test_the_holder_of_a_link(scene: Scene) -> None:  # MTX-02
    assert scene.ask("holder", "GET /s/{token}/{response}/sheets/{sheet}", scene.lathe).status_code == 200
    for response in (scene.lathe, scene.brewery):
        own = scene.browsers["holder"].client
        assert own.get(f"{scene.link}/{scene.brewery}/sheets/basic").status_code == 404
        answer = own.get(f"/filings/{response}/sheets/basic", follow_redirects=False)
        assert verdict(answer) == "sign in"


def test_the_canary(scene: Scene) -> None:  # MTX-04
    assert CANARY in scene.browsers["wang"].get(f"/filings/{scene.lathe}/sheets/basic").text
    assert CANARY in scene.browsers["zhao"].get(f"/filings/{scene.lathe}/sheets/basic").text
    reads = [route for route in TABLE if route.startswith("GET") and "{token}" not in route]
    for actor in ("nobody", "qian", "sun", "wu", "holder"):
        for route in reads:
            answer = scene.ask(actor, route, scene.lathe)
            assert CANARY not in f"{answer.text}{answer.headers}", (actor, route)


def test_who_is_nobody_at_the_next_request(scene: Scene) -> None:  # MTX-05
    lili, zhou = scene.browsers["lili"], scene.browsers["zhou"]
    with scene.county.database.write() as work:
        user = users.find(work, "zhou")
        assert user is not None
        work.connection.execute(memberships.delete().where(memberships.c.user == user.id))
        held = users.find(work, "lili")
        assert held is not None
        work.connection.execute(sessions_table.delete().where(sessions_table.c.user == held.id))
    for browser in (lili, zhou):
        assert verdict(browser.client.get(f"/filings/{scene.lathe}/sheets/basic")) == "sign in"
        answer = browser.client.post(f"/filings/{scene.lathe}/change", data={"csrf": browser.token})
        assert verdict(answer) == "sign in"
