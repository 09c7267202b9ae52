"""How fast one session may act. Counted here: the memory of the limiter for signing in is not made for many threads."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import Final

from werkzeug.exceptions import TooManyRequests

#: Acts per minute: faster than people and their outboxes work, slower than what makes others wait.
QUICKEST: Final = 3000
_guard: Final = threading.Lock()
_acts: Final[Counter[str]] = Counter()
_minute = [0]


def count(session: str) -> None:
    """Count an act of a session; raises TooManyRequests (429) when it hurries."""
    now = int(time.monotonic() // 60)
    with _guard:
        if now != _minute[0]:
            _minute[0] = now
            _acts.clear()
        _acts[session] += 1
        if _acts[session] > QUICKEST:
            raise TooManyRequests
