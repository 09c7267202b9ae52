"""Forms made from the acts themselves: every argument becomes a field with a Dutch label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from pydantic.fields import FieldInfo

from crisis.actions import Action
from crisis.board.notes import NOTE_KINDS, SOURCES, VERIFICATIONS
from crisis.glossary import CIRCLES, ROLES, SCALES
from crisis.incident import Thing
from crisis.people import Account
from crisis.view import View

#: Label and help per argument; `act.argument` goes before `argument`.
WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("Wat moet er gebeuren?", "Begin met een werkwoord."),
    "tasks.change.title": ("Titel", ""),
    "details": ("Toelichting", ""),
    "owner_role": ("Welke rol is eigenaar?", ""),
    "assignee": ("Wie doet het?", ""),
    "due": ("Klaar vóór", ""),
    "circle": ("Wie mag dit lezen?", ""),
    "reason": ("Reden", "Eén zin is genoeg."),
    "despite": ("Toch afsluiten, omdat", "Alleen nodig als er nog taken zonder eigenaar zijn."),
    "result": ("Wat is het resultaat?", "Mag leeg blijven."),
    "text": ("Tekst", ""),
    "notes.add.text": ("Wat wilt u vastleggen?", "Eén of twee zinnen. Geen namen van personen."),
    "notes.correct.text": ("Verbeterde tekst", "De oude tekst blijft doorgestreept zichtbaar."),
    "tasks.comment.text": ("Opmerking", ""),
    "kind": ("Soort regel", ""),
    "source_type": ("Bron", ""),
    "source_note": ("Toelichting bij de bron", "Functie of organisatie, geen naam."),
    "verification": ("Hoe zeker is dit?", ""),
    "review_at": ("Wanneer opnieuw nagaan?", "Alleen voor een aanname."),
    "why": ("Waarom dit besluit?", "Alleen voor een besluit."),
    "options_rejected": ("Welke keuzes vielen af?", "Alleen voor een besluit. ‘Geen’ mag ook."),
    "decided_by": ("Wie besloot?", "Functie, bijvoorbeeld: voorzitter."),
    "decided_as": ("Namens wie of in welk overleg?", "Bijvoorbeeld: kernteam, driehoek."),
    "present": ("Wie waren erbij?", "Functies, één per regel."),
    "reached": ("Is het contact gelukt?", "Alleen voor een contactpoging."),
    "phase": ("Naar welke fase?", ""),
    "met": ("Wat is er vervuld?", "Niets aanvinken mag ook: dat staat dan in het logboek."),
    "level": ("Naar welke schaal?", ""),
    "name": ("Welk sleutelmoment?", ""),
    "at": ("Wanneer?", ""),
    "person": ("Wie?", ""),
    "role": ("Welke rol?", ""),
    "occurred_at": ("Wanneer gebeurde het?", "Leeg laten betekent: nu."),
}
_LONG: Final = frozenset({"details", "reason", "despite", "result", "text", "why", "options_rejected", "present"})
_MOMENTS: Final = frozenset({"due", "review_at", "at", "occurred_at"})
#: Fields of a log line that only one kind of line has.
_ONLY_FOR: Final[dict[str, str]] = {
    "why": "decision",
    "options_rejected": "decision",
    "decided_by": "decision",
    "decided_as": "decision",
    "present": "decision",
    "review_at": "assumption",
    "reached": "contact_attempt",
}
_EMPTY: Final = {"circle": "Zoals gewoonlijk", "verification": "Zoals gewoonlijk"}
#: Acts that may be recorded with the moment at which they really happened.
_LATER: Final = frozenset({"notes.add", "phases.enter", "scale.set", "tasks.report_done"})


@dataclass(frozen=True)
class Option:
    """One choice in a list."""

    value: str
    label: str


@dataclass(frozen=True)
class FormField:
    """One field on a screen, with what was typed and what is wrong with it."""

    name: str
    label: str
    hint: str
    widget: str
    required: bool
    value: Any = ""
    error: str = ""
    options: Sequence[Option] = field(default=())
    limit: int | None = None
    #: What the empty choice in a list says.
    empty: str = "Niet ingevuld"
    #: The kind of log line that this field is for, when it is for one only.
    only_for: str = ""


def form_fields(
    action: Action,
    view: View,
    accounts: Sequence[Account],
    typed: Mapping[str, Any],
    errors: Mapping[str, str],
    thing: Thing | None = None,
) -> list[FormField]:
    """The fields of an act, filled with what was typed, else with how the thing is now."""
    fields = []
    for name, info in action.inputs.model_fields.items():
        if name in action.things or name == "seen":
            continue
        value = typed.get(name, _present(action, name, thing))
        options = _options(action, name, view, accounts)
        fields.append(_field(action, name, info, value, errors.get(name, ""), options))
    if action.name in _LATER:
        label, hint = WORDS["occurred_at"]
        error = errors.get("occurred_at", "")
        fields.append(FormField("occurred_at", label, hint, "moment", False, typed.get("occurred_at", ""), error))
    return fields


def _field(action: Action, name: str, info: FieldInfo, value: Any, error: str, options: Sequence[Option]) -> FormField:
    label, hint = WORDS.get(f"{action.name}.{name}") or WORDS.get(name, (name, ""))
    limit = next((meta.max_length for meta in info.metadata if getattr(meta, "max_length", None)), None)
    widget = _widget(name, options)
    if value == "" and info.default not in (None, ...) and isinstance(info.default, str):
        value = info.default
    if isinstance(value, datetime):
        value = value.astimezone().isoformat()
    required = info.is_required() or bool(options and value == info.default and value)
    empty, only_for = _EMPTY.get(name, "Niet ingevuld"), _ONLY_FOR.get(name, "") if action.name == "notes.add" else ""
    return FormField(name, label, hint, widget, required, value, error, options, limit, empty, only_for)


def _widget(name: str, options: Sequence[Option]) -> str:
    if name == "met":
        return "ticks"
    if options:
        return "radios" if len(options) <= 3 else "select"
    if name in _MOMENTS:
        return "moment"
    return "long" if name in _LONG else "line"


def _present(action: Action, name: str, thing: Thing | None) -> Any:
    if thing is None or action.name not in {"tasks.change", "notes.correct", "notes.verify"}:
        return ""
    value = getattr(thing, name, "")
    return "" if value is None else value


def _options(action: Action, name: str, view: View, accounts: Sequence[Account]) -> list[Option]:
    playbook = view.incident.playbook
    if name in action.people:
        return [Option(str(account.id), account.name) for account in accounts]
    if name == "circle":
        return _listed({one: CIRCLES[one] for one in view.audience.circles})
    if playbook and name == "phase":
        now = view.run
        return [Option(one.phase, one.title) for one in playbook.phases if not now or one.phase != now.phase]
    if playbook and name == "name":
        return [Option(one.moment, one.title) for one in playbook.moments]
    lists = {"owner_role": ROLES, "role": ROLES, "kind": NOTE_KINDS, "source_type": SOURCES}
    lists |= {"verification": VERIFICATIONS, "level": SCALES, "reached": {"ja": "Ja", "nee": "Nee"}}
    return _listed(lists.get(name, {}))


def _listed(words: Mapping[str, str]) -> list[Option]:
    return [Option(value, label) for value, label in words.items()]
