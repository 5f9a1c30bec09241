"""What a page says of an effect: before and after, and never more than the data allow."""

from datetime import date

import pytest

from isp_utils.indicators.effects import Effect, Moved, Span, Unshown
from isp_utils.model.massnahmen import Massnahme
from isp_utils.pages.parts.effect_words import NO_PROOF, SHOWN, effect_cells, effect_html, effect_verdict
from isp_utils.statistics.effect import Contrast, Outcome
from tests.indicators.gated import kennzahl

MASSNAHME = Massnahme("paten", "Lesepaten", "-", "-", "Fachdienst", "laufend", date(2016, 8, 1), indicator="quote")
FALL = Contrast(-48.0, -55.2, -39.9, 0.001, 28.4, 1.2, 20, relative=True)
BEFORE, AFTER = Span(10.04, 9.5, 10.6, "2010", "2015", 6), Span(5.2, 4.7, 5.7, "2017", "2022", 6)


def effect(unshown=None, contrast=FALL, **more):
    sides = {"before": BEFORE, "after": AFTER, "land": Moved(10.1, 10.3), "alike": Moved(11.0, 10.9)}
    return Effect(MASSNAHME, kennzahl(), unshown, **(sides | more), outcome=Outcome(6, 6, contrast, contrast))


def test_before_and_after_stand_with_range_beside_land_and_comparable_kreise():
    text = effect_html(effect()).replace("\u00a0", " ").replace("\u202f", " ")
    assert "2010 bis 2015 zusammen 10,0 % (9,5 bis 10,6 %); 2017 bis 2022 zusammen 5,2 % (4,7 bis 5,7 %)." in text
    assert "im Land von 10,1 auf 10,3 % und in den vergleichbaren Kreisen von 11,0 auf 10,9 %" in text


def test_an_established_change_is_a_hint_with_its_size_and_a_caution():
    text = effect_verdict(effect()).replace("\u202f", " ")
    assert text.startswith(f"{SHOWN}. ")
    assert "um 48 % (40 bis 55 %) niedriger" in text
    assert "Was sonst in dieser Zeit begann" in text


@pytest.mark.parametrize("why", list(Unshown))
def test_whatever_is_not_shown_is_called_so_and_says_why(why):
    text = effect_verdict(effect(why))
    assert text.startswith(f"{NO_PROOF}. ")
    assert len(text) > len(NO_PROOF) + 20
    assert "{" not in text


def test_without_proof_the_reader_learns_how_much_would_have_been_seen():
    assert "erst eine Veränderung um etwa 28" in effect_verdict(effect(Unshown.NOTHING))
    points = Contrast(-1.0, -3.0, 1.0, 0.3, 2.74, 1.0, 20)
    assert "2,7\u00a0Prozentpunkte" in effect_verdict(effect(Unshown.NOTHING, points))


def test_cells_of_a_table_have_a_dash_where_nothing_is_known():
    assert effect_cells(effect(before=None, alike=None))[::3] == ("–", "–")
    assert effect_cells(effect())[2] == "10,1 → 10,3\u202f%"
