"""Texts that a pattern admits: literals, classes, groups, alternatives and counts. Other signs give none."""

from dataclasses import dataclass
from random import Random
from typing import Final

from engine.rules import fits

MORE: Final = 3
"""How many more than the least an open count adds at most."""
_KINDS: Final = {"d": "0123456789", "w": "abcdefghijklmnopqrstuvwxyz0123456789_", "s": " "}
_ANY: Final = "abcxyz0189"
_PLAIN: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.,/() 甲乙丙一二三厂店"


class Unreadable(ValueError):
    """A pattern with signs that are not understood here."""


def text_for(pattern: str, random: Random) -> str | None:
    """Return a text that fits `pattern` wholly; None when none was found."""
    for _attempt in range(8):
        try:
            text = _Reader(pattern, random).alternatives()
        except (Unreadable, IndexError):
            return None
        if fits(text, pattern):
            return text
    return None


@dataclass(slots=True)
class _Reader:
    """Reads a pattern once from left to right and writes a text as it goes."""

    pattern: str
    random: Random
    at: int = 0

    def alternatives(self) -> str:
        """Return a text of one of the alternatives up to the end or a closing bracket."""
        found = [self._sequence()]
        while self._peek() == "|":
            self.at += 1
            found.append(self._sequence())
        return self.random.choice(found)

    def _sequence(self) -> str:
        text = ""
        while self._peek() not in ("", "|", ")"):
            start = self.at
            piece = self._atom()
            least, most = self._count()
            end, times = self.at, self.random.randint(least, most)
            pieces = [piece][:times]
            for _more in range(times - 1):
                self.at = start
                pieces.append(self._atom())
            self.at = end
            text += "".join(pieces)
        return text

    def _atom(self) -> str:
        sign = self._take()
        if sign == "[":
            return self.random.choice(self._class())
        if sign == "(":
            if self.pattern.startswith("?:", self.at):
                self.at += 2
            text = self.alternatives()
            self._take()
            return text
        if sign == "\\":
            return self.random.choice(self._escaped())
        if sign == ".":
            return self.random.choice(_ANY)
        return "" if sign in "^$" else sign

    def _escaped(self) -> str:
        sign = self._take()
        if sign.isalpha() and sign not in _KINDS:
            raise Unreadable(sign)
        return _KINDS.get(sign, sign)

    def _class(self) -> str:
        negated = self._peek() == "^"
        self.at += negated
        members = ""
        while self._peek() != "]" or not members:
            sign = self._take()
            first = self._escaped() if sign == "\\" else sign
            if self._peek() == "-" and self.pattern[self.at + 1] != "]":
                self.at += 1
                members += "".join(map(chr, range(ord(first), min(ord(self._take()), ord(first) + 200) + 1)))
            else:
                members += first
        self.at += 1
        return "".join(sign for sign in _PLAIN if sign not in members) if negated else members

    def _count(self) -> tuple[int, int]:
        sign = self._peek()
        if sign in ("?", "*", "+"):
            self.at += 1
            least = int(sign == "+")
            return least, 1 if sign == "?" else least + MORE
        if sign != "{":
            return 1, 1
        told = self.pattern[self.at + 1 : self.pattern.index("}", self.at)]
        self.at += len(told) + 2
        low, comma, high = told.partition(",")
        least = int(low or 0)
        return least, int(high) if high else least + MORE if comma else least

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _take(self) -> str:
        self.at += 1
        return self.pattern[self.at - 1]
