"""What is said aloud: a number as people say it, one sentence with everything in it once, nothing left open."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isp_utils.indicators.statements.comparison import Comparison
from isp_utils.indicators.statements.statement import Statement
from isp_utils.model.blanks import BLANKS
from isp_utils.model.catalogue import Indicator, load
from isp_utils.model.wording import MINUS, NARROW_SPACE, NO_BREAK, as_printed
from isp_utils.pages.parts.spoken import question_sentence, spoken, spoken_alone, spoken_number, unknown_sentence
from tests.indicators.gated import LAND, NAN, figure, kennzahl

SEEN = load().seen_from("03354").indicators
NAMED = list(SEEN.values())
ONLY_YEARS = re.compile(r"(?:Ende|März|Januar|Schuljahr, das|die) \{wann\}")  # the sentence makes a day of the year
LONGEST = 160
CARE = "Von 100 Kindern besuchten {wann} im Mittel {wert} eine Kita{vergleich}."
GROWTH = "{wann} lebten hier {wert_mit_einheit} {mehr} Menschen als davor{vergleich}."


def plain(text: str) -> str:
    """With ordinary blanks."""
    return text.replace(NARROW_SPACE, " ").replace(NO_BREAK, " ")


def said(item: Indicator, own: float, land: float | None = None, period: str = "2022") -> str:
    """The sentence of a value, beside the Land's."""
    beside = None if land is None else Comparison(figure(period, land, region=LAND), "", own - land, NAN, None)
    whole = Statement(item, figure(period, own), None, (), beside, None, None)
    return plain(spoken(whole, "Niedersachsen"))


# ---- the number --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "other", "text"),
    [
        (6.88, None, "6,9"),
        (5.0, None, "5"),
        (5.0, 3.7, "5,0"),  # beside a number with decimals
        (9.96, None, "10"),
        (11.33, 12.31, "gut 11"),
        (11.5, None, "knapp 12"),
        (19.96, None, "20"),
        (19.6, 31.0, "knapp 20"),
        (24.16, 31.0, "24"),
        (24.16, 24.44, "24,2"),
        (11.59, 12.47, "11,6"),  # gut 11 and gut 12 would be twice as far apart as they are
        (99.74, 82.0, "99,7"),  # not all
        (100.0, 82.0, "100"),
        (-24.16, None, f"{MINUS}24"),
    ],
)
def test_a_number_is_said_as_people_say_it(value, other, text):
    assert spoken_number(value, other, kennzahl()) == text


def test_it_starts_from_the_printed_value():
    assert spoken_number(57.471, None, kennzahl()) == "58"  # printed 57,5
    assert spoken_number(57.471, None, kennzahl(digits=3)) == "57"
    assert spoken_number(25325.4, 27536.0, kennzahl(digits=0, unit="Euro")) == "25.325"


@given(st.floats(0, 2000), st.floats(0, 2000), st.integers(0, 2))
def test_values_that_are_printed_differently_are_never_said_alike(value, other, digits):
    item = kennzahl(digits=digits)
    alike = as_printed(value, digits) == as_printed(other, digits)
    assert (spoken_number(value, other, item) == spoken_number(other, value, item)) == alike


# ---- the sentence ------------------------------------------------------------------------------------------------


def test_the_land_stands_beside_the_county():
    item = kennzahl(spoken=CARE)
    assert said(item, 37.1, 38.78) == "Von 100 Kindern besuchten 2022 im Mittel 37 eine Kita, in Niedersachsen 39."
    assert said(item, 8.9, 8.88).endswith("8,9 eine Kita, in Niedersachsen ebenfalls 8,9.")
    assert said(item, 37.1) == "Von 100 Kindern besuchten 2022 im Mittel 37 eine Kita."


def test_a_word_says_the_direction_and_the_percent_sign_stands_at_both():
    item = kennzahl(spoken=GROWTH, nature="stock")
    assert said(item, 1.6, 2.2) == "2022 lebten hier 1,6 % mehr Menschen als davor, in Niedersachsen 2,2 %."
    assert said(item, -1.6, -2.2).endswith("1,6 % weniger Menschen als davor, in Niedersachsen 2,2 %.")
    assert said(item, -1.6, 2.2).endswith("1,6 % weniger Menschen als davor, in Niedersachsen 2,2 % mehr.")
    assert said(item, -0.04, 0.04).endswith("0 % mehr Menschen als davor, in Niedersachsen ebenfalls 0 %.")


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2022", "besuchten 2022 im"),
        ("2023-12-31", "besuchten am 31.12.2023 im"),
        ("2021/22", "besuchten im Schuljahr 2021/22 im"),
        ("2020-2022", "besuchten in den Jahren 2020 bis 2022 zusammen im"),
        ("2023-12", "besuchten im Dezember 2023 im"),
    ],
)
def test_the_time_stands_in_the_sentence(period, words):
    assert words in said(kennzahl(spoken=CARE), 37.1, period=period)


def test_a_sentence_begins_with_a_capital_letter():
    start = kennzahl(spoken="{wann} lebten von 100 Menschen {wert} hier{vergleich}.")
    assert said(start, 37.1, period="2023-12-31").startswith("Am 31.12.2023 lebten")


def test_number_and_word_do_not_part():
    text = spoken_alone(kennzahl(spoken=CARE), figure(value=11.33))
    assert f"gut{NO_BREAK}11{NO_BREAK}eine Kita" in text
    assert f"{NO_BREAK}Kindern" in text


def test_an_area_stands_alone():
    assert plain(spoken_alone(kennzahl(spoken=CARE), figure(value=37.1))) == (
        "Von 100 Kindern besuchten 2022 im Mittel 37 eine Kita."
    )


def test_nothing_is_said_without_a_figure_or_a_sentence():
    assert spoken_alone(kennzahl(spoken=CARE), figure(value=NAN, flag="secret")) == ""
    assert spoken_alone(kennzahl(), figure()) == ""


# ---- the catalogue -----------------------------------------------------------------------------------------------


def samples(item: Indicator) -> list[str]:
    """The sentence with small, middle and large numbers, alone and beside the Land, in all its times."""
    numbers = [(0.4, 12.3), (11.34, 12.34), (37.12, 37.44), (1234.5, 987.6), (8.94, 8.94)]
    numbers += [(-3.2, 1.2)] if "{mehr}" in item.spoken else []
    times = ["2022"] if ONLY_YEARS.search(item.spoken) else ["2022", "2023-12-31", "2021/22", "2020-2022"]
    land = [False, True] if item.comparable else [False]
    return [
        said(item, own, other if beside else None, time) for own, other in numbers for time in times for beside in land
    ]


@pytest.mark.parametrize("item", NAMED, ids=lambda item: item.id)
def test_every_sentence_is_one_and_whole(item):
    for text in samples(item):
        assert not re.search(r"[{}]|  | [.,;:]|,,|\.\.", text), text
        assert text.endswith(".")
        assert text[0].isupper() or text[0].isdigit(), text
        assert len(re.findall(r"[.!?](?= [A-ZÄÖÜ„])", re.sub(r"\d\. (?:Geburtstag|März|Januar)", "", text))) == 0, text
        assert not re.search(r"\b(\w+) \1\b", text), text  # a word twice, such as "Euro Euro"
        assert not re.search(r"(?<![.\d])20\d\d \d", text), text  # the year and the number read as one


def units(item: Indicator) -> int:
    """How often the sentence says the unit of its Kennzahl."""
    words = {"Euro": "Euro", "Minuten": "[Mm]inuten", "Jahre": "Jahre alt", "km": "Kilometer", "m²": "Quadratmeter"}
    words |= {
        "Euro je m²": "Euro je Quadratmeter",
        "1.000 Euro": "Tausend Euro",
        "Betten": "Betten",
        "Plätze": "Plätze",
    }
    words |= {
        "Kinder": "Kinder",
        "%": "%|(?:[Vv]on|[Aa]uf|[Zz]u) 100",
        "je 100": r"\b100\b",
        "je km²": "Quadratkilometer",
    }
    words |= {"je 1.000": r"1\.000", "je 10.000": r"10\.000"}
    text = item.spoken.replace("{wert_mit_einheit}", item.unit)
    return len(re.findall(words[item.unit], text))


@pytest.mark.parametrize(
    "item",
    [item for item in NAMED if item.unit not in ("Personen", "Punkte", "Fünftel", "Abschlüsse")],
    ids=lambda item: item.id,
)
def test_the_unit_is_said_once(item):
    assert units(item) == 1, item.spoken


def test_sentences_are_short_enough_to_be_said():
    long = {item.id: len(text) for item in NAMED for text in samples(item)[:2] if len(text) > LONGEST}
    assert long == {}


def test_a_share_or_rate_has_its_comparison():
    bare = [item.id for item in NAMED if item.comparable and "{vergleich}" not in item.spoken]
    assert bare == ["vorzeitige_sterblichkeit_standardisiert"]  # the Land is 100 by definition


def test_blanks_are_no_words_of_the_county():
    assert not set(BLANKS) & {*load().declared, "kreis", "land"}


# ---- what is unknown, what is to be asked --------------------------------------------------------------------------


def test_what_only_the_county_knows_says_what_is_unknown():
    own = {demo.fact for source in load().sources.values() for demo in source.demo}
    silent = [item.id for item in NAMED if {term.split("/")[0] for term in item.numerator} & own and not item.unknown]
    assert silent == []
    assert unknown_sentence(SEEN["hilfen_zur_erziehung"]) == (
        "Wie viele Familien Hilfen zur Erziehung erhalten, sagt zurzeit keine Zahl."
    )
    assert unknown_sentence(kennzahl()) == ""


def test_a_question_names_whom_to_ask():
    asked = kennzahl(question="Welche Schulen verlassen sie?", responsible=("Schulverwaltung", "Jugendamt"))
    assert question_sentence(asked) == "Welche Schulen verlassen sie? (Frage an: Schulverwaltung und Jugendamt)"
    assert question_sentence(replace(asked, question="", responsible=())) == ""


def test_questions_are_asked_in_the_words_of_the_county():
    texts = [text for item in NAMED for text in (item.question, *item.responsible) if text]
    assert len(texts) > 60
    assert [text for text in texts if "{" in text] == []
    assert not re.search(r"weil|wegen|Ursache|warum|Grund dafür", " ".join(texts))
