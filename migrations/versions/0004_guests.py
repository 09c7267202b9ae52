"""Guests of one incident, and the links of guests and wall screens."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the table."""
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("guest_of", sa.Integer, sa.ForeignKey("incident.id", name="person_guest_of")))
        table.add_column(sa.Column("until", sa.BigInteger))
    op.create_table(
        "link",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("incident_id", sa.Integer, sa.ForeignKey("incident.id"), nullable=False),
        sa.Column("thing", sa.Integer, nullable=False),
        sa.Column("replaced", sa.Boolean, nullable=False),
    )
