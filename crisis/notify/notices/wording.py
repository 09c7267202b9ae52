"""The words of a notice: the code and what kind of thing happened. Never a title, a phase, a text or a name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from crisis.notify.notices.about import Notice
from crisis.notify.wording import EXERCISE

_MORE: Final = "Wat er precies is, leest u na aanmelden."


@dataclass(frozen=True)
class Told:
    """A notice with the incident that it is of: its number, its code, and whether it is an exercise."""

    incident: int
    code: str
    exercise: bool
    notice: Notice

    @property
    def page(self) -> str:
        """Where to look, without the address of the product."""
        thing = self.notice.thing
        return f"/incidents/{self.incident}/{'status' if thing is None else f'things/{thing}'}"


def one(told: Told, base: str) -> tuple[str, str]:
    """The subject and the text of a notice that goes at once."""
    mark = _mark(told.exercise)
    lines = [f"{mark}{told.notice.words}.", f"Code: {told.code}", "", _MORE, f"{base}{told.page}", "", *_foot(base)]
    return f"{mark}{told.notice.words}, {told.code}", "\n".join(lines)


def digest(collected: list[Told], base: str) -> tuple[str, str]:
    """The subject and the text of what was collected: per incident, with how often each happened."""
    incidents = dict.fromkeys(told.incident for told in collected)
    mark = _mark(all(told.exercise for told in collected))
    lines = [f"{mark}Dit gebeurde er sinds het vorige bericht."]
    for number in incidents:
        mine = [told for told in collected if told.incident == number]
        counts = Counter(told.notice.words for told in mine)
        lines += ["", f"{_mark(mine[0].exercise)}{mine[0].code}"]
        lines += [f"- {words}{f' ({count} keer)' if count > 1 else ''}" for words, count in counts.items()]
        lines += [f"{base}{page}" for page in dict.fromkeys(told.page for told in mine)]
    many = f"{len(incidents)} incidenten" if len(incidents) > 1 else collected[0].code
    return f"{mark}Overzicht, {many}", "\n".join([*lines, "", _MORE, "", *_foot(base)])


def _mark(exercise: bool) -> str:
    return f"{EXERCISE}: " if exercise else ""


def _foot(base: str) -> tuple[str, str]:
    return "Hoe vaak u dit krijgt, kiest u hier:", f"{base}/account"
