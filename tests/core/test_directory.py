"""The directory: who is called, in which order; what may be written in it; and the trace of every change."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from crisis.cli.main import crisis
from crisis.database import Database
from crisis.directory import (
    Directory,
    Keeper,
    Wrong,
    add_function,
    add_organisation,
    allies,
    audited,
    axes,
    change_function,
    change_organisation,
    coverage,
    decoded,
    import_rows,
    load,
    mark_checked,
    planned,
    readiness,
    remove_standby,
    retire_ally,
    retire_function,
    retire_organisation,
    seed,
    set_ally,
    set_axis,
    set_standby,
    thin_roles,
    warnings,
    written,
)
from crisis.directory.seeding import ORGANISATIONS
from crisis.directory.sheets import LONGEST, MOST_ROWS
from crisis.refusals import Conflict, NotFound, Unreadable
from tests.cast import ANNA, BRAM, klein

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
#: Passes the elfproef.
BSN = "111222333"


@pytest.fixture
def keeper(database: Database) -> Iterator[Keeper]:
    """Anna changes the directory, on each of the databases; afterwards nothing of it is left."""
    with database.engine.connect() as connection, connection.begin() as transaction:
        yield Keeper(connection, ANNA.account, NOW)
        transaction.rollback()


@pytest.fixture
def home(keeper: Keeper) -> int:
    return add_organisation(keeper, "Handhaving Oost", ["enforcement"])


def adds(keeper: Keeper, home: int, title: str, **typed: Any) -> int:
    return add_function(keeper, home, {"title": title, **typed})


def book(keeper: Keeper) -> Directory:
    return load(keeper.connection)


def called(keeper: Keeper, role: str, at: datetime = NOW) -> list[str]:
    return [one.title for one in book(keeper).for_role(role, at) if one.organisation == "Handhaving Oost"]


def wrong(act: Any, *given: Any, **more: Any) -> dict[str, str]:
    with pytest.raises(Unreadable) as refusal:
        act(*given, **more)
    return refusal.value.fields


# --- who is called ---


def test_standby_goes_first_then_the_others_then_deputies(keeper: Keeper, home: int):
    chief = adds(keeper, home, "Chef")
    first = adds(keeper, home, "AA", roles=["enforcement"], deputy=str(chief))
    adds(keeper, home, "BB", roles=["enforcement"], deputy=str(first))
    duty = adds(keeper, home, "CC", roles=["enforcement"])
    set_standby(keeper, duty, NOW, NOW + HOUR)
    assert called(keeper, "enforcement") == ["CC", "AA", "BB", "Chef"]
    assert called(keeper, "enforcement", NOW + HOUR) == ["AA", "BB", "CC", "Chef"]
    assert called(keeper, "enforcement", NOW - timedelta(seconds=1)) == ["AA", "BB", "CC", "Chef"]
    assert called(keeper, "mayor") == []


def test_who_is_retired_is_not_called(keeper: Keeper, home: int):
    deputy = adds(keeper, home, "Vervanger")
    one = adds(keeper, home, "AA", roles=["enforcement"], deputy=str(deputy))
    adds(keeper, home, "BB", roles=["enforcement"], deputy=str(deputy))
    retire_function(keeper, deputy)
    assert called(keeper, "enforcement") == ["AA", "BB"]
    retire_function(keeper, one)
    assert called(keeper, "enforcement") == ["BB"]
    retire_function(keeper, one, active=True)
    retire_organisation(keeper, home)
    assert called(keeper, "enforcement") == []
    retire_organisation(keeper, home, active=True)
    assert called(keeper, "enforcement") == ["AA", "BB"]


def test_a_function_as_the_call_out_sees_it(keeper: Keeper, home: int):
    typed = {"email": "team@voorbeeld.nl", "phone": "+31 6 5550 1234", "other": "Meldkamer 0800-5550001"}
    number = adds(keeper, home, " Teamleider ", roles=["enforcement", "Voorzitter"], person=str(BRAM.id), **typed)
    mark_checked(keeper, number)
    found = book(keeper).functions[number]
    assert (found.organisation, found.title, found.email) == ("Handhaving Oost", "Teamleider", "team@voorbeeld.nl")
    assert (found.phone, found.other) == ("+31 6 5550 1234", "Meldkamer 0800-5550001")
    assert (found.roles, found.person, found.deputy) == (frozenset({"enforcement", "chair"}), BRAM.id, None)
    assert (found.checked_on, found.active, found.ways) == (date(2026, 11, 24), True, 3)


def test_standby_periods(keeper: Keeper, home: int):
    one = adds(keeper, home, "AA")
    set_standby(keeper, one, NOW, NOW + HOUR)
    set_standby(keeper, one, NOW, NOW + HOUR)
    set_standby(keeper, one, NOW, NOW + 2 * HOUR)
    assert [(period.start, period.end) for period in book(keeper).standby if period.function == one] == [
        (NOW, NOW + 2 * HOUR)
    ]
    assert book(keeper).on_standby(one, NOW + HOUR)
    assert "end" in wrong(set_standby, keeper, one, NOW, NOW)
    assert "end" in wrong(set_standby, keeper, one, NOW + 9 * HOUR, NOW + timedelta(days=100))
    assert "start" in wrong(set_standby, keeper, one, NOW + HOUR, NOW + 3 * HOUR)
    set_standby(keeper, one, NOW + 2 * HOUR, NOW + 3 * HOUR)
    remove_standby(keeper, one, NOW)
    remove_standby(keeper, one, NOW)
    assert not book(keeper).on_standby(one, NOW)
    assert [entry.what for entry in audited(keeper.connection, kind="function", subject=one)] == [
        "Piket weggehaald",
        "Piket gezet",
        "Piket gezet",
        "Piket gezet",
        "Functie toegevoegd",
    ]


# --- what may be written ---


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("title", ""),
        ("title", "x" * 101),
        ("title", "Dhr. Jansen"),
        ("title", f"Teamleider {BSN}"),
        ("title", "Bel 06-55501234"),
        ("title", "team@voorbeeld.nl"),
        ("title", "Team\u202eleider"),
        ("email", "geen adres"),
        ("email", "a@b"),
        ("email", f"{BSN}@voorbeeld.nl"),
        ("email", "a@voorbeeld.nl\nBcc: b@voorbeeld.nl"),
        ("phone", BSN),
        ("phone", "12345"),
        ("phone", "bel maar"),
        ("phone", "06-5550123\u0664"),
        ("other", f"Nummer {BSN}"),
        ("other", "Vraag mevrouw De Vries"),
        ("other", "x" * 201),
        ("roles", ["baas"]),
        ("deputy", "999999"),
        ("deputy", "\u0661"),
        ("person", "999999"),
        ("person", "x"),
    ],
)
def test_what_is_refused_is_said_at_its_field(keeper: Keeper, home: int, name: str, text: Any):
    before = len(book(keeper).functions)
    assert list(wrong(add_function, keeper, home, {"title": "Teamleider", name: text})) == [name]
    assert len(book(keeper).functions) == before


@pytest.mark.parametrize(
    "phone", ["06-55501234", "+31 (0)6 55501234", "078 555 01 23", "0800-5550001", "088-5550123", "14 078", "112", ""]
)
def test_numbers_for_work_are_taken(keeper: Keeper, home: int, phone: str):
    number = adds(keeper, home, "Teamleider", phone=phone)
    assert book(keeper).functions[number].phone == phone


def test_every_error_at_once(keeper: Keeper, home: int):
    assert set(wrong(add_function, keeper, home, {"title": "", "email": "x", "phone": "y"})) == {
        "title",
        "email",
        "phone",
    }


def test_no_function_or_organisation_twice(keeper: Keeper, home: int):
    adds(keeper, home, "Teamleider")
    assert "title" in wrong(add_function, keeper, home, {"title": "TEAMLEIDER"})
    assert "name" in wrong(add_organisation, keeper, "handhaving oost")
    assert "name" in wrong(add_organisation, keeper, "Fatima Amrani")
    with pytest.raises(NotFound):
        adds(keeper, 999999, "Teamleider")
    retire_organisation(keeper, home)
    with pytest.raises(NotFound):
        adds(keeper, home, "Ander")


def test_a_function_is_not_its_own_deputy(keeper: Keeper, home: int):
    one = adds(keeper, home, "AA")
    assert "deputy" in wrong(change_function, keeper, one, {"deputy": str(one)})


# --- the trace ---


def test_every_change_leaves_who_when_and_what(keeper: Keeper, home: int):
    one = adds(keeper, home, "AA", phone="06-55501234")
    change_function(keeper, one, {"phone": "06-55504321"})
    change_function(keeper, one, {"phone": "06-55504321"})
    latest, first = audited(keeper.connection, kind="function", subject=one)
    assert (latest.person, latest.at, latest.what) == ("Anna", NOW, "Functie gewijzigd")
    assert latest.changed == {"phone": ("06-55501234", "06-55504321")}
    assert first.before == {}
    assert first.after["title"] == "AA"
    change_organisation(keeper, home, "Handhaving West", ["Handhaving", "observer"])
    assert audited(keeper.connection, kind="organisation", subject=home)[0].changed == {
        "name": ("Handhaving Oost", "Handhaving West"),
        "roles": (["Handhaving"], ["Handhaving", "Meekijker"]),
    }


def test_two_keepers_change_different_fields(keeper: Keeper, home: int):
    one = adds(keeper, home, "AA", phone="06-55501234")
    seen = audited(keeper.connection, kind="function", subject=one)[0].id
    form = {"title": "AA", "phone": "06-55501234", "email": "", "other": ""}
    change_function(keeper, one, {**form, "phone": "06-55504321"}, seen)
    change_function(keeper, one, {**form, "email": "a@voorbeeld.nl"}, seen)
    found = book(keeper).functions[one]
    assert (found.phone, found.email) == ("06-55504321", "a@voorbeeld.nl")


def test_two_keepers_change_the_same_field(keeper: Keeper, home: int):
    one = adds(keeper, home, "AA", phone="06-55501234")
    seen = audited(keeper.connection, kind="function", subject=one)[0].id
    change_function(keeper, one, {"phone": "06-55504321"}, seen)
    with pytest.raises(Conflict) as conflict:
        change_function(keeper, one, {"phone": "06-55509999"}, seen)
    assert (conflict.value.clashes["phone"].theirs, conflict.value.clashes["phone"].by) == ("06-55504321", "Anna")
    change_function(keeper, one, {"phone": "06-55504321"}, seen)


def test_a_form_counts_once(keeper: Keeper):
    keeper.once, keeper.digest = "sleutel-een", "a"
    number = add_organisation(keeper, "Handhaving Zuid")
    again = Keeper(keeper.connection, ANNA.account, NOW, "sleutel-een", "a")
    assert again.repeated() == str(number)
    other = Keeper(keeper.connection, ANNA.account, NOW, "sleutel-een", "b")
    assert "once" in wrong(other.repeated)


# --- allies ---


def listed(keeper: Keeper) -> None:
    for one in allies(keeper.connection):
        retire_ally(keeper, one.code)
    set_axis(keeper, "theme", ["Sport", "Geloof"])
    set_axis(keeper, "area", ["Oost", " Oost ", "", "West"])


def test_coverage_shows_white_spots(keeper: Keeper):
    listed(keeper)
    set_ally(keeper, " bg-07 ", "Sport", "Oost")
    set_ally(keeper, "BG-08", "Sport", "Oost")
    set_ally(keeper, "BG-09", "Geloof", "West")
    table = coverage(keeper.connection)
    assert (table.themes, table.areas) == (("Sport", "Geloof"), ("Oost", "West"))
    assert table.counts == {("Sport", "Oost"): 2, ("Sport", "West"): 0, ("Geloof", "Oost"): 0, ("Geloof", "West"): 1}
    assert table.white_spots == (("Sport", "West"), ("Geloof", "Oost"))
    set_ally(keeper, "BG-08", "Sport", "West")
    retire_ally(keeper, "BG-09")
    assert coverage(keeper.connection).white_spots == (("Geloof", "Oost"), ("Geloof", "West"))
    assert "area" in wrong(set_axis, keeper, "area", ["Oost"])
    with pytest.raises(NotFound):
        retire_ally(keeper, "XX-99")


@pytest.mark.parametrize("code", ["Fatima Amrani", "Fatima", "BG", "07", "BG-0712", "BG 07", "", BSN, "F.AMRANI-07"])
def test_an_ally_is_a_code(keeper: Keeper, code: str):
    listed(keeper)
    assert list(wrong(set_ally, keeper, code, "Sport", "Oost")) == ["code"]


def test_an_ally_has_a_theme_and_a_district_of_the_lists(keeper: Keeper):
    listed(keeper)
    assert set(wrong(set_ally, keeper, "BG-07", "Dhr. Jansen", "")) == {"theme", "area"}
    assert "theme" in wrong(set_axis, keeper, "theme", ["Dhr. Jansen"])
    assert "theme" in wrong(set_axis, keeper, "theme", [f"Thema {number}" for number in range(41)])


# --- is the team there? ---


def test_warnings(keeper: Keeper, home: int):
    one = adds(keeper, home, "AA", phone="06-55501234")
    known = book(keeper)
    assert warnings(known, known.functions[one], NOW) == [
        "Vult nog geen rol",
        "Geen tweede weg",
        "Nooit nagekeken",
    ]
    mark_checked(keeper, one)
    change_function(keeper, one, {"roles": ["legal_advisor"], "email": "a@gmail.com"})
    known = book(keeper)
    assert warnings(known, known.functions[one], NOW + timedelta(days=365)) == ["Lijkt een privéadres"]
    assert "Jaar niet nagekeken" in warnings(known, known.functions[one], NOW + timedelta(days=366))
    assert "legal_advisor" in thin_roles(known, NOW)
    retire_function(keeper, one)
    known = book(keeper)
    assert warnings(known, known.functions[one], NOW) == []


def test_readiness_of_a_playbook(keeper: Keeper, home: int):
    deputy = adds(keeper, home, "Vervanger")
    chair = adds(keeper, home, "Crisis", roles=["chair"], deputy=str(deputy), phone="112", email="a@voorbeeld.nl")
    rows = {row.role: row for row in readiness(book(keeper), klein(), NOW)}
    assert list(rows) == [member.role for member in klein().team]
    assert [one.title for one in rows["chair"].called] == ["Crisis", "Vervanger"]
    assert (rows["chair"].deputy, rows["chair"].two_ways, rows["chair"].warnings) == (True, True, ("Nooit nagekeken",))
    for number in (chair, deputy):
        mark_checked(keeper, number)
    set_standby(keeper, chair, NOW, NOW + HOUR)
    rows = {row.role: row for row in readiness(book(keeper), klein(), NOW)}
    assert (rows["chair"].warnings, rows["chair"].checked_on) == ((), date(2026, 11, 24))
    assert rows["chair"].on_standby
    assert any(row.warnings == ("Niemand",) for row in rows.values())


def test_seeding_twice_adds_once(keeper: Keeper):
    assert seed(keeper) >= 19
    assert seed(keeper) == 0
    assert all(axes(keeper.connection).values())
    assert not any(one.organisation == "Veilig Thuis" for one in book(keeper).functions.values())


def test_seeding_from_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CRISIS_HOME", str(tmp_path))
    first, second = (CliRunner().invoke(crisis, ["directory", "seed"]) for _ in range(2))
    assert (first.exit_code, second.output) == (0, "0 organisaties toegevoegd.\n")
    assert first.output == f"{len(ORGANISATIONS)} organisaties toegevoegd.\n"


# --- lists ---

LIST = """Organisatie;Functie;E-mail;Telefoon;Rollen;Vervanger
Handhaving Oost;Teamleider;t@voorbeeld.nl;06-55501234;Handhaving, Voorzitter;Coördinator
Handhaving Oost;Coördinator;;078 555 01 23;enforcement;Teamleider (Handhaving Oost)
Nieuwe school;Directeur;;;Onderwijs;
"""


def test_a_list_is_first_planned_and_then_taken_in(keeper: Keeper, home: int):
    known = adds(keeper, home, "Teamleider", phone="06-55501234", other="Meldkamer")
    rows = planned(keeper.connection, LIST)
    assert [(row.number, row.act, row.changes) for row in rows] == [
        (2, "changed", ("E-mailadres", "Rollen", "Vervanger")),
        (3, "new", ()),
        (4, "new", ()),
    ]
    assert len(book(keeper).functions) == len({*book(keeper).functions, known})
    before = len(audited(keeper.connection))
    import_rows(keeper, LIST)
    found = {one.title: one for one in book(keeper).functions.values() if one.organisation != "x"}
    assert found["Teamleider"].other == "Meldkamer"
    assert found["Teamleider"].deputy == found["Coördinator"].id
    assert found["Coördinator"].deputy == known
    assert found["Directeur"].organisation == "Nieuwe school"
    assert len(audited(keeper.connection)) == before + 4
    assert {row.act for row in planned(keeper.connection, LIST)} == {"same"}
    import_rows(keeper, LIST)
    assert len(audited(keeper.connection)) == before + 4


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        (";Chef;;;;", "organisation"),
        ("Handhaving Oost;;;;;", "title"),
        ("Handhaving Oost;Dhr. Jansen;;;;", "title"),
        ("Handhaving Oost;Chef;x;;;", "email"),
        (f"Handhaving Oost;Chef;;{BSN};;", "phone"),
        ("Handhaving Oost;Chef;;;Baas;", "roles"),
        ("Handhaving Oost;Chef;;;;Niemand", "deputy"),
        ("Handhaving Oost;Chef;;;;Chef", "deputy"),
        ("Handhaving Oost;Chef;;;;;teveel", ""),
        ("Handhaving Oost;teamleider;;;;", "title"),
    ],
)
def test_a_wrong_row_stops_the_whole_list(keeper: Keeper, home: int, cells: str, name: str):
    text = f"{LIST}{cells}\n"
    assert name in planned(keeper.connection, text)[-1].errors
    before = book(keeper)
    assert "text" in wrong(import_rows, keeper, text)
    assert book(keeper) == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "zomaar wat tekst",
        "Organisatie;Functie;Naam\nA;B;C",
        "Organisatie;Telefoon\nA;112",
        "Organisatie;Functie;Functie\nA;B;C",
        'Organisatie;Functie\n"A;B\n',
        "Organisatie;Functie\nA\0;B\n",
        "Organisatie;Functie\n" + "A;B\n" * (MOST_ROWS + 1),
        "Organisatie;Functie\n" + "A" * LONGEST,
        "Organisatie;Functie\n" + '"' + "A" * 150_000 + '";B',
    ],
    ids=range(11),
)
def test_what_is_no_list_is_said_in_one_sentence(keeper: Keeper, text: str):
    with pytest.raises(Wrong, match=r"\.$"):
        planned(keeper.connection, text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_files_of_excel(keeper: Keeper, encoding: str, delimiter: str):
    cells = [["Organisatie", "Functie", "Rollen"], ["Café Één", "Coördinator", "Zorg, Onderwijs"]]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(cells)
    row = planned(keeper.connection, decoded(out.getvalue().encode(encoding)))[0]
    assert (row.organisation, row.title, row.act) == ("Café Één", "Coördinator", "new")
    assert row.values["roles"] == frozenset({"care_liaison", "education_liaison"})


def test_a_file_that_is_no_text(keeper: Keeper):
    with pytest.raises(Wrong):
        planned(keeper.connection, decoded(b"PK\x03\x04\x81\x8d\x00\x90"))


@pytest.mark.parametrize("cell", ["=1+1", "+1+2", "-2+3", "@SUM(A1)", "\t=1"])
def test_no_cell_of_an_export_is_a_formula(keeper: Keeper, cell: str):
    home = add_organisation(keeper, "=cmd()|' /C calc'!A0")
    title = cell.strip() if cell.strip()[0] != "@" else "=SUM(A1)"
    number = adds(keeper, home, title, phone="+31 6 55501234", other="-1 toestel", roles=["chair"])
    text = written(book(keeper))
    assert text.startswith("\ufeff")
    cells = [one for row in csv.reader(io.StringIO(text[1:], newline=""), delimiter=";") for one in row]
    assert not [one for one in cells if one.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "'+31 6 55501234" in cells
    again = [row for row in planned(keeper.connection, text) if row.known and row.known.id == number]
    assert [row.act for row in again] == ["same"]


def test_an_export_can_be_read_in_again(keeper: Keeper, home: int):
    seed(keeper)
    office = next(one.id for one in book(keeper).organisations.values() if one.name.startswith("Gemeente, Com"))
    one = adds(keeper, office, "Woordvoerder; pers, en media", roles=["spokesperson"], phone="+31 6 55501234")
    adds(keeper, home, 'De "vervanger"', deputy=str(one))
    assert {row.act for row in planned(keeper.connection, written(book(keeper)))} == {"same"}
