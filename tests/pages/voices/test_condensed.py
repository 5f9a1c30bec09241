"""Themes come from people: the minute's, else the one most codings give; the word lists only propose."""

from math import isnan

import pytest

from isp_utils.pages.voices.condensed import agreement, bundles, proposals, voices_of
from tests.pages.voices.said import HORT, THEMES, WEG, code, held, said, voices


@pytest.mark.parametrize(
    ("in_minute", "codes", "theme", "disputed"),
    [
        ("weg", (), "weg", False),
        ("", (), "", False),
        ("", ("hort",), "hort", False),
        ("", ("hort", "hort", "weg"), "hort", False),
        ("", ("hort", "weg"), "", True),
        ("weg", ("hort", "weg"), "weg", False),
    ],
)
def test_the_theme_of_a_wortmeldung(in_minute, codes, theme, disputed):
    codings = tuple(code(1, name, f"K{number}") for number, name in enumerate(codes, 1))
    (voice,) = voices_of(voices(held("Neustadt", 1, said(1, in_minute)), codings=codings))
    assert (voice.theme, voice.disputed) == (theme, disputed)


def test_themes_of_more_places_come_first_then_more_wortmeldungen():
    found = voices_of(
        voices(
            held("Neustadt", 1, said(1, "hort"), said(2, "hort"), said(3, "hort"), said(4, "weg", (("Familien", 3),))),
            held("Altstadt", 2, said(1, "weg", (("Familien", 4),))),
        )
    )
    first, second = bundles(found, THEMES)
    assert (first.theme, first.places, first.rounds, first.votes) == (WEG, ("Neustadt", "Altstadt"), (1, 2), 7)
    assert (second.theme, len(second.voices), second.in_round(2)) == (HORT, 3, 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [("Der Bus fehlt.", ["Wege"]), ("Ein Omnibus.", []), ("Fahrplan und Hort", ["Wege", "Betreuung"]), ("Nichts", [])],
)
def test_word_lists_propose_by_beginnings_of_words(text, found):
    assert [theme.title for theme, _ in proposals(text, THEMES)] == found


def test_agreement_of_two_codings_by_hand():
    # Units w-w, w-b, b-b: observed 2/6; expected (36 - 9 - 9) / (6 * 5) = 18/30; alpha = 1 - (1/3) / (3/5) = 4/9.
    rows = [code(1, "weg", "K1"), code(2, "weg", "K1"), code(3, "hort", "K1")]
    rows += [code(1, "weg", "K2"), code(2, "hort", "K2"), code(3, "hort", "K2")]
    assert agreement(rows) == pytest.approx(4 / 9)


def test_one_coding_says_nothing_about_agreement():
    assert isnan(agreement([code(1, "weg", "K1")]))
