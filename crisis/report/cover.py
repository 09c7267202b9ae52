"""The first page: which incident, which period, for whom, what was left out, and how to check that it is real."""

from __future__ import annotations

from typing import Any, Final

from crisis import dates
from crisis.glossary import CIRCLES, CLASSIFICATIONS
from crisis.report.lines import hidden
from crisis.report.longwords import printable
from crisis.view import View

_HEADLINE: Final = 70


def cover(view: View, municipality: str) -> dict[str, Any]:
    """Everything on the cover and in the running heads."""
    incident = view.incident
    last = incident.entry(incident.seq)
    return {
        "municipality": printable(municipality),
        "title": printable(incident.title),
        "headline": headline(incident.title),
        "code": incident.code,
        "exercise": incident.exercise,
        "classification": CLASSIFICATIONS.get(incident.classification, "Zaakvertrouwelijk"),
        "facts": [(label, printable(text)) for label, text in _facts(view)],
        "seq": incident.seq,
        "as_of": dates.full(last.recorded_at),
        "created": dates.stamp(last.recorded_at)[:19] + "Z",
        "hash": groups(last.hash),
    }


def groups(digest: str) -> list[str]:
    """A hash in groups of four characters, as one reads it out.

    >>> groups("00ff10aa")
    ['00ff', '10aa']
    """
    return [digest[start : start + 4] for start in range(0, len(digest), 4)]


def left_out(view: View) -> str:
    """What this reader does not get, and why."""
    count = hidden(view)
    unread = [name.lower() for circle, name in CIRCLES.items() if not view.audience.reads(circle)]
    if not unread:
        return "Niets. Dit is het hele logboek."
    circles = _listed(unread)
    lines = f"{count} {'regel' if count == 1 else 'regels'}" if count else "Op dit moment geen regels"
    return (
        f"{lines}. Wie deze pdf maakte, leest niet mee in de kring {circles}. Op de plaats van "
        f"zulke regels staat hun nummer met het woord afgeschermd; taken en besluiten uit die kring "
        f"staan er niet in."
    )


def _facts(view: View) -> list[tuple[str, str]]:
    incident = view.incident
    playbook = incident.playbook
    found = [("Periode", _period(view))]
    if view.run and view.step:
        found.append(("Fase en schaal", f"{view.run.title}, {view.step.name.lower()}"))
    if playbook:
        found.append(("Draaiboek", f"{playbook.title}, versie {playbook.version}"))
    if incident.simulated:
        found.append(("Tijden", "Nagespeeld met een gesimuleerde klok."))
    found.append(("Bestemd voor", _readers(view)))
    found.append(("Weggelaten", left_out(view)))
    return found


def _period(view: View) -> str:
    incident = view.incident
    start = incident.opened.occurred_at if incident.opened else incident.entry(1).occurred_at
    if incident.closed:
        return f"{dates.full(start)} tot {dates.full(incident.closed.occurred_at)}"
    then = "liep toen nog" if view.past else "loopt nog"
    return f"Vanaf {dates.full(start)}, {then}"


def _readers(view: View) -> str:
    read = [name.lower() for circle, name in CIRCLES.items() if view.audience.reads(circle)]
    if len(read) == len(CIRCLES):
        return "Wie alles mag lezen, ook wat is afgeschermd"
    return f"Lezers van de kring {read[0]}"


def headline(title: str) -> str:
    """The title as it stands in the running heads: on one line, and no longer than fits."""
    line = " ".join(title.split())
    return line if len(line) <= _HEADLINE else line[: _HEADLINE - 1].rstrip() + "…"


def _listed(words: list[str]) -> str:
    return " en ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
