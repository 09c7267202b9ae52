"""The directory of the demo: the functions behind its people, with telephone numbers that belong to nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, NamedTuple

from crisis import people
from crisis.directory import (
    Keeper,
    add_function,
    change_function,
    load,
    mark_checked,
    seed,
    set_ally,
    set_standby,
)
from crisis.ledger import Ledger


class Place(NamedTuple):
    """One function: who of the demo has it (or a key for nobody), where, what it is called and what it can do."""

    who: str
    home: str
    title: str
    roles: tuple[str, ...]
    deputy: str = ""
    other: str = ""


_KABINET: Final = "Gemeente, Veiligheid en Kabinet"
_PLACES: Final = (
    Place("anna", _KABINET, "Crisiscoördinator", ("chair",), "joost", "Piketnummer 0800-5550001"),
    Place("joost", _KABINET, "OOV-adviseur", ("public_order_advisor", "chair"), "anna", "Piketnummer 0800-5550001"),
    Place("fatima", _KABINET, "Verslaglegger", ("log_keeper",), "petra"),
    Place("petra", _KABINET, "Bestuursondersteuner", ("log_keeper",), "fatima"),
    Place("dirk", _KABINET, "Bestuursadviseur", ("mayors_office",)),
    Place("burgemeester", _KABINET, "Burgemeester", ("mayor",), "loco", "Via het kabinet: 0800-5550002"),
    Place("loco", _KABINET, "Loco-burgemeester", ("mayor",), "burgemeester", "Via het kabinet: 0800-5550002"),
    Place("bram", "Gemeente, Communicatie", "Woordvoerder", ("spokesperson", "communications_advisor"), "karin"),
    Place(
        "karin",
        "Gemeente, Communicatie",
        "Omgevingsanalist",
        ("environment_analyst", "information_coordinator"),
        "bram",
    ),
    Place("gerrit", "Gemeente, Wijkmanagement", "Wijkmanager Crabbehof", ("district_manager",), "ilse"),
    Place("ilse", "Gemeente, Wijkmanagement", "Coördinator Bondgenoten", ("allies_coordinator",), "gerrit"),
    Place("marco", "Gemeente, Handhaving", "Teamleider handhaving", ("enforcement",)),
    Place("celik", "Politie", "Operationeel expert wijk", ("police_liaison",), "teamchef", "Meldkamer 0800-5550003"),
    Place("teamchef", "Politie", "Teamchef", ("police_liaison",), "celik", "Meldkamer 0800-5550003"),
    Place("hanna", "ContourdeTwern", "Jongerenwerker Crabbehof", ("youth_work",)),
)
#: Left open on purpose, so that the warnings show what they are for.
_NEVER_CHECKED: Final = ("marco", "teamchef")
_ALLIES: Final = (
    ("BG-01", "Geloof en levensbeschouwing", "Crabbehof"),
    ("BG-02", "Geloof en levensbeschouwing", "Wielwijk"),
    ("BG-03", "Jongeren", "Crabbehof"),
    ("BG-04", "Sport", "Sterrenburg"),
    ("SP-11", "Wijk en buurt", "Crabbehof"),
    ("SP-12", "Wijk en buurt", "Oud-Krispijn"),
)


def fill(ledger: Ledger, domain: str) -> None:
    """Put everybody in the directory, with deputies and one standby that holds now; once."""
    with ledger.database.write() as connection:
        keeper = Keeper(connection, None, ledger.now())
        if load(connection).functions:
            return
        seed(keeper)
        homes = {one.name: one.id for one in load(connection).organisations.values()}
        numbers = {one.who: _add(keeper, homes[one.home], one, at, domain) for at, one in enumerate(_PLACES)}
        for one in _PLACES:
            if one.deputy:
                change_function(keeper, numbers[one.who], {"deputy": str(numbers[one.deputy])})
            if one.who not in _NEVER_CHECKED:
                mark_checked(keeper, numbers[one.who])
        start = keeper.at.replace(minute=0, second=0, microsecond=0) - timedelta(hours=8)
        set_standby(keeper, numbers["joost"], start, start + timedelta(days=7))
        for ally in _ALLIES:
            set_ally(keeper, *ally)


def _add(keeper: Keeper, home: int, one: Place, at: int, domain: str) -> int:
    email = f"{one.who}{domain}"
    account = people.by_email(keeper.connection, email)
    typed = {
        "title": one.title,
        "email": email if account else "",
        "phone": f"06-5550{at + 1:04}",
        "other": one.other,
        "roles": list(one.roles),
        "person": str(account.id) if account else "",
    }
    return add_function(keeper, home, typed)
