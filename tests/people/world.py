"""A small world for tests: one system with a province, a city, two counties, and their enterprises."""

from datetime import UTC, datetime
from typing import Final

from pwdlib.hashers.argon2 import Argon2Hasher

from engine.forms.model.system import System
from engine.people import Organisation, Passwords, RoleBook, organisations, users
from engine.people.users import NewUser, User
from engine.store import Work

NOON: Final = datetime(2026, 4, 10, 4, 0, tzinfo=UTC)
PASSWORD: Final = "趵突泉水2026"

SYSTEM: Final = System.model_validate(
    {
        "system": "monitoring",
        "title": "运行监测",
        "organisations": {
            "bureau": {"title": "主管部门", "scope": "region"},
            "plant": {"title": "企业", "scope": "own"},
            "chamber": {"title": "商会", "scope": "children"},
            "group": {"title": "集团", "scope": "branch"},
            "operator": {"title": "运维单位", "scope": "all"},
        },
        "roles": {
            "reviewer": {"of": "bureau", "may": ["filing.view"], "grants": ["filing.approve", "filing.skip"]},
            "filer": {"of": "plant", "may": ["filing.view", "filing.edit"]},
            "secretary": {"of": "chamber", "may": ["filing.view"]},
            "controller": {"of": "group", "may": ["filing.view"]},
            "watcher": {"of": "operator", "may": ["filing.view"]},
        },
    }
)
OTHER: Final = SYSTEM.model_copy(update={"system": "other"})
BOOK: Final = RoleBook({"monitoring": SYSTEM, "other": OTHER})

# id, type, name, region trail (None: no place in the regions), parent
_ORGANISATIONS: Final = (
    ("nation", "bureau", "国家局", (), None),
    ("shandong", "bureau", "山东省厅", ("37",), "nation"),
    ("jinan", "bureau", "济南市局", ("37", "3701"), "shandong"),
    ("lixia", "bureau", "历下区局", ("37", "3701", "370102"), "jinan"),
    ("qingdao", "bureau", "青岛市局", ("37", "3702"), "shandong"),
    ("lost", "bureau", "未定地区单位", None, None),
    ("lathe", "plant", "济南第一机床厂", ("37", "3701", "370102"), "lixia"),
    ("brewery", "plant", "青岛啤酒坊", ("37", "3702"), "qingdao"),
    ("chamber", "chamber", "济南商会", ("37", "3701"), None),
    ("member", "plant", "商会会员厂", ("37", "3702"), "chamber"),
    ("grandchild", "plant", "会员厂分厂", ("37", "3702"), "member"),
    ("group", "group", "齐鲁集团", ("37", "3701"), None),
    ("Group", "group", "大写集团", ("37", "3701"), None),
    ("branch", "group", "齐鲁分公司", ("37", "3702"), "group"),
    ("workshop", "plant", "齐鲁车间", ("37", "3702"), "branch"),
    ("workshop2", "plant", "大写集团车间", ("37", "3702"), "Group"),
    ("operator", "operator", "运维公司", None, None),
)


def cheap_passwords() -> Passwords:
    """Return a hasher that costs next to nothing."""
    return Passwords(Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1))


def build(work: Work) -> dict[str, Organisation]:
    """Write all organisations; the other system gets one plant called `foreign`."""
    world: dict[str, Organisation] = {}
    for name, kind, title, trail, parent in _ORGANISATIONS:
        path = "" if trail is None else organisations.region_path(trail)
        region = trail[-1] if trail else ""
        new = Organisation(name, "monitoring", kind, title, parent, region, path)
        world[name] = organisations.create(work, new, at=NOON)
    foreign = Organisation(
        "foreign", "other", "plant", "外系统企业", None, "37", organisations.region_path(("37",))
    )
    world["foreign"] = organisations.create(work, foreign, at=NOON)
    return world


def account(work: Work, login: str, *roles: tuple[Organisation, str], passwords: Passwords) -> User:
    """Write an account with the usual password and a role in each of the organisations."""
    user = users.create(work, NewUser(login, f"{login}先生", PASSWORD), passwords, at=NOON)
    for organisation, role in roles:
        users.join(work, user, organisation, role=role, book=BOOK)
    return user
