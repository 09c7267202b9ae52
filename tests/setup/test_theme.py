"""The palette and the style sheets: readable in light and dark, and nothing from another host."""

import re
from itertools import product
from pathlib import Path

import pytest

from tools import theme, vendor

STATIC = vendor.ROOT / "static"
SHEETS = sorted((STATIC / "css").glob("*.css"))


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("scheme", "scales"), [("light", theme.LIGHT), ("dark", theme.DARK)])
@pytest.mark.parametrize("hue", theme.LIGHT)
def test_text_colours_are_readable(scheme: str, scales: dict[str, str], hue: str) -> None:
    scale = dict(zip(theme.STEPS, scales[hue].split(), strict=True))
    grounds = [theme.SHEET[scheme], scale["50"], scale["100"], scales["grijs"].split()[0]]
    for text, ground in product(("400", "500", "600", "700"), grounds):
        assert _contrast(scale[text], ground) >= 4.5, (hue, text, ground)
    assert _contrast(theme.SHEET[scheme], scale["500"]) >= 4.5, "tekst op een gevulde knop"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_custom_property_in_use_exists(sheet: Path) -> None:
    known = set(re.findall(r"(--[\w-]+)\s*:", (STATIC / "vendor" / "theme.css").read_text("utf-8")))
    for other in SHEETS:
        known |= set(re.findall(r"(--[\w-]+)\s*:", other.read_text("utf-8")))
    used = re.findall(r"var\(\s*(--[\w-]+)\s*\)", sheet.read_text("utf-8"))
    assert sorted(set(used) - known) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_takes_files_of_our_own_only(sheet: Path) -> None:
    for address in re.findall(r"url\(\s*['\"]?([^'\")]+)", sheet.read_text("utf-8")):
        assert (sheet.parent / address).is_file(), address


def test_icons_have_one_name_each() -> None:
    names = re.findall(r'<symbol id="([a-z]+)" viewBox="0 0 20 20">', (STATIC / "css" / "icons.svg").read_text("utf-8"))
    assert names
    assert len(names) == len(set(names))
