"""Names of persons, where nobody may be named: found when they are there, and never in ordinary Dutch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import privacy


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jan de Vries voert het woord.", "Jan de Vries"),
        ("Volgens Fatima El Khatib is het rustig.", "Fatima El Khatib"),
        ("Het verhaal van Mohamed el Idrissi.", "Mohamed el Idrissi"),
        ("Johan van der Berg", "Johan van der Berg"),
        ("Kees Jansen-Bakker was erbij.", "Kees Jansen-Bakker"),
        ("Daan O’Neill", "Daan O’Neill"),
        ("Meneer Jansen is boos.", "Meneer Jansen"),
        ("Gesproken met mevrouw De Boer.", "mevrouw De Boer"),
        ("dhr. J. van Dijk", "dhr. J. van Dijk"),
        ("dhr van Dijk", "dhr van Dijk"),
        ("Mw. A.B. Pietersen", "Mw. A.B. Pietersen"),
        ("De heer Öztürk kwam binnen.", "De heer Öztürk"),
        ("De familie Çelik woont daar.", "familie Çelik"),
        ("Fam. Bakker", "Fam. Bakker"),
        ("J. Jansen belde.", "J. Jansen"),
        ("J.P. de Wit belde.", "J.P. de Wit"),
        ("M. van der Heijden", "M. van der Heijden"),
        ("A. de Boer belde.", "A. de Boer"),
        ("Een post van G. Wilders.", "G. Wilders"),
        ("Rob Oudkerk", "Rob Oudkerk"),
        ("Jan Verlaan", "Jan Verlaan"),
        ("Tom Verstraat", "Tom Verstraat"),
        ("Plan A. Jan Jansen doet het.", "Jan Jansen"),
        ("Op de Johan de Wittstraat woont Sanne Bakker.", "Sanne Bakker"),
        ("Eerste regel.\nEva Smit", "Eva Smit"),
    ],
)
def test_a_name_is_found(text: str, words: str):
    assert privacy.person(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Jongeren uit de wijk staan tegenover oudere bewoners.",
        "De een zegt: wij zijn hier niet veilig. De ander zegt: wij horen er niet bij.",
        "Het midden zwijgt: ouders, winkeliers, de sportclub.",
        "Wij stellen de norm; de burgemeester staat in het midden.",
        "Burgemeester van Dordrecht, wethouder Jeugd en de officier van justitie.",
        "De Voorzitter en de Woordvoerder spreken het Openbaar Ministerie.",
        "Politie, Jongerenwerk en Stichting Welzijn zijn aangesloten.",
        "Contour de Twern, Albert Schweitzer ziekenhuis en het Da Vinci College.",
        "Moskee Ar-Rahman, de Turkse gemeenschap en de Syrische kerk.",
        "Sultan Ahmed moskee, Omar Moskee en de Hassan II-moskee.",
        "Krispijn, Crabbehof, Wielwijk, Sterrenburg, Dubbeldam, Stadspolders en De Staart.",
        "Rond het Statenplein, de Voorstraat en de Grote Kerk.",
        "Johan de Wittstraat, Johan de Witt-gymnasium en het Willem de Zwijger College.",
        "Maria Montessorischool en Anna van Burenplein",
        "M.H. Trompweg, P.A. de Kokplein, J.F. Kennedylaan, G. van der Veenstraat",
        "Willem Dreeslaan, Jan van Nassaukade en de Karel Doormanstraat",
        "De Johan Cruijff Arena en het Mark Bakker sportpark",
        "Station Dordrecht Zuid, Weizigtpark en het Energieplein",
        "FC Dordrecht, F.C. Dordrecht, V.V. Dubbeldam en Bouwbedrijf Zuid B.V. Dordrecht",
        "Zie art. 2:1 A.P.V. Dordrecht. N.B. Dit geldt ook voor de EHBO.",
        "Plan A. Daarna volgt plan B. Dat is duurder.",
        "A. Wachten\nB. Ingrijpen",
        "Scenario C. De groep groeit.",
        "Wij kiezen voor A. De rest wacht.",
        "Vak D. Supporters van de uitclub.",
        "In Gaza en Israël, in Oekraïne, in Turkije en Syrië; de Koerdische en Turkse vlag.",
        "Willem II speelt thuis. Koning Willem-Alexander komt in april.",
        "Rond Zwarte Piet Niet is de toon fel.",
        "Jan Modaal merkt er niets van.",
        "Het COA, de IND, de GGD en Vluchtelingenwerk Nederland.",
        "Op maandag 23 november om 14.00 uur bij de Grote Markt.",
        "Anna zei dat het rustig is.",
        "Een bericht op Telegram, TikTok en in een Facebookgroep.",
        "de heer en mevrouw, meneer, mw.",
        "familie en vrienden van het slachtoffer",
        "Bondgenoot D-07 hoort dat het midden moe is.",
    ],
)
def test_ordinary_dutch_is_left_alone(text: str):
    assert privacy.person(text) is None


@given(st.text(max_size=2000))
def test_any_text_can_be_looked_through(text: str):
    found = privacy.person(text)
    assert found is None or found in text


@pytest.mark.timeout(5)
@pytest.mark.parametrize("text", ["Jan " * 500, "A." * 1000, "A. " * 700, "van " * 500, "Jan van der " * 160])
def test_no_text_takes_long(text: str):
    for _ in range(20):
        privacy.person(text)
