"""Settings.

SET-01  Nothing given: everything has a sound default below the data folder; the key is made once.
SET-02  Each setting is one variable; what it says is what holds.
SET-03  All faults are said at once, each with its variable; an unknown variable is a fault.
SET-04  Cookies are secure exactly when the address is HTTPS.
"""

from pathlib import Path

import pytest

from engine.settings import SettingsError, read


def given(tmp_path: Path, **more: str) -> dict[str, str]:
    return {
        "TIANBAO_DATA": str(tmp_path / "data"),
        "TIANBAO_DEFINITIONS": str(tmp_path),
        "PATH": "/bin",
        **more,
    }


def test_defaults_are_sound(tmp_path: Path) -> None:  # SET-01 SET-04
    first, second = read(given(tmp_path)), read(given(tmp_path))
    assert first.database == f"sqlite:///{tmp_path / 'data' / 'tianbao.db'}"
    assert len(first.secret) == 64
    assert first.secret == second.secret
    assert (tmp_path / "data" / "secret.key").stat().st_mode & 0o077 == 0
    assert first.zone.key == "Asia/Shanghai"
    assert first.hosts == ("127.0.0.1", "localhost", "127.0.0.1")
    assert not first.cookie_secure


def test_each_variable_holds(tmp_path: Path) -> None:  # SET-02 SET-04
    settings = read(
        given(
            tmp_path,
            TIANBAO_DATABASE="postgresql://tianbao@db/tianbao",
            TIANBAO_SECRET="k" * 32,
            TIANBAO_BASE_URL="https://tianbao.example.cn/",
            TIANBAO_ZONE="UTC",
            TIANBAO_HOSTS="a.example.cn, b.example.cn",
            TIANBAO_PROXIES="10.0.0.1",
        )
    )
    assert settings.database == "postgresql://tianbao@db/tianbao"
    assert settings.secret == "k" * 32
    assert settings.base_url == "https://tianbao.example.cn"
    assert settings.zone.key == "UTC"
    assert settings.hosts == ("a.example.cn", "b.example.cn")
    assert settings.proxies == "10.0.0.1"
    assert settings.cookie_secure


def test_all_faults_are_said_at_once(tmp_path: Path) -> None:  # SET-03
    wrong = {
        "TIANBAO_DATABASE": "mysql://x",
        "TIANBAO_SECRET": "short",
        "TIANBAO_BASE_URL": "ftp://x/y",
        "TIANBAO_ZONE": "Asia/Jinan",
        "TIANBAO_COLOUR": "red",
    }
    with pytest.raises(SettingsError) as refused:
        read({**given(tmp_path), **wrong, "TIANBAO_DEFINITIONS": str(tmp_path / "nowhere")})
    said = str(refused.value)
    assert len(refused.value.faults) == 6
    assert all(name in said for name in wrong)
    assert "TIANBAO_DEFINITIONS" in said
    assert "short" not in said
