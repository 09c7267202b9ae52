"""The log, its guards, and the people who use it."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQLITE_GUARDS = """
CREATE TRIGGER entry_is_new BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE incident_id = NEW.incident_id AND seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'entries are never replaced'); END;
CREATE TRIGGER entry_stays BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER entry_header_stays BEFORE UPDATE ON entry
WHEN NEW.incident_id IS NOT OLD.incident_id OR NEW.seq IS NOT OLD.seq
  OR NEW.header IS NOT OLD.header OR NEW.hash IS NOT OLD.hash
BEGIN SELECT RAISE(ABORT, 'headers are never changed'); END;
CREATE TRIGGER entry_parts_stay BEFORE UPDATE OF parts ON entry
WHEN NOT EXISTS (SELECT 1 FROM removal WHERE incident_id = OLD.incident_id AND seq = OLD.seq)
BEGIN SELECT RAISE(ABORT, 'parts are only removed by decision'); END;
CREATE TRIGGER removal_stays BEFORE DELETE ON removal
BEGIN SELECT RAISE(ABORT, 'removals are never deleted'); END;
CREATE TRIGGER removal_is_final BEFORE UPDATE ON removal
BEGIN SELECT RAISE(ABORT, 'removals are never changed'); END;
CREATE TRIGGER incident_stays BEFORE DELETE ON incident
BEGIN SELECT RAISE(ABORT, 'incidents are never deleted'); END
"""

POSTGRES_GUARDS = """
CREATE FUNCTION guard_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' THEN RAISE EXCEPTION 'entries are never deleted'; END IF;
  IF (NEW.incident_id, NEW.seq, NEW.header, NEW.hash) IS DISTINCT FROM
     (OLD.incident_id, OLD.seq, OLD.header, OLD.hash) THEN
    RAISE EXCEPTION 'headers are never changed'; END IF;
  IF NEW.parts IS DISTINCT FROM OLD.parts AND NOT EXISTS
     (SELECT 1 FROM removal WHERE incident_id = OLD.incident_id AND seq = OLD.seq) THEN
    RAISE EXCEPTION 'parts are only removed by decision'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE ON entry FOR EACH ROW EXECUTE FUNCTION guard_entry();
CREATE FUNCTION guard_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'this is never changed or deleted'; END $$;
CREATE TRIGGER entry_not_truncated BEFORE TRUNCATE ON entry FOR EACH STATEMENT EXECUTE FUNCTION guard_whole();
CREATE TRIGGER removal_stays BEFORE UPDATE OR DELETE ON removal FOR EACH ROW EXECUTE FUNCTION guard_whole();
CREATE TRIGGER incident_stays BEFORE DELETE ON incident FOR EACH ROW EXECUTE FUNCTION guard_whole()
"""


def upgrade() -> None:
    _log()
    _people()
    if op.get_bind().dialect.name == "sqlite":
        for statement in SQLITE_GUARDS.split("END;"):
            op.execute(sa.text(statement if statement.rstrip().endswith("END") else statement + "END"))
    else:
        op.execute(sa.text(POSTGRES_GUARDS))


def _log() -> None:
    op.create_table(
        "incident",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("uuid", sa.String(36), nullable=False, unique=True),
        sa.Column("municipality", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(30), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("recorded_at", sa.String(30), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("playbook", sa.Text, nullable=False),
        sa.Column("phase", sa.Text, nullable=False),
        sa.Column("scale", sa.String(2), nullable=False),
        sa.Column("opened", sa.String(30), nullable=False),
        sa.Column("closed", sa.String(30)),
        sa.Column("exercise", sa.Boolean, nullable=False),
        sa.Column("simulated", sa.Boolean, nullable=False),
        sa.Column("members", sa.Text, nullable=False),
    )
    op.create_table(
        "entry",
        sa.Column("incident_id", sa.Integer, sa.ForeignKey("incident.id"), primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("header", sa.Text, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("parts", sa.Text, nullable=False),
    )
    op.create_table(
        "once",
        sa.Column("incident_id", sa.Integer, sa.ForeignKey("incident.id"), primary_key=True),
        sa.Column("key", sa.String(80), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_table(
        "removal",
        sa.Column("incident_id", sa.Integer, sa.ForeignKey("incident.id"), primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("decided", sa.BigInteger, nullable=False),
    )


def _people() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("email", sa.Text, nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("password", sa.Text),
        sa.Column("standing", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
    )
    op.create_table(
        "session",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("started", sa.BigInteger, nullable=False),
        sa.Column("used", sa.BigInteger, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("revoked", sa.Boolean, nullable=False),
    )
    op.create_table(
        "bookmark",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("incident_id", sa.Integer, sa.ForeignKey("incident.id"), primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
    )
