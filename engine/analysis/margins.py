"""How far answers are from breaking a rule: the figures on its two sides, and where a limit would catch some.

Pure. `revenue >= prev(revenue) * 0.5` has the difference of its sides; of `abs(growth) <= 30` the
left side alone is looked at, because the other is a fixed number.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from engine.analysis.numbers import Summary, summarise
from engine.forms.plan import Comparison
from engine.rules import Logic, print_rule, references

SHARES: Final = (Decimal("0.01"), Decimal("0.05"))
"""The parts of the responses that a proposed limit catches."""
_TURNED: Final[Mapping[str, str]] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_BELOW: Final = frozenset({">", ">="})
_BOTH: Final = frozenset({"==", "within"})
KINDS: Final = frozenset((*_TURNED, *_BOTH))
"""The comparisons that have a margin."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A limit: with it, `caught` of the responses would break the rule."""

    share: Decimal
    value: Decimal
    caught: int


@dataclass(slots=True)
class Margin:
    """What stands on the two sides of one comparison, over many responses.

    `fixed`: the right side is a number that stands in the rule, so that the left side itself is
    measured; else the difference of both (its size, where only equality is asked).
    """

    operator: str
    left: str
    right: str
    fixed: bool
    turned: bool = False
    values: list[Decimal] = field(default_factory=list)
    ratios: list[Decimal] = field(default_factory=list)

    @classmethod
    def of(cls, case: Comparison) -> "Margin | None":
        """Return the empty margin of a comparison; None for one that has none."""
        if case.operator not in KINDS:
            return None
        turned = case.operator in _TURNED and _is_fixed(case.left.logic) and not _is_fixed(case.right.logic)
        left, right = (case.right, case.left) if turned else (case.left, case.right)
        operator = _TURNED[case.operator] if turned else case.operator
        fixed = _is_fixed(right.logic) and case.operator not in _BOTH
        return cls(operator, print_rule(left.logic), print_rule(right.logic), fixed, turned)

    def take(self, left: object, right: object) -> None:
        """Measure one response; what is no number is passed over."""
        if self.turned:
            left, right = right, left
        if not isinstance(left, Decimal) or not isinstance(right, Decimal):
            return
        difference = left if self.fixed else left - right
        self.values.append(abs(difference) if self.operator in _BOTH else difference)
        if not self.fixed and right > 0:
            self.ratios.append(left / right)

    @property
    def below(self) -> bool:
        """Whether low figures break the rule."""
        return self.operator in _BELOW

    def summary(self) -> Summary | None:
        """Return the distribution of what is measured."""
        return summarise(Counter(self.values), decimals=_decimals(self.values))

    def thresholds(self) -> tuple[Threshold, ...]:
        """Return the limits of the measured figure that catch about each of SHARES."""
        return _thresholds(self.values, below=self.below)

    def ratio_thresholds(self) -> tuple[Threshold, ...]:
        """Return the limits of left / right; none where nothing can be divided."""
        return () if self.operator in _BOTH else _thresholds(self.ratios, below=self.below)


def _thresholds(values: Sequence[Decimal], *, below: bool) -> tuple[Threshold, ...]:
    return tuple(_threshold(values, share, below=below) for share in SHARES) if values else ()


def _threshold(values: Sequence[Decimal], share: Decimal, *, below: bool) -> Threshold:
    """Return the figure at which the worst part begins; that figure itself still holds."""
    worst = sorted(values, reverse=not below)
    exact = worst[min(int(len(worst) * share), len(worst) - 1)]
    limit = rounded(exact)
    caught = sum((value < limit) if below else (value > limit) for value in values)
    return Threshold(share, limit, caught)


def rounded(value: Decimal) -> Decimal:
    """Return a figure with four digits that count, whole numbers as they are."""
    if value == value.to_integral_value():
        return value
    return value.quantize(Decimal(1).scaleb(min(value.adjusted() - 3, 0))) if value else value


def _decimals(values: Sequence[Decimal]) -> int:
    exponents = (value.as_tuple().exponent for value in values[:200])
    return min(max((-one for one in exponents if isinstance(one, int)), default=0), 4) if values else 0


def _is_fixed(logic: Logic) -> bool:
    return not any(True for _ in references(logic))
