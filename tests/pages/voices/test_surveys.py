"""The page of the surveys: response first, made-up answers marked and closed, hidden shares never told."""

import numpy as np
import pandas as pd
import pytest

from isp_utils.charts import Kind, PositionRow, positions
from isp_utils.indicators.survey.positions import positions_of
from isp_utils.indicators.survey.results import results_of
from isp_utils.model.survey_results import HARD_SHARE
from isp_utils.pages.voices import families, institutions
from isp_utils.pages.voices.survey_view import SurveyView
from tests.survey_samples import AREAS, drawn_wave


@pytest.fixture(scope="module")
def view():
    wave, _ = drawn_wave(items=(0, 10, 13, 16))
    return SurveyView(wave.form, results_of(wave, 10), AREAS, "Quelle: Probe", "Kreis Probe")


@pytest.fixture
def told(monkeypatch):
    """Sentences and tables that a section puts into the page."""
    words, pictures = [], []
    for module in (families, institutions):
        monkeypatch.setattr(module, "say", lambda *lines: words.extend(lines))
    monkeypatch.setattr(families, "say_list", lambda lines, nothing="": words.extend(lines))
    monkeypatch.setattr(families, "heading", lambda text, level, name="": words.append(text))
    return words, pictures


def test_every_statement_of_a_dimension_stands_in_its_table(view, told):
    _, pictures = told
    families.put_dimensions(view, pictures.append)
    assert [picture.name for picture in pictures] == [f"befragung_familien_{name}" for name in view.form.dimensions]
    for item in view.form.items:
        assert item.question in "".join(picture.html for picture in pictures)


def test_made_up_answers_are_called_so_in_every_sentence(view, told):
    words, pictures = told
    made_up = SurveyView(view.form, view.rows.assign(demo=True), AREAS, "Quelle: Demodaten", "Kreis Probe")
    families.silence(made_up)
    families.differences(made_up, pictures.append)
    titles = {"Wohnort", "Familienform"}
    assert words
    assert all(line.startswith("Demodaten: ") for line in words if line not in titles)
    assert all("isp-demo" in picture.html for picture in pictures)


def test_a_hidden_share_is_a_sign_and_no_sentence_tells_it(view, told):
    words, pictures = told
    rows = view.rows.copy()
    own = (rows["item"] == "q01") & (rows["kind"] == HARD_SHARE) & (rows["by"] == "")
    rows.loc[own, ["value", "lower", "upper", "answers", "low", "high", "worst_low", "worst_high"]] = np.nan
    rows.loc[own, "flag"] = "protected"
    hidden = SurveyView(view.form, rows, AREAS, "Quelle: Probe", "Kreis Probe")
    families.put_dimensions(hidden, pictures.append)
    families.silence(hidden)
    question = view.form.items[0].question
    assert not any(question in line for line in words)
    assert "[g]" in next(picture.html for picture in pictures if question in picture.html)


def test_change_is_told_only_where_both_waves_say_the_share(view, told):
    words, pictures = told
    families.changes_since(view, pictures.append)
    assert words == ["Es gibt noch keine frühere Befragung zum Vergleich."]
    before = view.rows.assign(wave=2023)
    before.loc[before["item"] == "q01", "flag"] = "protected"
    both = SurveyView(view.form, pd.concat([view.rows, before]), AREAS, "Quelle: Probe", "Kreis Probe")
    families.changes_since(both, pictures.append)
    assert view.form.items[0].question not in pictures[0].html
    assert "nicht sicher" in pictures[0].html
    assert "häufiger" not in pictures[0].html, "the same answers twice: nothing changed"


def test_institutions_stand_on_a_side_and_never_in_numbers(told):
    _, pictures = told
    wave, _ = drawn_wave("akteure", seed=3)
    own = SurveyView(wave.form, positions_of(wave, 10), AREAS, "Quelle: Probe", "Kreis Probe")
    institutions.agreement_of_fields(own, pictures.append)
    assert pictures[0].html.count("<circle") == pictures[0].html.count('class="sp-o"') > 10
    assert "eher ja" in pictures[0].html


def test_an_unknown_word_is_no_dot(view):
    caption = view.caption("Felder", "je Feld ein Punkt", "felder", Kind.POSITIONS)
    with pytest.raises(ValueError, match="unbekanntes Wort"):
        positions([PositionRow("Aussage", "", {"1": "vielleicht"}, "einig")], {"1": "Schule"}, caption)
