"""A database of before keeps its messages when the table of messages is made anew."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from crisis.database import Database
from crisis.notify import tables
from crisis.settings import ROOT, Settings

_INCIDENT = (
    "INSERT INTO incident VALUES (1, 'u', 'g', 't', 0, 'h', 't', 'Titel', 'INC', 'p', 'f', '0', 't', NULL, "
    "false, false, '[]')"
)
_MESSAGES = (
    (3, 7, "logged", "sent"),
    (4, 8, "logged", "failed mailserver zegt 550"),
    (6, 9, "logged", "niet meer nodig"),
    (7, 10, "uncertain", "onverwachte fout"),
    (9, 11, "queued", "mailserver viel weg"),
)


def test_messages_keep_their_number_and_how_they_ended(tmp_path: Path) -> None:
    database = Database(Settings.read({"CRISIS_HOME": str(tmp_path)}))
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        connection.exec_driver_sql(_INCIDENT)
        for number, seq, state, detail in _MESSAGES:
            connection.exec_driver_sql(
                "INSERT INTO message VALUES (?, 1, ?, ?, 'e-mail', ?, 1, 0, ?)", (number, seq, seq, state, detail)
            )
    database.migrate()
    with database.write() as connection:
        found = tables.of_incident(connection, 1, 0, 10)[::-1]
        assert [(one.id, one.state, one.outcome, one.detail) for one in found] == [
            (3, "logged", "sent", ""),
            (4, "logged", "failed", "mailserver zegt 550"),
            (6, "logged", "dropped", "niet meer nodig"),
            (7, "uncertain", "uncertain", "onverwachte fout"),
            (9, "queued", "", "mailserver viel weg"),
        ]
        tables.queue(connection, 1, 12, 13, "e-mail")
        tables.queue(connection, 1, 12, 14, "e-mail")
        assert [one.id for one in tables.of_incident(connection, 1, 0, 2)] == [11, 10]
    database.dispose()
