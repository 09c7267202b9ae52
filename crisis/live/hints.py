"""Between processes: 'something was committed', over Redis when there is one. Losing a hint loses nothing."""

from __future__ import annotations

import importlib
import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Final

_CHANNEL: Final = "crisis.appended"
_log: Final = logging.getLogger(__name__)


class Hints:
    """Passes the signal of one process on to the others, and wakes this one when another has something.

    Raises ImportError when the extra `redis` is not installed.
    """

    def __init__(self, url: str, wake: Callable[[], None]) -> None:
        library = importlib.import_module("redis")
        self._redis = library.Redis.from_url(url, socket_connect_timeout=2)
        self._gone: type[Exception] = library.RedisError
        self._wake = wake
        threading.Thread(target=self._listen, name="hints", daemon=True).start()

    def tell(self, sender: Any, incident: int, seq: int) -> None:
        """Tell the others; when Redis is away they find out by themselves within a second."""
        try:
            self._redis.publish(_CHANNEL, f"{incident}/{seq}")
        except self._gone as error:
            _log.warning("no hint sent: %s", type(error).__name__)

    def _listen(self) -> None:
        while True:
            try:
                with self._redis.pubsub(ignore_subscribe_messages=True) as channel:
                    channel.subscribe(_CHANNEL)
                    for _ in channel.listen():
                        self._wake()
            except self._gone as error:
                _log.warning("no hints heard: %s", type(error).__name__)
                time.sleep(2)
