"""The tables of the directory: ordinary ones, since organisations and their functions outlive incidents."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from crisis.store import metadata

organisation_table: Final = Table(
    "organisation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False, unique=True),
    Column("roles", Text, nullable=False),
    Column("active", Boolean, nullable=False),
)
function_table: Final = Table(
    "function",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("organisation_id", Integer, ForeignKey("organisation.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("other", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("deputy_id", Integer, ForeignKey("function.id")),
    Column("person_id", Integer, ForeignKey("person.id")),
    Column("checked_on", String(10)),
    Column("active", Boolean, nullable=False),
    UniqueConstraint("organisation_id", "title", name="uq_function_title"),
)
standby_table: Final = Table(
    "standby",
    metadata,
    Column("function_id", Integer, ForeignKey("function.id"), primary_key=True),
    Column("starts", String(30), primary_key=True),
    Column("ends", String(30), nullable=False),
)
#: The yearly question whether this is still right: the last time for each function. Of its link only the hash is kept.
check_table: Final = Table(
    "contact_check",
    metadata,
    Column("function_id", Integer, ForeignKey("function.id"), primary_key=True),
    Column("asked_on", String(10), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("expires", String(30), nullable=False),
    #: `sending`, `waiting` until `next_at`; then `sent`, `failed` or `uncertain`.
    Column("state", String(12), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", String(30), nullable=False),
    #: Empty, `right` or `wrong`.
    Column("answer", String(10), nullable=False),
)
#: Allies by code alone: there is no column for a name.
ally_table: Final = Table(
    "ally",
    metadata,
    Column("code", String(8), primary_key=True),
    Column("theme", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("active", Boolean, nullable=False),
)
#: The themes and the districts for which one wants to know an ally.
axis_table: Final = Table(
    "coverage_axis",
    metadata,
    Column("kind", String(10), primary_key=True),
    Column("names", Text, nullable=False),
)
#: Who changed what. `once` is the key of the form, `digest` of what was in it.
audit_table: Final = Table(
    "directory_audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", String(30), nullable=False),
    Column("person_id", Integer, ForeignKey("person.id")),
    Column("person_name", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("subject", String(20), nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("once", String(80), unique=True),
    Column("digest", String(64)),
)
