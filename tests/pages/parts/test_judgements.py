"""The statement in words: no judgement that it does not hold, the same verdict in sentence, cell and summary."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isp_utils.indicators.statements.comparison import Comparison, Distance
from isp_utils.indicators.statements.development import Development
from isp_utils.indicators.statements.hindrance import Hindered, Hindrance
from isp_utils.indicators.statements.place import Place
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.wording import NARROW_SPACE, NO_BREAK
from isp_utils.pages.parts import judgements
from isp_utils.pages.parts.items import card_anchor, proofs
from isp_utils.statistics.trend import FlowTrend
from tests.indicators.gated import LAND, NAN, figure, kennzahl

DIFFERENCE = re.compile(r"höher|niedriger|größer", re.IGNORECASE)
JUDGEMENT = re.compile(r"günstig|besser|schlechter", re.IGNORECASE)
STOCK = {"nature": "stock", "things": "Kinder"}
OLD = Hindered(Hindrance.OLD, "2015")


def plain(text: str) -> str:
    """With ordinary blanks."""
    return text.replace(NARROW_SPACE, " ").replace(NO_BREAK, " ")


def statement(code: str = "", more: dict[str, object] | None = None, **parts: object) -> Statement:
    """15.0 % beside 10.0 % in the Land, with this comparison."""
    distance = Distance(30, 44) if code in ("higher", "lower") else Distance(12, 44)
    found = Comparison(figure(value=10.0, region=LAND), code, 5.0, 25.4, distance)
    whole = {"indicator": kennzahl(**(more or {})), "own": figure(value=15.0), "hindered": None}
    whole |= {"references": (found,), "land": found, "development": None, "place": None}
    return Statement(**(whole | parts))  # type: ignore[arg-type]


def compared(said: Statement) -> str:
    """The sentence beside the Land."""
    assert said.land is not None
    return plain(judgements.comparison(said, said.land, "Niedersachsen"))


# ---- comparison --------------------------------------------------------------------------------------------------


@given(
    st.sampled_from(["higher", "lower", "similar", ""]),
    st.sampled_from(["higher", "lower", "none"]),
    st.sampled_from(["stock", "events", "estimate"]),
    st.sampled_from([None, OLD, Hindered(Hindrance.EXCEPTIONAL, "Sonderfall")]),
)
def test_sentence_and_cell_judge_alike(code, better, nature, hindered):
    said = statement(code, {"better": better, "nature": nature}, hindered=hindered)
    sentence, cell = compared(said), judgements.compared_word(said)
    assert bool(JUDGEMENT.search(sentence)) == bool(said.verdict) == bool(JUDGEMENT.search(cell))
    if said.verdict:
        assert f", damit {cell}" in sentence
    if nature != "stock":
        assert bool(DIFFERENCE.search(sentence)) == (said.comparison in ("higher", "lower"))


def test_a_stock_is_compared_by_size_in_people_and_among_the_kreise():
    assert compared(statement("higher", {"better": "lower", **STOCK})) == (
        "Niedersachsen: 10,0 %; der Kreis liegt 5,0 Prozentpunkte höher, das sind rund 25 Kinder (Abstand größer als "
        "bei 30 von 44 anderen Kreisen, damit ungünstiger)."
    )
    assert compared(statement("similar", STOCK)).endswith(
        "(Abstand größer als bei 12 von 44 anderen Kreisen: kein Urteil)."
    )


def test_the_difference_is_that_of_the_printed_numbers():
    near = statement("similar", {**STOCK, "digits": 1}, own=figure(value=11.27))
    found = Comparison(figure(value=10.34, region=LAND), "similar", 0.93, NAN, Distance(1, 44))
    assert "1,0 Prozentpunkte höher" in plain(judgements.comparison(near, found, "Niedersachsen"))


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("higher", "10,0 %; gesichert höher, damit ungünstiger."),
        ("lower", "10,0 %; gesichert niedriger, damit günstiger."),
        ("similar", "10,0 %; Unterschied nicht gesichert."),
        ("", "10,0 % (ohne Angabe der Sicherheit)."),
    ],
)
def test_events_are_compared_by_chance(code, ending):
    assert compared(statement(code, {"better": "lower"})).endswith(ending)


@pytest.mark.parametrize(
    ("hindered", "cell"),
    [
        (OLD, "kein Urteil (von 2015)"),
        (Hindered(Hindrance.EXCEPTIONAL, "x"), "kein Urteil (Ausnahmejahr)"),
        (Hindered(Hindrance.ESTIMATED), "kein Urteil (geschätzt)"),
        (Hindered(Hindrance.DEMO), "–"),
    ],
)
def test_a_cell_says_why_there_is_no_verdict(hindered, cell):
    assert judgements.compared_word(statement("higher", {"better": "lower"}, hindered=hindered)) == cell


# ---- place -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "place", "text"),
    [
        (
            STOCK | {"better": "lower"},
            Place(38, 38, 45),
            "Platz 38 von 45 in X (45: am ungünstigsten).",
        ),
        (STOCK, Place(1, 2, 45), "Platz 1 bis 2 von 45 in X (45: höchster Wert)."),
        (
            {"better": "lower"},
            Place(37, 41, 45),
            "Platz 37 bis 41 von 45 in X mit 90 % Sicherheit (45: am ungünstigsten).",
        ),
    ],
)
def test_a_place_says_which_end_is_which(more, place, text):
    assert plain(judgements.place(statement("higher", more, place=place), "X")) == text
    assert judgements.place(statement("higher", more), "X") == ""


@pytest.mark.parametrize(
    ("more", "place", "text"),
    [
        ({"better": "lower"}, Place(20, 42, 45), "Platz unsicher: 20 bis 42 von 45 Kreisen"),
        ({"better": "lower"}, Place(42, 42, 45), "Platz 42 von 45 Kreisen"),
        (STOCK | {"better": "lower"}, Place(1, 2, 45), "Platz 1 bis 2 von 45 Kreisen"),
    ],
)
def test_a_range_of_places_that_chance_makes_says_that_it_is_not_sure(more, place, text):
    assert text in [plain(words) for words in proofs(statement("higher", more, place=place))]


def test_the_link_to_a_steckbrief_says_of_which_kennzahl():
    assert f'Steckbrief<span class="isp-hidden">: {kennzahl().short}</span></a>' in card_anchor(kennzahl())


# ---- development -------------------------------------------------------------------------------------------------


def moved(code: str, **more: object) -> Development:
    """From 10 % in 2018 to 15 % in 2022."""
    return Development(figure("2018", 10.0), figure("2022", 15.0), 9.0, 15.0, code, **more)  # type: ignore[arg-type]


def flow(percent: float, faster: bool) -> FlowTrend:
    """A trend beside the Land's."""
    p = 0.01 if faster else 0.6
    return FlowTrend(percent, percent - 1, percent + 1, p, 6.2, 1.5, 20, 10, stated=True)


def developed(development: Development | None, hindered: Hindered | None = None, **more: object) -> tuple[str, str]:
    """Sentence and cell."""
    said = statement("", more, development=development, hindered=hindered)
    return plain(judgements.development(said)), judgements.development_word(said)


def test_a_stock_is_told_from_then_to_now_beside_the_land():
    found = moved("rose", land=(8.0, 9.0), distance=Distance(40, 44), turn="worse")
    assert developed(found, **STOCK) == (
        "Entwicklung: von 10,0 % (2018) auf 15,0 % (2022), im Land von 8,0 % auf 9,0 %; damit eine ungünstigere "
        "Entwicklung (Unterschied größer als bei 40 von 44 anderen Kreisen).",
        "gestiegen (ungünstiger als im Land)",
    )
    assert developed(found, OLD, **STOCK)[0].endswith("auf 9,0 %.")


def test_events_are_told_beside_the_land_only_where_tested():
    sentence, cell = developed(moved("faster", flow=flow(4.0, faster=True), turn="worse"), better="lower")
    assert "gegenüber dem Land im Mittel um 4,0 % des eigenen Wertes im Jahr gesichert gestiegen" in sentence
    assert "(mit 95 % Sicherheit zwischen 3,0 und 5,0 %), eine ungünstigere Entwicklung." in sentence
    assert cell == "steigt gegenüber dem Land (ungünstiger)"
    sentence, cell = developed(moved("similar", flow=flow(1.0, faster=False)))
    assert "kein gesicherter Unterschied (erkennbar ab etwa 6,2 % im Jahr)." in sentence
    assert cell == "wie im Land"


def test_where_nothing_is_tested_no_direction_is_named():
    sentence, cell = developed(moved(""))
    assert sentence == ("Entwicklung 2018 bis 2022: kleinster Wert 9,0 %, größter 15,0 %; Trend nicht prüfbar.")
    assert cell == "keine Aussage"


def test_less_than_three_years_tell_both_values_and_no_direction():
    short = replace(moved("", land=(8.0, 9.0)), first=figure("2020", 10.0))
    assert developed(short, **STOCK) == (
        "Entwicklung: von 10,0 % (2020) auf 15,0 % (2022), im Land von 8,0 % auf 9,0 %; die Zeit dazwischen ist für "
        "eine Richtung zu kurz.",
        "keine Aussage",
    )


def test_an_estimate_without_limits_says_why_it_has_no_direction():
    assert developed(moved(""), nature="estimate") == (
        "Entwicklung: von 10,0 % (2018) auf 15,0 % (2022); wie genau beide Werte sind, ist nicht bekannt, deshalb "
        "keine Richtung.",
        "keine Aussage",
    )


def test_money_is_told_in_the_prices_of_its_year():
    sentence, cell = developed(moved("rose"), nature="stock", money="nominal")
    assert sentence.endswith("auf 15,0 % (2022) in jeweiligen Preisen.")
    assert cell == "gestiegen (in jeweiligen Preisen)"


def test_a_renormed_index_and_a_single_value_have_no_development():
    assert "jedes Jahr neu genormt" in developed(None, renormed=True)[0]
    assert developed(None) == ("Entwicklung: erst ein vergleichbarer Wert.", "keine Aussage")


# ---- how many ----------------------------------------------------------------------------------------------------


def test_a_page_says_how_many_comparisons_chance_would_let_stand_out():
    made = [statement("higher", STOCK), *[statement("similar", {})] * 10, statement("")]
    text = judgements.how_many(made)
    assert "Mit dem Land verglichen sind hier 11 Kennzahlen. Bei einer sind alle gezählt; dort zählt, wie" in text
    assert "Bei 10 könnte der Abstand Zufall sein; das ist geprüft." in text
    assert "fällt von 20 solchen Kennzahlen im Mittel eine auf" in text
    assert judgements.how_many([statement("")]) == ""
    by_size = judgements.how_many([statement("higher", STOCK)] * 2)
    assert by_size.startswith("Mit dem Land verglichen sind hier 2 Kennzahlen. Überall sind alle gezählt; ")
    assert by_size.endswith("es zählt, wie groß der Abstand ist.")
