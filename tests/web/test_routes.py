"""Who gets what answer where; what holds for every answer."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from tests.cast import ANNA, BRAM, CAST, CELIK, DIRK, EVA, Board, Player
from tests.server import until
from tests.web.acts import BY_HAND, fitting, known
from tests.web.conftest import HOST, House
from tests.web.places import furnish, pages, rules

FIVE = {"anna": ANNA, "bram": BRAM, "celik": CELIK, "dirk": DIRK, "eva": EVA, "nobody": None}
#: What Anna, Bram, Celik, Dirk, Eva and somebody who is not signed in get when they look.
LOOKING = {
    "/": (200, 200, 200, 200, 200, 303),
    "/login": (303, 303, 303, 303, 303, 200),
    "/account": (200, 200, 200, 200, 200, 303),
    **dict.fromkeys(
        (
            "/directory",
            "/directory/allies",
            "/directory/changes",
            "/directory/functions.csv",
            "/directory/functions/<int:function>",
            "/directory/import",
            "/directory/organisations/<int:organisation>",
            "/directory/organisations/<int:organisation>/functions/new",
            "/directory/organisations/new",
            "/directory/readiness",
        ),
        (200, 403, 403, 403, 403, 303),
    ),
    # Every colleague may prepare; who looks after the playbooks decides on what is proposed.
    "/playbooks": (200, 200, 200, 200, 200, 303),
    "/playbooks/<name>": (200, 200, 200, 200, 200, 303),
    "/playbooks/<name>.pdf": (200, 200, 200, 200, 200, 303),
    "/playbooks/<name>/ahead": (200, 200, 200, 200, 200, 303),
    "/playbooks/<name>/proposals": (200, 403, 403, 403, 403, 303),
    "/incidents/new": (200, 403, 403, 403, 403, 303),
    # Who watches for the mayor begins on the status page.
    "/incidents/<int:id>": (200, 200, 200, 303, 404, 303),
    "/incidents/<int:id>/status": (200, 200, 200, 200, 404, 303),
    "/incidents/<int:id>/tension": (200, 200, 200, 200, 404, 303),
    "/incidents/<int:id>/timeline": (200, 200, 200, 200, 404, 303),
    "/incidents/<int:id>/changes": (200, 200, 200, 200, 404, 303),
    "/incidents/<int:id>/log": (200, 200, 200, 200, 404, 303),
    "/incidents/<int:id>/team": (200, 200, 200, 200, 404, 303),
    "/incidents/<int:id>/playbook": (200, 200, 200, 200, 404, 303),
    # The playbook of this board is in no library, and it is no exercise.
    "/incidents/<int:id>/playbook/adopt": (404, 403, 403, 403, 404, 303),
    "/incidents/<int:id>/exercise": (404, 404, 404, 404, 404, 303),
    "/incidents/<int:id>/debrief": (404, 404, 404, 404, 404, 303),
    "/incidents/<int:id>/phones": (200, 404, 404, 404, 404, 303),
    "/incidents/<int:id>/guests": (200, 403, 403, 403, 404, 303),
    "/incidents/<int:id>/guests/<int:number>/link": (303, 403, 403, 403, 404, 303),
    "/incidents/<int:id>/paper": (200, 200, 200, 404, 404, 303),
    "/oproep/<token>": (404, 404, 404, 404, 404, 404),
    "/gast/<token>": (404, 404, 404, 404, 404, 404),
    "/scherm/<token>": (404, 404, 404, 404, 404, 404),
    "/scherm/<token>/stand": (404, 404, 404, 404, 404, 404),
    "/incidents/<int:id>/outbox": (200, 404, 404, 404, 404, 303),
    "/klopt/<token>": (404, 404, 404, 404, 404, 404),
    "/incidents/<int:id>/meetings": (200, 200, 200, 200, 404, 303),
    "/incidents/<int:id>/communications": (200, 200, 200, 200, 404, 303),
    "/incidents/<int:id>/communications/<int:number>.docx": (200, 200, 200, 200, 404, 303),
    "/incidents/<int:id>/communications/<int:number>/attachments/<digest>": (200, 200, 200, 200, 404, 303),
    "/incidents/<int:id>/public": (200, 200, 200, 200, 404, 303),
    "/incidents/<int:id>/dialogues": (200, 200, 200, 200, 404, 303),
    "/incidents/<int:id>/assessment": (200, 200, 200, 200, 404, 303),
    "/incidents/<int:id>/listening": (200, 200, 200, 200, 404, 303),
    "/incidents/<int:id>/questions/sheet": (200, 200, 200, 200, 404, 303),
    "/incidents/<int:id>/sitraps": (200, 200, 200, 200, 404, 303),
    "/incidents/<int:id>/sitraps/<int:number>.pdf": (200, 200, 200, 404, 404, 303),
    "/incidents/<int:id>/calendar/<int:number>.ics": (200, 200, 200, 404, 404, 303),
    "/incidents/<int:id>/entries/<int:seq>": (200, 200, 200, 404, 404, 303),
    "/incidents/<int:id>/things/<int:number>": (200, 200, 200, 404, 404, 303),
    "/incidents/<int:id>/<module>/<verb>": (200, 200, 200, 403, 404, 303),
    "/incidents/<int:id>/log.jsonl": (200, 200, 200, 200, 404, 303),
    "/incidents/<int:id>/sheets/<name>.csv": (200, 200, 200, 200, 404, 303),
    "/incidents/<int:id>/exports": (200, 200, 200, 200, 404, 303),
    "/incidents/<int:id>/exports/<token>": (404, 404, 404, 404, 404, 303),
    "/incidents/<int:id>/exports/<token>/log.pdf": (404, 404, 404, 404, 404, 303),
    "/static/<path:filename>": (200, 200, 200, 200, 200, 200),
}
#: What somebody else than the team may do.
MAY = {("dirk", "communications.approve_by_phone")}
SENDING = {
    "/oproep/<token>": (404, 404, 404, 404, 404, 404),
    "/gast/<token>": (404, 404, 404, 404, 404, 404),
    "/incidents/<int:id>/guests/<int:number>/link": (409, 403, 403, 403, 404, 401),
    "/klopt/<token>": (404, 404, 404, 404, 404, 404),
    "/playbooks/<name>/proposals/<int(max=2147483647):number>": (404, 403, 403, 403, 403, 401),
    "/incidents/<int:id>/playbook/adopt": (404, 403, 403, 403, 404, 401),
    "/incidents/<int:id>/exercise/start": (404, 404, 404, 404, 404, 401),
    "/directory/allies": (422, 403, 403, 403, 403, 401),
    "/directory/allies/lists": (404, 403, 403, 403, 403, 401),
    "/directory/allies/retire": (404, 403, 403, 403, 403, 401),
    "/directory/functions/<int:function>": (303, 403, 403, 403, 403, 401),
    "/directory/functions/<int:function>/checked": (303, 403, 403, 403, 403, 401),
    "/directory/functions/<int:function>/standby": (422, 403, 403, 403, 403, 401),
    "/directory/functions/<int:function>/standby/remove": (404, 403, 403, 403, 403, 401),
    "/directory/functions/<int:function>/retire": (303, 403, 403, 403, 403, 401),
    "/directory/import": (422, 403, 403, 403, 403, 401),
    "/directory/organisations": (422, 403, 403, 403, 403, 401),
    "/directory/organisations/<int:organisation>": (422, 403, 403, 403, 403, 401),
    "/directory/organisations/<int:organisation>/functions": (422, 403, 403, 403, 403, 401),
    "/directory/organisations/<int:organisation>/retire": (303, 403, 403, 403, 403, 401),
    "/login": (401, 401, 401, 401, 401, 401),
    "/logout": (303, 303, 303, 303, 303, 303),
    "/account/revoke": (303, 303, 303, 303, 303, 401),
    # Who gets notices says how often; here nothing was chosen.
    "/account/notices": (422, 422, 404, 422, 404, 401),
    "/incidents": (404, 404, 404, 404, 404, 401),
    "/incidents/<int:id>/communications/<int:number>/attachments": (422, 422, 422, 403, 404, 401),
    "/incidents/<int:id>/exports": (303, 303, 303, 303, 404, 401),
    "/incidents/<int:id>/seen": (204, 204, 204, 204, 404, 401),
    "/incidents/<int:id>/<module>/<verb>": (303, 303, 303, 403, 404, 401),
}
#: What is only of now; and what this board has not: it is no exercise, and its playbook is in no library.
NOT_THEN = (
    *("/changes", "<verb>", ".ics", ".docx", "/phones", "/guests", "/link", "/outbox"),
    *("/playbook/adopt", "/exercise", "/debrief"),
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def test_the_tables_name_every_route(house: House):
    assert set(LOOKING) == set(rules(house.app, "GET"))
    assert set(SENDING) == set(rules(house.app, "POST"))


def test_looking_at_every_route(house: House, board: Board):
    there = furnish(board)
    for rule, expected in LOOKING.items():
        found = [house.visitor(one).get(there.fill(rule)).status_code for one in FIVE.values()]
        assert dict(zip(FIVE, found, strict=True)) == dict(zip(FIVE, expected, strict=True)), rule


def test_sending_to_every_route(house: House, board: Board):
    there = furnish(board)
    for rule, expected in SENDING.items():
        address = there.fill(rule).split("?")[0]
        sent = {"task": there.task, "details": "Aan de overkant van het plein."}
        found = [house.visitor(one).post(address, sent).status_code for one in FIVE.values()]
        assert dict(zip(FIVE, found, strict=True)) == dict(zip(FIVE, expected, strict=True)), rule


@pytest.mark.parametrize("act", sorted(BY_HAND))
def test_every_act_by_each_of_the_five(house: House, board: Board, act: str):
    given = fitting(board, act)
    before = board.incident.seq
    refused = [name for name in ("nobody", "eva", "dirk") if (name, act) not in MAY]
    for name in refused:
        answer = house.visitor(FIVE[name]).does(board, act, **given)
        assert answer.status_code == {"nobody": 401, "eva": 404, "dirk": 403}[name], name
    assert board.incident.seq == before
    assert house.visitor(ANNA).does(board, act, **given).status_code == 303
    assert board.incident.seq > before


def test_there_is_input_for_every_act():
    assert known() == BY_HAND


@pytest.mark.parametrize("player", [None, *CAST[:5]])
def test_unknown_and_forbidden_look_the_same(house: House, board: Board, player: Player | None):
    other = house.ledger.open(ANNA.credential, board.incident.playbook, "Van een ander").incident.id
    visitor = house.visitor(player)
    hidden, unknown = (other if player is not ANNA else 998), 999
    for path in ("", "/log", "/team", "/playbook", "/changes?since=1", "/entries/1", "/things/4", "/tasks/add"):
        one, two = (visitor.get(f"/incidents/{id}{path}") for id in (hidden, unknown))
        if player is DIRK:  # the mayor's office may open every incident
            assert two.status_code == 404
            continue
        assert (one.status_code, _neutral(one, hidden)) == (two.status_code, _neutral(two, unknown)), path
        one, two = (visitor.post(f"/incidents/{id}{path.split('?')[0]}", {"seq": "1"}) for id in (hidden, unknown))
        assert (one.status_code, _neutral(one, hidden)) == (two.status_code, _neutral(two, unknown)), path
    one, two = (visitor.post(f"/incidents/{id}/seen", {"seq": "1"}).status_code for id in (hidden, unknown))
    assert player is DIRK or one == two


@pytest.mark.parametrize("number", ["0", "2147483648", "9" * 20, "9" * 400])
def test_absurd_numbers_are_not_found(house: House, board: Board, number: str):
    anna, base = house.visitor(ANNA), f"/incidents/{board.id}"
    for path in (f"/incidents/{number}", f"{base}/entries/{number}", f"{base}/things/{number}", f"{base}?at={number}"):
        assert anna.get(path).status_code == 404, path
    assert anna.get(f"{base}/tasks/change?task={number}").status_code == 404
    assert anna.does(board, "tasks.claim", task=number).status_code in (404, 422)
    assert anna.post(f"/incidents/{number}/seen", {"seq": "1"}).status_code == 404
    assert anna.post(f"/incidents/{number}/tasks/add", {"title": "x"}).status_code == 404
    assert anna.does(board, "team.assign", person=number, role="chair").status_code == 422


@pytest.mark.parametrize("odd", ["²", "\u0663", "-1", "1e3", "0x1", " ", "\0", "9" * 5000, "anna@", "@"])
def test_odd_numbers_are_said_to_be_wrong(house: House, board: Board, odd: str):
    anna = house.visitor(ANNA)
    assert anna.does(board, "team.assign", person=odd, role="chair").status_code == 422
    assert anna.does(board, "tasks.claim", task=odd).status_code in (404, 422)
    if odd.strip():
        answer = anna.does(board, "phases.enter", phase="onrust", reason="Groepen op straat.", met=odd)
        assert answer.status_code in (409, 422)
    assert anna.get(f"/incidents/{board.id}/log", query_string={"who": odd, "before": odd}).status_code == 200
    assert anna.get(f"/incidents/{board.id}", query_string={"at": odd}).status_code in (200, 404)


def test_every_answer_has_its_headers(house: House, board: Board):
    there = furnish(board)
    addresses = [*pages(house.app, there), "/nergens", "/static/nergens.js", f"/incidents/{board.id}/entries/9999"]
    for player in (ANNA, EVA, None):
        visitor = house.visitor(player)
        for address in addresses:
            _has_headers(visitor.get(address), address)
        for rule in rules(house.app, "POST"):
            address = there.fill(rule).split("?")[0]
            _has_headers(visitor.client.post(address, base_url=HOST, buffered=True), f"POST {address} from elsewhere")
            if rule != "/logout":
                _has_headers(visitor.post(address), f"POST {address}")
        for method in ("PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "HEAD"):
            _has_headers(visitor.client.open("/", method=method, base_url=HOST, buffered=True), method)


def _has_headers(answer: TestResponse, where: str) -> None:
    assert answer.status_code < 500, where
    for name, value in HEADERS.items():
        assert answer.headers.get(name) == value, f"{where}: {name}"
    policy = answer.headers["Content-Security-Policy"]
    if "/attachments/" in where and answer.status_code == 200:
        assert (policy, answer.headers["Cache-Control"]) == ("sandbox; default-src 'none'", "no-store")
        return
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'", where
    assert rules["form-action"] == rules["connect-src"] == rules["style-src"] == "'self'", where
    assert re.fullmatch(r"'nonce-[\w-]{20,}' 'strict-dynamic'", rules["script-src"]), where
    assert rules["require-trusted-types-for"] == "'script'", where
    assert "unsafe" not in policy, where
    cached = answer.headers["Cache-Control"]
    assert cached == ("public, max-age=31536000, immutable" if "css/fundament.css" in where else "no-store"), where
    assert "Strict-Transport-Security" not in answer.headers, where


def test_over_https_everything_insists_on_it(make_house: Callable[..., House]):
    house = make_house(CRISIS_PUBLIC_URL="https://bord.voorbeeld.nl")
    where = {"base_url": "https://bord.voorbeeld.nl", "headers": {"Origin": "https://bord.voorbeeld.nl"}}
    client = house.app.test_client()
    form = {"email": ANNA.email, "password": ANNA.password}
    answer = client.post("/login", data=form, **{**where, "headers": {"Sec-Fetch-Site": "same-origin"}})
    assert answer.status_code == 303
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-sid=")
    for flag in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert flag in cookie
    assert "Domain" not in cookie
    for path in ("/", "/login", "/nergens", "/static/css/fundament.css"):
        assert (
            client.get(path, buffered=True, **where).headers["Strict-Transport-Security"].startswith("max-age=31536000")
        )


def test_each_page_has_its_own_nonce(house: House):
    visitor = house.visitor(ANNA)
    found = [re.search(r"'nonce-([^']+)'", visitor.get("/").headers["Content-Security-Policy"])[1] for _ in range(5)]
    assert len(set(found)) == 5
    page = visitor.get("/")
    nonce = re.search(r"'nonce-([^']+)'", page.headers["Content-Security-Policy"])[1]
    scripts = re.findall(r"<script[^>]*>", page.text)
    assert len(scripts) >= 5
    assert all(f'nonce="{nonce}"' in script for script in scripts)


def test_looking_changes_nothing(house: House, board: Board):
    there = furnish(board)
    visitors = [house.visitor(player) for player in FIVE.values()]
    before = house.rows()
    for _ in range(2):
        for visitor in visitors:
            for address in pages(house.app, there):
                visitor.get(address)
                visitor.client.head(address, base_url=HOST, buffered=True)
    assert house.rows() == before
    visitors[0].does(board, "notes.add", text="Dit verandert wel iets.")
    assert house.rows() != before


def test_the_past_has_no_forms_and_says_so(house: House, board: Board):
    there = furnish(board)
    then = board.incident.seq
    board.adds_task(title="Van na dat moment")
    board.writes(text="Ook van na dat moment")
    board.does(ANNA, "phases.enter", phase="onrust", reason="Later is het onrustig geworden.")
    visitor = house.visitor(ANNA)
    for rule in rules(house.app, "GET"):
        if (
            not rule.startswith("/incidents/<int:id>")
            or rule.endswith(NOT_THEN)
            or "<token>" in rule
            or "<digest>" in rule
        ):
            continue
        answer = visitor.get(there.fill(rule), query_string={"at": then})
        assert answer.status_code == 200, rule
        assert "Van na dat moment" not in answer.text, rule
        if answer.mimetype != "text/html":
            continue
        assert "Dit is het verleden" in answer.text, rule
        assert "Terug naar nu" in answer.text, rule
        forms = re.findall(r'<form[^>]*method="post"[^>]*action="([^"]*)"', answer.text)
        assert forms == ([there.fill(rule)] if rule.endswith("/exports") else []), rule
        assert "formaction" not in answer.text, rule
        assert "Later is het onrustig" not in answer.text, rule
        inside = re.findall(rf'href="(/incidents/{board.id}[^"]*)"', answer.text)
        left = [link for link in inside if "at=" not in link]
        assert set(left) <= {there.fill(rule)}, f"{rule}: links leave the past: {left}"
    for form in ("tasks/add", f"tasks/change?task={there.task}", "notes/add"):
        mark = "&" if "?" in form else "?"
        assert visitor.get(f"/incidents/{board.id}/{form}{mark}at={then}").status_code == 404


def test_a_pdf_is_for_who_asked_for_it(house: House, board: Board):
    anna, bram = house.visitor(ANNA), house.visitor(BRAM)
    place = bram.post(f"/incidents/{board.id}/exports").headers["Location"]
    until(lambda: "Download" in bram.get(place).text)
    assert bram.get(f"{place}/log.pdf").data == b"%PDF-1.7"
    for other in (anna, house.visitor(EVA)):
        assert other.get(place).status_code == other.get(f"{place}/log.pdf").status_code == 404
    assert house.visitor().get(f"{place}/log.pdf").status_code == 303
    elsewhere = house.board()
    assert bram.get(f"{place}/log.pdf".replace(f"/{board.id}/", f"/{elsewhere.id}/")).status_code == 404
    board.does(ANNA, "team.release", person=BRAM.id, role="spokesperson")
    assert bram.get(f"{place}/log.pdf").status_code == 404


def test_the_past_holds_only_what_was_known(house: House, board: Board):
    for seq in range(1, board.incident.seq + 1):
        answer = house.visitor(BRAM).get(f"/incidents/{board.id}?at={seq}")
        assert answer.status_code == 200
        assert f'data-seq="{seq}"' in answer.text
    for wrong in ("0", "-1", str(board.incident.seq + 1), "nu", "1.5", ""):
        assert house.visitor(BRAM).get(f"/incidents/{board.id}?at={wrong}").status_code == 404, wrong


def _neutral(answer: TestResponse, id: int) -> str:
    text = answer.text + answer.headers.get("Location", "")
    return re.sub(r'nonce="[^"]*"|value="[\w-]{20,}"', "", text).replace(f"/{id}", "/N").replace(f"%2F{id}", "%2FN")
