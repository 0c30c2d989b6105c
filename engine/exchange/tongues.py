"""Texts of other tools in the languages that people read here."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from engine.forms.editing.writing import Data
from engine.problems import DEFAULT_LANGUAGE, LANGUAGES

_CODE: Final = re.compile(r"\(([A-Za-z]{2,3})(?:[-_][\w-]+)?\)\s*$")
_NAMES: Final[Mapping[str, str]] = {
    "zh": "zh",
    "chinese": "zh",
    "mandarin": "zh",
    "中文": "zh",
    "汉语": "zh",
    "简体中文": "zh",
    "en": "en",
    "english": "en",
    "英文": "en",
    "英语": "en",
}
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")


def tongue(language: str) -> str | None:
    """Return the code of a language as other tools write it (`English (en)`, `zh-CN`); None for others."""
    found = _CODE.search(language)
    if found:
        return found[1].lower() if found[1].lower() in LANGUAGES else None
    name = language.strip().lower()
    return _NAMES.get(name) or _NAMES.get(re.split(r"[-_ ]", name)[0])


@dataclass(frozen=True, slots=True)
class Tongues:
    """Which language each of a file's languages is here."""

    codes: Mapping[str, str]

    def text(self, told: Mapping[str, str], mended: Callable[[str], str] = str) -> "Data | None":
        """Return a text by the file's languages as one here: a string where there is one language only."""
        found = {self.codes[name]: mended(text) for name, text in told.items() if name in self.codes and text}
        if not found:
            return None
        if len(set(self.codes.values())) == 1 or (len(found) > 1 and len(set(found.values())) == 1):
            return next(iter(found.values()))  # the same in all languages
        ordered: dict[str, Data] = {code: found[code] for code in LANGUAGES if code in found}
        return ordered if len(ordered) > 1 else next(iter(ordered.values()))


def braced(text: str) -> str:
    """Return a text of another tool as one without holes."""
    return text.replace("{", "{{").replace("}", "}}")


def tongues(named: Iterable[str], default: str, sample: str) -> tuple[Tongues, tuple[str, ...]]:
    """Return what the languages of a file are, and those that are not carried over.

    `named` are all languages that texts are given in, '' for texts without one; these are in the
    `default` language, else in the one that is not named yet, else in that of the `sample`.
    """
    names = dict.fromkeys(named)
    codes = {name: code for name in names if name and (code := tongue(name))}
    if "" in names:
        told = "zh" if _HAN.search(sample) else "en"
        open_ones = [code for code in LANGUAGES if code not in codes.values()]
        codes[""] = tongue(default) or (open_ones[0] if codes and open_ones else told)
    if not codes and names:
        codes = {next(iter(names)): DEFAULT_LANGUAGE}  # one language that nobody reads here is still read
    return Tongues(codes), tuple(name for name in names if name not in codes)
