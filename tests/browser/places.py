"""Every page there is, and every state of a page that looks different, with something real on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from crisis.board.exercise import Exercise
from crisis.directory import Keeper, checking
from tests.browser.seat import Seat, Sit
from tests.cast import ANNA, BRAM, CELIK, DIRK, EVA, FLEUR, Board, Player, list_function
from tests.server import Product, until
from tests.web.acts import _PLAIN


@dataclass(frozen=True)
class Furnished:
    """An incident with one of everything on it, one that is closed, and the numbers to find things by."""

    board: Board
    closed: Board
    task: int
    decision: int
    corrected: int
    #: Where a form was made from that is old by now: somebody changed the task after this entry.
    seen: int
    meeting: int
    dialogue: int
    #: The link in the message of somebody who was called.
    token: str
    #: The link in the yearly message to a function.
    check: str
    function: int
    rumour: int
    report: int
    #: A report that was set after another one.
    sitrap: int


def token_for(product: Product, board: Board, called: int) -> str:
    """What the link to answer by holds, out of the message that lies in the outbox."""
    letter = product.home / "outbox" / f"{board.incident.uuid}-{called}-bestand.eml"
    until(letter.exists, 20, "no message in the outbox")
    found = re.search(r"/oproep/([\w-]+)", letter.read_text())
    assert found, letter.read_text()
    return found[1]


def furnish(product: Product) -> Furnished:
    """Two busy incidents; one is an exercise, so that its mark is looked at too."""
    board = product.board(title="Bekladding moskee en onrust op het Admiraalsplein", exercise=True)
    for number in range(8):
        board.adds_task(title=f"Bestuur van vereniging {number} bellen en een afspraak maken", due="2026-01-01T10:00")
    task = board.adds_task(owner_role="youth_work", due="2030-01-01T10:00", details="Vraag naar de sfeer.\nEn meer.")
    seen = board.does(FLEUR, "tasks.claim", task=task).last
    board.does(BRAM, "tasks.change", task=task, title="Wijkagent en jongerenwerk bellen")
    board.does(BRAM, "tasks.comment", task=task, text="Ik bel straks nog eens.")
    stuck, done, dropped = (board.adds_task(title=title) for title in ("Zit vast", "Is klaar", "Hoeft niet"))
    board.does(CELIK, "tasks.block", task=stuck, reason="Geen gehoor bij het bestuur.")
    board.does(BRAM, "tasks.report_done", task=done, result="Gebeld.")
    board.does(ANNA, "tasks.drop", task=dropped, reason="Is niet meer nodig.")
    board.adds_task(ANNA, "Alleen voor de kleine kring", circle="restricted")
    why = {"why": "Er staan groepen op straat.", "decided_by": "voorzitter", "options_rejected": "Niets doen."}
    decision = board.writes(ANNA, "Het plein blijft open.", kind="decision", present=["politie"], **why)
    board.writes(CELIK, "Er zijn vijftig mensen.", kind="assumption", review_at="2026-01-01T10:00")
    board.writes(CELIK, "Gebeld met het bestuur.", kind="contact_attempt", reached="nee", source_type="police")
    corrected = board.writes(BRAM, "Er zijn vijf mensen op het plein.", occurred_at=None)
    board.does(BRAM, "notes.correct", note=corrected, text="Er zijn vijftien mensen.", reason="Verkeerd verstaan.")
    board.does(ANNA, "phases.enter", phase="onrust", reason="Er staan groepen op straat.")
    board.does(ANNA, "phases.set_moment", name="vrijdaggebed", at="2027-01-15T13:30")
    _rehearsed(board)
    closed = product.board(title="Al voorbij")
    closed.does(ANNA, "incident.close", reason="Het is een week rustig.", despite="Overgedragen.")
    meeting, dialogue = _together(board)
    sitrap = _reports(board)
    function = list_function(product.ledger, "Teamleider zorg en nazorg", ["care_liaison", "aftercare_coordinator"])
    list_function(product.ledger, "Waarnemend teamleider zorg", ["care_liaison"])
    roles = ["care_liaison", "aftercare_coordinator", "enforcement"]
    called = board.does(ANNA, "team.call_out", place="Stadskantoor, kamer 2", roles=roles).last
    token = token_for(product, board, called)
    board.does(ANNA, "team.record_call", called=called, outcome="cannot")
    check, heard = _asked(product, function), _heard(board)
    numbers = (task, decision, corrected, seen, meeting, dialogue)
    return Furnished(board, closed, *numbers, token, check, function, *heard, sitrap)


def _rehearsed(board: Board) -> None:
    """A script runs in the exercise, and something of it came in; Fleur leads."""
    board.does(ANNA, "team.assign", person=FLEUR.id, role="exercise_leader")
    report = {"act": "notes.add", "given": {"text": "Er is rook te zien."}, "words": "Er is rook te zien."}
    injects = [{**report, "after": 0, "expects": "Iemand belt de brandweer."}, {**report, "after": 90_000}]
    board.does(FLEUR, "exercise.start", title="Rook in de wijk", injects=injects, speed="1")
    until(lambda: any(one.state == "given" for one in next(iter(board.incident[Exercise].values())).injects))


def _asked(product: Product, function: int) -> str:
    """Two functions are asked whether all is right: one says that it is not, the other has yet to look."""
    with product.ledger.database.write() as connection:
        keeper = Keeper(connection, None, product.ledger.now(), called="De functie zelf")
        first, second = (checking.claim(connection, one, keeper.at) for one in (function, function + 1))
        assert first is not None
        assert second is not None
        checking.answer(keeper, second, "wrong", "Ons nummer is nu 078-7701234.")
    return first


def _heard(board: Board) -> tuple[int, int]:
    """Rumours, questions, the press, and two versions of the environment report."""
    rumour = board.does(FLEUR, "rumours.hear", text="Het plein wordt vanavond afgesloten.", spread="high").last
    board.does(BRAM, "rumours.check", rumour=rumour, with_whom="politie")
    other = board.does(FLEUR, "rumours.hear", text="Er rijden bussen naar de stad.").last
    board.does(BRAM, "rumours.settle", rumour=other, outcome="refuted", finding="De politie ziet geen bussen.")
    question = board.does(FLEUR, "questions.ask", text="Is de les vanavond veilig?").last
    told = board.does(BRAM, "questions.ask", text="Waar kan ik iets melden?", asker="contact_centre").last
    board.does(BRAM, "questions.answer", question=told, answer="Bel de gemeente.", outside="ja")
    board.does(BRAM, "questions.assign", question=question, owner_role="district_manager")
    board.does(BRAM, "questions.withhold", text="Wie de melding deed.", instead="Daar gaat de politie over.")
    promised = {"medium": "Regionale omroep", "question": "Gaat het gebed door?", "promised_at": "2026-01-01T10:00"}
    board.does(BRAM, "press.record", **promised)
    board.does(BRAM, "environment.report", **_PLAIN["environment.report"])
    words = _PLAIN["environment.report"] | {"behaviour": "Mensen leggen veel bloemen neer."}
    return rumour, board.does(BRAM, "environment.report", **words).first


def _together(board: Board) -> tuple[int, int]:
    """A meeting that goes on, a dialogue with a promise, and an assessment."""
    meeting = board.does(ANNA, "meetings.plan", at="2030-01-01T10:00", place="Stadskantoor, kamer 2").last
    board.does(ANNA, "meetings.open", meeting=meeting)
    for column, text in (("picture", "Er zijn vijftig mensen op het plein."), ("judgement", "Het kan omslaan.")):
        board.does(ANNA, "meetings.minute", meeting=meeting, column=column, text=text)
    board.does(ANNA, "meetings.assign", meeting=meeting, title="Scholen bellen", assignee=BRAM.id)
    typed = _PLAIN["dialogues.plan"] | {"at": "2030-01-01T19:30", "place": "Buurthuis", "host": "Buurthuis"}
    dialogue = board.does(ANNA, "dialogues.plan", **typed).last
    words = {"words": "Er komt licht op het plein.", "owner_role": "chair", "due": "2030-01-15T13:30"}
    board.does(ANNA, "dialogues.promise", dialogue=dialogue, **words)
    board.does(ANNA, "assessments.assess", **_PLAIN["assessments.assess"])
    board.does(ANNA, "assessments.choose", **_PLAIN["assessments.choose"])
    for level, circle in (("2", "public"), ("4", "mayor"), ("3", "restricted")):
        read = _PLAIN["tension.read"] | {"level": level, "circle": circle, "area": "Reeland"}
        board.does(ANNA, "tension.read", **read)
    return meeting, dialogue


def _reports(board: Board) -> int:
    """Two situation reports, so that they can be compared; gives the second."""
    for told in ("Er zijn vijftig mensen op het plein.\nHet is droog.", "Het plein is leeg.\nHet is droog."):
        sitrap = board.does(ANNA, "sitraps.draft", situation=told, next_at="2026-01-01T10:00").last
        board.does(ANNA, "sitraps.set", sitrap=sitrap)
    board.does(ANNA, "scale.set", level="G2", reason="De regio heeft opgeschaald.")
    return sitrap


_NUMBERS: Final = (
    *("task", "decision", "corrected", "seen", "meeting", "dialogue", "token", "check", "function"),
    *("rumour", "report", "sitrap"),
)


@dataclass(frozen=True)
class Place:
    """A page of somebody, and what to do there to get to the state that is meant."""

    name: str
    path: str
    player: Player | None = ANNA
    then: Callable[[Seat], None] | None = None
    #: Whether a refused or failed request is the point.
    rough: bool = False

    def visit(self, sit: Sit, there: Furnished, **options: object) -> Seat:
        """Put its person there."""
        seat = sit(self.player, None, rough=self.rough, **options)
        numbers = {name: getattr(there, name) for name in _NUMBERS}
        paths = {"b": f"/incidents/{there.board.id}", "c": f"/incidents/{there.closed.id}"}
        seat.go(self.path.format(**paths, **numbers))
        if self.then:
            self.then(seat)
        return seat


def show(seat: Seat, zone: str) -> None:
    """On a phone, bring this part of the board on the screen."""
    tab = seat.page.locator(f".thumb [data-zone={zone}]")
    if tab.is_visible():
        tab.click()


def _open(zone: str, selector: str) -> Callable[[Seat], None]:
    def act(seat: Seat) -> None:
        show(seat, zone)
        seat.page.locator(selector).first.press("Enter")
        seat.page.locator("#dialog[open] #thing").wait_for()

    return act


def _refused(seat: Seat) -> None:
    seat.page.locator("#act-form").evaluate("form => form.requestSubmit()")
    seat.page.locator("#act-form .error-summary").wait_for()


def _clash(seat: Seat) -> None:
    """What comes back without JavaScript: `submit` passes by the script."""
    seat.page.fill("#f-title", "Wijkagent bellen voor 18 uur")
    seat.page.locator("#act-form").evaluate("form => form.submit()")
    seat.page.locator(".clash").wait_for()


def _offline(seat: Seat) -> None:
    seat.live().page.context.set_offline(True)
    seat.page.locator("#connection").wait_for()
    show(seat, "log")
    seat.page.fill("#quick-text", "Zonder verbinding")
    seat.page.press("#quick-text", "Enter")
    seat.page.locator("#waiting").wait_for()


def _wrong_password(seat: Seat) -> None:
    seat.page.fill("#email", "niemand@voorbeeld.nl")
    seat.page.fill("#password", "vier rode fietsen")
    seat.page.press("#password", "Enter")
    seat.page.locator(".error-summary").wait_for()


#: The pages that are looked at in every width and both schemes.
PAGES: Final = (
    Place("login", "/login", None),
    Place("incidents", "/"),
    Place("new", "/incidents/new"),
    Place("preview", "/incidents/new?playbook=incident-gebedshuis"),
    Place("board", "{b}"),
    Place("log", "{b}/log"),
    Place("entry", "{b}/entries/{decision}"),
    Place("task", "{b}/things/{task}"),
    Place("team", "{b}/team"),
    Place("phones", "{b}/phones"),
    Place("paper", "{b}/paper"),
    Place("outbox", "{b}/outbox"),
    Place("meetings", "{b}/meetings"),
    Place("meeting", "{b}/things/{meeting}"),
    Place("sitraps", "{b}/sitraps"),
    Place("sitrap", "{b}/things/{sitrap}"),
    Place("dialogues", "{b}/dialogues"),
    Place("dialogue", "{b}/things/{dialogue}"),
    Place("assessment", "{b}/assessment"),
    Place("listening", "{b}/listening"),
    Place("sheet", "{b}/questions/sheet"),
    Place("environment", "{b}/things/{report}"),
    Place("tension", "{b}/tension"),
    Place("status", "{b}/status"),
    Place("directory", "/directory"),
    Place("function", "/directory/functions/{function}"),
    Place("answer", "/oproep/{token}", None),
    Place("confirm", "/klopt/{check}", None),
    Place("playbook", "{b}/playbook"),
    Place("timeline", "{b}/timeline"),
    Place("library", "/playbooks"),
    Place("playbook-read", "/playbooks/incident-gebedshuis"),
    Place("ahead", "/playbooks/incident-gebedshuis/ahead?start=2026-11-28T15:30"),
    Place("exercise-leader", "{b}/exercise", FLEUR),
    Place("debrief", "{b}/debrief", FLEUR),
    Place("exports", "{b}/exports"),
    Place("account", "/account"),
    Place("not-found", "{b}/entries/9999", rough=True),
    Place("conflict", "{b}/tasks/change?task={task}&seen={seen}", then=_clash, rough=True),
)
#: Other states, which are looked at once wide and light and once narrow and dark.
STATES: Final = (
    Place("login-refused", "/login", None, _wrong_password, rough=True),
    Place("no-incidents", "/", EVA),
    Place("not-allowed", "{b}/incident/close", BRAM, rough=True),
    Place("past", "{b}?at=12"),
    Place("no-tension", "{c}/tension"),
    Place("status-closed", "{c}/status"),
    Place("status-past", "{b}/status?at=12", DIRK),
    Place("tension-read", "{b}/tension/read"),
    Place("closed", "{c}"),
    Place("watching", "{b}", BRAM),
    Place("corrected", "{b}/entries/{corrected}"),
    Place("nothing-found", "{b}/log?q=bestaatnergens"),
    Place("task-dialog", "{b}", then=_open("work", ".what a")),
    Place("entry-dialog", "{b}", then=_open("log", ".line .number")),
    Place("refused", "{b}/tasks/add", then=_refused, rough=True),
    Place("offline", "{b}", then=_offline, rough=True),
    Place("add-task", "{b}/tasks/add"),
    Place("decision", "{b}/notes/add?kind=decision"),
    Place("choose-phase", "{b}/phases/enter"),
    Place("enter-phase", "{b}/phases/enter?phase=nazorg"),
    Place("scale", "{b}/scale/set"),
    Place("moment", "{b}/phases/set_moment"),
    Place("assign", "{b}/team/assign"),
    Place("call-out", "{b}/team/call_out"),
    Place("sitrap-draft", "{b}/sitraps/draft"),
    Place("dialogue-plan", "{b}/dialogues/plan"),
    Place("meeting-decide", "{b}/meetings/decide?meeting={meeting}"),
    Place("directory-readiness", "/directory/readiness"),
    Place("directory-changes", "/directory/changes"),
    Place("directory-allies", "/directory/allies"),
    Place("directory-import", "/directory/import"),
    Place("organisation-new", "/directory/organisations/new"),
    Place("listening-empty", "{c}/listening"),
    Place("listening-heard", "{b}/listening", FLEUR),
    Place("environment-report", "{b}/environment/report"),
    Place("rumour-decide", "{b}/rumours/decide?rumour={rumour}"),
    Place("close", "{b}/incident/close"),
    Place("exercise", "{b}/exercise"),
    Place("proposals", "/playbooks/incident-gebedshuis/proposals"),
    Place("propose", "{b}/proposals/propose"),
    Place("verify", "{b}/notes/verify?note={decision}"),
)
EVERYWHERE: Final = (*PAGES, *STATES)
