"""What a document may load: our own style sheets and fonts, and nothing else in the world."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from crisis.settings import ROOT

STATIC: Final = (ROOT / "static").resolve()
_TYPES: Final = {".css": "text/css", ".woff2": "font/woff2"}


class OwnFilesOnly(URLFetcher):  # type: ignore[misc]
    """Serves style sheets and fonts under static/; remembers what else was asked for."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, timeout=1)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """One of our own files; raises ValueError for anything else."""
        path = _own(url)
        if path is None:
            self.refused.append(url)
            raise ValueError("not one of our own files")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _TYPES[path.suffix]})


def _own(url: str) -> Path | None:
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc:
        return None
    path = Path(unquote(parts.path)).resolve()
    return path if path.is_relative_to(STATIC) and path.suffix in _TYPES and path.is_file() else None
