"""The canary matrix: words written in a circle never reach who does not read that circle, by whatever way out.

Every circle has its own words; every person of the cast is asked for everything, in every way; and then the raw
bytes are searched.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from crisis.actions import ACTIONS
from crisis.board import assessments, sitraps
from crisis.glossary import CIRCLES
from tests.cast import ANNA, BRAM, CELIK, DIRK, EVA, FLEUR, Board, Player
from tests.web.acts import BY_HAND
from tests.web.conftest import House, readable
from tests.web.places import LETTERS, furnish, pages

READERS = {
    "restricted": {ANNA, CELIK},
    "core_team": {ANNA, CELIK, BRAM},
    "full_team": {ANNA, CELIK, BRAM, FLEUR},
    "mayor": {ANNA, CELIK, BRAM, FLEUR, DIRK},
    "partners": {ANNA, CELIK, BRAM, FLEUR, DIRK},
    "public": {ANNA, CELIK, BRAM, FLEUR, DIRK},
}
EVERYBODY = (ANNA, BRAM, CELIK, DIRK, EVA, FLEUR)


@dataclass
class Planted:
    """A board with words in every circle, and by whom each may be read."""

    board: Board
    words: dict[str, list[str]] = field(default_factory=lambda: {circle: [] for circle in CIRCLES})
    things: list[int] = field(default_factory=list)

    def subjects(self, act: str) -> list[int]:
        """Things of the kind that an act is about; none for an act about nothing."""
        kinds = tuple(ACTIONS[act].things.values())
        return [number for number in self.things if isinstance(self.board.incident.thing(number), kinds)]

    def word(self, circle: str) -> str:
        """A new word that stands nowhere else."""
        made = f"kanarie{circle.replace('_', '')}{secrets.token_hex(4).translate(LETTERS)}"
        self.words[circle].append(made)
        return made

    def forbidden(self, player: Player) -> list[str]:
        """The words that this person may not read."""
        return [word for circle, words in self.words.items() if player not in READERS[circle] for word in words]

    def allowed(self, player: Player) -> list[str]:
        """The words that this person may read."""
        return [word for circle, words in self.words.items() if player in READERS[circle] for word in words]

    def does(self, act: str, **given: object) -> int:
        """Anna acts; gives the number of the last entry."""
        return self.board.does(ANNA, act, **given).last


def plant(board: Board) -> Planted:
    """Every act that can carry words, in every circle."""
    made = Planted(board)
    for circle in CIRCLES:
        word = lambda circle=circle: made.word(circle)  # noqa: E731
        note = made.does(
            "notes.add",
            kind="decision",
            circle=circle,
            text=word(),
            why=word(),
            decided_by=word(),
            decided_as=word(),
            options_rejected=word(),
            present=[word()],
            source_type="police",
            source_note=word(),
            kept=word(),
        )
        made.things.append(note)
        made.does("notes.verify", note=note, verification="probable", source_note=word())
        made.things.append(made.does("notes.correct", note=note, text=word(), reason=word()))
        made.things.append(
            made.does("notes.add", kind="assumption", circle=circle, text=word(), review_at="2026-01-01T10:00")
        )
        task = made.does(
            "tasks.add", title=word(), details=word(), circle=circle, owner_role="care_liaison", due="2026-01-01T10:00"
        )
        made.things.append(task)
        made.does("tasks.comment", task=task, text=word())
        made.does("tasks.block", task=task, reason=word())
        made.does("tasks.change", task=task, title=word(), details=word())
        made.does("tasks.report_done", task=task, result=word())
        made.does("tasks.reopen", task=task, reason=word())
        second = made.does("tasks.add", title=word(), circle=circle, owner_role="youth_work")
        made.things.append(second)
        made.does("tasks.drop", task=second, reason=word())
        _plant_meetings(made, circle, word)
        _plant_measures(made, circle, word)
        _plant_dialogues(made, circle, word)
        _plant_listening(made, circle, word)
        _plant_messages(made, circle, word)
        _plant_reports(made, circle, word)
        for source in ("resident", "police"):
            read = {"level": "3", "reason": word(), "area": word(), "source_type": source}
            made.things.append(made.does("tension.read", circle=circle, **read))
    # The assessment and the strategy are always for the circle of the playbook.
    word = lambda: made.word("full_team")  # noqa: E731
    questions = sorted({*assessments.QUESTIONS, *assessments.TRACK})
    for _ in range(2):
        made.things.append(made.does("assessments.assess", **{name: word() for name in questions}))
        made.things.append(made.does("assessments.choose", strategy_text=word()))
    return made


def _plant_meetings(made: Planted, circle: str, word: Callable[[], str]) -> None:
    """Meetings and decisions."""

    def weighed(*names: str) -> dict[str, object]:
        return {"options": [word()], **{name: word() for name in ("chosen", "why", "decided_by", *names)}}

    more = {"present": [word()], "dissent": word(), "public_summary": word(), "review_at": "2026-01-01T10:00"}
    first = made.does("decisions.take", circle=circle, **weighed("question"), **more)
    second = made.does("decisions.revise", decision=first, **weighed())
    made.does("decisions.withdraw", decision=second, reason=word())
    made.things += [first, second, made.does("decisions.take", circle=circle, **weighed("question"))]
    planned = {"circle": circle, "at": "2099-01-01T10:00", "place": word(), "agenda": [word()]}
    meeting = made.does("meetings.plan", title=word(), **planned)
    made.does("meetings.move", meeting=meeting, at="2099-01-02T10:00", place=word())
    made.does("meetings.open", meeting=meeting)
    for column in ("picture", "judgement"):
        made.does("meetings.minute", meeting=meeting, column=column, text=word())
    made.things.append(
        made.does("meetings.decide", meeting=meeting, **weighed("question"), dissent=word(), public_summary=word())
    )
    made.things.append(made.does("meetings.assign", meeting=meeting, title=word(), owner_role="care_liaison"))
    made.does("meetings.close", meeting=meeting, next_at="2099-01-03T10:00")
    off = made.does("meetings.plan", title=word(), **planned)
    made.does("meetings.cancel", meeting=off, reason=word())
    held = made.does("meetings.plan", title=word(), **planned)
    made.does("meetings.open", meeting=held)
    made.things += [meeting, off, held, made.does("meetings.plan", title=word(), **planned)]


def _plant_measures(made: Planted, circle: str, word: Callable[[], str]) -> None:
    """Measures, promises and conversations."""
    imposed = {"valid_from": "2026-01-01T10:00", "valid_until": "2099-01-01T10:00"}
    said = ("area", "grounds", "alternatives", "proportionality", "decided_by")
    for kind in ("emergency_ordinance", "closure"):
        given = {name: word() for name in said} | imposed | {"kind": kind, "circle": circle}
        measure = made.board.does(ANNA, "measures.impose", **given).first
        made.does("measures.check", measure=measure, reason=word())
        if kind == "closure":
            made.does("measures.withdraw", measure=measure, reason=word())
        made.things.append(measure)
    promised = {"circle": circle, "owner_role": "care_liaison", "due": "2026-01-01T10:00"}
    for act, name in ((None, ""), ("promises.report_back", "how"), ("promises.drop", "reason")):
        promise = made.does("promises.make", words=word(), to_whom=word(), **promised)
        made.things.append(promise)
        if act:
            made.does(act, promise=promise, **{name: word()})
    heard = {name: word() for name in ("group", "by_whom", "heard", "asked", "promised")}
    owner = {"promised_by": "care_liaison", "promised_before": "2026-01-01T10:00"}
    done = made.board.does(ANNA, "contacts.record", circle=circle, **heard, **owner)
    made.things += [done.first, done.last]


def _plant_dialogues(made: Planted, circle: str, word: Callable[[], str]) -> None:
    """Meetings in the city, from plan to report."""
    said = ("title", "audience", "goal", "question", "organiser", "closed_because", "decision_space", "place", "host")
    for end in ("held", "cancelled", "planned"):
        words = {name: word() for name in (*said, "moderator", "communication_owner")}
        rest = {"kind": "community", "openness": "closed", "stage": "how", "at": "2026-01-01T10:00"}
        crowd = {"capacity": 90} if end == "held" else {}
        dialogue = made.board.does(ANNA, "dialogues.plan", circle=circle, **words, **rest, **crowd).first
        made.things.append(dialogue)
        changed = {name: word() for name in ("note_taker", "aftercare", "goal")}
        made.does("dialogues.change", dialogue=dialogue, programme=[word()], **changed)
        made.does("dialogues.tick", dialogue=dialogue, step=1)
        group = word()
        made.does("dialogues.invite", dialogue=dialogue, group=group, by_whom=word(), number=40)
        made.does("dialogues.answer", dialogue=dialogue, group=group, coming=30)
        if end == "held":
            told = {"themes": [word()], "questions": [word()], "middle_voice": word(), "surprises": word()}
            mood = {"attendance": 38, "mood_before": "2", "mood_after": "4"}
            made.does("dialogues.report", dialogue=dialogue, **mood, **told)
        if end == "cancelled":
            made.does("dialogues.cancel", dialogue=dialogue, reason=word())
        promised = {"owner_role": "care_liaison", "due": "2026-01-01T10:00", "to_whom": word()}
        made.things.append(made.does("dialogues.promise", dialogue=dialogue, words=word(), **promised))
        task = {"title": word(), "owner_role": "care_liaison"}
        made.things.append(made.does("dialogues.follow_up", dialogue=dialogue, **task))


def _plant_messages(made: Planted, circle: str, word: Callable[[], str]) -> None:
    """A message that was sent back and written again, and one that is out; remarks are for the team alone."""
    about = {"product": "web_update", "audience": ["residents"], "circle": circle}
    for end in ("request_changes", "release"):
        number = made.does("communications.draft", title=word(), words=f"{word()} 112", approver="chair", **about)
        it = {"communication": number}
        made.does("communications.edit", **it, words=f"{word()} 112. Wij vertellen meer om 20:00 uur.")
        made.does("communications.submit", **it)
        inner = min(circle, "full_team", key=list(CIRCLES).index)
        made.does("communications.comment", **it, words=made.word(inner))
        made.does("communications.weigh", **it, yes=["denial"], why=word())
        made.does("communications.delegate", **it, role="mayor", reason=word())
        if end == "request_changes":
            made.does("communications.request_changes", **it, reason=word())
        else:
            made.does("communications.withdraw", **it, reason=word())
        made.things.append(number)


def _plant_listening(made: Planted, circle: str, word: Callable[[], str]) -> None:
    """Rumours, questions, the press and the environment report."""
    line = made.does("notes.add", kind="rumour", text=word(), circle=circle)
    for outcome, more in (("confirmed", {"origin": line}), ("", {"circle": circle})):
        rumour = made.does("rumours.hear", text=word(), via="resident", **more)
        made.does("rumours.check", rumour=rumour, with_whom=word())
        if outcome:
            made.does("rumours.settle", rumour=rumour, outcome=outcome, finding=word())
        said = {name: word() for name in ("reason", "group", "answer")}
        made.does("rumours.decide", rumour=rumour, decision="respond_to_group", products=[rumour], **said)
        made.things.append(rumour)
    for act, name, ending in (("withdraw", "press.drop", "reason"), ("close", "press.answer", "answer")):
        question = made.does("questions.ask", text=word(), circle=circle)
        made.does("questions.answer", question=question, answer=word())
        made.does(f"questions.{act}", question=question, reason=word())
        due = {"promised_at": "2026-01-01T10:00", "circle": circle}
        inquiry = made.does("press.record", medium=word(), question=word(), **due)
        made.does(name, inquiry=inquiry, **{ending: word()})
        made.things += [question, inquiry]
    made.does("questions.answer", question=made.does("questions.ask", text=word(), circle=circle), answer=word())
    made.does("press.record", medium=word(), question=word(), promised_at="2026-01-01T10:00", circle=circle)
    unsaid = made.does("questions.withhold", text=word(), instead=word(), circle=circle)
    made.does("questions.withhold", text=word(), instead=word(), circle=circle)
    made.does("questions.lift", unsaid=unsaid, reason=word())
    told = ("behaviour", "meaning", "rumours", "ahead", "harm_reduction", "information", "giving_meaning")
    for _ in range(2):
        words = {name: word() for name in told} | {"questions": [word()], "sources": ["allies"], "confidence": "low"}
        made.things.append(made.board.does(ANNA, "environment.report", circle=circle, **words).first)
    made.things.append(unsaid)


def _plant_reports(made: Planted, circle: str, word: Callable[[], str]) -> None:
    """Situation reports: two that were set, so that they are compared, and a draft."""
    names = [name for name in sitraps.SECTIONS if name != "expectation"]
    for end in ("sitraps.set", "sitraps.set", None):
        words = {name: word() for name in names}
        report = made.does("sitraps.draft", circle=circle, next_at="2026-01-01T10:00", **words)
        made.does("sitraps.edit", sitrap=report, expectation=word())
        made.things.append(report)
        if end:
            made.does(end, sitrap=report)


@pytest.fixture
def planted(board: Board) -> Planted:
    return plant(board)


@pytest.mark.parametrize("player", EVERYBODY, ids=lambda player: player.name)
def test_what_goes_out_holds_no_word_of_another_circle(house: House, planted: Planted, player: Player):
    visitor, board = house.visitor(player), planted.board
    there = furnish(board)
    base = f"/incidents/{board.id}"
    addresses = pages(house.app, there)
    addresses += [f"{base}?at={seq}&show=open" for seq in range(1, board.incident.seq, 7)]
    addresses += [
        f"{base}/{page}?at={seq}" for page in ("status", "tension") for seq in range(1, board.incident.seq, 7)
    ]
    addresses += [f"{base}/log?at={seq}" for seq in range(1, board.incident.seq, 7)]
    addresses += [f"{base}/changes?since={seq}" for seq in range(0, board.incident.seq, 3)]
    addresses += [f"{base}/{kind}/{seq}" for kind in ("entries", "things") for seq in range(1, board.incident.seq + 1)]
    addresses += [f"{base}/things/{seq}?at={seq}" for seq in planted.things]
    addresses += [f"{base}/communications/{seq}.docx" for seq in planted.subjects("communications.edit")]
    subjects = {act: planted.subjects(act) for act in sorted(BY_HAND)}
    for act, found in subjects.items():
        for name in ACTIONS[act].things:
            addresses += [f"{base}/{act.replace('.', '/')}?{name}={seq}&back={base}" for seq in found]
    everything = []
    for number, address in enumerate(addresses):
        headers = {"Accept": "application/json"} if number % 5 == 0 else {}
        answer = visitor.get(address, headers=headers)
        assert answer.status_code < 500, address
        everything.append((address, readable(answer) + str(answer.headers)))
    for act, found in subjects.items():
        for seq in [*found, 99_999]:
            given = dict.fromkeys(ACTIONS[act].things, seq) or {"x": "y"}
            for more in (
                {},
                {"seen": "1", "title": "x", "text": "", "reason": "", "assignee": "x", "verification": "x"},
            ):
                answer = visitor.does(board, act, **{**given, **more, "onbekend": "veld"})
                assert answer.status_code in (403, 404, 409, 422), (act, answer.status_code)
                everything.append((f"{act} {seq}", readable(answer)))
    for word in planted.forbidden(player):
        found = [where for where, text in everything if word in text]
        assert not found, f"{player.name} reads {word} at {found[:3]}"
    whole = "".join(text for _, text in everything)
    missing = [word for word in planted.allowed(player) if word not in whole]
    assert not missing or player is EVA, f"{player.name} may read {missing[:5]} but never did: this test looks away"


@pytest.mark.parametrize("circle", CIRCLES)
def test_a_report_is_drawn_only_from_what_its_readers_may_read(house: House, planted: Planted, circle: str):
    wider = list(CIRCLES)[list(CIRCLES).index(circle) :]
    page = house.visitor(ANNA).get(f"/incidents/{planted.board.id}/sitraps/draft?circle={circle}").text
    filled = "".join(re.findall(r"<textarea[^>]*>([^<]*)", page))
    told = {one for one, words in planted.words.items() if any(word in filled for word in words)}
    assert circle in told
    assert told <= set(wider)


@pytest.mark.parametrize("player", [BRAM, DIRK, FLEUR], ids=lambda player: player.name)
def test_searching_for_a_hidden_word_finds_nothing_and_counts_nothing(house: House, planted: Planted, player: Player):
    visitor, base = house.visitor(player), f"/incidents/{planted.board.id}"
    nothing = _shape(visitor.get(f"{base}/log?q=bestaatnergens").text, "bestaatnergens")
    for word in planted.forbidden(player)[:10]:
        assert _shape(visitor.get(f"{base}/log?q={word}").text, word) == nothing
    found = visitor.get(f"{base}/log?q={planted.words['public'][0]}").text
    assert 'class="line' in found


def test_an_entry_of_another_circle_leaves_only_its_number(house: House, board: Board):
    visitors = {player.name: house.visitor(player) for player in (BRAM, DIRK, FLEUR)}
    base = f"/incidents/{board.id}"
    before = {name: visitor.get(f"{base}?show=open").text for name, visitor in visitors.items()}
    since = board.incident.seq
    task = board.does(
        ANNA, "tasks.add", title="Geheim", circle="restricted", owner_role="care_liaison", due="2026-01-01T10:00"
    ).last
    board.does(ANNA, "notes.add", text="Ook geheim", circle="restricted")
    board.does(ANNA, "tasks.block", task=task, reason="Niemand mag dit weten")
    for name, visitor in visitors.items():
        after = visitor.get(f"{base}?show=open").text
        assert _shape(after, "") == _shape(before[name], ""), f"the board of {name} changed"
        changes = visitor.get(f"{base}/changes?since={since}").json
        assert changes["parts"] == []
        assert changes["seq"] == board.incident.seq
        page = visitor.get(f"{base}/log").text
        assert f"#{since + 1} t/m #{since + 3}: afgeschermd" in page or "afgeschermd" in page
        for seq in range(since + 1, board.incident.seq + 1):
            hidden, unknown = visitor.get(f"{base}/entries/{seq}"), visitor.get(f"{base}/entries/99999")
            assert (hidden.status_code, _shape(hidden.text, "")) == (404, _shape(unknown.text, ""))


def test_the_gap_is_told_wherever_it_falls(house: House, board: Board):
    for text, circle in (
        ("een", "public"),
        ("geheim", "restricted"),
        ("twee", "public"),
        ("geheim", "restricted"),
        ("geheim", "restricted"),
    ):
        board.does(ANNA, "notes.add", text=text, circle=circle)
    last = board.incident.seq
    page = house.visitor(BRAM).get(f"/incidents/{board.id}/log").text
    assert f"#{last - 3}: afgeschermd" in page
    assert f"#{last - 1} t/m #{last}: afgeschermd" in page


def test_what_moves_to_a_smaller_circle_is_taken_away_without_a_word(house: House, board: Board):
    task = board.adds_task(title="Eerst van iedereen", circle="public")
    since = board.incident.seq
    board.does(ANNA, "tasks.change", task=task, title="Kanarie in kleine kring", circle="restricted")
    board.does(ANNA, "tasks.comment", task=task, text="Kanarie in opmerking")
    for player in (BRAM, DIRK):
        visitor = house.visitor(player)
        parts = visitor.get(f"/incidents/{board.id}/changes?since={since}").json["parts"]
        assert [part["html"] for part in parts if part["id"] == f"item-{task}"] == [None]
        assert "Kanarie" not in repr(parts)
        assert "Kanarie" not in visitor.get(f"/incidents/{board.id}?show=open").text
        assert "Kanarie" not in visitor.get(f"/incidents/{board.id}/log").text
        assert visitor.get(f"/incidents/{board.id}/things/{task}").status_code == 404


def test_what_moves_to_a_larger_circle_brings_no_old_words_along(house: House, board: Board):
    task = board.does(ANNA, "tasks.add", title="Kanarie titel", details="Kanarie uitleg", circle="restricted").last
    board.does(ANNA, "tasks.comment", task=task, text="Kanarie opmerking")
    since = board.incident.seq
    board.does(ANNA, "tasks.change", task=task, title="Nu voor iedereen", details="Schone uitleg", circle="public")
    for player in (BRAM, DIRK):
        visitor = house.visitor(player)
        for path in (
            "?show=open",
            "/status",
            "/log",
            f"/things/{task}",
            f"/changes?since={since}",
            f"/changes?since={since - 2}",
            f"/entries/{task}",
        ):
            assert "Kanarie" not in visitor.get(f"/incidents/{board.id}{path}").text, path
        assert "Nu voor iedereen" in visitor.get(f"/incidents/{board.id}?show=open").text
    since = board.incident.seq
    stale = house.visitor(BRAM).does(board, "tasks.change", task=task, title="Van Bram", seen=since - 2)
    assert "Kanarie" not in stale.text


def test_a_released_member_reads_nothing_more(house: House, board: Board):
    visitor = house.visitor(BRAM)
    assert visitor.get(f"/incidents/{board.id}").status_code == 200
    board.does(ANNA, "team.release", person=BRAM.id, role="spokesperson")
    for path in ("", "/log", "/changes?since=1", "/entries/1", f"?at={board.incident.seq - 1}", "/team"):
        assert visitor.get(f"/incidents/{board.id}{path}").status_code == 404
    assert visitor.does(board, "notes.add", text="Ik ben er niet meer.").status_code == 404
    assert board.incident.title not in visitor.get("/").text


def test_a_refused_close_does_not_name_hidden_tasks(house: House, board: Board):
    board.does(ANNA, "tasks.add", title="Kanarie zonder eigenaar", circle="restricted")
    for player in (BRAM, FLEUR, DIRK):
        answer = house.visitor(player).does(board, "incident.close", reason="Het is al een week rustig.")
        assert answer.status_code == 403
        assert "Kanarie" not in answer.text


def _shape(page: str, word: str) -> str:
    """A page without what differs each time: nonces, keys, its address, numbers of the log, the searched word."""
    page = re.sub(
        r'/login\?next=[^"]*|nonce="[^"]*"|name="once" value="[^"]*"|data-v="\d+"|data-seq="\d+"|at=\d+|max="\d+"',
        "",
        page,
    )
    page = re.sub(r'id="asof-seq">\d+|id="asof-time">[\d:]+|\d+ regels', "", page)
    return page.replace(word, "") if word else page
