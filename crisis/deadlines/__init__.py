"""When something has to be ready: rules that hang on the start of a phase or on a key moment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from crisis.deadlines.spans import (
    AMOUNT,
    LOCAL,
    BadDeadline,
    Span,
    Unit,
    as_unit,
    in_words,
    parse_span,
    shift,
)

__all__ = ["LOCAL", "BadDeadline", "Deadline", "Span", "Unit", "parse_span"]

_RULE = re.compile(
    rf"(?P<anchor>[TM])(?P<sign>[+-])(?P<amount>{AMOUNT})(?P<unit>wd|[mhd])"
    r"(?:\((?P<moment>[a-z0-9]+(?:-[a-z0-9]+)*)\))?"
)
_LONGEST = 100
_HOW = "schrijf een termijn als T+30m, T+2h, T+5d, T+1wd of M-4h(sleutelmoment)"


@dataclass(frozen=True)
class Deadline:
    """A rule such as `T+30m` (after the start of a phase) or `M-4h(vrijdaggebed)` (before a key moment).

    `amount` is signed. `moment` is the key of the moment; it is None for `T`, and for an `M` rule
    that leaves the name to the only moment of its playbook.
    """

    anchor: Literal["T", "M"]
    moment: str | None
    amount: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Deadline:
        """Read a rule; raises BadDeadline with a Dutch sentence when it cannot be read."""
        found = _RULE.fullmatch(text) if len(text) <= _LONGEST else None
        if not found:
            raise BadDeadline(_HOW)
        anchor: Literal["T", "M"] = "T" if found["anchor"] == "T" else "M"
        if anchor == "T" and (found["moment"] or found["sign"] == "-"):
            raise BadDeadline("een termijn met T ligt na de start van de fase, zonder sleutelmoment: T+30m")
        amount = int(found["sign"] + found["amount"])
        return cls(anchor, found["moment"], amount, as_unit(found["unit"]))

    def __str__(self) -> str:
        name = f"({self.moment})" if self.moment else ""
        return f"{self.anchor}{self.amount:+d}{self.unit}{name}"

    def named(self, moment: str) -> Deadline:
        """The same rule on this moment, if it is an `M` rule without a name; else unchanged."""
        return replace(self, moment=moment) if self.anchor == "M" and not self.moment else self

    def at(self, start: datetime, moments: Mapping[str, datetime]) -> datetime | None:
        """The aware UTC instant for a phase started at `start`; None while its moment is not set.

        Raises ValueError when an instant has no time zone.
        """
        anchor = start if self.anchor == "T" else moments.get(self.moment or "")
        return None if anchor is None else shift(anchor, self.amount, self.unit)

    def words(self, titles: Mapping[str, str] | None = None) -> str:
        """The rule in Dutch; `titles` gives moments the name people know them by."""
        if self.anchor == "T":
            return (
                f"{in_words(self.amount, self.unit)} na de start van de fase"
                if self.amount
                else ("bij de start van de fase")
            )
        key = self.moment or "het sleutelmoment"
        name = (titles or {}).get(key, key)
        if not self.amount:
            return f"op het moment van {name}"
        return f"{in_words(abs(self.amount), self.unit)} {'vóór' if self.amount < 0 else 'na'} {name}"
