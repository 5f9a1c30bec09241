"""The counts of the start page in words: how many Kennzahlen are worse, and how many they are in other Kreise."""

from types import SimpleNamespace

import pytest

from isp_utils.indicators.statements.base_rate import BaseRate
from isp_utils.pages import start
from isp_utils.pages.start import base_rate_sentence, counted_sentences

WORDS = "Zum Vergleich, nach derselben Regel: In "


def said(verdict):
    """As much of a statement as is counted."""
    own, item = SimpleNamespace(period="2024"), SimpleNamespace(better="lower", about="")
    return SimpleNamespace(comparison="higher", verdict=verdict, indicator=item, own=own)


FOUND = SimpleNamespace(land="Niedersachsen", figures=None)
JUDGED = [said("worse"), said("worse"), said("better"), said("")]


@pytest.fixture
def rate(monkeypatch):
    """Sets what is found of all Kreise."""
    return lambda found: monkeypatch.setattr(start, "base_rate", lambda figures, judged: found)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            BaseRate(45, 2, 6, True),
            "der Hälfte der 45 Kreise stehen höchstens 2 davon ungünstiger da, in drei Vierteln",
        ),
        (BaseRate(45, 2, 2, True), "drei Vierteln der 45 Kreise stehen höchstens 2 davon ungünstiger da."),
        (BaseRate(45, 1, 1, True), "drei Vierteln der 45 Kreise steht höchstens 1 davon ungünstiger da."),
        (BaseRate(45, 0, 1, True), "der Hälfte der 45 Kreise steht keine davon ungünstiger da, in drei Vierteln"),
        (BaseRate(40, 2, 2, False), "drei Vierteln der 40 Kreise mit diesen Zahlen stehen höchstens 2"),
    ],
)
def test_the_count_is_read_against_that_of_all_kreise(rate, found, words):
    rate(found)
    sentence = base_rate_sentence(FOUND, JUDGED).replace("\u00a0", " ")
    assert sentence.startswith(WORDS + words)
    assert counted_sentences(FOUND, JUDGED).replace("\u00a0", " ") == (
        f"Von 4 Kennzahlen mit Wertung stehen 2 ungünstiger da als in Niedersachsen, 1 günstiger. {sentence}"
    )


def test_where_it_is_not_known_the_count_stands_alone(rate):
    rate(None)
    assert counted_sentences(FOUND, JUDGED).endswith("günstiger.")
    assert base_rate_sentence(FOUND, JUDGED) == ""


def test_of_one_kennzahl_nothing_is_counted(rate):
    rate(BaseRate(45, 2, 6, True))
    assert counted_sentences(FOUND, JUDGED[:1]) == ""
