"""Forms made from the acts themselves: every argument becomes a field with a Dutch label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from pydantic.fields import FieldInfo

from crisis import dates, handover
from crisis.actions import Action
from crisis.board import assessments, environment
from crisis.board.communications import Communication
from crisis.board.communications.wording import told_time
from crisis.board.team import Member
from crisis.glossary import CIRCLES, ROLES
from crisis.incident import Thing, usual_circle
from crisis.people import Account
from crisis.sitrap import compose
from crisis.view import View
from crisis.web.shapes import Shape, shape
from crisis.web.words import WORDS

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
#: Acts whose form shows the thing as it is now.
_EDITS: Final = frozenset(
    {
        *("tasks.change", "notes.correct", "notes.verify", "dialogues.change", "meetings.move"),
        *("questions.answer", "sitraps.edit"),
    }
)
#: Longer forms put aside what may be left for later.
_MANY: Final = 9
#: Except those in which every question is worth a look.
_WHOLE: Final = frozenset({"assessments.assess", "environment.report"})
_EMPTY: Final = {"circle": "Zoals gewoonlijk", "verification": "Zoals gewoonlijk"}
#: Acts that may be recorded with the moment at which they really happened.
_LATER: Final = frozenset(
    {"notes.add", "phases.enter", "scale.set", "tasks.report_done", "rumours.hear", "press.answer", "tension.read"}
)


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
    #: Whether it stands among what may be left for later.
    aside: bool = False


def form_fields(
    action: Action,
    view: View,
    accounts: Sequence[Account],
    typed: Mapping[str, Any],
    errors: Mapping[str, str],
    thing: Thing | None = None,
) -> list[FormField]:
    """The fields of an act, filled with what was typed, else with how the thing is now."""
    fields, drawn = [], _drawn(action, view, typed)
    for name, info in action.inputs.model_fields.items():
        if name in action.things or name == "seen":
            continue
        value = typed.get(name, drawn.get(name) or _present(action, name, view, thing))
        made = shape(info)
        options = _options(action, name, made, view, accounts)
        fields.append(_field(action, name, info, made, value, errors.get(name, ""), options))
    if action.name == "assessments.assess" and view.incident.playbook:
        questions = view.incident.playbook.assessment
        fields = [replace(one, hint=getattr(questions, one.name, None) or one.hint) for one in fields]
    if action.name in _LATER:
        label, hint = WORDS["occurred_at"]
        error = errors.get("occurred_at", "")
        fields.append(FormField("occurred_at", label, hint, "moment", False, typed.get("occurred_at", ""), error))
    if len(fields) <= _MANY or action.name in _WHOLE:
        return fields
    kind = next((one.value for one in fields if one.name == "kind"), "")
    return [replace(one, aside=_may_wait(action, one, kind)) for one in fields]


def _drawn(action: Action, view: View, typed: Mapping[str, Any]) -> dict[str, str]:
    """What the log itself puts in the fields, for a form that is looked at before it is recorded."""
    if action.name != "sitraps.draft":
        return {}
    wanted = typed.get("circle", "")
    circle = (
        wanted
        if wanted in CIRCLES and view.audience.reads(wanted)
        else usual_circle(view.incident, view.audience.circles)
    )
    return {**compose(view, circle), "circle": circle}


def _field(
    action: Action, name: str, info: FieldInfo, made: Shape, value: Any, error: str, options: Sequence[Option]
) -> FormField:
    label, hint = WORDS.get(f"{action.name}.{name}") or WORDS.get(name, (name, ""))
    widget = _widget(name, made, options)
    if value == "" and info.default not in (None, ...) and isinstance(info.default, str):
        value = info.default
    if isinstance(value, datetime):
        value = dates.form_value(value)
    kept = action.name in _EDITS and bool(value) and made.limit is not None and not info.json_schema_extra
    required = info.is_required() or kept or bool(options and value == info.default and value)
    empty, only_for = _EMPTY.get(name, "Niet ingevuld"), _ONLY_FOR.get(name, "") if action.name == "notes.add" else ""
    return FormField(name, label, hint, widget, required, value, error, options, made.limit, empty, only_for)


def _may_wait(action: Action, field: FormField, kind: str) -> bool:
    """Whether a field may stay folded: in a log line what only another kind of line has, else what may stay empty."""
    if action.name == "notes.add":
        return bool(field.only_for) and field.only_for != kind and not field.error
    return not (field.required or field.value or field.error)


def _widget(name: str, made: Shape, options: Sequence[Option]) -> str:
    if name == "met":
        return "ticks"
    if name == "digest":
        return "hidden"
    if made.kind == "checks":
        return "checks"
    if options:
        return "radios" if len(options) <= 3 else "select"
    return {"list": "long", "text": "line"}.get(made.kind, made.kind)


def _present(action: Action, name: str, view: View, thing: Thing | None) -> Any:
    if action.name == "assessments.assess":
        return getattr(assessments.latest(view.incident, view.audience.circles), name, "")
    if action.name == "team.hand_over" and name == "words" and isinstance(thing, Member):
        return handover.draft(view, thing)
    if action.name == "communications.release" and name == "next_update" and isinstance(thing, Communication):
        return _promised(thing, view.now)
    if action.name == "environment.report":
        return environment.draft(view.incident, view.audience.circles, view.now).get(name) or ""
    if thing is None or action.name not in _EDITS:
        return ""
    value = getattr(thing, name, "")
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return "" if value is None else value


def _promised(message: Communication, now: datetime) -> datetime | str:
    """The moment at which the text itself says that there is more: the next time that it is that late."""
    told = told_time(message.words)
    if told is None:
        return ""
    here = dates.local(now).replace(hour=told[0], minute=told[1], second=0, microsecond=0, tzinfo=None, fold=0)
    try:
        moment = dates.from_local(here)
        return moment if moment > now else dates.from_local(here + timedelta(days=1))
    except dates.BadTime:
        return ""


def _options(action: Action, name: str, made: Shape, view: View, accounts: Sequence[Account]) -> list[Option]:
    playbook = view.incident.playbook
    if name in action.people:
        return [Option(str(account.id), account.name) for account in accounts]
    if name == "circle":
        return _listed({one: CIRCLES[one] for one in view.audience.circles if one in CIRCLES})
    if playbook and name == "phase":
        now = view.run
        return [Option(one.phase, one.title) for one in playbook.phases if not now or one.phase != now.phase]
    if name == "role" and action.name == "team.assign" and not view.incident.exercise:
        return _listed({role: words for role, words in made.choices.items() if role != "exercise_leader"})
    if playbook and action.name == "team.call_out" and name == "roles":
        return [Option(one.role, ROLES[one.role]) for one in playbook.team]
    if playbook and action.name == "phases.set_moment" and name == "name":
        return [Option(one.moment, one.title) for one in playbook.moments]
    return _listed({"ja": "Ja", "nee": "Nee"} if made.kind == "yes" else made.choices)


def _listed(words: Mapping[str, str]) -> list[Option]:
    return [Option(value, label) for value, label in words.items()]
