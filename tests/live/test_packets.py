"""What a browser of ours never sends: it must leave no traceback, hold no memory and hang no connection."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import requests
import websocket

from crisis.live.packets import LimitedSocket
from tests.cast import ANNA, BRAM, Board
from tests.live.raw import answers, dial, ended, fragment, hang_up, line
from tests.server import Product, Screen, until

#: Each is sent on a joined socket of somebody who is signed in. Afterwards the connection either still answers,
#: or has been ended. Source: recipes/reliability/t_malformed.py, with our own event names.
MALFORMED: dict[str, list[str | bytes]] = {
    "an empty event": ["421[]"],
    "an event that is an object": ['421{"a":1}'],
    "an event that is text": ['421"watch"'],
    "an event that is a number": ["4215"],
    "no event": ["42"],
    "an event without a name": ['421[{"a":1},2]'],
    "an event named by a list": ['421[["x"],2]'],
    "an unknown event": ['421["nosuch",1]'],
    "connect by name": ['421["connect",{}]'],
    "connect by name with a role": ['421["connect",{"x":1},{"role":"admin"}]'],
    "disconnect by name": ['421["disconnect","x"]'],
    "message by name": ['421["message","x"]'],
    "an inner name": ['421["__disconnect_final",1]'],
    "too many arguments": ['421["watch",1,2,3]'],
    "the wrong type": [
        '421["watch",5]', '422["watch","x"]', '423["watch",null]', '424["watch",[1]]', '425["watch",true]'
    ],
    "a missing key": ['421["watch",{}]'],
    "a wrong number": [
        '421["watch",{"incident":"1"}]', '422["watch",{"incident":1.5}]', '423["watch",{"incident":true}]'
    ],
    "a huge number": ['421["watch",{"incident":9999999999999999999999}]', '422["watch",{"incident":-1}]'],
    "an odd thing": ['421["editing",{"thing":1e999}]', '422["editing",{"thing":[]}]', '423["editing",{"thing":-5}]'],
    "a huge thing": ['421["editing",{"thing":' + "9" * 300 + "}]"],
    "not a number": ['421["idle",NaN]'],
    "infinity": ['421["idle",1e999]', '422["idle",-Infinity]'],
    "an integer of 5000 digits": ['421["idle",' + "9" * 5000 + "]"],
    "deep nesting": ['421["idle",' + "[" * 30_000 + "]" * 30_000 + "]"],
    "nesting beyond the cap": ['421["idle",' + "[" * 100_000 + "]" * 100_000 + "]"],
    "half an event": ['421["idle",'],
    "a key twice": ['421["watch",{"incident":1,"incident":2}]'],
    "half a character": ['421["idle","\\ud800"]'],
    "a nul": ['421["idle","\\u0000"]'],
    "a prototype": ['421["idle",{"__proto__":{"x":1}}]'],
    "another namespace": ['42/admin,1["watch",1]'],
    "joining another namespace": ["40/admin,"],
    "joining with a body": ['40{"token":"x"}', "40[1]", "40x"],
    "an answer nobody asked for": ["430[1]", "43[]", "43x"],
    "an answer with a huge number": ["43" + "9" * 99 + "[1]"],
    "a number of 150 digits": ["42" + "1" * 150 + '["idle",1]'],
    "an error": ["44{}", '44"x"'],
    "a packet of kind 7": ["47", "48", "49"],
    "a packet of no kind": ["4x", "4", "4\u00e9", "4-1"],
    "a frame of kind 9": ["9", "8", "7x"],
    "an empty frame": [""],
    "bad base64": ["b!!!", "b", "bAAAA"],
    "binary": [b"\x00\x01", b"", b"\xff" * 1000],
    "a binary event": ['451-1["idle",{"_placeholder":true,"num":7}]', b"abc"],
    "a binary event by text": ['451-1["idle",{"_placeholder":true,"num":"x"}]', b"abc"],
    "a binary event done right": ['451-1["idle",{"_placeholder":true,"num":0}]', b"abc"],
    "a binary event without attachments": ['450-1["idle",1]'],
    "text in the middle of a binary event": ['455-1["idle",1]', '421["idle",1]'],
    "billions of attachments": ['459999999999-1["idle",1]', '459999999999-["idle",1]'],
    "a binary answer": ['461-1[{"_placeholder":true,"num":0}]', b"abc"],
    "joining 500 times": ["40"] * 500,
    "leaving and joining": ["41", "40"] * 5,
    "a ping": ["2", "2probe", "3", "3probe", "5", "6"],
    "a closing": ["1"],
    "an opening": ['0{"sid":"x"}'],
    "forty bad ones": ["42x"] * 40,
    "control characters": ["42\x00\x01[]", "\x00", "4\r\n2"],
}  # fmt: skip


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed(product: Product, name: str):
    before = len(product.log)
    with line(product, ANNA) as connection:
        with contextlib.suppress(OSError, websocket.WebSocketException):
            for message in MALFORMED[name]:
                connection.send_binary(message) if isinstance(message, bytes) else connection.send(message)
        connection.settimeout(3)
        fine = answers(connection)
        assert fine or ended(connection, 3), "neither answers nor is closed: wedged"
    grown = product.log[before:]
    assert "Traceback" not in grown, grown[-1500:]
    assert len(grown) < 200 * len(MALFORMED[name]) + 200, grown[-1500:]
    with line(product, BRAM) as other:
        assert answers(other), "somebody else is bothered"


def test_malformed_while_not_joined(product: Product):
    before = len(product.log)
    for name, messages in MALFORMED.items():
        connection = dial(product, product.cookie(ANNA))
        connection.recv()
        with contextlib.suppress(OSError, websocket.WebSocketException):
            for message in messages[:5]:
                connection.send_binary(message) if isinstance(message, bytes) else connection.send(message)
        hang_up(connection)
        assert "Traceback" not in product.log[before:], (name, product.log[before:][-1500:])


BODIES = [
    "",
    "x",
    "9",
    "4",
    "\x1e",
    "\x1e" * 20,
    "40\x1e" * 20,
    "bAAAA",
    "42" + "x" * 70_000,
    "\x00",
    "\ufeff",
    "2\x1e2",
]


@pytest.mark.parametrize("body", BODIES, ids=lambda body: repr(body[:6]))
def test_malformed_by_polling(product: Product, body: str):
    """Each is answered at once: a thread that waits for somebody who does not poll waits for ever."""
    before = len(product.log)
    with product.browse(ANNA) as session:
        path = polling(product, session)
        assert session.post(path, data=body.encode(), timeout=3).status_code in (200, 400, 413)
        assert session.post(path, data=b"\xff\xfe\x80", timeout=3).status_code in (200, 400)
    grown = product.log[before:]
    assert "Traceback" not in grown, grown[-1500:]
    assert len(grown) < 1000, grown[-1500:]


QUERIES = [
    "EIO=3&transport=polling",
    "EIO=x&transport=polling",
    "transport=polling",
    "EIO=4&transport=x",
    "EIO=4",
    "%ff=%fe",
    "EIO=4&transport=polling&sid=",
    "EIO=4&transport=polling&sid=x&sid=y",
    "EIO=4&transport=websocket",
]


def test_malformed_addresses(product: Product):
    before = len(product.log)
    with product.browse(ANNA) as session:
        for query in QUERIES:
            assert session.get(f"{product.url}/socket.io/?{query}", timeout=3).status_code in (200, 400, 404), query
    assert "Traceback" not in product.log[before:], product.log[before:][-1500:]


def polling(product: Product, session: requests.Session) -> str:
    """The address of a new polling connection."""
    opened = session.get(f"{product.url}/socket.io/?EIO=4&transport=polling", timeout=5)
    sid = opened.text.split('"sid":"')[1].split('"')[0]
    return f"{product.url}/socket.io/?EIO=4&transport=polling&sid={sid}"


def test_who_goes_on_with_bad_packets_is_ended(product: Product):
    with line(product, ANNA) as connection:
        with contextlib.suppress(OSError, websocket.WebSocketException):
            for _ in range(30):
                connection.send('421["nosuch",1]')
        assert ended(connection, 5)


def test_a_client_does_not_run_our_own_handlers(product: Product, board: Board, screen: Callable[..., Screen]):
    """`disconnect` by name would take Bram off the list of who is here; `connect` would add him twice."""
    watching = screen(ANNA, board.id)
    with line(product, BRAM) as connection:
        connection.send(f'421["watch",{{"incident":{board.id}}}]')
        until(lambda: any("Bram" in repr(one) for one in watching.all("presence")))
        watching.got.clear()
        connection.send('422["disconnect","client disconnect"]')
        connection.send('423["connect",{}]')
        assert answers(connection)
        time.sleep(0.3)
        assert not any("Bram" not in repr(one) for one in watching.all("presence"))


def test_oversized_fragments_are_cut_off_with_little_memory(product: Product):
    chunk = b"a" * 1_000_000
    for join in (True, False):
        with line(product, ANNA, join=join) as connection:
            before, sent = product.memory, 0
            with contextlib.suppress(OSError):
                connection.sock.sendall(fragment(False, 1, chunk))
                for _ in range(100):
                    connection.sock.sendall(fragment(False, 0, chunk))
                    sent += 1
            assert sent < 20, "it kept listening"
            assert ended(connection, 3)
            assert product.memory - before < 8_000_000
    with line(product, BRAM) as other:
        assert answers(other)


@pytest.mark.parametrize("size", [64 * 1024 + 1, 5_000_000])
def test_one_large_message_is_cut_off(product: Product, size: int):
    with line(product, ANNA) as connection:
        with contextlib.suppress(OSError, websocket.WebSocketException):
            connection.send('421["idle","' + "x" * size + '"]')
        assert ended(connection, 3)


def test_many_small_fragments_are_cut_off(product: Product):
    with line(product, ANNA) as connection:
        with contextlib.suppress(OSError):
            connection.sock.sendall(fragment(False, 1, b"42"))
            for _ in range(3000):
                connection.sock.sendall(fragment(False, 0, b"x" * 100))
        assert ended(connection, 3)


def test_polling_takes_no_large_body(product: Product):
    with product.browse(ANNA) as session:
        path, before = polling(product, session), product.memory
        with contextlib.suppress(requests.ConnectionError):
            assert session.post(path, data=b"4" * 30_000_000, timeout=5).status_code in (400, 413)
    assert product.memory - before < 8_000_000


def test_compression_is_refused(product: Product):
    asked = {"Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits"}
    connection = dial(product, product.cookie(ANNA), header=asked)
    try:
        assert "sec-websocket-extensions" not in {name.lower() for name in connection.getheaders()}
        assert connection.recv().startswith("0")
    finally:
        hang_up(connection)
    with product.browse(ANNA) as session:
        polled = session.get(f"{product.url}/socket.io/?EIO=4&transport=polling", timeout=5)
    assert "gzip" in polled.request.headers["Accept-Encoding"]
    assert "Content-Encoding" not in polled.headers


def test_who_stops_reading_is_cut_off_and_harms_nobody(product: Product, board: Board, screen: Callable[..., Screen]):
    reader = screen(BRAM, board.id)
    deaf = dial(product, product.cookie(ANNA), sockopt=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)])
    deaf.recv()
    deaf.send("40")
    deaf.recv()
    deaf.send(f'421["watch",{{"incident":{board.id}}}]')
    until(lambda: "Anna" in repr(reader.all("presence")))
    before, worst = product.memory, 0.0
    for number in range(60):
        start = time.monotonic()
        last = board.writes(text=f"Regel {number} " + "woord " * 320)
        if number % 5 == 0:
            reader.until(last, 3)
            worst = max(worst, time.monotonic() - start)
    reader.until(last, 5)
    assert worst < 2
    until(lambda: "Anna" not in repr(reader.all("presence")[-1]), 20, "the deaf one stays")
    assert product.memory - before < 60_000_000
    hang_up(deaf)


def test_who_says_too_much_is_ended(product: Product):
    with line(product, ANNA) as connection:
        with contextlib.suppress(OSError, websocket.WebSocketException):
            for number in range(200):
                connection.send(f'42{number}["idle",1]')
        assert ended(connection, 5)
    with line(product, BRAM) as other:
        assert answers(other), "somebody else is bothered"


def test_a_stream_that_is_gone_can_still_be_closed():
    """The descriptor may be closed under the writer, as the run of 27 November showed: no traceback, no second end."""
    ours, theirs = socket.socketpair()
    stream = object.__new__(LimitedSocket)
    stream.sock, stream.event, stream.connected = ours, threading.Event(), True
    stream.close_reason, stream.close_message = 1000, ""
    stream.ws = SimpleNamespace(send=lambda _: b"goodbye")
    ours.close()
    stream.close()
    assert not stream.connected
    assert stream.event.is_set()
    stream.close()
    theirs.close()
