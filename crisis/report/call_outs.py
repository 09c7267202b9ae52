"""The call-outs on paper: who was called, what they answered, and how that compares with the norm."""

from __future__ import annotations

from typing import Any

from crisis import dates, rolls
from crisis.board.team.calling import STATES, CallOut
from crisis.glossary import ended, spoken
from crisis.report.longwords import printable
from crisis.view import View


def call_outs(view: View) -> list[dict[str, Any]]:
    """Every call-out that this reader may see, the oldest first, with its figures and its roll."""
    return [_call_out(rolls.roll(view, one)) for one in view.things(CallOut)]


def _call_out(roll: rolls.Roll) -> dict[str, Any]:
    out = roll.call_out
    over = [f"Beëindigd: {ended(out.ended)}"] if out.ended else []
    roles = ", ".join(f"{spoken(place.role)} {place.there} van {place.wanted}" for place in roll.places)
    return {
        "title": printable(f"{'Testoproep' if out.test else 'Oproep'} van {dates.short(out.started_at)}"),
        "facts": printable(f"#{out.id} · {out.place}"),
        "figures": [printable(one) for one in (*roll.sentences, f"Per rol: {roles}.", *over)],
        "rows": [[printable(text) for text in _row(row)] for row in roll.rows],
    }


def _row(row: rolls.Row) -> tuple[str, ...]:
    one = row.called
    said = [STATES[one.state], *([f"Vervanger: {one.deputy}"] if one.deputy else []), one.remark]
    return (
        f"{one.title} ({', '.join(map(spoken, one.roles))})",
        "\n".join(filter(None, said)),
        row.answer.told if row.answer else "geen antwoord",
        row.arrival.told if row.arrival else "niet vastgelegd",
    )
