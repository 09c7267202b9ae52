"""The directory: organisations, their functions, standby, allies by code, and the trace of every change."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
    )
    op.create_table(
        "function",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("organisation_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("phone", sa.Text, nullable=False),
        sa.Column("other", sa.Text, nullable=False),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("deputy_id", sa.Integer, sa.ForeignKey("function.id")),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("checked_on", sa.String(10)),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.UniqueConstraint("organisation_id", "title", name="uq_function_title"),
    )
    op.create_table(
        "standby",
        sa.Column("function_id", sa.Integer, sa.ForeignKey("function.id"), primary_key=True),
        sa.Column("starts", sa.String(30), primary_key=True),
        sa.Column("ends", sa.String(30), nullable=False),
    )
    _allies()
    op.create_table(
        "directory_audit",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String(30), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("person_name", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(20), nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sa.Column("once", sa.String(80), unique=True),
        sa.Column("digest", sa.String(64)),
    )


def _allies() -> None:
    op.create_table(
        "ally",
        sa.Column("code", sa.String(8), primary_key=True),
        sa.Column("theme", sa.Text, nullable=False),
        sa.Column("area", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
    )
    op.create_table(
        "coverage_axis",
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("names", sa.Text, nullable=False),
    )
