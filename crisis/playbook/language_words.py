"""The lists behind the hints on language: words to avoid, words that leave it open, and what a verb looks like."""

from __future__ import annotations

from typing import Final

_GROUP: Final = "schrijf ‘groep’ of ‘aanwezigen’"
_YOUNG: Final = "schrijf ‘jongeren’"
_DROP: Final = "laat het woord weg"
_RELEVANT: Final = "noem afkomst alleen als die ertoe doet, en dan precies"
#: Words to avoid, with what to do instead. Source: domain section 13, vocabulary and product risk 5.
AVOID: Final[dict[str, str]] = {
    **dict.fromkeys(("relschopper", "relschoppers", "rellende", "tuig", "raddraaiers", "oproerkraaiers"), _GROUP),
    **dict.fromkeys(("probleemgroep", "probleemgroepen"), "schrijf ‘groep’ of ‘groepen’"),
    **dict.fromkeys(("probleemjongere", "probleemjongeren", "hangjongere", "hangjongeren"), _YOUNG),
    "zaak": "schrijf ‘incident’ of ‘onderwerp’",
    **dict.fromkeys(("casus", "casussen"), "schrijf ‘incident’"),
    **dict.fromkeys(("allochtoon", "allochtone", "allochtonen", "autochtoon", "autochtone", "autochtonen"), _RELEVANT),
    **dict.fromkeys(("haatbaard", "haatbaarden", "wappie", "wappies", "gelukszoeker", "gelukszoekers"), _DROP),
}
#: Words that leave it to the reader whether something is so.
LEFT_OPEN: Final = (
    *("goed", "voldoende", "beter", "genoeg", "gevoel", "hopelijk", "eventueel", "misschien", "redelijk"),
    *("zo nodig", "indien nodig", "waar mogelijk", "zo snel mogelijk", "onder controle", "normaal gesproken"),
)
#: Slots that every playbook may use once without it being a typo.
USUAL: Final = frozenset(
    {
        *("datum", "tijd", "plaats", "gemeente", "wijk", "volgende-update", "webadres", "aanspreekpunt"),
        *("telefoon-gemeente", "telefoon-politie", "telefoon-spoed"),
        *("wat-we-weten", "wat-we-niet-weten", "wat-we-doen", "wat-u-merkt", "wat-u-kunt-doen", "onderwerp"),
    }
)
#: Verbs that do not end as most do.
VERBS: Final = frozenset(
    {
        *("is", "was", "waren", "zijn", "zou", "wil", "wou", "kan", "kon", "mag", "mocht", "moet", "zal", "heb", "had"),
        *("werd", "werden", "kwam", "ging", "deed", "zag", "zei", "stond", "lag", "vond", "riep", "hield", "liep"),
        *("gaan", "gaat", "staan", "staat", "doen", "doet", "zien", "ziet", "slaan", "slaat", "komt", "kent", "weet"),
    }
)
#: Endings of words that look like verbs and are none: rust, incident, bericht; mensen, groepen, scholen.
NOUNS: Final = (
    *("rust", "ment", "cident", "dienst", "bericht", "buurt", "straat", "markt", "nacht", "tocht", "kant", "krant"),
    *("geweld", "gebied", "gebed", "gevecht", "besluit", "contact", "het", "niet", "met", "dat", "wat", "uit", "moet"),
    *("mensen", "groepen", "scholen", "berichten", "rellen", "feiten", "signalen", "jongeren", "oproepen", "vragen"),
    *("een", "geen", "binnen", "buiten", "tegen", "tussen", "alleen", "iedereen", "ouders", "wijken", "zaken", "laat"),
)
