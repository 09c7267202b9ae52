"""What each argument of an act is called on its form, and what helps to fill it in."""

from __future__ import annotations

from typing import Final

from crisis.web.words.outside import OUTSIDE
from crisis.web.words.team import TEAM
from crisis.web.words.together import TOGETHER
from crisis.web.words.work import WORK

#: Label and help per argument; `act.argument` goes before `argument`.
WORDS: Final[dict[str, tuple[str, str]]] = {**WORK, **TOGETHER, **TEAM, **OUTSIDE}
