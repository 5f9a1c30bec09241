"""Spoken sentences of the catalogue: each mistake names the file and what is expected; every Kennzahl has one."""

from dataclasses import replace

import pytest

from isp_utils.model.blanks import BLANKS, refuse_unspeakable
from isp_utils.model.catalogue import load
from isp_utils.model.errors import InputError
from isp_utils.model.words import filled
from tests import musterkreis

SHIPPED = load().indicators
GOOD = "Von 100 Kindern besuchten {wann} im Mittel {wert} eine Kita{vergleich}."
U3 = "indicators/krippe_tagespflege/betreuungsquote_u3.toml"


@pytest.mark.parametrize("name", SHIPPED)
def test_every_kennzahl_has_a_spoken_sentence(name):
    item = SHIPPED[name]
    assert item.spoken, f"{name}.toml (Station {item.station}, {item.topic}) fehlt »spoken«"


def test_a_good_sentence_passes_and_keeps_its_blanks():
    refuse_unspeakable(GOOD, "x.toml")
    assert filled(GOOD, {"gemeinden": "Samtgemeinden"}) == GOOD


@pytest.mark.parametrize(
    ("sentence", "trouble"),
    [
        (GOOD.replace("{wert}", "viele"), "muss genau einmal darin stehen"),
        (GOOD.replace("{wert}", "{wert} oder {wert_mit_einheit}"), "muss genau einmal darin stehen"),
        (GOOD.replace("{wann}", "heute"), "{wann} fehlt"),
        (GOOD.removesuffix("."), "fehlt der Punkt"),
        (GOOD.replace("100", "{vergleich}"), "{vergleich} steht zweimal darin"),
        (GOOD.replace("Mittel", "{Mittel}"), "Klammer"),
        (GOOD.replace("Mittel", "{ wert }"), "Klammer"),
        ("{wert} Kinder gab es {wann}.", "beginnt nicht mit der Zahl"),
        ("Es gab {wann} {wert} Kinder.", "zwei Zahlen als eine"),
    ],
)
def test_a_bad_sentence_is_refused_with_file_and_what_is_expected(sentence, trouble):
    with pytest.raises(InputError) as told:
        refuse_unspeakable(sentence, "quote.toml")
    assert "quote.toml: »spoken«: " in str(told.value)
    assert trouble in str(told.value)
    assert "erwartet wird ein Satz wie" in str(told.value)


@pytest.mark.parametrize(
    ("lines", "trouble"),
    [
        (f'spoken = "{GOOD.replace("Mittel", "{mitel}")}"', "»{mitel}« ist nicht vereinbart"),
        ('spoken = "Ohne alles."', "betreuungsquote_u3.toml: »spoken«"),
        ('unknown = "wie viele {wert} haben"', "»{wert}« darf nur in »spoken« stehen"),
        ('question = "was geschieht"', "»question« und »responsible« gehören zusammen"),
        ('responsible = ["Jugendamt"]', "»question« und »responsible« gehören zusammen"),
        ('unknown = "was geschieht?"', "ohne Satzzeichen am Ende"),
        ('question = "was geschieht"\nresponsible = ["Jugendamt"]', "eine ganze Frage"),
        ('question = "Was geschieht"\nresponsible = ["Jugendamt"]', "eine ganze Frage"),
    ],
)
def test_mistakes_in_a_file_are_found_at_loading(tmp_path, lines, trouble):
    musterkreis.write_catalogue(tmp_path)
    path = tmp_path / U3
    path.write_text(f"{lines}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    with pytest.raises(InputError) as told:
        load(tmp_path)
    assert trouble in str(told.value)


def test_words_of_the_county_may_stand_in_a_spoken_sentence():
    item = replace(SHIPPED["kinderarmut_u15"], spoken="Die {gemeinden} hatten {wann} etwa {wert} Kinder.")
    assert filled(item, {"gemeinden": "Samtgemeinden"}).spoken == "Die Samtgemeinden hatten {wann} etwa {wert} Kinder."


def test_no_county_declares_a_blank_as_a_word():
    assert not set(BLANKS) & set(load().declared)
