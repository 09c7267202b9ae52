"""The floor of a PDF, as a process of its own: the same words as bare paragraphs through the same WeasyPrint.

`python -m bench.paragraphs WORDS PDF`: one paragraph per line of WORDS, in the font, size and page of the product.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from crisis.settings import ROOT

_STYLE = """
@font-face { font-family: "Noto Sans"; src: url(noto-sans-latin-400.woff2); }
@page { size: A4; margin: 30mm 22mm 26mm; }
body { margin: 0; font: 9.5pt/1.45 "Noto Sans"; }
p { margin: 0; }
"""


def main(words: Path, made: Path) -> None:
    """Write the PDF."""
    fonts, here = FontConfiguration(), (ROOT / "static" / "vendor").as_uri() + "/"
    text = "".join(f"<p>{escape(line)}</p>\n" for line in words.read_text(encoding="utf-8").splitlines())
    style = CSS(string=_STYLE, base_url=here, font_config=fonts)
    HTML(string=f'<!doctype html><html lang="nl"><title>Woorden</title><body>{text}').write_pdf(
        made, stylesheets=[style], font_config=fonts
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
