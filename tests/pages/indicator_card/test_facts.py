"""Steckbriefe: formula, method, sources and what to mind are printed from the parts that the code computes with."""

import re
from dataclasses import replace

import pytest

from isp_utils.indicators.chance import Scatter
from isp_utils.model.catalogue import DIMENSIONS, FIELDS, Break, load
from isp_utils.pages.indicator_card.facts import NO_DELIVERY, CardKnowledge, making_lines, reading_lines, source_lines
from isp_utils.pages.indicator_card.formula import formula, readable
from tests.indicators.gated import kennzahl
from tests.musterkreis import KREIS

SHIPPED = load()
NAMES = {"bevoelkerung": "Bevölkerung", "nationalitaet:auslaender": "Ausländerinnen und Ausländer"}


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("bevoelkerung", "Bevölkerung"),
        ("bevoelkerung/0-2", "Bevölkerung, 0 bis 2 Jahre"),
        ("bevoelkerung/7", "Bevölkerung, 7 Jahre"),
        ("bevoelkerung/65+", "Bevölkerung, 65 Jahre und älter"),
        ("bevoelkerung/total/nationalitaet:auslaender", "Bevölkerung (Ausländerinnen und Ausländer)"),
        ("ohne_namen", "ohne namen"),
    ],
)
def test_terms_are_put_into_words(term, words):
    assert readable(term, NAMES) == words


def test_a_formula_names_all_parts():
    item = kennzahl(numerator=("a", "b"), denominator=("bevoelkerung/0-2",), per=1000.0, denominator_lag=1)
    assert formula(item, NAMES) == "(a + b) ÷ Bevölkerung, 0 bis 2 Jahre des Vorjahres × 1.000"
    balance = replace(item, minus=("c",), numerator=("a",), denominator_lag=0)
    assert formula(balance, NAMES) == "(a − c) ÷ Bevölkerung, 0 bis 2 Jahre × 1.000"
    assert "gegenüber dem Stand vor 5 Jahren" in formula(kennzahl(method="change"), NAMES)
    assert formula(kennzahl(method="given", denominator=()), NAMES) == "zaehler"


def test_every_fact_of_the_shipped_catalogue_has_a_german_name():
    facts = {term.split("/")[0] for item in SHIPPED.indicators.values() for term in item.terms}
    assert facts - set(SHIPPED.fact_names) == set()


def reckoned(item) -> float:
    """What a reader gets who reckons the printed formula: products and quotients before sums, brackets first."""
    text = formula(item, {}).replace("des Vorjahres", "")
    plain = text.replace("\u2212", "-").replace("\u00f7", "/").replace("\u00d7", "*").replace(".", "")
    assert re.fullmatch(r"[0-9+\-*/() ]+", plain), plain
    return float(eval(plain, {"__builtins__": {}}))


def with_numbers(item):
    """The Kennzahl with a number in place of each of its terms, all different."""
    numbers = iter(range(2, 99, 3))
    names = ("numerator", "minus", "denominator")
    return replace(item, **{name: tuple(str(next(numbers)) for _ in getattr(item, name)) for name in names})


DIVIDED = [item for item in SHIPPED.indicators.values() if item.method in ("ratio", "rate", "balance")]


@pytest.mark.parametrize("item", DIVIDED, ids=lambda item: item.id)
def test_who_reckons_the_printed_formula_gets_what_the_code_computes(item):
    numbered = with_numbers(item)
    top, minus, whole = (sum(map(float, getattr(numbered, name))) for name in ("numerator", "minus", "denominator"))
    assert reckoned(numbered) == pytest.approx((top - minus) / whole * numbered.per)


def test_several_subtrahends_stand_in_brackets_of_their_own():
    item = kennzahl(method="balance", nature="events", numerator=("a", "b"), minus=("c", "d"), denominator=("e",))
    assert formula(item, {}).startswith("(a + b \u2212 (c + d)) \u00f7 e")
    count = kennzahl(method="count", numerator=("a",), minus=("c",), denominator=())
    assert formula(count, {}) == "a \u2212 c"


def test_a_steckbrief_says_what_is_known_and_what_is_not(built):
    catalogue = load(built.catalogue).seen_from(KREIS)
    scatter = {"geburtenrate": Scatter(1.94, assumed=False), "abgaenge_ohne_abschluss": Scatter(3.0, assumed=True)}
    known = CardKnowledge({"statistik": "2024-06-30", "gesundheitsamt": "2024-06-30"}, scatter)
    table = built.indicators()
    own = table[(table["region"] == KREIS) & (table["sex"] == "total")]

    def lines(name):
        rows, item = own[own["indicator"] == name], catalogue.indicators[name]
        return dict(making_lines(item, catalogue, known)) | dict(reading_lines(item, rows, catalogue))

    assert source_lines(own[:0], catalogue, {}) == [NO_DELIVERY]
    assert lines("wohnungslose")["Zeitraum"] == "keine Werte für diesen Kreis"
    assert lines("betreuungsquote_u3")["Rechtsgrundlage"] == "§ 24 Abs. 2 SGB VIII"
    assert lines("betreuungsquote_u3")["Zeitraum"] == "2016 bis 2023, 8 Zeitpunkte"
    assert lines("kinderarmut_u15")["Wertung"] == "niedriger ist günstiger"
    assert lines("kinderarmut_u15")["Planungsfelder"] == f"{FIELDS['jugendhilfe']}, {FIELDS['sozialhilfe']}"
    assert lines("kinderarmut_u15")["Dimension"] == DIMENSIONS["demografie"]
    assert "Zensus 2022 als neue Grundlage" in lines("bevoelkerungsstand")["Brüche"]
    told = replace(catalogue.indicators["betreuungsquote_u3"], breaks=(Break("2018", "Ab 2018 anders gezählt."),))
    assert dict(reading_lines(told, own[own["indicator"] == told.id], catalogue))["Brüche"] == "Ab 2018 anders gezählt."
    before = replace(catalogue.indicators["betreuungsquote_u3"], breaks=(Break("2011", "Neu gezählt."),))
    assert "Brüche" not in dict(reading_lines(before, own[own["indicator"] == before.id], catalogue))  # from 2016 on
    assert lines("kinderarmut_u15")["Art der Zahl"].startswith("Vollzählung")
    assert "1,9-mal so groß wie reiner Zufall (φ, aus den Kreisen" in lines("geburtenrate")["Art der Zahl"]
    assert "angenommen" in lines("abgaenge_ohne_abschluss")["Art der Zahl"]
    assert source_lines(own, catalogue, known.retrieved)[0].endswith("abgerufen am 30.06.2024")
