"""Who has newer or missing figures: a line for each office or table, the commands apart from it."""

from dataclasses import replace

from isp_utils.model.catalogue import load
from isp_utils.pages.parts.needed import Aged, Missing, rows_of_commands, rows_of_forms, rows_of_offices, rows_of_tables
from isp_utils.pages.parts.renewals import Way

COMMAND = "python run_all.py holen regionalstatistik --tabelle 12612-01-01-4"
RENEWED = Way("12612-01-01-4", COMMAND)
ENDED = Way("12111-32-01-4", "12111-32-01-4 endet hier", renews=False)
AGED = [
    Aged("Alleinerziehende", 2011, "Regionaldatenbank", ENDED),
    Aged("Geburten", 2015, "Regionaldatenbank", RENEWED),
    Aged("Umfrage", 2016, "Amt", None),
    Aged("Geburtenziffer", 2018, "Regionaldatenbank", RENEWED),
]
OFFICE = replace(
    load().sources["inkar"],
    id="jugendamt",
    title="Jugendamt: Hilfen",
    template="vorlage_jugendamt.xlsx",
    request="Bitte.",
)


def test_kennzahlen_of_one_table_are_one_line_without_the_command():
    rows = rows_of_tables(AGED)
    assert [row["Neuere Zahlen"] for row in rows] == [
        "12111-32-01-4 endet hier",
        "Tabelle 12612-01-01-4",
        "noch nicht bekannt",
    ]
    assert rows[1]["Kennzahlen (neuestes Jahr)"] == "Geburten (2015), Geburtenziffer (2018)"
    assert "run_all" not in str(rows)


def test_a_command_stands_once_and_none_for_a_table_that_has_ended():
    assert rows_of_commands(AGED) == [{"Tabelle": "12612-01-01-4", "Abruf": COMMAND}]


def test_an_office_is_asked_once_for_everything_and_its_form_is_named_apart():
    missing = [
        Missing("Hilfen", "Demodaten", OFFICE),
        Missing("Wohnungslose", "keine Zahl", None),
        Missing("Inobhutnahmen", "keine Zahl", OFFICE),
    ]
    rows = rows_of_offices(missing)
    assert [row["Wer liefert"] for row in rows] == ["Jugendamt", "Statistische Ämter"]
    assert rows[0]["Kennzahlen"] == "Hilfen, Inobhutnahmen"
    assert rows[0]["bis dahin"] == "Demodaten, keine Zahl"
    assert "xlsx" not in str(rows)
    assert rows_of_forms(missing) == [{"Stelle": "Jugendamt", "Vorlage": "vorlage_jugendamt.xlsx"}]
