"""What the measurements were made on: versions, processors, how busy it was."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pysqlite3

from crisis.version import __version__

_LIBRARIES = (
    "SQLAlchemy",
    "Flask",
    "Flask-SocketIO",
    "python-socketio",
    "python-engineio",
    "simple-websocket",
    "gunicorn",
    "Jinja2",
    "pydantic",
    "weasyprint",
    "pydyf",
)


def described() -> list[str]:
    """The machine and the versions, in a few lines."""
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    system = f"{_system()}, kernel {platform.release()}"
    return [
        f"Product {__version__}, {time.strftime('%Y-%m-%d %H:%M')}.",
        f"{os.cpu_count()} cores ({_processor()}), {system}.",
        f"Python {platform.python_version()}, SQLite {pysqlite3.sqlite_version}, {libraries}.",
    ]


def load() -> str:
    """The load average of the last minute: above the number of cores, others were in the way."""
    return f"{os.getloadavg()[0]:.1f}"


def timed(do: Callable[[], object]) -> float:
    """How many milliseconds something takes."""
    start = time.perf_counter()
    do()
    return (time.perf_counter() - start) * 1000


def _system() -> str:
    return platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())
