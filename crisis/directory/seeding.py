"""The partner organisations of the domain (section 10.3), to begin with; everything can be changed afterwards."""

from __future__ import annotations

from typing import Final

from crisis.directory.allies import axes, set_axis
from crisis.directory.keeping import Keeper
from crisis.directory.organisations import add_organisation
from crisis.directory.reading import load

ORGANISATIONS: Final[dict[str, tuple[str, ...]]] = {
    "Gemeente, Veiligheid en Kabinet": ("chair", "public_order_advisor", "radicalisation_officer", "mayors_office"),
    "Gemeente, Communicatie": ("communications_advisor", "spokesperson", "environment_analyst"),
    "Gemeente, Wijkmanagement": ("district_manager", "allies_coordinator"),
    "Gemeente, Handhaving": ("enforcement",),
    "Gemeente, Publieksbalie": ("observer",),
    "Leerplicht en voortijdig schoolverlaten": ("education_liaison",),
    "Politie": ("police_liaison",),
    "Openbaar Ministerie": ("prosecution_liaison",),
    "ContourdeTwern": ("youth_work",),
    "MEE Drechtsteden": ("care_liaison",),
    "Veilig Thuis": ("care_liaison",),
    "Sociale wijkteams": ("care_liaison",),
    "Stichting Jeugdteams ZHZ": ("care_liaison", "youth_work"),
    "Zorg- en Veiligheidshuis ZHZ": ("care_liaison",),
    "Voortgezet onderwijs": ("education_liaison",),
    "Da Vinci College": ("education_liaison",),
    "VluchtelingenWerk": ("partner_liaison",),
    "Sociale Dienst Drechtsteden": ("partner_liaison",),
    "Woningcorporaties": ("partner_liaison",),
    "GGZ": ("care_liaison",),
}
THEMES: Final = (
    "Geloof en levensbeschouwing",
    "Jongeren",
    "Onderwijs",
    "Sport",
    "Wijk en buurt",
    "Politiek en protest",
)
AREAS: Final = (
    "Binnenstad",
    "Noordflank",
    "Oud-Krispijn",
    "Nieuw-Krispijn",
    "Reeland",
    "De Staart",
    "Wielwijk",
    "Crabbehof",
    "Sterrenburg",
    "Dubbeldam",
    "Stadspolders",
)


def seed(keeper: Keeper) -> int:
    """Add the organisations that are not there yet, and lists for the allies when there are none; gives how many."""
    known = {one.name.casefold() for one in load(keeper.connection).organisations.values()}
    missing = {name: roles for name, roles in ORGANISATIONS.items() if name.casefold() not in known}
    for name, roles in missing.items():
        add_organisation(keeper, name, roles)
    for kind, names in (("theme", THEMES), ("area", AREAS)):
        if not axes(keeper.connection)[kind]:
            set_axis(keeper, kind, names)
    return len(missing)
