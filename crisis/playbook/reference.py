"""The reference of the format, made from the model itself, so that it says what the product really reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from crisis.playbook.blocks import AttachedTask, Attachment, SharedBlock
from crisis.playbook.fields import OneOf
from crisis.playbook.items import Check, Communication, Dialogue, Task
from crisis.playbook.model import Assessment, Contact, Lesson, Member, Moment, Phase, Playbook

_INTRO: Final = """\
# Een draaiboek schrijven: alle sleutels

Deze pagina is gemaakt met `crisis playbook reference` en hoort bij deze versie. Sleutels zijn Engels, de inhoud is
Nederlands. Een sterretje (\\*) betekent: moet er staan.

- Termijnen: `T+30m` (vanaf de start van de fase), `M-4h(vrijdaggebed)` (voor een sleutelmoment).
- Duur: `30m`, `2h`, `1d`, `1wd` (minuten, uren, dagen, werkdagen).
- Invulplekken in een tekst: `{{plaats}}`, met kleine letters, cijfers en streepjes.
- Zelfde sleutel in het draaiboek als in een gedeeld blok? Dan geldt het draaiboek.
"""
_PARTS: Final[tuple[tuple[str, str, type[BaseModel]], ...]] = (
    ("Het draaiboek", "", Playbook),
    ("team", "Elke rol in het team.", Member),
    ("moments", "Momenten waar termijnen aan hangen.", Moment),
    ("phases", "De fasen, in de gewone volgorde.", Phase),
    ("phases.tasks", "Taken van een fase.", Task),
    ("phases.dialogues", "Bijeenkomsten van een fase.", Dialogue),
    ("phases.communications", "Berichten van een fase.", Communication),
    ("phases.communications.checks", "Wie meekijkt.", Check),
    ("assessment", "Vragen voor de duiding.", Assessment),
    ("contacts", "Wie bel ik?", Contact),
    ("lessons", "Lessen die in deze versie zijn verwerkt.", Lesson),
    ("Een gedeeld blok", "Een bestand met `shared: true`, dat andere opnemen met `includes`.", SharedBlock),
    ("attach", "Werk dat bij een fase van het draaiboek komt.", Attachment),
    ("attach.tasks", "Een taak in een gedeeld blok heeft ook deze sleutels.", AttachedTask),
)


def reference() -> str:
    """The page, in Markdown."""
    return "\n".join([_INTRO, *(line for part in _PARTS for line in _part(*part))])


def _part(title: str, about: str, model: type[BaseModel]) -> Iterator[str]:
    yield f"## {title}\n"
    if about:
        yield f"{about}\n"
    yield "| sleutel | betekenis | waarden |\n|---|---|---|"
    base = Task.model_fields.keys() if model is AttachedTask else set[str]()
    for name, field in model.model_fields.items():
        if name not in base:
            star = " \\*" if field.is_required() else ""
            yield f"| `{name}`{star} | {field.description or ''} | {_values(field)} |"
    yield ""


def _values(field: FieldInfo) -> str:
    """What may stand there: the choices in words, or the default."""
    table = next((one for one in _extras(field.annotation, field.metadata) if isinstance(one, OneOf)), None)
    if table:
        said = "; ".join(f"`{value}` {words}" for value, words in table.table.items())
        return said.replace("|", "\\|")
    if field.annotation is bool or bool in get_args(field.annotation):
        return "`true` of `false`"
    if field.default not in (None, ()) and isinstance(field.default, int | str):
        return f"zonder: `{field.default}`"
    return ""


def _extras(annotation: Any, metadata: list[Any]) -> Iterator[Any]:
    """Everything that annotates a type, however deep it stands."""
    yield from metadata
    for one in get_args(annotation):
        yield one
        yield from _extras(one, list(getattr(one, "__metadata__", ())))
