"""Uploaded files: what is kept of each is its identity, name, size and type."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Final

from engine.forms.fieldtypes.kind import Plain, Raw, fault, refuse, single
from engine.forms.fieldtypes.sizes import largest_of, size_text
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Properties
from engine.problems import Problem
from engine.rules import Type

_KEYS: Final[Mapping[str, type | tuple[type, ...]]] = {
    "id": str,
    "name": str,
    "size": (int, Decimal),
    "type": str,
}


@dataclass(frozen=True, slots=True)
class File(Plain):
    """A list of files. `accepts`: the media types or endings admitted where the field names none."""

    name: ClassVar[str] = "file"
    accepts: tuple[str, ...] = ()
    most: int | None = None

    def parse(self, raw: Raw, field: Properties, *, codelist: Codelist | None = None) -> None:
        """Return None for an emptied field; files come by upload, not as text."""
        if any(single(part) for part in ([raw] if isinstance(raw, str) else raw)):
            raise refuse("value-not-uploaded", raw)

    def coerce(
        self, value: object, field: Properties, *, codelist: Codelist | None = None
    ) -> list[dict[str, object]] | None:
        """Return the list of files; each has exactly id, name, size (bytes) and type."""
        if value is None:
            return None
        if not isinstance(value, list) or not all(map(_is_file, value)):
            raise refuse("value-not-files", value)
        return [{**item, "size": int(item["size"])} for item in value] or None

    def check(
        self, value: object, field: Properties, path: str = "", *, codelist: Codelist | None = None
    ) -> list[Problem]:
        """Check the number of files, the size of each (bytes) and its type."""
        files = value if isinstance(value, list) else []
        found = self._number(len(files), field, path) if files else []
        for item in files:
            found += self._one(item, field, path)
        return found

    def _number(self, count: int, field: Properties, path: str) -> list[Problem]:
        most = self.most if field.maximum is None else field.maximum
        if most is not None and count > most:
            return [fault("value-too-many-files", path, limit=most, count=count)]
        if field.minimum is not None and count < field.minimum:
            return [fault("value-too-few-files", path, limit=field.minimum, count=count)]
        return []

    def _one(self, item: dict[str, object], field: Properties, path: str) -> list[Problem]:
        found = []
        accepted = field.accept or self.accepts
        if int(str(item["size"])) > largest_of(field):
            limit = size_text(largest_of(field))
            found.append(fault("value-file-too-large", path, item["name"], limit=limit))
        if accepted and not any(_accepts(rule, item) for rule in accepted):
            found.append(fault("value-file-type", path, item["name"], allowed=", ".join(accepted)))
        return found

    def show(
        self, value: object, field: Properties, language: str = "zh", *, codelist: Codelist | None = None
    ) -> str:
        """Return the files' names."""
        between = "、" if language == "zh" else ", "
        return between.join(str(item["name"]) for item in value) if isinstance(value, list) else ""

    def rule_type(self, field: Properties) -> Type:
        """A list of files."""
        return Type("list", item=Type("file"))

    def schema(self, field: Properties) -> dict[str, object]:
        """A list of objects with id, name, size and type."""
        text = {"type": "string", "minLength": 1, "maxLength": 300}
        size = {"type": "integer", "minimum": 0}
        properties = {"id": text, "name": text, "size": size, "type": text}
        item = {"type": "object", "properties": properties, "required": list(_KEYS)}
        return {"type": "array", "items": {**item, "additionalProperties": False}}


def _is_file(item: object) -> bool:
    if not isinstance(item, dict) or item.keys() != _KEYS.keys():
        return False
    if not all(isinstance(item[key], kind) for key, kind in _KEYS.items()):
        return False
    size = item["size"]  # a number read from JSON is a Decimal
    return not isinstance(size, bool) and Decimal(size).is_finite() and size >= 0 and size == int(size)


def _accepts(rule: str, item: dict[str, object]) -> bool:
    """Whether a rule of HTML's `accept` (`.pdf`, `image/*`, `application/pdf`) admits a file."""
    kind, name = str(item["type"]).lower(), str(item["name"]).lower()
    rule = rule.lower()
    if rule.startswith("."):
        return name.endswith(rule)
    return kind == rule or (rule.endswith("/*") and kind.startswith(rule[:-1]))
