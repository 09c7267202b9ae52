"""The database and the people as a command needs them."""

from __future__ import annotations

import os

from sqlalchemy import Connection

from crisis import people
from crisis.cli.trouble import Trouble
from crisis.database import Database
from crisis.ledger import Credential, Ledger
from crisis.people import Account
from crisis.settings import Settings


def prepared(settings: Settings | None = None) -> Ledger:
    """The log, in a database that is up to date and safe. Files made on the way are private."""
    os.umask(0o077)
    database = Database(settings or Settings.read())
    database.migrate()
    database.check()
    return Ledger(database)


def by_email(email: str) -> Credential:
    """Acts as the account with this address; raises Trouble when there is none."""

    def look_up(connection: Connection) -> Account:
        account = people.find(connection, email)
        if account is None:
            raise Trouble(f"Er is geen account voor {email}. Maak het met: crisis person add.")
        return account

    return look_up
