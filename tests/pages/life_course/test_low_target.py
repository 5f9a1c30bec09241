"""A target below the quota that is reached already is told in a sentence."""

from isp_utils.needs.quotas import LowTarget
from isp_utils.pages.life_course.stations import _low_target


def test_the_sentence_names_both_quotas_and_what_follows():
    assert _low_target(LowTarget("Ziel", 98.0, 101.16, 2024)) == (
        "Die Variante „Ziel“ strebt eine Betreuungsquote von 98,0\u202f% an, weniger als 2024 (101,2\u202f%): "
        "Für je 100 Kinder sieht sie also weniger Plätze vor."
    )
