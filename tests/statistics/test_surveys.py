"""Surveys: clusters, corrections, weights and the line about those who did not answer."""

import numpy as np
import pytest

from isp_utils.statistics.intervals import StatisticsError
from isp_utils.statistics.survey import answers, estimates, nonresponse, tables, weighting
from isp_utils.statistics.survey.design import sample_design


@pytest.fixture
def families():
    """120 children of 60 families in two Samtgemeinden; children of one family answer alike."""
    random = np.random.default_rng(60)
    family = np.repeat(np.arange(60), 2)
    stratum = np.where(family < 25, "Gartow", "Lüchow")
    like = random.normal(0, 1, 60)[family] + random.normal(0, 0.3, 120)
    return family, stratum, like


def test_family_as_cluster_is_the_formula_of_the_textbook(families):
    family, _, like = families
    design = sample_design(np.full(120, 5.0), clusters=family, population=np.full(120, 300))
    found = estimates.mean(design, like)
    means = like.reshape(60, 2).mean(axis=1)
    expected = np.sqrt((1 - 60 / 300) * means.var(ddof=1) / 60)
    assert found.error[0] == pytest.approx(expected)
    assert found.degrees == 59
    alone = estimates.mean(sample_design(np.full(120, 5.0), population=np.full(120, 600)), like)
    assert found.error[0] > 1.2 * alone.error[0]


def test_two_stages_add_the_variance_within_clusters(families):
    family, _, like = families
    child = np.arange(120)
    one = sample_design(np.full(120, 15.0), clusters=family, population=np.full(120, 300))
    sizes = np.column_stack([np.full(120, 300), np.full(120, 6)])
    two = sample_design(np.full(120, 15.0), clusters=np.column_stack([family, child]), population=sizes)
    totals = [estimates.total(design, like).covariance[0, 0] for design in (one, two)]
    within = like.reshape(60, 2).var(axis=1, ddof=1)
    second = (60 / 300) * ((1 - 2 / 6) * 15.0**2 * 2 * within).sum()
    assert totals[1] == pytest.approx(totals[0] + second)


def test_a_census_has_no_sampling_error_but_statements_about_coming_years_do(families):
    _, stratum, like = families
    sizes = np.where(stratum == "Gartow", 50, 70)
    full = sample_design(np.ones(120), stratum, population=sizes)
    assert estimates.mean(full, like).error[0] == 0
    assert estimates.mean(sample_design(np.ones(120), stratum), like).error[0] > 0


def test_domains_keep_the_whole_design(families):
    family, stratum, like = families
    design = sample_design(np.ones(120), stratum, family)
    girls = np.arange(120) % 2 == 0
    inside = estimates.mean(design, like, girls)
    assert inside.value[0] == pytest.approx(like[girls].mean())
    assert inside.degrees == design.degrees
    gap = np.where(girls, like, np.nan)
    assert estimates.mean(design, gap).error[0] == pytest.approx(inside.error[0])
    assert np.isnan(estimates.mean(design, like, np.zeros(120, bool)).value[0])
    with pytest.raises(StatisticsError):
        estimates.mean(design, like[girls])


def test_post_stratification_meets_the_totals_and_takes_out_what_it_explains(families):
    _, stratum, like = families
    design = sample_design(np.full(120, 5.0), population=np.full(120, 600))
    fitted = weighting.post_stratified(design, stratum, {"Gartow": 300, "Lüchow": 300})
    counts = estimates.total(fitted, np.stack([stratum == "Gartow", stratum == "Lüchow"], axis=1))
    np.testing.assert_allclose(counts.value, [300, 300])
    np.testing.assert_allclose(counts.error, 0, atol=1e-9)
    shift = like + 10 * (stratum == "Lüchow")
    found = estimates.mean(fitted, shift)
    # Särndal et al. (1992), chapter 7: what is left is the scatter within the groups, at the fitted weights.
    centre = np.where(stratum == "Gartow", shift[stratum == "Gartow"].mean(), shift[stratum == "Lüchow"].mean())
    left = fitted.weights * (shift - centre) / 600
    assert found.error[0] == pytest.approx(np.sqrt((1 - 120 / 600) * 120 * left.var(ddof=1)))
    assert found.error[0] < 0.3 * estimates.mean(design, shift).error[0]
    once = weighting.raked(design, [stratum], [{"Gartow": 300, "Lüchow": 300}])
    np.testing.assert_allclose(once.weights, fitted.weights)
    np.testing.assert_allclose(estimates.mean(once, like).error, estimates.mean(fitted, like).error)


def test_raking_fits_all_margins_at_once(families):
    stratum = families[1]
    age = np.where(np.random.default_rng(4).random(120) < 0.4, "U3", "Ü3")
    design = sample_design(np.full(120, 5.0), population=np.full(120, 600))
    wanted = [{"Gartow": 280, "Lüchow": 320}, {"U3": 200, "Ü3": 400}]
    fitted = weighting.raked(design, [stratum, age], wanted)
    for margin, totals in zip((stratum, age), wanted, strict=True):
        for kind, size in totals.items():
            assert fitted.weights[margin == kind].sum() == pytest.approx(size)
            assert estimates.total(fitted, margin == kind).error[0] == pytest.approx(0, abs=1e-6)
    # What raking leaves alone are the cross-product ratios (Ireland & Kullback 1968, Biometrika 55:179).
    cells = [fitted.weights[(stratum == s) & (age == a)].mean() for s in wanted[0] for a in wanted[1]]
    assert cells[0] * cells[3] / (cells[1] * cells[2]) == pytest.approx(1)  # all base weights were 5
    with pytest.raises(StatisticsError, match="different populations"):
        weighting.raked(design, [stratum, age], [{"Gartow": 280, "Lüchow": 320}, {"U3": 200, "Ü3": 500}])
    with pytest.raises(StatisticsError):
        weighting.post_stratified(design, stratum, {"Gartow": 280})


def test_raking_of_two_by_two_is_the_root_of_its_cross_product():
    # By hand: with margins 5, 15 and 10, 10 the table is x, 5 - x, 10 - x, 5 + x, and raking keeps 7 * 7 / (9 * 12):
    # x (5 + x) / ((5 - x) (10 - x)) = 49 / 108, so 59 x^2 + 1275 x - 2450 = 0.
    rows, columns = np.divmod(np.arange(4), 2)
    fitted = weighting.raked(sample_design([7.0, 9, 12, 7]), [rows, columns], [{0: 5, 1: 15}, {0: 10, 1: 10}])
    x = (-1275 + np.sqrt(1275**2 + 4 * 59 * 2450)) / (2 * 59)
    np.testing.assert_allclose(fitted.weights, [x, 5 - x, 10 - x, 5 + x], rtol=1e-6)


def test_error_of_a_ratio_comes_from_its_residuals():
    children, without = np.array([1.0, 2, 3, 2, 4]), np.array([0.0, 1, 1, 2, 3])
    found = estimates.ratio(sample_design(np.full(5, 4.0), population=np.full(5, 20)), without, children)
    left = without - 7 / 12 * children  # Cochran (1977), Sampling Techniques, 2.30
    assert found.value[0] == pytest.approx(7 / 12)
    assert found.error[0] == pytest.approx(np.sqrt((1 - 5 / 20) / 5 * left.var(ddof=1)) / children.mean())


def test_unequal_weights_cost_answers_and_few_answers_make_no_table():
    assert weighting.kish_effect([1, 1, 2]) == pytest.approx(3 * 6 / 16)
    assert answers.table_grade([9, 10, 29, 30]).tolist() == [3, 2, 2, 1]


def test_designs_that_cannot_be_are_refused():
    for bad in (
        {"weights": [1.0, 0.0]},
        {"weights": [1.0, 1.0], "strata": ["a", "b"], "clusters": [1, 1]},
        {"weights": [1.0, 1.0], "population": [1, 1]},
        {"weights": [1.0, 1.0, 1.0], "strata": ["a", "a", "b"]},
    ):
        with pytest.raises(StatisticsError):
            sample_design(**bad)


def test_limits_of_shares_stay_inside_and_none_or_all_have_limits():
    design = sample_design(np.ones(40))
    none = estimates.share_limits(design, estimates.mean(design, np.zeros(40)))
    assert (none.value[0], none.lower[0]) == (0, 0)
    assert 5 < none.upper[0] < 12
    every = estimates.share_limits(design, estimates.mean(design, np.ones(40)), "beta")
    assert every.upper[0] == 100
    ticked = np.r_[np.ones(3), np.zeros(37)]
    for kind in ("logit", "beta"):
        found = estimates.share_limits(design, estimates.mean(design, ticked), kind)
        assert 0 < found.lower[0] < 7.5 < found.upper[0] < 100


def test_cross_tables_call_independent_answers_different_in_one_of_twenty(families):
    family, stratum, _ = families
    design = sample_design(np.ones(120), stratum, family)
    random = np.random.default_rng(8)
    p = []
    for _ in range(300):
        like = (random.normal(size=60)[family] > 0).astype(int)  # brothers and sisters answer the same
        p.append(tables.independence(design, like, random.integers(0, 3, 60)[family]).p)
    assert 0.02 < np.mean(np.array(p) < 0.05) < 0.09


def test_multiple_response_is_a_share_of_cases():
    design = sample_design(np.ones(5))
    ticked = np.array([[1.0, 1], [1, 0], [0, 1], [1, 1], [np.nan, np.nan]])
    assert answers.ticked_shares(design, ticked).value.tolist() == [75, 75]  # may add up to more than 100
    with pytest.raises(StatisticsError):
        answers.ticked_shares(design, ticked * 2)


def test_agreement_is_told_by_distribution_median_and_top_two():
    design = sample_design(np.ones(10))
    found = answers.agreement_scale(design, [1, 2, 2, 3, 4, 4, 4, 5, 5, np.nan])
    assert found.answers == 9
    assert found.median == 4
    assert found.top_two.value[0] == pytest.approx(100 * 5 / 9)
    assert found.shares.value.sum() == pytest.approx(100)
    assert found.mean.value[0] == pytest.approx(30 / 9)
    with pytest.raises(StatisticsError):
        answers.agreement_scale(design, np.full(10, 6.0))


def test_nonresponse_line_encloses_the_share_and_names_the_tipping_point():
    found = nonresponse.sensitivity([40.0, 2.0], [0.5, 0.8], difference=10, threshold=50)
    assert np.all(found.worst_low <= found.low)
    assert np.all(found.low <= [40, 2])
    assert np.all(found.high <= found.worst_high)
    assert found.tipping[0] == pytest.approx(20)
    assert nonresponse.response_rates([30, 0], [60, 0])[0] == 0.5
    with pytest.raises(StatisticsError):
        nonresponse.sensitivity(40, 0)
    assert weighting.base_weights(["a"], {"a": 3}).tolist() == [3]
    with pytest.raises(StatisticsError):
        weighting.base_weights(["a"], {})
