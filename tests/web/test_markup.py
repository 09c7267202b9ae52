"""Whatever somebody types, everywhere one can type: it is shown as text, on every page, part and form."""

from __future__ import annotations

import json
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from crisis import people
from crisis.actions import ACTIONS
from tests.cast import ANNA, BRAM, DIRK, FLEUR, Board, Player
from tests.web.acts import BY_HAND, fitting
from tests.web.conftest import House
from tests.web.places import furnish, pages

PAYLOADS = [
    '"><pwned-tag onload="pwned()">',
    "'><pwned-tag onload='pwned()'>",
    "</textarea></title></script></style></select></option><pwned-tag>",
    '" autofocus onfocus="pwned()" x="',
    "' onmouseover='pwned()' x='",
    "<script>pwned()</script>",
    "<img src=x onerror=pwned()>",
    "<svg/onload=pwned()><use href=//kwaad.example>",
    "<!--<pwned-tag>",
    "]]><pwned-tag>",
    "javascript:pwned()",
    "{{7*7}}{%import os%}<pwned-tag>${7*7}#{7*7}",
    "{reason}{task}{0}{title.__class__}<pwned-tag>%s%n",
    "<a href=https://kwaad.example>klik</a><base href=//kwaad.example>",
    "&lt;pwned-tag&gt;<meta http-equiv=refresh content=0>",
    "\u202e<pwned-tag>\u2028\u2029\ufeff",
    "<iframe srcdoc='<pwned-tag>'></iframe><form action=//kwaad.example><button formaction=javascript:pwned()>",
]


class Reader(HTMLParser):
    """Reads a page as a browser does, and keeps what should not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        ours = tag == "img" and "/attachments/" in (dict(attrs).get("src") or "")
        if tag in {"pwned-tag", "iframe", "base", "object", "embed", "style", "img"} and not ours:
            self.wrong.append(tag)
        if tag == "script" and not dict(attrs).get("nonce"):
            self.wrong.append("script without a nonce")
        for name, value in attrs:
            target = (value or "").strip().lower()
            if name.startswith("on") or name in {"srcdoc", "style"}:
                self.wrong.append(f"{tag} {name}")
            if name in {"href", "src", "action", "formaction"} and not target.startswith(("/", "#", "?", "mailto:?")):
                self.wrong.append(f"{tag} {name}={value}")
            if name in {"href", "src", "action", "formaction"} and target.startswith(("//", "/\\")):
                self.wrong.append(f"{tag} {name}={value}")
            if name == "http-equiv":
                self.wrong.append(name)


def is_harmless(html: str, where: object) -> None:
    """Fails on markup that we did not write."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.wrong, f"{where}: {reader.wrong[:5]}"


@pytest.mark.parametrize(
    "payload", [payload for payload in PAYLOADS if ("<" in payload or " on" in payload) and "<!--" not in payload]
)
def test_the_reader_finds_what_is_not_escaped(payload: str):
    with pytest.raises(AssertionError):
        is_harmless(f'<a href="/x" title="{payload}">{payload}</a><input value=\'{payload}\'>', payload)


def test_every_field_of_every_act_on_every_page(make_house: Callable[..., House]):
    house = make_house()
    with house.database.write() as connection:
        number = people.add(connection, "xss@voorbeeld.nl", PAYLOADS[0], password="zeven gele fietsen")
    odd = Player(number, PAYLOADS[0], None)
    board = house.board(title=f"Bekladding {PAYLOADS[2]}")
    there = furnish(board)
    anna = house.visitor(ANNA)
    board.does(ANNA, "team.assign", person=number, role="log_keeper")
    board.does(ANNA, "tasks.assign", task=there.task, assignee=number)
    sent = accepted = 0
    for act in sorted(BY_HAND - {"incident.close", "incident.reopen"}):
        for name, info in ACTIONS[act].inputs.model_fields.items():
            for index, payload in enumerate(PAYLOADS):
                if index % 3 and name in {"phase", "level", "seen"}:
                    continue
                text = (
                    f"{index} {payload} einde" if info.annotation is str or "str" in str(info.annotation) else payload
                )
                headers = {"Sec-Fetch-Site": "same-origin", **({"Accept": "application/json"} if index % 2 else {})}
                given = {**(fitting(board, act) if index < 2 else _kept(board, act, there)), name: text}
                answer = anna.does(board, act, headers=headers, kept="Bewust", occurred_at="", back=payload, **given)
                assert answer.status_code < 500, (act, name, payload)
                sent, accepted = sent + 1, accepted + (answer.status_code in (200, 303))
                _check(answer, (act, name, payload))
    assert accepted > 200, f"only {accepted} of {sent} payloads got in, so little was tested"
    board.does(
        ANNA,
        "incident.close",
        **(fitting(board, "incident.close") | {"reason": f"Klaar {PAYLOADS[0]}", "despite": PAYLOADS[1]}),
    )
    board.does(ANNA, "incident.reopen", reason=f"Weer open {PAYLOADS[0]}")
    for player in (ANNA, BRAM, FLEUR, DIRK, odd):
        visitor = house.visitor(player)
        found = [*pages(house.app, there), f"/incidents/{board.id}?at={board.incident.seq - 1}"]
        found += [
            f"/incidents/{board.id}/{kind}/{seq}"
            for kind in ("entries", "things")
            for seq in range(1, board.incident.seq, 3)
        ]
        for address in found:
            _check(visitor.get(address), (player.name[:5], address))


def _kept(board: Board, act: str, there) -> dict[str, object]:
    """Input on the same things again; what is then refused is shown on a form, which is looked at as well."""
    plain = {
        "text": "x",
        "reason": "Een goede reden",
        "phase": "onrust",
        "name": "vrijdaggebed",
        "at": "2027-01-15T13:30",
        "level": "2",
        "title": "x",
        "person": FLEUR.id,
        "role": "observer",
        "assignee": BRAM.id,
        "verification": "probable",
    }
    needed = {
        name: plain[name]
        for name, info in ACTIONS[act].inputs.model_fields.items()
        if info.is_required() and name in plain
    }
    return {**needed, **{name: there.subjects[name] for name in ACTIONS[act].things}}


def _check(answer, where: object) -> None:
    if answer.mimetype == "application/json":
        for part in json.loads(answer.text)["parts"]:
            is_harmless(part["html"] or "", (where, part["id"]))
    elif answer.mimetype == "text/html" and answer.text:
        is_harmless(answer.text, where)
        assert "{{7*7}}" in answer.text or "49{" not in answer.text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_addresses_and_envelopes(house: House, board: Board, payload: str):
    there = furnish(board)
    anna, base = house.visitor(ANNA), f"/incidents/{board.id}"
    names = (
        "q",
        "kind",
        "who",
        "phase",
        "day",
        "before",
        "after",
        "show",
        "back",
        "details",
        "title",
        "text",
        "seen",
        "next",
        "email",
    )
    query = dict.fromkeys(names, payload)
    for path in ("", "/log", "/team", "/notes/add", "/tasks/add", "/phases/enter"):
        _check(anna.get(base + path, query_string=query), path)
    for name in names:
        _check(anna.get(f"{base}/tasks/change?task={there.task}&{name}=x", headers={"X": "y"}), name)
        _check(anna.get(f"{base}/notes/add", query_string={name: payload}), name)
    guest = house.visitor()
    _check(guest.get("/login", query_string=query), "/login")
    _check(guest.post("/login", {"email": payload, "password": payload, "next": payload}), "/login")
    _check(anna.post("/incidents", {"playbook": payload, "title": payload}), "/incidents")
    _check(
        anna.post("/incidents", {"playbook": "incident-gebedshuis", "title": payload * 40, "exercise": payload}),
        "/incidents",
    )
    _check(anna.does(board, "notes.add", text=payload, once=payload), "once")
    _check(anna.does(board, "notes.add", text="x", occurred_at=payload, occurred_at__season=payload), "occurred_at")
    _check(anna.get("/" + payload.replace("/", "").replace("\u2028", "").replace("?", "")), "a page that is not there")


def test_a_device_with_a_strange_name(house: House):
    for payload in PAYLOADS[:9]:
        agent = {"User-Agent": payload.encode("ascii", "ignore").decode(), "Sec-Fetch-Site": "same-origin"}
        house.visitor().post("/login", {"email": ANNA.email, "password": ANNA.password}, headers=agent)
    page = house.visitor(ANNA).get("/account")
    assert "pwned" in page.text
    is_harmless(page.text, "/account")
