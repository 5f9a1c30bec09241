"""Steckbriefe: the formula is printed from the parts that the code computes with."""

from dataclasses import replace

import pandas as pd
import pytest

from isp_utils.indicators.chance import Scatter
from isp_utils.model.catalogue import DIMENSIONS, FIELDS, load
from isp_utils.suite.site.cards import CardData, formula, readable, stations
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
    assert formula(item, NAMES) == "a + b ÷ Bevölkerung, 0 bis 2 Jahre des Vorjahres × 1.000"
    balance = replace(item, minus=("c",), numerator=("a",), denominator_lag=0)
    assert formula(balance, NAMES) == "(a − c) ÷ Bevölkerung, 0 bis 2 Jahre × 1.000"
    assert "gegenüber dem Stand vor 5 Jahren" in formula(kennzahl(method="change"), NAMES)
    assert formula(kennzahl(method="given", denominator=()), NAMES) == "zaehler"


def test_every_fact_of_the_shipped_catalogue_has_a_german_name():
    facts = {term.split("/")[0] for item in SHIPPED.indicators.values() for term in item.terms}
    assert facts - set(SHIPPED.fact_names) == set()


def test_cards_stand_in_the_order_of_the_biography_and_say_what_is_unknown(built):
    catalogue = load(built.catalogue)
    retrieved = {"statistik": "2024-06-30", "gesundheitsamt": "2024-06-30"}
    scatter = {"geburtenrate": Scatter(1.94, assumed=False), "abgaenge_ohne_abschluss": Scatter(3.0, assumed=True)}
    found = stations(catalogue, CardData(built.indicators(), retrieved, scatter), KREIS)
    titles = [title for title, _ in found]
    assert titles[0] == "Rahmenbedingungen"
    assert titles[-1] == "Zweite Chance"
    cards = {card["id"]: dict(card["rows"]) for _, group in found for card in group}
    assert len(cards) == len(catalogue.indicators)
    assert cards["wohnungslose"]["Quelle und Lizenz"] == "Es liegt noch keine Lieferung vor."
    assert cards["wohnungslose"]["Zeitraum"] == "keine Werte für diesen Kreis"
    assert cards["betreuungsquote_u3"]["Rechtsgrundlage"] == "§ 24 Abs. 2 SGB VIII"
    assert cards["betreuungsquote_u3"]["Zeitraum"] == "2016 bis 2023, 8 Zeitpunkte"
    assert cards["kinderarmut_u15"]["Wertung"] == "niedriger ist günstiger"
    assert cards["kinderarmut_u15"]["Planungsfelder"] == f"{FIELDS['jugendhilfe']}, {FIELDS['sozialhilfe']}"
    assert cards["kinderarmut_u15"]["Dimension"] == DIMENSIONS["demografie"]
    assert "Zensus 2022 als neue Grundlage" in cards["bevoelkerungsstand"]["Brüche"]
    assert cards["kinderarmut_u15"]["Art der Zahl"].startswith("Vollzählung")
    assert "1,9-mal so groß wie reiner Zufall (φ, aus den Kreisen" in cards["geburtenrate"]["Art der Zahl"]
    assert "3,0-mal" in cards["abgaenge_ohne_abschluss"]["Art der Zahl"]
    assert "angenommen" in cards["abgaenge_ohne_abschluss"]["Art der Zahl"]


def test_a_station_divided_by_topics_is_one_list_a_topic():
    nothing = pd.DataFrame({"indicator": [], "region": [], "sex": [], "flag": [], "source": [], "value": []})
    lists = dict(stations(SHIPPED, CardData(nothing.assign(period="", numerator=0.0), {}, {}), KREIS))
    topics = [topic.title for topic in SHIPPED.topics.values()]
    assert [title for title in lists if title.startswith("Rahmen")] == [f"Rahmenbedingungen: {t}" for t in topics]
    assert "wohngeldhaushalte" in {card["id"] for card in lists["Rahmenbedingungen: Wohnen"]}
    assert sum(len(cards) for cards in lists.values()) == len(SHIPPED.indicators)
