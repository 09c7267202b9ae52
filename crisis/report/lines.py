"""The log on paper, in the order of its numbers: corrected lines struck through, hidden ones as a gap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from crisis import dates
from crisis.board.notes import SOURCES, VERIFICATIONS, Note
from crisis.glossary import CIRCLES
from crisis.incident import Entry
from crisis.report.longwords import printable
from crisis.report.moments import beside
from crisis.view import Line, View

#: Circles that are named on paper, so that nobody passes it on by mistake.
_SMALL: Final = frozenset({"restricted", "core_team"})


def days(view: View) -> list[dict[str, Any]]:
    """The log this reader may read, per day in Amsterdam."""
    found: list[dict[str, Any]] = []
    for entry, item in _items(view):
        title = dates.day(dates.local(entry.recorded_at).date()) if entry else None
        if title and (not found or found[-1]["title"] != title):
            found.append({"title": title, "lines": []})
        if not found:
            found.append({"title": "", "lines": []})
        found[-1]["lines"].append(item)
    return found


def decisions(view: View) -> list[dict[str, Any]]:
    """The decisions that stand, with everything that was said about them."""
    lines = [view.line(entry) for entry in _readable(view) if entry.seq in view.incident[Note]]
    return [
        _note(line, line.note, dated=True)
        for line in lines
        if line.note and line.note.note_kind == "decision" and not line.note.superseded_by
    ]


def hidden(view: View) -> int:
    """How many entries this reader may not read."""
    return view.incident.seq - sum(1 for _ in _readable(view))


def _readable(view: View) -> Iterator[Entry]:
    return (entry for entry in view.incident.entries() if view.audience.reads(entry.circle))


def _items(view: View) -> Iterator[tuple[Entry | None, dict[str, Any]]]:
    last, above = 0, None
    for entry in _readable(view):
        if entry.seq > last + 1:
            yield None, _gap(last + 1, entry.seq - 1)
            above = None
        line = view.line(entry)
        yield entry, _note(line, line.note) if line.note else _recorded(line, above)
        last, above = entry.seq, entry
    if view.incident.seq > last:
        yield None, _gap(last + 1, view.incident.seq)


def _gap(first: int, last: int) -> dict[str, Any]:
    which = f"#{first}" if first == last else f"#{first} t/m #{last}"
    return {"look": "hidden", "text": f"{which}: afgeschermd"}


def _recorded(line: Line, above: Entry | None) -> dict[str, Any]:
    """What the board recorded, as one quiet line; the same act as the line above does not repeat its person."""
    marks = [*([] if _same_act(line.entry, above) else [_who(line.entry)]), *_marks(line.entry)]
    said = f"{line.sentence} – {' · '.join(marks)}" if marks else line.sentence
    return {"look": "auto", "text": _column(line, said)}


def _same_act(entry: Entry, above: Entry | None) -> bool:
    return above is not None and (above.actor, above.recorded_at) == (entry.actor, entry.recorded_at)


def _note(line: Line, note: Note, *, dated: bool = False) -> dict[str, Any]:
    """What somebody wrote; `dated` where it does not stand under its day."""
    about = " · ".join([line.label, *_marks(line.entry), _who(line.entry), *_about(note)])
    day = f"#{line.entry.seq}\t\t{dates.short(line.entry.recorded_at)} · {about}"
    return {
        "look": "struck" if note.superseded_by else "note",
        # An anchor costs the layout a style of its own: only what is linked to gets one.
        "anchor": f"regel-{line.entry.seq}" if note.supersedes else "",
        "heading": printable(day) if dated else _column(line, about),
        "text": printable(note.text),
        "more": printable("\n".join(_more(note))),
        "replaced": printable(_replaced(note)),
        "by": note.superseded_by,
    }


def _column(line: Line, text: str) -> str:
    """Time and number stand in columns of their own before the text."""
    return printable(f"{dates.clock(line.entry.recorded_at)}\t#{line.entry.seq}\t{text}")


def _marks(entry: Entry) -> list[str]:
    """What stands out about an entry: written down later, or not for everybody in the team."""
    found = []
    if entry.late:
        found.append(f"achteraf vastgelegd, gebeurd {beside(entry.occurred_at, entry.recorded_at)}")
    if entry.circle in _SMALL:
        found.append(f"kring: {CIRCLES[entry.circle].lower()}")
    if entry.kept:
        found.append(f"persoonsgegeven bewust bewaard: {entry.kept}")
    return found


def _who(entry: Entry) -> str:
    return f"{entry.actor.name}, {entry.actor.function}" if entry.actor.function else entry.actor.name


def _more(note: Note) -> list[str]:
    present = ", ".join(note.present)
    decided = f"{note.decided_by}, als {note.decided_as}" if note.decided_as else note.decided_by
    reached = {True: "Bereikt.", False: "Niet bereikt.", None: ""}[note.reached]
    said = {
        "Waarom": note.why,
        "Verworpen": note.options_rejected,
        "Besloten door": decided,
        "Aanwezig": present,
    }
    return [*([reached] if reached else []), *(f"{word}: {text}" for word, text in said.items() if text)]


def _about(note: Note) -> list[str]:
    """Where it came from and how sure it is."""
    found = []
    if note.source_type or note.source_note:
        source = [SOURCES.get(note.source_type or "", ""), note.source_note]
        found.append("bron: " + ", ".join(one for one in source if one))
    if note.verification:
        found.append(VERIFICATIONS[note.verification].lower())
    if note.review_at:
        found.append(f"opnieuw bekijken {dates.short(note.review_at)}")
    if note.supersedes:
        found.append(f"verbetert #{note.supersedes}")
    return found


def _replaced(note: Note) -> str:
    if not note.superseded_by:
        return ""
    reason = f" Reden: {note.correction_reason}" if note.correction_reason else ""
    return f"Vervangen door #{note.superseded_by}.{reason}"
