"""Who is told in the tests of notices: the mayor besides the cast, and what arrived for whom about which incident."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from sqlalchemy import update

from crisis import people
from crisis.board.communications import Communication
from crisis.people import person_table
from tests.cast import ANNA, BRAM, DIRK, Board, Player, open_board
from tests.notify.conftest import Office
from tests.notify.post import Post

#: Words that are in the incident and must never be in a mail.
CANARIES = ("Kanarietitel", "kanarietekst", "Kanariekop", "Onrust in de wijk", "Kanariereden", "Anna", "Bram", "Celik")
TEXT = "kanarietekst: er was een incident. Wij vertellen meer om 20:00 uur. Bel bij gevaar 112."


@dataclass
class Told:
    """An incident with a burgemeester, and a mail server that is up."""

    office: Office
    post: Post
    mayor: Player
    board: Board

    def tick(self) -> None:
        """Rounds of a new notifier, as after a restart."""
        watch = self.office.notifier()
        for _ in range(2):
            watch.tick()

    def heard(self, player: Player) -> list[str]:
        """The subjects of the mails to somebody about this incident, without its code."""
        return [mail["Subject"].replace(f", {self.board.incident.code}", "") for mail in self.mails(player)]

    def body(self, player: Player) -> str:
        """The last mail to somebody about this incident."""
        return self.mails(player)[-1].get_content().replace("\r\n", "\n").strip()

    def mails(self, player: Player) -> list[EmailMessage]:
        """The mails to somebody about this incident: on PostgreSQL others have a longer code."""
        mine = re.compile(rf"{self.board.incident.code}(?![-\d])")
        pairs = zip(self.post.to, self.post.got, strict=True)
        return [mail for to, mail in pairs if to == player.email and mine.search(str(mail))]

    def phase(self, name: str = "onrust") -> None:
        """The phase changes."""
        self.board.does(ANNA, "phases.enter", phase=name, reason="Kanariereden: groepen op straat.")

    def drafts(self, **more: Any) -> int:
        """Bram makes a message; gives its number."""
        given = {"title": "Kanariekop", "product": "web_update", "audience": ["residents"], "words": TEXT, **more}
        return self.board.does(BRAM, "communications.draft", **given).last

    def submits(self, **more: Any) -> int:
        """Bram makes a message and hands it in; gives its number."""
        number = self.drafts(**more)
        self.board.does(BRAM, "communications.submit", communication=number)
        return number

    def agrees(self, number: int) -> None:
        """The mayor agrees."""
        digest = self.board.incident[Communication][number].digest
        self.board.does(self.mayor, "communications.approve", communication=number, digest=digest)


def made(office: Office, post: Post, **given: Any) -> Told:
    """An incident with the team, where the mayor and the office are told at once."""
    office.settings(smtp=post.url)
    name = f"gerda{secrets.token_hex(4)}"
    with office.ledger.database.write() as connection:
        number = people.add(connection, f"{name}@voorbeeld.nl", name.title(), password=None, standing=("mayor",))
    mayor = Player(number, name.title(), None, ("mayor",))
    for one in (mayor, DIRK):
        office.chooses(one, "now")
    board = open_board(office.ledger, "Kanarietitel", **given)
    return Told(office, post, mayor, board)


def gone(told: Told) -> None:
    """The mayor leaves: on PostgreSQL the tests share a database."""
    with told.office.ledger.database.write() as connection:
        connection.execute(update(person_table).where(person_table.c.id == told.mayor.id).values(active=False))
