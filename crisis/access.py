"""Who may do and read what: the only place that knows roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Final

from crisis.actions import ACTIONS
from crisis.board.team.members import readers, roles_of
from crisis.glossary import CIRCLES, EXERCISE_CIRCLE, ROLES
from crisis.incident import Incident

_WRITES: Final = ("notes.add", "notes.correct")
_TASKS: Final = (
    "tasks.add",
    "tasks.claim",
    "tasks.start",
    "tasks.block",
    "tasks.unblock",
    "tasks.report_done",
    "tasks.comment",
    "tasks.change",
)
#: What somebody does with a task that the playbook gave them.
_OWN: Final = ("tasks.claim", "tasks.start", "tasks.block", "tasks.unblock", "tasks.report_done", "tasks.comment")
_CITY: Final = ("contacts.record", "promises.make", "promises.report_back")
#: What anybody in the team does for a message: beginning one, and looking at those of others.
_WORDS: Final = tuple(
    f"communications.{verb}"
    for verb in ("draft", "edit", "fill", "submit", "attach", "detach", "comment", "check", "request_changes")
)
#: What who communicates does besides. Agreeing hangs on the message, not on the role alone.
_VOICE: Final = (
    *_WORDS,
    *(f"communications.{verb}" for verb in ("weigh", "release", "withdraw", "correct", "delegate", "ask_look")),
    "communications.approve_by_phone",
)
_FIELD: Final = (
    *(*_WORDS, *_WRITES, *_TASKS, *_CITY, "readings.confirm", "environment.see"),
    *("team.answer", "team.hand_over", "tension.read", "proposals.propose"),
)
#: What somebody in the street passes on with one tap, and what woordvoering and the analysts do with it.
_HEARS: Final = ("rumours.hear", "rumours.hear_again", "questions.ask", "questions.count", "questions.answer")
_LISTENS: Final = ("rumours.*", "questions.*", "press.*", "environment.*")
#: What a team does together: meeting, deciding, reading the situation, keeping promises.
_TOGETHER: Final = ("meetings.*", "decisions.*", "promises.*", "assessments.*", "readings.*", "sitraps.*")
_OPERATIONAL: Final = (
    *(*_FIELD, *_TOGETHER),
    *("tasks.*", "notes.*", "team.*", "scale.set", "phases.set_moment", "measures.*", "dialogues.*"),
    *("displays.*", "communications.*", "team.make_link"),
    *_LISTENS,
)

#: Default grants: patterns over the names of acts. A playbook adds `grants` and takes away `denies`.
GRANTS: Final[dict[str, tuple[str, ...]]] = {
    "chair": (*_OPERATIONAL, "phases.*", "incident.close", "incident.reopen", "playbook.adopt"),
    "mayor": (
        *("readings.confirm", "environment.see"),
        *("phases.enter", "scale.set", "notes.add", "notes.correct", "incident.reopen", *_OWN),
        *("decisions.*", "measures.*", "team.stand_in"),
        *(f"communications.{verb}" for verb in ("approve", "request_changes", "call_me", "comment")),
    ),
    "public_order_advisor": _OPERATIONAL,
    "log_keeper": (
        *(*_FIELD, *_HEARS, *_TOGETHER, "notes.*", "tasks.assign", "tasks.accept", "tasks.reopen"),
        "communications.approve_by_phone",
    ),
    "information_coordinator": (*_FIELD, *_LISTENS, "notes.*", "assessments.assess", "sitraps.*"),
    "municipal_secretary": (*_FIELD, "tasks.assign", "communications.approve", "communications.call_me"),
    "police_liaison": (*_FIELD, *_HEARS, "notes.verify"),
    "environment_analyst": (*_FIELD, *_LISTENS, "notes.verify", "assessments.assess"),
    "radicalisation_officer": (*_FIELD, "assessments.*"),
    "communications_advisor": (*_FIELD, *_LISTENS, *_VOICE),
    "spokesperson": (*_FIELD, *_LISTENS, *_VOICE),
    "district_manager": (*_FIELD, *_HEARS, "dialogues.*"),
    "youth_work": (*_FIELD, *_HEARS),
    "education_liaison": (*_FIELD, *_HEARS),
    "care_liaison": _FIELD,
    "allies_coordinator": (*_FIELD, *_HEARS, "dialogues.*", "promises.*"),
    "prosecution_liaison": _FIELD,
    "legal_advisor": (*_FIELD, "measures.*"),
    "enforcement": _FIELD,
    "aftercare_coordinator": (*_FIELD, "dialogues.*", "promises.*"),
    "evaluator": (*_WRITES, *_OWN, "readings.confirm", "proposals.propose"),
    "council_registry": _FIELD,
    "partner_liaison": (
        *_WRITES,
        "tasks.claim",
        "tasks.start",
        "tasks.block",
        "tasks.unblock",
        "tasks.report_done",
    ),
    # The product itself, and somebody who was called and answers by the link in the message.
    "notifier": (
        "team.record_delivery",
        "team.record_group",
        "team.remind",
        "team.call_next",
        "team.revoke_guest",
        "team.end_stand_in",
    ),
    "called": ("team.answer",),
    # The product in the part of the outside world, in an exercise.
    "outside_world": (
        *("exercise.record", "notes.add", "rumours.hear", "rumours.hear_again", "questions.ask", "questions.count"),
        *("press.record", "tension.read"),
    ),
    # A guest who opens the link, before there is a role.
    "arriving": ("team.enter",),
    "mayors_office": ("communications.approve_by_phone",),
    "community_ally": (),
    "observer": (),
    "exercise_leader": ("exercise.*", "exercise.start", "notes.add", "proposals.propose"),
    "records_officer": _OWN,
    "privacy_officer": _OWN,
}
#: Standing roles of an account that count in every incident.
STANDING_ROLES: Final = frozenset(
    {"mayor", "mayors_office", "records_officer", "privacy_officer", "notifier", "called", "arriving", "outside_world"}
)
_RESTRICTED: Final = frozenset({"chair", "public_order_advisor", "radicalisation_officer", "police_liaison", "mayor"})
#: Who knows what will come in an exercise, and reads everything else besides.
_SCRIPT: Final = frozenset({"exercise_leader", "outside_world"})
#: Who acts without a screen: they read nothing but what an act of theirs is about.
_BY_LINK: Final = frozenset({"notifier", "called", "arriving"})
_OUTSIDE: Final = frozenset({"partner_liaison", "community_ally", "mayors_office"})


@dataclass(frozen=True)
class Audience:
    """What everybody with the same circles and acts may see and do; a part is rendered once per audience."""

    circles: tuple[str, ...]
    acts: frozenset[str]

    def reads(self, circle: str) -> bool:
        """Whether a thing or entry in this circle may be shown."""
        return circle in self.circles

    def may(self, name: str) -> bool:
        """Whether the act may be offered."""
        return name in self.acts


NOBODY: Final = Audience((), frozenset())


def roles(incident: Incident, person: int, standing: frozenset[str]) -> frozenset[str]:
    """The roles that count for somebody in this incident: given here, and standing ones."""
    return roles_of(incident, person) | (standing & STANDING_ROLES)


def audience(incident: Incident, held: frozenset[str]) -> Audience:
    """What these roles may read and do in this incident; nothing at all without a role."""
    if not incident.exercise:
        held -= _SCRIPT  # however somebody came by it: what is real has no script, and nobody who reads all circles
    if not held:
        return NOBODY
    playbook = incident.playbook
    if not playbook:
        return _audience(held, frozenset(), ())
    return _audience(held, playbook.core_roles, playbook.grants, playbook.restricted_roles)


readers.append(lambda incident, held: audience(incident, held).circles)


def may(incident: Incident, held: frozenset[str], name: str) -> bool:
    """Whether somebody in these roles may do this act."""
    return audience(incident, held).may(name)


@lru_cache(maxsize=512)
def _audience(
    held: frozenset[str],
    core: frozenset[str],
    extra: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...],
    restricted: frozenset[str] = frozenset(),
) -> Audience:
    acts: set[str] = set()
    for role in held:
        added = [pattern for name, grants, _ in extra if name == role for pattern in grants]
        taken = [pattern for name, _, denies in extra if name == role for pattern in denies]
        acts |= {name for name in ACTIONS if _fits(name, (*GRANTS[role], *added)) and not _like(name, taken)}
    return Audience(_circles(held, core, restricted), frozenset(acts - {"incident.open"}))


def _fits(name: str, patterns: tuple[str, ...] | list[str]) -> bool:
    if not ACTIONS[name].by_hand:
        return name in patterns
    return _like(name, patterns)


def _like(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _circles(held: frozenset[str], core: frozenset[str], restricted: frozenset[str] = frozenset()) -> tuple[str, ...]:
    order = list(CIRCLES)
    if held & _SCRIPT:
        return (EXERCISE_CIRCLE, *order)
    return tuple(order[min(_smallest(role, core, restricted) for role in held) :])


def _smallest(role: str, core: frozenset[str], restricted: frozenset[str]) -> int:
    """The place, in CIRCLES, of the smallest circle that a role reads."""
    if role in _BY_LINK:
        # The product ends a period of standing in, which the partners do not read about.
        return list(CIRCLES).index("mayor" if role == "notifier" else "partners")
    if role not in ROLES or role == "community_ally":
        return list(CIRCLES).index("public")
    inside = role not in _OUTSIDE
    if role in _RESTRICTED or (role in restricted and inside):
        return 0
    if role in core and inside:
        return 1
    return {"mayors_office": 3, "partner_liaison": 4}.get(role, 2)
