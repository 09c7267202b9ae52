"""Build theme.css (our palette on the NL Design System tokens) and nlds.css (component parts)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

STEPS = ("50", "100", "200", "300", "400", "500", "600", "700")

#: The Voorbeeld theme's colour scales, refilled: petrol where it says violet, and calmer state colours.
#: Made in OKLCH with even lightness; 400 is the lightest step that may carry text on 50 and 100 (AA).
LIGHT = {
    "violet": "#f3fbfd #e5f4f8 #cde9ef #9acbd5 #2b7684 #035c69 #00434d #00282f",
    "grijs": "#f5f7f8 #edf1f3 #e1e7eb #c5cfd6 #616e76 #43525b #2b3a44 #13212a",
    "rood": "#fff7f6 #feeceb #fed9d5 #ffa59f #b83336 #990b1c #730110 #480107",
    "oranje": "#fef8f4 #feede4 #fedbc6 #f4af86 #a44f02 #7f3b00 #5e2a00 #3b1700",
    "geel": "#fdf9ee #f9f1dc #f1e2bc #d9be7b #846604 #654d02 #4a3801 #2e2100",
    "groen": "#f2fcf4 #e5f7e9 #ccedd4 #98d1a6 #247d46 #01622f #004721 #002c11",
    "blauw": "#f6f9ff #eaf2fe #d5e4fe #9fc1ff #3766c0 #1e4ba2 #0d347f #081f4d",
}
#: The same scales for the night shift: step 50 is the dark room, 700 is soft white text.
DARK = {
    "violet": "#0d1a1c #162b30 #1e3c42 #335961 #76aeb9 #97c7d1 #b9dbe3 #daeef2",
    "grijs": "#10161a #252d31 #30393f #444f56 #99a5ad #b6bfc6 #ced5da #e3e7ea",
    "rood": "#280e0d #421918 #5b2120 #823836 #ec7e79 #fea09a #ffc3be #fee2df",
    "oranje": "#241207 #3c1f0d #522b10 #764423 #da8e5f #f1ac83 #fac8aa #ffe3d3",
    "geel": "#1d1605 #322606 #453405 #645017 #be9f51 #d6bb78 #e6d3a4 #f4e9cf",
    "groen": "#0c1b10 #152e1c #1c3f27 #315e3e #74b585 #95cea3 #b8e0c1 #daf0df",
    "blauw": "#0e1728 #182743 #21365d #365184 #79a2ee #9bbefe #bed5ff #dfeafe",
}
#: The colour of a sheet (card, dialog); it lies on grijs-50, the room.
SHEET = {"light": "#ffffff", "dark": "#1a2129"}
FONT = "'Noto Sans', system-ui, 'Segoe UI', Roboto, sans-serif"
OWN = {
    "--basis-text-font-family-default": FONT,
    "--basis-heading-font-family": FONT,
    "--basis-form-control-border-radius": "var(--basis-border-radius-sm)",
    "--basis-focus-outline-style": "solid",
    "--basis-focus-outline-width": "3px",
    "--basis-focus-outline-offset": "2px",
    "--basis-pointer-target-min-block-size": "2.75rem",
    "--basis-pointer-target-min-inline-size": "2.75rem",
}
FOCUS = {"light": "#13212a", "dark": "#ffd95a"}

_DECLARATION = re.compile(r"(--[\w-]+):\s*([^;{}]+);")
_USE = re.compile(r"var\(\s*(--[\w-]+)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
#: Fluid spacing bounds: no part here uses them.
_UNUSED = re.compile(r"--basis-space-\w+-(min|max)-")


def build(raw: Path, out: Path) -> None:
    """Write theme.css and nlds.css from the raw parts."""
    tokens = dict(_DECLARATION.findall(_COMMENT.sub("", (raw / "tokens.css").read_text("utf-8"))))
    tokens.update(OWN)
    basis = {name for name in tokens if name.startswith("--basis-") and not _UNUSED.match(name)}
    (out / "theme.css").write_text(_theme(tokens, _reached(basis, tokens)), "utf-8")
    sheets = sorted((raw / "nlds").glob("*.css"))
    parts = "\n".join(_COMMENT.sub("", sheet.read_text("utf-8")).strip() for sheet in sheets)
    extra = _reached(_USE.findall(parts), tokens) - _reached(basis, tokens)
    (out / "nlds.css").write_text(_rule(".crisis-theme", _chosen(tokens, extra)) + parts + "\n", "utf-8")


def _theme(tokens: Mapping[str, str], wanted: set[str]) -> str:
    """The basis layer, then our colours: light, dark by the system's wish, dark by choice."""
    dark = _palette("dark", DARK)
    return "".join(
        [
            _rule(".crisis-theme", _chosen(tokens, wanted)),
            _rule(".crisis-theme", _palette("light", LIGHT)),
            "@media screen and (prefers-color-scheme: dark) {\n",
            _rule('.crisis-theme:not([data-scheme="light"])', dark),
            "}\n@media screen {\n",
            _rule('.crisis-theme[data-scheme="dark"]', dark),
            "}\n",
        ]
    )


def _palette(scheme: str, scales: Mapping[str, str]) -> dict[str, str]:
    colours = {
        f"--voorbeeld-kleuren-{hue}-{step}": colour
        for hue, scale in scales.items()
        for step, colour in zip(STEPS, scale.split(), strict=True)
    }
    return {
        "color-scheme": scheme,
        "--voorbeeld-kleuren-wit": SHEET[scheme],
        **colours,
        "--basis-focus-outline-color": FOCUS[scheme],
    }


def _chosen(tokens: Mapping[str, str], wanted: set[str]) -> dict[str, str]:
    return {name: value.strip() for name, value in tokens.items() if name in wanted}


def _reached(start: Iterable[str], tokens: Mapping[str, str]) -> set[str]:
    """The tokens that can be reached from these names, themselves included."""
    seen: set[str] = set()
    todo = [name for name in start if name in tokens]
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += [used for used in _USE.findall(tokens[name]) if used in tokens]
    return seen


def _rule(selector: str, declarations: Mapping[str, str]) -> str:
    return f"{selector} {{{''.join(f'{name}:{value};' for name, value in declarations.items())}}}\n"
