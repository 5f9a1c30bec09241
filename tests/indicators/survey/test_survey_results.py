"""Results of the surveys: the truth about invented families is known, so the intervals can be held against it."""

import numpy as np
import pytest

from isp_utils.indicators.survey.evidence import survey_evidence
from isp_utils.indicators.survey.positions import positions_of, said_yes
from isp_utils.indicators.survey.results import results_of
from isp_utils.indicators.survey.weights import weighted
from isp_utils.model.survey_results import BY_MARGINS, CROSSED, HARD_SHARE, RESPONSE, THEME
from isp_utils.statistics.survey.estimates import mean, share_limits
from tests.survey_samples import FORMS, drawn_wave

MINIMUM = 10


@pytest.fixture(scope="module")
def results():
    return results_of(drawn_wave()[0], MINIMUM)


def covered(seed, lean=0.0):
    """For every question whether the 95 % interval holds the truth."""
    wave, truth = drawn_wave(seed=seed, lean=lean)
    design = weighted(wave).design
    for item in wave.form.items:
        answers = wave.answers[item.id].to_numpy(str)
        hard = np.where(answers == "", np.nan, np.isin(answers, [str(code) for code in item.hard]))
        found = share_limits(design, mean(design, hard))
        yield bool(found.lower[0] <= truth[item.id] <= found.upper[0])


def test_intervals_hold_the_truth_where_nonresponse_is_ignorable():
    """All 200 seeds: benchmarks/survey.py."""
    assert np.mean([hit for seed in range(6) for hit in covered(seed)]) >= 0.93


def test_intervals_do_not_hold_it_where_those_with_hard_answers_answer_more():
    """What no weight mends: that is why the page prints what silence could hide."""
    assert np.mean([hit for seed in range(2) for hit in covered(seed, lean=0.4)]) < 0.8


def test_weights_count_every_group_as_often_as_it_was_asked():
    wave, _ = drawn_wave()
    found = weighted(wave)
    assert found.way == CROSSED
    for group in ("gebiet", "familientyp"):
        for code, asked in wave.sent.groupby(group)["number"].sum().items():
            assert found.design.weights[(wave.answers[group] == code).to_numpy()].sum() == pytest.approx(asked)


def test_few_answers_in_a_cell_are_weighted_by_margins():
    wave, _ = drawn_wave(rows=90)
    found = weighted(wave)
    assert found.way == BY_MARGINS
    asked = wave.sent.groupby("gebiet")["number"].sum()
    for code, number in asked.items():
        assert found.design.weights[(wave.answers["gebiet"] == code).to_numpy()].sum() == pytest.approx(number)


def test_response_stands_first_and_is_counted(results):
    wave, _ = drawn_wave()
    assert results.iloc[0]["kind"] == RESPONSE
    first = results.iloc[0]
    assert (first["answers"], first["asked"]) == (len(wave.answers), 4500)
    assert first["value"] == pytest.approx(100 * len(wave.answers) / 4500)


def test_what_silence_could_hide_is_wider_than_the_interval_and_the_worst_case_widest(results):
    shares = results[(results["kind"] == HARD_SHARE) & (results["by"] == "")]
    assert (shares["worst_low"] <= shares["low"]).all()
    assert (shares["high"] <= shares["worst_high"]).all()
    assert (shares["low"] < shares["value"]).all()


def test_fewer_than_ten_answers_say_nothing():
    assert results_of(drawn_wave(rows=9)[0], MINIMUM).empty
    assert positions_of(drawn_wave("akteure", rows=9)[0], MINIMUM).empty


def test_no_share_rests_on_fewer_than_ten_answers_on_either_side():
    wave, _ = drawn_wave(rows=150, items=(0, 10, 13, 16))
    found = results_of(wave, MINIMUM)
    shares = found[(found["kind"] == HARD_SHARE) & (found["flag"] == "")]
    questions = {item.id: item for item in wave.form.items}
    for row in shares.itertuples():
        inside = (wave.answers[row.by] == row.group).to_numpy() if row.by else np.ones(len(wave.answers), bool)
        given = wave.answers.loc[inside, row.item]
        hard = given.isin([str(code) for code in questions[row.item].hard]).sum()
        assert hard >= MINIMUM
        assert (given != "").sum() - hard >= MINIMUM
    assert (found["flag"] == "protected").any()
    assert found.loc[found["flag"] == "protected", ["value", "lower", "answers", "worst_low"]].isna().all().all()


def test_open_answers_are_counted_by_codes_on_which_both_agree(results):
    themes = results[results["kind"] == THEME]
    assert set(themes["answer"]) == {code for code, _ in FORMS["familien"].open_items[0].codes}
    assert themes["value"].sum() < 100  # what the coders read differently belongs to no theme


def test_institutions_have_no_percentages_below_thirty():
    found = positions_of(drawn_wave("akteure", rows=29)[0], MINIMUM)
    assert found.loc[found["kind"] == HARD_SHARE, "value"].isna().all()


def test_a_carrier_that_is_most_of_a_field_silences_it():
    wave, _ = drawn_wave("akteure")
    alone = wave.answers["feld"] == wave.answers["feld"].mode()[0]
    wave.answers.loc[alone, "traeger"] = "1"
    found = positions_of(wave, MINIMUM)
    field = found[(found["by"] == "feld") & (found["group"] == wave.answers["feld"].mode()[0])]
    assert (field.loc[field["kind"] == "haltung", "flag"] == "protected").all()


def test_no_carrier_learns_what_all_others_of_its_field_said():
    for seed in range(3):
        wave, _ = drawn_wave("akteure", seed=seed)
        found = positions_of(wave, MINIMUM)
        for row in found[(found["kind"] == "haltung") & (found["flag"] == "")].itertuples():
            inside = wave.answers[(wave.answers["feld"] == row.group) & (wave.answers[row.item] != "")]
            low, high = said_yes(row.answer, len(inside))
            for _, own in inside.groupby("traeger"):
                yes, others = own[row.item].isin(["4", "5"]).sum(), len(inside) - len(own)
                most_yes, most_no = min(high - yes, others), others - max(low - yes, 0)
                assert min(most_yes, most_no) >= 1, "they must be able to have said either"


def test_evidence_is_the_strongest_answer_and_made_up_answers_stay_made_up(results):
    found = survey_evidence(results, FORMS)
    assert found
    assert len({(row.transition, row.obstacle) for row in found}) == len(found)
    assert {row.kind for row in found} == {"familien"}
    assert not any(row.demo for row in found)
    assert all(row.demo and row.source == "Demodaten" for row in survey_evidence(results.assign(demo=True), FORMS))
    hidden = results.assign(flag="protected", value=np.nan, lower=np.nan)
    assert survey_evidence(hidden, FORMS) == []
