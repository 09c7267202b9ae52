"""What a measurement is, and how it is shown."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_HEAD = "| what | product | floor | ratio | target | met |\n|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Row:
    """One thing that was measured. A target is an upper bound of the ratio, or a lower one with `least`."""

    what: str
    product: str
    floor: str = ""
    ratio: float | None = None
    target: float | None = None
    least: bool = False
    #: For what is simply so or not.
    holds: bool | None = None

    @property
    def met(self) -> bool | None:
        """Whether the target was met; None without a target."""
        if self.ratio is None or self.target is None:
            return self.holds
        return round(self.ratio, 2) >= self.target if self.least else round(self.ratio, 2) <= self.target

    @property
    def line(self) -> str:
        """As a line of the table."""
        sign = "≥" if self.least else "≤"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        target = "" if self.target is None else f"{sign} {self.target:g}"
        met = {None: "", True: "yes", False: "**no**"}[self.met]
        return f"| {self.what} | {self.product} | {self.floor} | {ratio} | {target} | {met} |"


def against(
    what: str,
    product: float,
    floor: float,
    target: float | None = None,
    unit: str = "ms",
    least: bool = False,
) -> Row:
    """A row with two numbers of one unit, and how many times the floor the product takes."""
    return Row(what, shown(product, unit), shown(floor, unit), product / floor, target, least)


def shown(value: float, unit: str = "ms") -> str:
    """A number with three digits that matter.

    >>> shown(0.1234), shown(12.34), shown(1234.5)
    ('0.123 ms', '12.3 ms', '1234 ms')
    """
    digits = max(0, 2 - math.floor(math.log10(value))) if value > 0 else 0
    return f"{value:.{min(digits, 3)}f} {unit}"


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def p99(values: Sequence[float]) -> float:
    """The value that 99 of 100 stay at or under.

    >>> p99(range(1, 101)), p99([1, 2])
    (99, 2)
    """
    return sorted(values)[math.ceil(len(values) * 0.99) - 1]


def table(rows: Iterable[Row]) -> str:
    """Rows as a table."""
    return "\n".join([_HEAD, *(row.line for row in rows)])
