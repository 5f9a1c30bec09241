"""German sentences about figures: what a range means, why there is no verdict, and every gap has a reason."""

import re

import pytest

from isp_utils.indicators.figures import Figure
from isp_utils.indicators.statements.hindrance import Hindered, Hindrance
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.catalogue import Break, Indicator
from isp_utils.model.schema import WITH_VALUE, Flag
from isp_utils.model.wording import NARROW_SPACE, NO_BREAK
from isp_utils.pages.parts import sentences
from tests.indicators.gated import BUND, NAN, figure, kennzahl

PLACE = "im Landkreis Lüchow-Dannenberg"


def told(indicator: Indicator, own: Figure, hindered: Hindered | None = None) -> str:
    """The sentence of a figure."""
    return plain(sentences.value(Statement(indicator, own, hindered, (), None, None, None), PLACE))


def plain(text: str) -> str:
    """With ordinary blanks."""
    return text.replace(NARROW_SPACE, " ").replace(NO_BREAK, " ")


def test_a_value_comes_with_its_interval():
    start = "Quote der Kinder im Landkreis Lüchow-Dannenberg 2020: 34,4 %"
    own = figure("2020", 34.39, 1.0)
    by_chance = " (Zufall allein: 33,4 bis 35,4 %)."
    assert told(kennzahl(), own) == start + by_chance
    assert told(kennzahl(nature="estimate"), own) == f"{start} (95\u2011%\u2011Bereich: 33,4 bis 35,4 %)."
    assert told(kennzahl(nature="stock"), figure("2020", 34.39, NAN)) == f"{start}."


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (
            Hindered(Hindrance.EXCEPTIONAL, "ein Sonderfall"),
            "Ausnahmejahr ohne Urteil: ein Sonderfall.",
        ),
        (Hindered(Hindrance.OLD, "2015"), "zu alt zum Beurteilen."),
        (Hindered(Hindrance.ESTIMATED), "geschätzt und ohne Urteil."),
    ],
)
def test_what_stands_against_a_verdict_stands_in_the_sentence_of_the_figure(why, words):
    assert told(kennzahl(nature="stock"), figure(half=NAN), why).endswith(f"2022: 10,0 %, {words}")


def test_amounts_of_money_are_called_nominal():
    assert told(kennzahl(money="nominal", nature="stock", unit="Euro", digits=0), figure(half=NAN)).endswith(
        "10 Euro in jeweiligen Preisen."
    )


def test_an_approximate_interval_says_so():
    text = told(kennzahl(), figure(method="Wilson, genähert"))
    assert "Zufall allein: etwa 9,0 bis 11,0 %" in text


def test_a_value_without_interval_has_none():
    assert told(kennzahl(), figure(half=NAN)).endswith("2022: 10,0 %.")


def test_a_reporting_day_and_its_census_base_are_named():
    item = kennzahl(title="Bevölkerung", unit="Personen", digits=0)
    text = told(item, figure("2023-12-31", 49209, NAN, census_base="zensus_2011"))
    assert text.endswith("am 31.12.2023: 49.209 Personen. Bevölkerungsbasis: Zensus 2011.")


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("2022", "2022"),
        ("2022/23", "im Schuljahr 2022/23"),
        ("2023-12-31", "am 31.12.2023"),
        ("2023-Q1", "im 1. Quartal 2023"),
    ],
)
def test_periods_are_put_into_the_sentence(period, text):
    assert sentences.when(period) == text


@pytest.mark.parametrize("flag", sorted(set(Flag) - WITH_VALUE))
def test_a_missing_value_says_why(flag):
    text = told(kennzahl(), figure(value=NAN, half=NAN, flag=flag))
    reason = re.search(r"keine Angabe \((.+)\)\.$", text)
    assert reason
    assert reason[1] == sentences.REASONS[flag]
    assert not re.search(r"\bnan\b", text)


def test_the_reasons_tell_who_keeps_a_figure_secret():
    by_us, by_them = sentences.REASONS[Flag.PROTECTED], sentences.REASONS[Flag.SECRET]
    assert by_us != by_them
    assert "herausgebenden Stelle" in by_them


def test_demo_figures_are_named_in_the_first_word():
    assert told(kennzahl(), figure(flag="demo")).startswith("Demodaten: ")


def test_figures_on_earlier_bases_are_told_apart_from_a_development():
    older = [figure("2022-12-31", 49.0, census_base="zensus_2011")]
    text = plain(sentences.older_bases(kennzahl(), older))
    assert text.startswith("Auf früherer Grundlage: am 31.12.2022 49,0 % (Zensus 2011).")
    assert "Bruch" in text
    assert sentences.older_bases(kennzahl(), []) == ""
    modelled = [figure("2018-12-31", 49.0, census_base="zensus_2011", flag="estimated")]
    assert "(Zensus 2011, geschätzt)" in plain(sentences.older_bases(kennzahl(), modelled))


# ---- what is missing, breaks, grades ---------------------------------------------------------------------------


def test_a_kennzahl_without_figure_says_so():
    assert sentences.no_figure(kennzahl()) == "Quote der Kinder: Für diesen Kreis liegt keine Zahl vor."


def test_a_break_is_one_sentence():
    assert sentences.break_note(Break("2022", "Neue Zählung.")) == "Bruch der Reihe ab 2022: Neue Zählung."


@pytest.mark.parametrize(("number", "words"), [(1, "belastbar"), (2, "Vorsicht"), (3, "keine Grundlage")])
def test_a_grade_is_put_into_words(number, words):
    assert words in sentences.grade(figure(reliability=number))
    assert sentences.grade(figure(reliability=0)) == ""


def test_a_cell_without_interval_has_a_dash():
    assert sentences.limits(kennzahl(), figure(half=NAN)) == "–"
    assert sentences.limits(kennzahl(), figure(half=1.0, region=BUND)) == "9,0 bis 11,0"
