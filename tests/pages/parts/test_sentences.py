"""German sentences: no judgement without interval, no value words without a direction, every gap has a reason."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isp_utils.indicators.figures import Peers, compare
from isp_utils.model.catalogue import Break, Source
from isp_utils.model.schema import WITH_VALUE, Flag
from isp_utils.model.wording import NARROW_SPACE
from isp_utils.pages.parts import sentences
from isp_utils.statistics.trend import Outcome, Trend
from tests.indicators.gated import BUND, LAND, NAN, figure, kennzahl

DIFFERENCE = re.compile(r"höher|niedriger|mehr|weniger|größer|kleiner", re.IGNORECASE)
JUDGEMENT = re.compile(r"günstig|besser|schlechter|gut", re.IGNORECASE)
PLACE = "im Landkreis Lüchow-Dannenberg"
BETTER = st.sampled_from(["higher", "lower", "none"])
NUMBER = st.floats(0, 100)
LIMIT = st.just(NAN) | st.floats(0, 50)


def plain(text: str) -> str:
    """With ordinary blanks."""
    return text.replace(NARROW_SPACE, " ")


def test_a_value_comes_with_its_interval():
    text = plain(sentences.value(kennzahl(), figure("2020", 34.39, 1.0), PLACE))
    assert text == (
        "Quote der Kinder im Landkreis Lüchow-Dannenberg 2020: 34,4 % (mit 95 % Sicherheit zwischen 33,4 und 35,4 %)."
    )


def test_an_approximate_interval_says_so():
    text = sentences.value(kennzahl(), figure(method="Wilson, genähert"), PLACE)
    assert "näherungsweise mit 95 % Sicherheit" in text


def test_a_value_without_interval_has_none():
    assert plain(sentences.value(kennzahl(), figure(half=NAN), PLACE)).endswith("2022: 10,0 %.")


def test_a_reporting_day_and_its_census_base_are_named():
    item = kennzahl(title="Bevölkerung", unit="Personen", digits=0)
    text = plain(sentences.value(item, figure("2023-12-31", 49209, NAN, census_base="zensus_2011"), PLACE))
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
    text = sentences.value(kennzahl(), figure(value=NAN, half=NAN, flag=flag), PLACE)
    reason = re.search(r"keine Angabe \((.+)\)\.$", text)
    assert reason
    assert reason[1] == sentences.REASONS[flag]
    assert not re.search(r"\bnan\b", text)


def test_the_reasons_tell_who_keeps_a_figure_secret():
    by_us, by_them = sentences.REASONS[Flag.PROTECTED], sentences.REASONS[Flag.SECRET]
    assert by_us != by_them
    assert "herausgebenden Stelle" in by_them


def test_demo_figures_are_named_in_the_first_word():
    assert sentences.value(kennzahl(), figure(flag="demo"), PLACE).startswith("Demodaten: ")


def test_figures_on_earlier_bases_are_told_apart_from_a_development():
    older = [figure("2022-12-31", 49.0, census_base="zensus_2011")]
    text = plain(sentences.older_bases(kennzahl(), older))
    assert text.startswith("Auf früherer Grundlage: am 31.12.2022 49,0 % (Zensus 2011).")
    assert "Bruch" in text
    assert sentences.older_bases(kennzahl(), []) == ""


# ---- comparison ------------------------------------------------------------------------------------------------


@given(NUMBER, LIMIT, NUMBER, LIMIT, BETTER)
def test_no_word_of_difference_without_a_certain_difference(value, half, other, other_half, better):
    own, land = figure(value=value, half=half), figure(value=other, half=other_half, region=LAND)
    code = compare(own, land)
    text = sentences.comparison(kennzahl(better=better), own, land, code, "Niedersachsen")
    words = text.removeprefix("Niedersachsen").replace("Unterschied", "")
    certain = code in ("higher", "lower")
    assert bool(DIFFERENCE.search(words)) == certain
    assert bool(JUDGEMENT.search(words)) == (certain and better != "none")
    assert certain <= (not math.isnan(half))


@pytest.mark.parametrize(
    ("better", "code", "said"),
    [
        ("higher", "higher", "gesichert höher und damit günstiger."),
        ("higher", "lower", "gesichert niedriger und damit ungünstiger."),
        ("lower", "higher", "gesichert höher und damit ungünstiger."),
        ("lower", "lower", "gesichert niedriger und damit günstiger."),
        ("none", "higher", "gesichert höher."),
        ("none", "lower", "gesichert niedriger."),
    ],
)
def test_the_direction_that_is_better_decides_the_judgement(better, code, said):
    text = sentences.comparison(kennzahl(better=better), figure(), figure(region=LAND), code, "Niedersachsen")
    assert text.endswith(said)


@pytest.mark.parametrize("better", ["higher", "lower", "none"])
@pytest.mark.parametrize("code", ["", "similar"])
def test_table_cells_do_not_judge_what_is_not_certain(code, better):
    cell = sentences.compared_word(code, better)
    assert cell in ("keine Aussage", "nicht gesichert verschieden")


@pytest.mark.parametrize("counts", [(0, 0, 44), (1, 42, 1), (20, 20, 4)])
def test_the_peers_are_counted_in_words(counts):
    text = sentences.peers_sentence(Peers(*counts), "Niedersachsen")
    assert text.startswith("Von 44 anderen Kreisen in Niedersachsen ")
    assert " 0 " not in text
    assert "liegt 2" not in text
    assert not JUDGEMENT.search(text)


# ---- trend -----------------------------------------------------------------------------------------------------


def trend_of(outcome: Outcome, slope: float = 0.5) -> Trend:
    """A trend over five years."""
    return Trend(outcome, slope, 20.0, "2018", "2022")


MOVES = [o for o in Outcome if o.name.startswith(("INCREASING", "DECREASING"))]


@pytest.mark.parametrize("outcome", MOVES)
def test_a_certain_trend_names_direction_years_and_pace(outcome):
    text = sentences.trend_sentence(kennzahl(), trend_of(outcome, -0.5 if "DEC" in outcome.name else 0.5))
    assert text.startswith("Entwicklung 2018 bis 2022: gesichert ge")
    assert ("gestiegen" in text) == outcome.name.startswith("INC")
    assert "im Mittel um 0,5 Prozentpunkte im Jahr" in text
    assert bool(JUDGEMENT.search(text)) == outcome.name.endswith(("BETTER", "WORSE"))
    assert ("ungünstig" in text) == outcome.name.endswith("WORSE")


@pytest.mark.parametrize("outcome", [Outcome.NO_CHANGE, Outcome.CANNOT_BE_CALCULATED, Outcome.NOT_YET_CALCULATED])
def test_no_word_of_movement_without_a_certain_trend(outcome):
    for text in (
        sentences.trend_sentence(kennzahl(), trend_of(outcome, NAN)),
        sentences.trend_word(trend_of(outcome, NAN)),
    ):
        assert not re.search("gestiegen|gesunken|günstig", text)
        assert not re.search(r"\bnan\b", text)


def test_percent_moves_in_points_and_others_in_their_unit():
    item = kennzahl(unit="je 1.000", digits=0)
    assert "um 0,5 je 1.000 im Jahr" in sentences.trend_sentence(item, trend_of(Outcome.INCREASING))


# ---- what is missing, breaks, grades ---------------------------------------------------------------------------


def test_a_kennzahl_without_figure_names_template_and_whom_to_ask():
    source = Source(
        "jugendamt", "HzE", "Jugendamt", "intern", "eigene", template="hze", request="Bitte fragen Sie nach."
    )
    assert sentences.no_figure(kennzahl(), source) == (
        "Quote der Kinder: Die Zahl liegt nicht vor. Sie kommt mit der Vorlage »hze«. Bitte fragen Sie nach."
    )
    assert sentences.no_figure(kennzahl(), None) == "Quote der Kinder: Für diesen Kreis liegt keine Zahl vor."


def test_a_break_is_one_sentence():
    assert sentences.break_note(Break("2022", "Neue Zählung.")) == "Bruch der Reihe ab 2022: Neue Zählung."


@pytest.mark.parametrize(("number", "words"), [(1, "belastbar"), (2, "Vorsicht"), (3, "keine Grundlage")])
def test_a_grade_is_put_into_words(number, words):
    assert words in sentences.grade(figure(reliability=number))


def test_a_cell_without_interval_has_a_dash():
    assert sentences.limits(kennzahl(), figure(half=NAN)) == "–"
    assert sentences.limits(kennzahl(), figure(half=1.0, region=BUND)) == "9,0 bis 11,0"
