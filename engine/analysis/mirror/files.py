"""Segments as files: raw numpy arrays beside a list of what they are, mapped into memory.

A segment's files are written to a folder of their own and never change; `current` names the newest
folder and is replaced in one step. Who has an older folder's files open keeps them until it lets go.
"""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import numpy as np

from engine.analysis.mirror.columns import Array
from engine.analysis.mirror.marks import Mark
from engine.analysis.mirror.segments import KINDS, Segment

_FORMAT: Final = 1
_SMALL: Final = 1 << 16
"""Bytes below which an array is read at once: a mapping costs more."""
_TYPES: Final = {kind.__name__: kind for kind in (*KINDS, Segment)}


@dataclass(frozen=True, slots=True)
class Stored:
    """A segment with what it was made of (`key`) and how far it has come."""

    segment: Segment
    key: str
    mark: Mark


def save(folder: Path, segment: Segment) -> None:
    """Write a segment's files into an empty folder."""
    folder.mkdir(parents=True)
    numbers = iter(range(1_000_000))

    def put(array: Array) -> str:
        name = f"{next(numbers)}.npy"
        np.save(folder / name, np.ascontiguousarray(array))
        return name

    (folder / "segment.json").write_text(json.dumps(_told(segment, put), ensure_ascii=False))


def load(folder: Path) -> Segment:
    """Return the segment of a folder. Raises OSError and ValueError for one that is not whole."""
    found = _made(json.loads((folder / "segment.json").read_text()), folder)
    if not isinstance(found, Segment):
        raise ValueError(f"{folder} holds no segment")
    return found


def keep(folder: Path, stored: Stored) -> Segment:
    """Make this the newest segment of a folder, and return it as its files say it."""
    name = uuid4().hex
    save(folder / name, stored.segment)
    about = {"format": _FORMAT, "folder": name, "key": stored.key, "last": stored.mark.last}
    pointer = folder / f"{name}.new"
    pointer.write_text(json.dumps({**about, "open": stored.mark.open}))
    os.replace(pointer, folder / "current")
    for old in folder.iterdir():
        if old.is_dir() and old.name != name:
            shutil.rmtree(old, ignore_errors=True)
    return load(folder / name)


def newest(folder: Path, key: str) -> Stored | None:
    """Return the newest segment of a folder; None where there is none that was made of the same."""
    try:
        about = json.loads((folder / "current").read_text())
        if about["format"] != _FORMAT or about["key"] != key:
            return None
        return Stored(load(folder / about["folder"]), key, Mark(about["last"], tuple(about["open"])))
    except (OSError, ValueError, KeyError, TypeError):
        # not there, from an older program, or replaced while it was read: it is made again
        return None


def _told(value: Any, put: Any) -> Any:
    if isinstance(value, np.ndarray):
        return {"array": put(value)}
    if is_dataclass(value):
        held = {field.name: _told(getattr(value, field.name), put) for field in fields(value)}
        return {"kind": type(value).__name__, "fields": held}
    if isinstance(value, Mapping):
        return {"map": {name: _told(inner, put) for name, inner in value.items()}}
    return [_told(inner, put) for inner in value] if isinstance(value, tuple) else value


def _made(told: Any, folder: Path) -> Any:
    if isinstance(told, list):
        return tuple(_made(inner, folder) for inner in told)
    if not isinstance(told, dict):
        return told
    if "array" in told:
        return _array(folder / told["array"])
    if "map" in told:
        return {name: _made(inner, folder) for name, inner in told["map"].items()}
    return _TYPES[told["kind"]](**{name: _made(inner, folder) for name, inner in told["fields"].items()})


def _array(file: Path) -> Array:
    small = file.stat().st_size < _SMALL
    return np.asarray(np.load(file, mmap_mode=None if small else "r", allow_pickle=False))
