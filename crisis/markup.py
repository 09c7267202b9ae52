"""Light markup in messages: paragraphs, lists, bold, headings and links. What comes out is clean HTML."""

from __future__ import annotations

import re
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_READS: Final = MarkdownIt("zero", {"breaks": True}).enable(
    ["newline", "list", "emphasis", "heading", "link", "escape"]
)
_TAGS: Final = {"p", "br", "ul", "ol", "li", "strong", "em", "h2", "h3", "a"}
#: The title of a message is the first heading of its page.
_HEADINGS: Final = {"h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
_MARKS: Final = re.compile(r"(\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w))")


def html(text: str) -> Markup:
    """The text as HTML; what somebody typed as HTML is shown as they typed it."""
    made = _READS.render(text)
    for deep, flat in _HEADINGS.items():
        made = made.replace(f"<{deep}>", f"<{flat}>").replace(f"</{deep}>", f"</{flat}>")
    clean = nh3.clean(made, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"https", "mailto", "tel"})
    return Markup(clean)  # noqa: S704  (cleaned in the line above)


def plain(text: str) -> str:
    """The text without marks, for a message on a telephone."""
    lines = (_MARKS.sub("", line.lstrip("#").strip() if line.startswith("#") else line) for line in text.splitlines())
    return "\n".join(lines).strip()
