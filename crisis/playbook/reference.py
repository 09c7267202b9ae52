"""The reference of the format, made from the model itself, so that it says what the product really reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from crisis.playbook.beginning import beginning
from crisis.playbook.blocks import AttachedTask, Attachment, SharedBlock
from crisis.playbook.items import Check, Communication, Dialogue, Task
from crisis.playbook.model import Assessment, Contact, Header, Lesson, Member, Moment, Phase, Playbook
from crisis.playbook.reference_values import anchor, choices, value_of

_INTRO: Final = """\
# Een draaiboek schrijven: alle sleutels

Deze pagina is gemaakt met `crisis playbook reference` en hoort bij deze versie. Sleutels zijn Engels, de inhoud is
Nederlands. Een sterretje (\\*) betekent: moet er staan. Alles zonder sterretje mag u weglaten.

- Termijnen: `T+30m` (vanaf de start van de fase), `M-4h(vrijdaggebed)` (voor een sleutelmoment).
- Duur: `30m`, `2h`, `1d`, `1wd` (minuten, uren, dagen, werkdagen).
- Invulplekken in een tekst: `{{plaats}}`, met kleine letters, cijfers en streepjes.
- Zelfde kenmerk in het draaiboek als in een gedeeld blok? Dan geldt het draaiboek.

Begin met `crisis playbook new NAAM` en kijk na met `crisis playbook check NAAM.yaml`.
"""
#: Every group of keys: its name in the file, what it is, its model, and the model whose keys stand elsewhere.
_PARTS: Final[tuple[tuple[str, str, type[BaseModel], type[BaseModel] | None], ...]] = (
    ("Het draaiboek", "De sleutels aan het begin van de regel.", Playbook, None),
    ("team", "Elke rol in het team.", Member, None),
    ("moments", "Momenten waar termijnen aan hangen.", Moment, None),
    ("phases", "De fasen, in de gewone volgorde.", Phase, None),
    ("tasks", "Taken van een fase.", Task, None),
    ("dialogues", "Bijeenkomsten van een fase.", Dialogue, None),
    ("communications", "Berichten van een fase.", Communication, None),
    ("checks", "Wie meekijkt met een bericht, en waarop.", Check, None),
    ("assessment", "Vragen voor de duiding.", Assessment, None),
    ("contacts", "Wie bel ik?", Contact, None),
    ("lessons", "Lessen die in deze versie zijn verwerkt.", Lesson, None),
    (
        "Een gedeeld blok",
        "Een bestand met `shared: true`, dat andere opnemen met `includes`. Het heeft deze sleutels, en die van een "
        "draaiboek behalve `trigger`, `not_for` en `phases`. `team` hoeft niet.",
        SharedBlock,
        Header,
    ),
    ("attach", "Werk dat bij een fase van het draaiboek komt.", Attachment, None),
    (
        "Werk in een gedeeld blok",
        "Taken, bijeenkomsten en berichten bij `attach` hebben ook deze sleutels.",
        AttachedTask,
        Task,
    ),
)
_EXAMPLE: Final = "## Voorbeeld\n\nDit maakt `crisis playbook new mijn-draaiboek`:\n\n```yaml\n{}```\n"


def reference() -> str:
    """The page, in Markdown: every key with its meaning and values, then the choices, then a whole example."""
    parts = (line for part in _PARTS for line in _part(*part))
    return "\n".join([_INTRO, *parts, *_choices(), _EXAMPLE.format(beginning("mijn-draaiboek"))])


def _part(title: str, about: str, model: type[BaseModel], elsewhere: type[BaseModel] | None) -> Iterator[str]:
    yield f"## {title}\n\n{about}\n\n| sleutel | betekenis | wat u invult | voorbeeld |\n|---|---|---|---|"
    hints = get_type_hints(model, include_extras=True)
    for name, field in model.model_fields.items():
        # A deadline of shared work means something else than that of other work.
        if elsewhere is None or name not in elsewhere.model_fields or name == "due":
            yield _row(name, field, hints[name])
    yield ""


def _row(name: str, field: FieldInfo, hint: object) -> str:
    kind, example = value_of(name, hint, field)
    star = " \\*" if field.is_required() else ""
    shown = f"`{name}: {example}`" if example else ""
    return f"| `{name}`{star} | {field.description} | {kind}{_default(field)} | {shown} |"


def _default(field: FieldInfo) -> str:
    """What counts when the key is left out."""
    given = field.default
    if field.is_required() or not isinstance(given, int | str):
        return ""
    return f"; zonder: `{str(given).lower() if isinstance(given, bool) else given}`"


def _choices() -> Iterator[str]:
    for name, table in choices():
        yield f'<a id="{anchor(name)}"></a>\n\n## Keuzes: {name}\n\n| waarde | betekenis |\n|---|---|'
        yield from (f"| `{value}` | {words} |" for value, words in table.items())
        yield ""
