"""Settings, read once from the environment at the border: one variable each, all faults at once.

Only `web` and `cli` may import this.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

PREFIX = "TIANBAO_"
_LEAST_KEY = 32


class SettingsError(Exception):
    """One or more settings are wrong; `faults` has a sentence for each."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation decides. Each field is the variable TIANBAO_ and its name in capitals."""

    data: Path
    """Folder of everything that is kept: the SQLite file, the secret key, caches."""
    database: str
    """sqlite:///path or postgresql://user@host/name; default: tianbao.db in the data folder."""
    secret: str
    """Key that CSRF tokens are made with; by default made once and kept in the data folder."""
    base_url: str
    """The address people use; links are made from it, never from what a browser claims."""
    zone: ZoneInfo
    """The zone that times are shown and deadlines meant in."""
    hosts: tuple[str, ...]
    """Host names that are answered; default: the base URL's, and this machine's own."""
    proxies: str
    """Addresses of proxies whose X-Forwarded headers are believed, by commas; default: none."""
    definitions: Path
    """Folder of the definitions."""

    @property
    def cookie_secure(self) -> bool:
        """Whether cookies travel over HTTPS only: when the base URL does."""
        return self.base_url.startswith("https:")


def read(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of the environment (by default this process's). Raises SettingsError."""
    given = os.environ if environment is None else environment
    reader = _Reader({name[len(PREFIX) :]: text for name, text in given.items() if name.startswith(PREFIX)})
    settings = reader.settings()
    if reader.faults:
        raise SettingsError(tuple(reader.faults))
    return settings


class _Reader:
    """Reads one variable after the other and gathers what is wrong with any of them."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given
        self.faults = [
            f"{PREFIX}{name} is no setting; there are: {', '.join(_names())}"
            for name in given
            if name.lower() not in {field.name for field in fields(Settings)}
        ]

    def settings(self) -> Settings:
        data = Path(self._text("data", "data"))
        base_url = self._base_url()
        return Settings(
            data=data,
            database=self._database(data),
            secret=self._secret(data),
            base_url=base_url,
            zone=self._zone(),
            hosts=self._hosts(base_url),
            proxies=self._text("proxies", ""),
            definitions=self._definitions(),
        )

    def _text(self, name: str, default: str) -> str:
        return self._given.get(name.upper(), "").strip() or default

    def _fault(self, name: str, text: str, wanted: str) -> None:
        self.faults.append(f"{PREFIX}{name.upper()} is “{text}”; it must be {wanted}")

    def _database(self, data: Path) -> str:
        url = self._text("database", f"sqlite:///{data / 'tianbao.db'}")
        if not url.startswith(("sqlite:///", "postgresql://")):
            self._fault("database", url, "sqlite:///path or postgresql://user@host/name")
        return url

    def _secret(self, data: Path) -> str:
        given = self._text("secret", "")
        if given and len(given) < _LEAST_KEY:
            self._fault("secret", "…", f"at least {_LEAST_KEY} characters long")
        return given or _kept_secret(data)

    def _base_url(self) -> str:
        url = self._text("base_url", "http://127.0.0.1:8000")
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
            self._fault("base_url", url, "like https://tianbao.example.cn, without a path")
        return url.rstrip("/")

    def _zone(self) -> ZoneInfo:
        name = self._text("zone", "Asia/Shanghai")
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            self._fault("zone", name, "the name of a time zone, like Asia/Shanghai")
            return ZoneInfo("UTC")

    def _hosts(self, base_url: str) -> tuple[str, ...]:
        own = urlsplit(base_url).hostname or "localhost"
        listed = self._text("hosts", f"{own},localhost,127.0.0.1")
        return tuple(host.strip() for host in listed.split(",") if host.strip())

    def _definitions(self) -> Path:
        folder = Path(self._text("definitions", "definitions"))
        if not folder.is_dir():
            self._fault("definitions", str(folder), "a folder that is there")
        return folder


def _names() -> list[str]:
    return [PREFIX + field.name.upper() for field in fields(Settings)]


def _kept_secret(data: Path) -> str:
    """Return the key of the data folder, making it at the first start (whoever comes first wins)."""
    data.mkdir(parents=True, exist_ok=True)
    file = data / "secret.key"
    try:
        with open(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as new:
            new.write(token_hex(32))
    except FileExistsError:
        pass
    return file.read_text().strip()
