"""Every address of the product, with something real behind it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask

from crisis.actions import ACTIONS
from crisis.board.team import Member
from crisis.directory import Keeper, add_function, add_organisation, set_ally, set_axis, set_standby
from tests.attached import attached_to
from tests.cast import ANNA, Board
from tests.web.acts import BY_HAND, fitting

#: No digits in what must be new: nine of them in a row may look like the number of a citizen.
LETTERS = str.maketrans("0123456789", "ghijklmnop")
#: The acts that make what other acts are about, with what those call it.
MAKES = {
    "decisions.take": "decision",
    "meetings.plan": "meeting",
    "measures.impose": "measure",
    "promises.make": "promise",
    "dialogues.plan": "dialogue",
    "team.invite_guest": "guest",
    "communications.draft": "communication",
    "displays.put": "display",
    "rumours.hear": "rumour",
    "questions.ask": "question",
    "questions.withhold": "unsaid",
    "press.record": "inquiry",
    "environment.report": "report",
}


@dataclass(frozen=True)
class Furnished:
    """An incident with one of everything on it."""

    board: Board
    task: int
    note: int
    #: What acts can be about, by the name of their argument.
    subjects: dict[str, int]
    #: A situation report that was set.
    report: int
    #: An organisation in the directory, and a function there.
    organisation: int
    function: int
    #: A file that goes along with the message.
    digest: str

    def fill(self, rule: str) -> str:
        """An address of this incident for a rule of the product."""
        values = {
            "<int:id>": str(self.board.id),
            "<int:seq>": str(self.note),
            "communications/<int:number>/": f"communications/{self.subjects['communication']}/",
            "<digest>": self.digest,
            "<int:number>.pdf": f"{self.report}.pdf",
            "<int:number>.ics": f"{self.subjects['meeting']}.ics",
            "<int:number>.docx": f"{self.subjects['communication']}.docx",
            "<int:number>": str(self.task),
            "sheets/<name>": "sheets/log",
            "<name>": "incident-gebedshuis",
            "<int(max=2147483647):number>": "2147483647",
            "<int:organisation>": str(self.organisation),
            "<int:function>": str(self.function),
            "<module>/<verb>": f"tasks/change?task={self.task}",
            "<path:filename>": "css/fundament.css",
            "<token>": "onbekend",
        }
        for name, value in values.items():
            rule = rule.replace(name, value)
        assert "<" not in rule, f"tests/web/places.py does not know what to fill in at {rule}"
        return f"{rule}?since=1" if rule.endswith("/changes") else rule


def furnish(board: Board) -> Furnished:
    """Put one of everything on a board."""
    subjects = {name: board.does(ANNA, act, **fitting(board, act)).first for act, name in MAKES.items()}
    task, note = board.adds_task(), board.writes()
    started = board.does(ANNA, "team.call_out", **fitting(board, "team.call_out")).first
    subjects |= {
        "member": list(board.incident[Member])[-1],
        "task": task,
        "note": note,
        "what": note,
        "origin": note,
        "call_out": started,
        "called": started + 1,
    }
    # It is over: else Fleur would read what the burgemeester reads.
    subjects |= fitting(board, "team.end_stand_in")
    board.does(ANNA, "team.end_stand_in", stand_in=subjects["stand_in"])
    report = board.does(ANNA, "sitraps.draft", **fitting(board, "sitraps.draft")).first
    board.does(ANNA, "sitraps.set", sitrap=report)
    subjects["sitrap"] = board.does(ANNA, "sitraps.draft", **fitting(board, "sitraps.draft")).first
    digest = attached_to(board, subjects["communication"]).digest
    return Furnished(board, task, note, subjects, report, *listed(board), digest)


def listed(board: Board) -> tuple[int, int]:
    """Put a function with a deputy and standby in the directory; gives its organisation and its number."""
    with board.ledger.database.write() as connection:
        keeper = Keeper(connection, ANNA.account, board.ledger.now())
        home = add_organisation(keeper, f"Handhaving {secrets.token_hex(4).translate(LETTERS)}", ["enforcement"])
        deputy = add_function(keeper, home, {"title": "Vervanger", "phone": "06-55501234"})
        given = {"title": "Teamleider", "roles": ["enforcement"], "deputy": str(deputy)}
        function = add_function(keeper, home, given)
        set_standby(keeper, function, keeper.at, keeper.at + timedelta(hours=8))
        set_axis(keeper, "theme", ["Sport"])
        set_axis(keeper, "area", ["Crabbehof", "Reeland"])
        set_ally(keeper, "BG-07", "Sport", "Reeland")
    return home, function


def rules(app: Flask, method: str) -> list[str]:
    """The rules that take a method, discovered."""
    return sorted(rule.rule for rule in app.url_map.iter_rules() if method in (rule.methods or ()))


def pages(app: Flask, there: Furnished) -> list[str]:
    """Every address that can be looked at: each route, each form, and the variations of the log."""
    found = [there.fill(rule) for rule in rules(app, "GET")]
    base = f"/incidents/{there.board.id}"
    forms = list(forms_of(there))
    log = [f"{base}/log?{query}" for query in ("q=plein", "kind=task", "who=1", "phase=melding", "before=9", "after=3")]
    lists = [f"{base}?show={show}" for show in ("mine", "role", "late")]
    lists += [f"{base}/outbox?before=2"]
    book = [f"/directory?{query}" for query in ("q=sport", "role=enforcement")]
    book += ["/directory/readiness?playbook=incident-gebedshuis", "/directory/changes?before=3"]
    return [
        *found,
        *forms,
        *log,
        *lists,
        *book,
        "/playbooks/incident-gebedshuis/ahead?start=2026-11-28T15:30&m-afschalen=nooit",
        f"{base}/things/{there.note}",
        f"{base}/things/{there.subjects['communication']}",
        f"{base}/public?om=14:00",
        f"{base}/things/{there.report}",
        f"{base}/things/{there.subjects['sitrap']}",
        f"{base}/sitraps/draft?circle=public",
        "/incidents/new?playbook=incident-gebedshuis",
    ]


def forms_of(there: Furnished) -> Iterator[str]:
    """The form of every act."""
    for act in sorted(BY_HAND - {"incident.reopen"}):
        needs = "&".join(f"{name}={there.subjects[name]}" for name in ACTIONS[act].things)
        yield f"/incidents/{there.board.id}/{act.replace('.', '/')}?{needs}"


__all__ = ["Furnished", "fitting", "forms_of", "furnish", "pages", "rules"]
