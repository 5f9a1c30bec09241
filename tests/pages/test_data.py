"""The data door: figures as tables for analysis, gated, complete, and noted for the next run."""

import numpy as np
import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from isp_utils.model import reads
from isp_utils.model.errors import InputError
from isp_utils.pages import data
from isp_utils.pages.field import Report
from isp_utils.pages.frames.areas import COLUMNS
from tests.musterkreis import KREIS, LAND, NO_FIGURES, PEERS


@pytest.fixture
def report(built, monkeypatch) -> Report:
    """The youth report of the fictive county."""
    monkeypatch.setenv("ISP_HOME", str(built.home))
    return Report("jugendhilfe", KREIS)


def test_a_table_has_every_figure_with_name_unit_range_and_reason(report):
    table = report.table("abgaenge_ohne_abschluss")
    assert tuple(table.columns) == COLUMNS
    assert {KREIS, LAND} <= set(table["gebiet"])
    known = table[table["wert"].notna() & (table["gebiet"] == KREIS)]
    assert (known["von"] < known["wert"]).all()
    assert (known["wert"] < known["bis"]).all()
    assert set(known["name"]) == {"Musterkreis"}
    assert set(table["einheit"]) == {table.attrs["einheit"]}


@pytest.mark.parametrize("kreis", ["3354", "03354000", "Musterkreis", ""])
def test_the_key_of_no_county_is_refused_by_name(built, monkeypatch, kreis):
    monkeypatch.setenv("ISP_HOME", str(built.home))
    with pytest.raises(InputError, match=f'kreis = "{kreis}" ist kein Schlüssel eines Kreises. '):
        Report("jugendhilfe", kreis)


@pytest.mark.parametrize("name", ["Musterkreis", "musterkr"])
def test_the_name_of_a_county_leads_to_its_key(built, monkeypatch, name):
    monkeypatch.setenv("ISP_HOME", str(built.home))
    with pytest.raises(InputError, match=rf'Meinten Sie "{KREIS}" \(Musterkreis\)\?'):
        Report("jugendhilfe", name)


def test_a_key_without_its_first_zero_is_understood_as_what_was_meant(built, monkeypatch):
    monkeypatch.setenv("ISP_HOME", str(built.home))
    with pytest.raises(InputError, match=f"Meinten Sie »{KREIS}«"):
        Report("jugendhilfe", KREIS.removeprefix("0"))


def test_a_wide_table_names_the_kennzahlen_whose_figures_are_made_up(report):
    names = ["abgaenge_ohne_abschluss", "hilfen_quote"]
    assert report.kreise(names).attrs["demodaten"] == ["hilfen_quote"]


def test_no_kennzahl_at_all_is_refused(report):
    with pytest.raises(InputError, match="mindestens eine Kennzahl"):
        report.kreise(None)


def test_a_figure_that_is_missing_says_why_and_nothing_protected_is_there(report, built):
    gated = built.indicators()
    for name in report.kennzahlen:
        table = report.table(name)
        gaps = table[table["wert"].isna()]
        assert (gaps["grund"] != "").all()
        values = gated.loc[gated["indicator"] == name, "value"]
        assert set(table["wert"].dropna()) <= set(values.dropna())


def test_kreise_stand_in_rows_and_kennzahlen_in_columns(report):
    table = report.kreise(["kinderarmut_u15", "abgaenge_ohne_abschluss"])
    assert list(table.columns) == ["name", "kinderarmut_u15", "abgaenge_ohne_abschluss"]
    assert set(table.index) == {KREIS, *PEERS, NO_FIGURES}
    assert table.attrs["einheit"]["kinderarmut_u15"] == "%"
    assert np.isnan(table.loc[NO_FIGURES, "kinderarmut_u15"])


def test_ranges_years_and_reasons_stand_beside_the_values_where_asked_for(report):
    table = report.kreise("kinderarmut_u15", 2022, bereiche=True)
    beside = [f"kinderarmut_u15_{part}" for part in ("von", "bis", "jahr", "grund")]
    assert list(table.columns) == ["name", "kinderarmut_u15", *beside]
    assert set(table["kinderarmut_u15_jahr"]) == {2022}
    assert table.loc[NO_FIGURES, "kinderarmut_u15_grund"] == "nicht verfügbar"


def test_a_long_table_has_a_figure_in_a_row(report):
    table = report.kreise(["kinderarmut_u15", "abgaenge_ohne_abschluss"], lang=True)
    assert tuple(table.columns) == COLUMNS
    assert len(table) == 2 * (2 + len(PEERS))


def test_places_of_a_county_are_of_one_level(report):
    table = report.orte(["bevoelkerungsstand"], lang=True)
    assert set(table["ebene"]) == {"gemeinde"}
    assert len(table) > 3


def test_the_door_without_a_report_shows_the_same(report, monkeypatch):
    assert data.kreise("kinderarmut_u15", kreis=KREIS).equals(report.kreise("kinderarmut_u15"))
    assert data.orte("bevoelkerungsstand", kreis=KREIS).equals(report.orte("bevoelkerungsstand"))


REFUSED = {
    "a number in place of a name": (lambda r: r.table(5), "5 ist eine Zahl.*Text in Anführungszeichen"),
    "a number among names": (lambda r: r.kreise(["kinderarmut_u15", 7]), "7 ist eine Zahl"),
    "a misspelt name": (lambda r: r.table("kinderarmut_u14"), "Meinten Sie »kinderarmut_u15«"),
    "a name like no other": (lambda r: r.table("xyz"), "kennzahlen.suche"),
    "a year as text": (lambda r: r.kreise("kinderarmut_u15", "2022"), "jahr = 2022"),
    "a year without figures": (lambda r: r.kreise("kinderarmut_u15", 1999), "für 1999 gibt es keine Zahlen.*2022"),
    "no name at all": (lambda r: r.kreise([]), "mindestens eine Kennzahl"),
    "an unknown field": (lambda _: Report("jugendhlfe", KREIS), "Meinten Sie »jugendhilfe«"),
    "a number in place of a field": (lambda _: Report(3, KREIS), "Planungsfeld »3«"),
    "a number in place of a key": (lambda _: data.kreise("kinderarmut_u15", kreis=3999), '"03999"'),
}


@pytest.mark.parametrize(("ask", "words"), REFUSED.values(), ids=REFUSED)
def test_a_wrong_question_is_answered_in_german(report, ask, words):
    with pytest.raises(InputError, match=words):
        ask(report)


def test_names_are_completed_and_searched(report):
    shell = InteractiveShell.instance()
    shell.user_ns["report"] = report
    text = "report.kennzahlen.kinderar"
    with provisionalcompleter():
        dotted = [hit.text for hit in shell.Completer.completions(text, len(text))]
    _, keyed = shell.complete('report.kennzahlen["kinderar')
    InteractiveShell.clear_instance()
    assert any(hit.endswith("kinderarmut_u15") for hit in dotted)
    assert any("kinderarmut_u15" in hit for hit in keyed)
    assert report.kennzahlen.kinderarmut_u15 == "kinderarmut_u15"
    assert "kinderarmut_u15" in report.kennzahlen.suche("kinderarmut").index
    with pytest.raises(AttributeError, match="Meinten Sie »kinderarmut_u15«"):
        _ = report.kennzahlen.kinderarmut_u14


def test_what_is_asked_for_is_noted(built, monkeypatch):
    monkeypatch.setenv("ISP_HOME", str(built.home))
    monkeypatch.setattr(reads, "_asked", set())
    data.kreise("kinderarmut_u15", kreis=KREIS)
    assert reads.asked_for() == ["kennzahl:kinderarmut_u15"]
    data.orte("bevoelkerungsstand", kreis=KREIS)
    Report("jugendhilfe", KREIS).table("abgaenge_ohne_abschluss")
    names = {"kennzahl:kinderarmut_u15", "kennzahl:bevoelkerungsstand", "kennzahl:abgaenge_ohne_abschluss"}
    assert set(reads.asked_for()) == names


def test_an_answer_is_given_back_with_its_figures_and_not_shown_twice(report, capsys):
    given = report.answer("kinderarmut_u15")
    assert given.wert == pytest.approx(8.0)
    assert given.zeitraum == "2022"
    assert set(given.tabelle["gebiet"]) == {KREIS, LAND, "DG"}
    assert repr(given).startswith(given.satz)
    capsys.readouterr()
    given._ipython_display_()
    assert capsys.readouterr().out == ""
    assert report.trend("kinderarmut_u15").tabelle.equals(given.tabelle)


def test_an_answer_without_figure_says_so(report):
    given = report.answer("hilfen_quote")
    assert np.isnan(given.wert)
    assert "keine Zahl" in given.satz


def test_a_notebook_shows_the_message_alone(report):
    with pytest.raises(InputError) as refused:
        report.table(5)
    assert refused.value._render_traceback_() == [str(refused.value)]
