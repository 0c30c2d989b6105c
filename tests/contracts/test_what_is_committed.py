"""What the repository carries: our own words only, installable anywhere.

REPO-01 No third-party file is committed: nothing minified, no font, no archive, no vendored folder.
REPO-02 No lock or settings file holds a registry's address, and each locked package has its hashes.
REPO-03 No file holds an absolute path of somebody's machine.
REPO-04 No file is bigger than a page of ours can be.
REPO-05 What pyproject.toml asks for is what the lock files hold.
"""

import json
import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

from tests.contracts.tree import ROOT, committed, text_of

FOREIGN = re.compile(r"\.min\.(js|css)$|\.(ttf|ttc|otf|woff2?|zip|whl|tgz|gz|jar|exe|so|xlsx?)$")
VENDORED = frozenset({"vendor", "node_modules", "dist", "third_party", "site-packages"})
REGISTRY = re.compile(r"registry\.n|npmjs|pythonhosted|pypi\.(org|python)|index-url|find-links|\"resolved\"")
SOMEBODYS = re.compile(r"(?<![\w.:/])/(home|root|Users|work|opt|tmp|var/folders)/\w")
INSTALLS = ("requirements.lock", "requirements-dev.lock", "package-lock.json", ".npmrc", "Makefile")
OURS_TO_NAME = re.compile(r"/tmp/tianbao")

MOST_BYTES = 400_000


def test_no_third_party_file() -> None:  # REPO-01
    foreign = [str(file) for file in committed() if FOREIGN.search(file.name) or VENDORED & set(file.parts)]
    assert not foreign


def test_no_registry_address() -> None:  # REPO-02
    told = [f"{name}: {hit[0]}" for name in INSTALLS for hit in REGISTRY.finditer(text_of(Path(name)))]
    assert not told


def test_every_locked_package_has_hashes() -> None:  # REPO-02
    python = re.split(r"\n(?=\w)", text_of(Path("requirements-dev.lock")).strip())
    assert all("--hash=sha256:" in entry for entry in python)
    packages = json.loads(text_of(Path("package-lock.json")))["packages"]
    assert all("integrity" in entry for name, entry in packages.items() if name)


def test_no_path_of_a_machine() -> None:  # REPO-03
    found = [
        f"{file}:{text_of(file).count(chr(10), 0, hit.start()) + 1}"
        for file in committed()
        if file.name != Path(__file__).name
        for hit in SOMEBODYS.finditer(text_of(file))
        if not OURS_TO_NAME.match(text_of(file), hit.start())
    ]
    assert not found


def test_no_big_file() -> None:  # REPO-04
    big = [str(file) for file in committed() if (ROOT / file).stat().st_size > MOST_BYTES]
    assert not big


def test_the_locks_hold_what_is_asked_for() -> None:  # REPO-05
    project = tomllib.loads(text_of(Path("pyproject.toml")))["project"]
    extras = project["optional-dependencies"].values()
    locked = dict(re.findall(r"^([\w.-]+)==([\w.]+)", text_of(Path("requirements-dev.lock")), re.MULTILINE))
    asked = [*project["dependencies"], *(line for extra in extras for line in extra)]
    wrong = [
        line
        for line in asked
        if (needed := Requirement(line)).name != project["name"]
        and not needed.specifier.contains(locked.get(needed.name.lower(), "0"), prereleases=True)
    ]
    assert not wrong, "run `make lock`"
