"""Plain JSON Logic as Python source: one body of code over one record, with typed fast reads.

A name is read once per body; its number, parsed number and text are made once each, and only where
some rule needs them. So a comparison with a number is a comparison of two floats.
"""

from dataclasses import dataclass, field
from typing import Literal

Sort = Literal["bool", "num", "str", "any"]
"""What a piece of code gives for certain; a `num` is always a float."""


@dataclass(frozen=True, slots=True)
class Code:
    """Python for one node. `constant` tells a constant, in `value`."""

    text: str
    sort: Sort = "any"
    constant: bool = False
    value: object = None

    @property
    def atomic(self) -> bool:
        """Whether the code is a name, cheap to write twice."""
        return self.text.isidentifier()


@dataclass(slots=True)
class Unit:
    """One module of generated code: its constants and its loop functions."""

    constants: dict[str, object] = field(default_factory=dict)
    functions: dict[str, str] = field(default_factory=dict)
    repeated: frozenset[str] = frozenset()
    """Lists' operations that stand more than once in the rules, by their representation."""

    def constant(self, value: object) -> str:
        """Return a name for a value that is made once."""
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def function(self, template: str) -> str:
        """Return the name of a function of this text (with `NAME` for its name), written once."""
        return self.functions.setdefault(template, f"l{len(self.functions)}")

    def source(self) -> list[str]:
        """Return the lines of all functions."""
        texts = (text.replace("NAME", name) for text, name in self.functions.items())
        return [line for text in texts for line in text.split("\n")]


@dataclass(slots=True)
class Body:
    """The reads of one body: a record's (`d`), a row's, or the two values of a fold."""

    unit: Unit
    folds: Sort | None = None
    """In the body of a fold: what the accumulated value is for certain."""
    reads: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    shared: dict[str, str] = field(default_factory=dict)
    temporaries: int = 0
    apart: int = 0
    """How many comparisons of two made values one is inside of: lists are not shared there."""
    root: bool = False

    def fresh(self) -> str:
        """Return a new local name."""
        self.temporaries += 1
        return f"t{self.temporaries}"

    @property
    def data(self) -> str:
        """Return code for the whole record."""
        return "d" if self.folds is None else '{"current": cur, "accumulator": acc}'

    def value(self, path: str) -> Code:
        """Return code for the value at a path."""
        if path == "":
            return Code("d") if self.folds is None else Code(self.data)
        if self.folds is not None and path == "accumulator":
            return Code("acc", self.folds)
        if self.folds is not None and path == "current":
            return Code("cur")
        return Code(self.read(path))

    def read(self, path: str) -> str:
        """Return the local name that holds the value at `path`."""
        if path not in self.reads:
            self.reads[path] = f"v{len(self.reads)}"
            self.lines.append(f"{self.reads[path]} = {self._reader(path)}")
        return self.reads[path]

    def _reader(self, path: str) -> str:
        if self.folds is None:
            return f"g({path!r})" if "." not in path else f"look(d, {path!r})"
        first, _, rest = path.partition(".")
        if first == "current" and rest:
            direct = f"cur.get({rest!r}) if cur.__class__ is dict else " if "." not in rest else ""
            return f"{direct}look(cur, {rest!r})"
        return f"look(acc, {rest!r})" if first == "accumulator" else "None"

    def number(self, name: str) -> str:
        """Return a local name for Number(value) of a local name."""
        return self._made("n", name, "number({0})")

    def parsed(self, name: str) -> str:
        """Return a local name for parseFloat(value) of a local name."""
        return self._made("p", name, "parse_float({0})")

    def _made(self, prefix: str, name: str, otherwise: str) -> str:
        made = prefix + name
        if made not in self.reads:
            self.reads[made] = made
            plain = f"{name} if (c := {name}.__class__) is float else {name} * 1.0 if c is int else "
            self.lines.append(f"{made} = {plain}{otherwise.format(name)}")
        return made

    def word(self, name: str) -> str:
        """Return a local name for the value where it is a text, or the text of a list or object."""
        made = "s" + name
        if made not in self.reads:
            self.reads[made] = made
            self.lines.append(f"{made} = {name} if {name}.__class__ is str else word(b, {name})")
        return made

    def once(self, key: str, call: str) -> Code:
        """Return code that runs `call` when first asked, and keeps what it gives."""
        if key not in self.shared:
            self.shared[key] = f"s{len(self.shared)}"
            self.lines.insert(0, f"{self.shared[key]} = U")
        name = self.shared[key]
        return Code(f"({name} if {name} is not U else ({name} := {call}))")

    def prologue(self, indent: str) -> list[str]:
        """Return the lines that must run before the body's expressions."""
        getter = "g = d.get if d.__class__ is dict else getter(d)"
        needs = self.folds is None and any(" = g(" in line for line in self.lines)
        return [indent + line for line in ([getter] if needs else []) + self.lines]
