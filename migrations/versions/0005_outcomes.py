"""More than one message per entry, how each message ended, and the yearly question to each function."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

#: Before this, how it ended stood in front of the detail.
_ENDED = ("sent", "failed", "uncertain")


def upgrade() -> None:
    """Make the table of messages anew, with what it holds; SQLite cannot change what must be unique."""
    op.create_table(
        "message_new",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("incident_id", sa.Integer, sa.ForeignKey("incident.id"), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("called", sa.Integer, nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.UniqueConstraint("incident_id", "seq", "called", "channel", name="uq_message"),
    )
    op.execute(_copied())
    op.drop_table("message")
    op.rename_table("message_new", "message")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('message', 'id'), "
            "(SELECT coalesce(max(id), 0) + 1 FROM message), false)"
        )
    op.create_table(
        "contact_check",
        sa.Column("function_id", sa.Integer, sa.ForeignKey("function.id"), primary_key=True),
        sa.Column("asked_on", sa.String(10), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("expires", sa.String(30), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", sa.String(30), nullable=False),
        sa.Column("answer", sa.String(10), nullable=False),
    )


def _copied() -> sa.TextClause:
    ended = " ".join(f"WHEN state = 'logged' AND detail LIKE '{one}%' THEN '{one}'" for one in _ENDED)
    known = " ".join(f"WHEN state = '{one}' THEN '{one}'" for one in _ENDED)
    outcome = f"CASE {ended} {known} WHEN state = 'logged' THEN 'dropped' ELSE '' END"
    bare = " ".join(
        f"WHEN state = 'logged' AND detail LIKE '{one}%' THEN trim(substr(detail, {len(one) + 1}))" for one in _ENDED
    )
    names = "id, incident_id, seq, called, channel, state, attempts, next_at"
    return sa.text(
        f"INSERT INTO message_new ({names}, outcome, detail, at) "  # noqa: S608  (no value from outside)
        f"SELECT {names}, {outcome}, CASE {bare} ELSE detail END, 0 FROM message ORDER BY id"
    )
