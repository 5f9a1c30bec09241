"""Every method gives the numbers that somebody else published, in a plain clone too.

The figures stand in `published/*.toml`: few of each source, restated in our own form, each with `source` (who printed
them) and `taken` (which of them). The whole sets are compared by test_cases.py where ../shared lies beside the clone.
"""

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from isp_utils.statistics import intervals, quantiles, standardised, trend
from isp_utils.statistics.agreement import krippendorff_alpha
from isp_utils.statistics.composite import aggregation, scales
from isp_utils.statistics.population import hamilton_perry, whole
from isp_utils.statistics.small_areas import empirical_bayes
from isp_utils.statistics.survey import estimates, tables
from isp_utils.statistics.survey.design import Design, sample_design
from isp_utils.statistics.trend import Counted

FOLDER = Path(__file__).parent / "published"
PRINTED: dict[str, dict[str, Any]] = {
    f"{path.stem}.{name}": case
    for path in sorted(FOLDER.glob("*.toml"))
    for name, case in tomllib.loads(path.read_text(encoding="utf-8")).items()
}


def test_every_case_names_its_source_and_is_compared():
    assert len(PRINTED) >= 14
    test = Path(__file__).read_text(encoding="utf-8")
    for name, case in PRINTED.items():
        assert len(case["source"]) > 30, name
        assert len(case["taken"]) > 30, name
        assert test.count(f'PRINTED["{name}"]') == 1, name


def test_wilson_limits():
    for events, people, lower, upper in PRINTED["intervals.newcombe"]["rows"]:
        assert_allclose(intervals.wilson(events, people), (lower, upper), atol=5.1e-5)


@pytest.mark.parametrize("confidence", [0.95, 0.998])
@pytest.mark.parametrize("estimate", [intervals.proportion, intervals.rate])
def test_shares_and_rates(estimate, confidence):
    case = PRINTED["intervals.shares"] if estimate is intervals.proportion else PRINTED["intervals.rates"]
    events, people, value, *limits = np.array(case["rows"]).T
    found = estimate(events, people, 100, confidence)
    lower, upper = limits[:2] if confidence == 0.95 else limits[2:]
    assert_allclose([found.value, found.lower, found.upper], [value, lower, upper], atol=1e-6)
    if estimate is intervals.rate:
        plain = intervals.count(events, confidence)
        assert_allclose([plain.lower, plain.upper], [lower * people / 100, upper * people / 100], rtol=2e-3)


def test_directly_standardised_rate():
    case = PRINTED["standardised.small_area"]
    for confidence, limits in ((0.95, case["limits_95"]), (0.998, case["limits_998"])):
        found = standardised.direct_rate(case["events"], case["people"], confidence=confidence)
        assert_allclose([found.value, found.lower, found.upper], [case["rate"], *limits], atol=5.1e-5)


def test_standardisation_by_either_way():
    case = PRINTED["standardised.kazakhstan_and_sweden"]
    names = ("kazakhstan", "sweden")
    people, deaths = (np.array([case[f"{what}_{name}"] for name in names], float) for what in ("people", "deaths"))
    average = (people / people.sum(axis=1, keepdims=True)).mean(axis=0)
    assert_allclose(standardised.direct_rate(deaths, people, average, 1000).value, case["direct"], rtol=5e-7)
    expected = standardised.expected_events(people, deaths[1], people[1])
    assert_allclose(1000 * expected / people.sum(axis=1), case["indirect"], rtol=5e-7)
    ratio = standardised.indirect_ratio(deaths.sum(axis=1), expected, per=1)
    crude = 1000 * deaths.sum(axis=1) / people.sum(axis=1)
    assert_allclose(ratio.value, crude / case["indirect"], rtol=1e-6)


def test_exact_p_of_a_count():
    case = PRINTED["standardised.poisson_table"]
    p = [2 * case["at_most_4"], 2 * (1 - case["at_most_17"])]
    assert_allclose(standardised.poisson_p([4, 18], 10), p, atol=1.1e-4)


def test_ratio_of_observed_to_expected():
    case = PRINTED["standardised.premature_deaths"]
    found = standardised.indirect_ratio(case["observed"], case["expected"])
    assert_allclose([found.value, found.lower, found.upper], case["ratio"], atol=0.06)
    assert standardised.poisson_p(case["observed"], case["expected"]) == pytest.approx(case["p"], abs=0.005)


def test_annual_change():
    case = PRINTED["trend.belgian_aids"]
    ones = np.ones(len(case["cases"]))
    found = trend.peer_slopes(range(1981, 1994), Counted(case["cases"], ones), Counted(ones, ones))
    assert_allclose([found.slope[0], found.error[0]], [case["slope"], case["error"]], rtol=2e-4)


def test_index_of_one_dimension():
    case = PRINTED["composite.asem"]
    points = scales.anchored(case["values"], case["range"], case["direction"])
    assert_allclose(points, case["points"], atol=2e-4)
    assert_allclose(aggregation.weighted_mean(points, np.ones(5)), case["environment"], atol=1e-4)


def test_quantiles():
    cuts = PRINTED["composite.type_9"]["cuts"]
    values = np.arange(1.0, 11)
    assert_allclose(quantiles.quantile_cuts(values, 5), cuts, rtol=1e-12)
    assert quantiles.groups_by_cuts(values, 5).tolist() == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_hamilton_perry():
    case = PRINTED["projection.semarang"]
    then, now = (np.array([case[f"women_{year}"], case[f"men_{year}"]]) for year in (2020, 2025))
    printed = np.column_stack([[np.nan, np.nan], [case["change_women"], case["change_men"]]])
    found = hamilton_perry.cohort_ratios(then, now, slice(3, 10))
    assert_allclose(found.change, printed, atol=5.1e-7)
    assert_allclose(found.children, case["children"], atol=5.1e-7)
    ratios = hamilton_perry.Ratios(printed, np.array(case["children"]))
    assert_allclose(hamilton_perry.project(then, ratios, slice(3, 10))[1], now, rtol=1e-5)


def test_seats_of_a_parliament():
    case = PRINTED["projection.bundestag_2005"]
    assert whole.whole_persons(case["votes"], sum(case["seats"])).tolist() == case["seats"]


def test_empirical_bayes():
    case = PRINTED["small_areas.north_carolina"]
    deaths, births = np.array(case["deaths"]), np.array(case["births"])
    assert_allclose(empirical_bayes.marshall(deaths, births, per=1).value[:5], case["empirical_bayes"], atol=5.1e-8)
    ratio = standardised.indirect_ratio(deaths, births * deaths.sum() / births.sum(), per=1)
    assert_allclose(ratio.value[:5], case["excess_risk"], atol=5.1e-6)


def _sample(rows: dict[str, Any], types: list[str], strata: bool) -> tuple[Design, np.ndarray, np.ndarray]:
    """The design, the type of every school and whether it met its target, one row a school."""
    sizes = np.array([rows["yes"], rows["no"]])
    kind, met = np.tile(np.arange(3), 2).repeat(sizes.ravel()), np.repeat([1.0, 0.0], sizes.sum(axis=1))
    population = np.array(rows["population"])[kind] if "population" in rows else None
    design = sample_design(np.array(rows["weights"])[kind], kind if strata else None, population=population)
    return design, np.array(types)[kind], met


@pytest.mark.parametrize("sample", ["simple", "stratified", "stratified_without_correction"])
def test_estimates_and_tests_of_a_survey(sample):
    case = PRINTED["survey.schools"]
    printed = case[sample]
    design, kind, met = _sample(printed, case["types"], sample != "simple")
    share = estimates.mean(design, met)
    assert_allclose([share.value[0], share.error[0]], printed["met"], atol=1e-6)
    for limits in ("logit", "beta"):
        found = estimates.share_limits(design, share, limits, per=1)
        assert_allclose([found.lower[0], found.upper[0]], printed[limits], atol=2e-6)
    test = tables.independence(design, met, kind)
    assert_allclose([test.statistic, *test.degrees, test.p], printed["f_test"], rtol=1e-5)
    kinds, shares = estimates.shares(design, kind)
    assert kinds.tolist() == case["types"]
    if sample != "simple":  # the strata are known: their shares have no error
        assert_allclose(shares.error, 0, atol=1e-12)


def test_means_and_totals_of_a_cluster_sample():
    case = PRINTED["survey.suites"]
    suite = np.repeat(np.arange(5), 4)
    design = sample_design(np.full(20, 100 / 5), clusters=suite, population=np.full(20, 100))
    grades = np.ravel(case["grades"])
    for found in (estimates.mean(design, grades), estimates.ratio(design, grades, np.ones(20))):
        assert_allclose([found.value[0], found.error[0]], [case["mean"], case["error"]], atol=5.1e-4)
    total = estimates.total(design, grades)
    assert_allclose([total.value[0], total.error[0]], [case["total"], 400 * case["error"]], rtol=3e-3)


def coders(*codes):
    """Codings of one letter a unit, one row per coder; a point is no code."""
    return [[None if code == "." else code for code in one] for one in codes]


def test_agreement_of_two_coders():
    for first, second, alpha in PRINTED["agreement.two_coders"]["cases"]:
        assert krippendorff_alpha(coders(first, second)) == pytest.approx(alpha, abs=5.1e-4)


def test_agreement_of_four_coders_with_gaps():
    case = PRINTED["agreement.four_coders"]
    assert krippendorff_alpha(coders(*case["codes"])) == pytest.approx(case["alpha"], abs=5.1e-4)
