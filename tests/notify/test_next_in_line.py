"""The product calls the next in line by itself, only where the playbook says so, and only once (domain rule 13)."""

from __future__ import annotations

import pytest

from crisis.board.team.calling import current, of
from crisis.ledger import Ledger
from crisis.playbook import Playbook
from tests.cast import ANNA, Board, klein
from tests.notify.conftest import Office
from tests.notify.post import Post


def playbook(**about: str) -> Playbook:
    document = klein().document()
    document["team"] = [*document["team"], {"role": "care_liaison", **about}]
    return Playbook.from_document(document)


def opened(ledger: Ledger, **about: str) -> Board:
    return Board(ledger, ledger.open(ANNA.credential, playbook(**about), "Oproep").incident.id)


def called(board: Board) -> list[str]:
    running = current(board.incident)
    assert running
    return [one.title.partition(",")[0] for one in of(board.incident, running)]


@pytest.mark.parametrize(("about", "titles"), [({"call_next": "automatic"}, ["Eerste", "Tweede"]), ({}, ["Eerste"])])
def test_after_a_quarter_of_an_hour(office: Office, post: Post, about: dict[str, str], titles: list[str]) -> None:
    office.settings(smtp=post.url)
    for name in ("Eerste", "Tweede"):
        office.lists(name, "care_liaison", email=f"{name.lower()}@dienst.example")
    out = office.calls("care_liaison", board=opened(office.ledger, **about))
    first, second = office.notifier(), office.notifier()
    first.tick()
    office.later(minutes=14)
    first.tick()
    assert called(out.board) == ["Eerste"]
    office.later(minutes=1)
    for notifier in (first, second, first, second):
        notifier.tick()
    assert called(out.board) == titles
    assert post.to.count("tweede@dienst.example") == len(titles) - 1


def test_somebody_who_comes_ends_the_line(office: Office, post: Post) -> None:
    office.settings(smtp=post.url)
    for name in ("Eerste", "Tweede"):
        office.lists(name, "care_liaison")
    out = office.calls("care_liaison", board=opened(office.ledger, call_next="automatic"))
    out.board.does(ANNA, "team.record_call", called=out.roll[0].id, outcome="coming", minutes=30)
    office.later(minutes=40)
    office.notifier().tick()
    assert called(out.board) == ["Eerste"]
