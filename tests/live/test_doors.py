"""Who may open a socket at all: decided before the upgrade, for polling and for WebSocket alike."""

from __future__ import annotations

import contextlib
import threading
import time

import pytest
import requests
import websocket

from tests.cast import ANNA, BRAM, EVA, Board
from tests.live.raw import PATH, answers, dial, ended, hang_up, line
from tests.server import Product, screens, until

POLLING = "/socket.io/?EIO=4&transport=polling"


def polls(product: Product, cookie: dict[str, str] | None, path: str = POLLING, **headers: str) -> requests.Response:
    return requests.get(product.url + path, cookies=cookie, headers=headers, timeout=5)


def refused(product: Product, cookie: dict[str, str] | None, **options: object) -> int:
    """The status with which a WebSocket is refused; 101 when it is not."""
    try:
        hang_up(dial(product, cookie, **options))
    except websocket.WebSocketBadStatusException as error:
        return error.status_code
    return 101


def opened(product: Product, cookie: dict[str, str], path: str, made: list[websocket.WebSocket]) -> int | None:
    """Open one more; gives the status when that was refused."""
    try:
        made.append(dial(product, cookie, path=path))
    except websocket.WebSocketBadStatusException as error:
        return error.status_code
    return None


ORIGINS = [
    ("own", True), ("http://127.0.0.1:{port}", True), ("http://localhost:{port}", True),
    (None, False), ("null", False), ("", False), ("http://kwaad.example", False), ("https://127.0.0.1:{port}", False),
    ("http://127.0.0.1", False), ("http://127.0.0.1:1", False), ("http://127.0.0.1:{port}.kwaad.example", False),
    ("http://kwaad.127.0.0.1:{port}", False), ("HTTP://127.0.0.1:{port}", False), ("http://127.0.0.1:{port}.", False),
    ("http://127.0.0.1:{port}/", False), ("http://LOCALHOST:{port}", False), ("file://", False), ("*", False),
]  # fmt: skip


@pytest.mark.parametrize(("origin", "welcome"), ORIGINS)
def test_origins(product: Product, origin: str | None, welcome: bool):
    given = origin and (product.url if origin == "own" else origin.format(port=product.port))
    cookie = product.cookie(ANNA)
    assert refused(product, cookie, origin=given) == (101 if welcome else 403)
    headers = {} if given is None else {"Origin": given}
    answer = polls(product, cookie, **headers)
    assert answer.status_code == (200 if welcome or given is None else 403)
    if not welcome:
        assert "Access-Control-Allow-Origin" not in answer.headers
    asked = requests.options(
        product.url + POLLING, headers={**headers, "Access-Control-Request-Method": "GET"}, timeout=5
    )
    assert asked.status_code in (401, 403, 405)
    assert asked.headers.get("Access-Control-Allow-Origin") in (None, given if welcome else None)


@pytest.mark.parametrize("site", ["same-site", "cross-site", "none"])
def test_another_site_cannot_even_begin(product: Product, site: str):
    cookie = product.cookie(ANNA)
    assert polls(product, cookie, **{"Sec-Fetch-Site": site}).status_code == 403
    assert refused(product, cookie, header={"Sec-Fetch-Site": site}) == 403
    assert polls(product, cookie, **{"Sec-Fetch-Site": "same-origin"}).status_code == 200


def test_an_answer_cannot_be_read_as_a_script(product: Product):
    answer = polls(product, product.cookie(ANNA), path=f"{POLLING}&j=0")
    assert answer.status_code >= 400 or "___eio" not in answer.text


@pytest.mark.parametrize("headers", [{"Host": "kwaad.example"}, {"Host": "127.0.0.1"}, {"Host": "localhost:1"}])
def test_hosts(product: Product, headers: dict[str, str]):
    assert polls(product, product.cookie(ANNA), **headers).status_code == 421
    assert refused(product, product.cookie(ANNA), host=headers["Host"]) == 421


def test_a_forwarded_host_is_not_believed(product: Product):
    lies = {"Origin": "http://kwaad.example", "X-Forwarded-Host": "kwaad.example", "X-Forwarded-Proto": "http"}
    assert polls(product, product.cookie(ANNA), **lies).status_code == 403


def test_headers_on_every_answer(product: Product):
    for answer in (
        polls(product, product.cookie(ANNA)),
        polls(product, None),
        polls(product, product.cookie(ANNA), Origin="http://kwaad.example"),
        polls(product, product.cookie(ANNA), path="/socket.io/?EIO=4&transport=polling&sid=bestaatniet"),
        polls(product, product.cookie(ANNA), path="/socket.io/"),
    ):
        assert answer.headers["Cache-Control"] == "no-store", answer.status_code
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("cookie", [None, {"sid": ""}, {"sid": "verzonnen"}, {"SID": "x"}, {"sid": "x" * 3000}])
def test_anonymous(product: Product, cookie: dict[str, str] | None):
    assert refused(product, cookie) == 401
    assert polls(product, cookie).status_code == 401
    assert polls(product, cookie, path="/socket.io/?EIO=4&transport=polling&sid=abc").status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "/socket.io",
        "/socket.io/",
        "/socket.io/?EIO=4",
        "/%73ocket.io/?EIO=4&transport=websocket",
        "//socket.io/?EIO=4&transport=websocket",
        "/socket.io/x?EIO=4&transport=websocket",
    ],
)
def test_no_way_around(product: Product, path: str):
    assert refused(product, None, path=path) in (400, 401, 403, 404, 308)
    assert refused(product, product.cookie(ANNA), path=path, origin="http://kwaad.example") in (400, 401, 403, 404, 308)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD", "TRACE"])
def test_other_methods(product: Product, method: str):
    answer = requests.request(method, product.url + POLLING, cookies=product.cookie(ANNA), timeout=5)
    assert answer.status_code in (403, 405)


def test_many_anonymous_sockets_do_not_block_the_pages(product: Product):
    with contextlib.ExitStack() as stack:
        stop = threading.Event()

        def knock() -> None:
            while not stop.is_set():
                refused(product, None)

        threads = [threading.Thread(target=knock) for _ in range(8)]
        for thread in threads:
            thread.start()
        stack.callback(lambda: [thread.join() for thread in threads])
        stack.callback(stop.set)
        worst = 0.0
        for _ in range(10):
            start = time.monotonic()
            assert requests.get(f"{product.url}/login", timeout=5).status_code == 200
            worst = max(worst, time.monotonic() - start)
    assert worst < 2


def test_a_revoked_session_loses_its_socket_and_cannot_come_back(product: Product, board: Board):
    cookie = product.cookie(BRAM)
    socket = dial(product, cookie)
    socket.recv()
    socket.send("40")
    socket.recv()
    socket.send(f'421["watch",{{"incident":{board.id}}}]')
    assert refused(product, cookie) == 101
    product.browse(None).post(f"{product.url}/logout", cookies=cookie, timeout=5)
    assert refused(product, cookie) == 401
    assert polls(product, cookie).status_code == 401
    assert ended(socket, 15)
    hang_up(socket)


def test_who_stops_polling_does_not_keep_others_in(product: Product, board: Board):
    """A revoked screen that no longer polls may not hold up the ending of other screens."""
    with product.browse(EVA) as gone, screens(product) as screen:
        board.does(ANNA, "team.assign", person=EVA.id, role="observer")
        bram = screen(BRAM, board.id)
        opened = gone.get(product.url + POLLING, timeout=5)
        path = f"{product.url}{POLLING}&sid=" + opened.text.split('"sid":"')[1].split('"')[0]
        assert gone.post(path, data="40", timeout=5).status_code == 200
        assert gone.get(path, timeout=5).text.startswith("40")
        assert gone.post(path, data=f'421["watch",{{"incident":{board.id}}}]', timeout=5).status_code == 200
        until(lambda: "Eva" in repr(bram.all("presence")))
        product.end_sessions(EVA)
        time.sleep(6)
        product.end_sessions(BRAM)
        until(lambda: not bram.open, 15, "nobody is shown out any more")


def test_a_socket_that_joins_nothing_is_ended(product: Product):
    with line(product, ANNA, join=False) as silent, line(product, ANNA) as idle:
        start = time.monotonic()
        assert ended(silent, 30)
        assert ended(idle, 30)
        assert time.monotonic() - start < 30


def test_leaving_without_closing_does_not_let_one_in_again(product: Product, board: Board):
    """`41` leaves, `40` joins again: the session is looked up each time."""
    cookie = product.cookie(EVA)
    socket = dial(product, cookie)
    socket.recv()
    socket.send("40")
    assert socket.recv().startswith("40")
    socket.send("41")
    product.end_sessions(EVA)
    socket.send("40")
    socket.settimeout(5)
    with contextlib.suppress(OSError, websocket.WebSocketException):
        while got := socket.recv():
            assert not got.startswith("40"), "joined without a session"
            if got.startswith("44"):
                break
    hang_up(socket)


@pytest.mark.parametrize("trick", ["", "&xsid=1", "&a=sid=", "&SID=1", "&sid=", "&sid=&sid="])
def test_a_session_holds_ten_sockets_and_no_more(product: Product, trick: str):
    cookie = product.cookie(BRAM)
    made: list[websocket.WebSocket] = []
    try:
        until(lambda: refused(product, cookie) == 101, 10)
        for _ in range(14):
            if status := opened(product, cookie, PATH + trick, made):
                assert status == 429
                break
            made[-1].recv()
            made[-1].send("40")
            assert made[-1].recv().startswith("40")
        assert len(made) == 10
        assert polls(product, cookie).status_code == 429
        assert refused(product, product.cookie(ANNA)) == 101, "somebody else still may"
        assert all(answers(socket) for socket in made)
    finally:
        for socket in made:
            hang_up(socket)
    until(lambda: refused(product, cookie) == 101, 10, "the places come free again")


def test_sockets_that_join_nothing_count_as_well(product: Product):
    cookie = product.cookie(BRAM)
    made: list[websocket.WebSocket] = []
    try:
        statuses = (opened(product, cookie, PATH, made) for _ in range(80))
        assert next(filter(None, statuses)) == 429
        assert refused(product, product.cookie(ANNA)) == 101, "somebody else still may"
    finally:
        for socket in made:
            hang_up(socket)
