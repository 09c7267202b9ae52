"""The JSON Schema of playbook files, for editors that help while typing."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from crisis.playbook.blocks import SharedBlock
from crisis.playbook.model import Playbook

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _InDutch(GenerateJsonSchema):
    """Leaves out what pydantic makes of English names and docstrings; fields describe themselves."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        made.pop("title", None)
        made.pop("description", None)
        return made


def schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of the YAML as written: a shared block when it says `shared`, else a playbook."""
    references, whole = models_json_schema(
        [(Playbook, "validation"), (SharedBlock, "validation")],
        title="Draaiboek of gedeeld blok van Zij aan Zij",
        schema_generator=_InDutch,
    )
    return {
        "$schema": DIALECT,
        **whole,
        "if": {"required": ["shared"]},
        "then": references[SharedBlock, "validation"],
        "else": references[Playbook, "validation"],
    }
