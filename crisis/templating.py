"""The one template environment, for pages, parts and reports alike."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from crisis import dates, glossary
from crisis.settings import ROOT

environment: Final = Environment(
    loader=FileSystemLoader(ROOT / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
environment.filters.update(
    clock=dates.clock,
    short=lambda instant, now=None: dates.short(instant, dates.local(now).date() if now else None),
    dated=lambda instant, now: dates.dated(instant, dates.local(now).date()),
    full=dates.full,
    stamp=dates.stamp,
    local_day=lambda instant: dates.day(dates.local(instant).date()),
    form_value=dates.form_value,
    day=dates.day,
    told=lambda rule, titles=None: rule if isinstance(rule, str) else rule.words(titles),
    every=lambda span: span if isinstance(span, str) else span.every(),
    role=glossary.spoken,
    lowered=glossary.lowered,
)
environment.globals.update(
    moment_titles=lambda moments: (
        {} if any(isinstance(one, dict) for one in moments) else {one.key: one.title for one in moments}
    ),
    ROLES=glossary.ROLES,
    AUDIENCES=glossary.AUDIENCES,
    CHECKS=glossary.CHECKS,
    PRODUCTS=glossary.PRODUCTS,
    SCALES=glossary.SCALES,
    CIRCLES=glossary.CIRCLES,
    CLASSIFICATIONS=glossary.CLASSIFICATIONS,
    PHASE_KINDS=glossary.PHASE_KINDS,
    LINES=glossary.LINES,
)


def render(name: str, **values: Any) -> Markup:
    """A template by its path under templates/, filled in; what users typed is escaped in it."""
    return Markup(environment.get_template(name).render(**values))  # noqa: S704  (autoescape is on)


@lru_cache(maxsize=256)
def asset(path: str) -> str:
    """The address of a static file, with its digest so that a browser may keep it for ever."""
    digest = hashlib.sha256((ROOT / "static" / path).read_bytes()).hexdigest()[:12]
    return f"/static/{path}?v={digest}"


environment.globals.update(asset=asset)
