"""The five-point rule against worked series of Fingertips' own tests, and its refusals."""

import numpy as np
import pytest
from scipy import optimize, special, stats

from isp_utils.statistics import mann_kendall, trend
from isp_utils.statistics.intervals import StatisticsError, rate
from isp_utils.statistics.trend import Outcome

YEARS = ["2020", "2021", "2022", "2023", "2024"]

# Figures of fingertips.phe.org.uk as used in DHSC FingertipsNext (trend-analysis unit tests).
DIABETES = (
    [7.0826, 7.1085, 7.2571, 7.4528, 7.6554],
    [7.0754, 7.1013, 7.2499, 7.4456, 7.6481],
    [7.0940, 7.1199, 7.2684, 7.4643, 7.6669],
)
MMR = (
    [92.6254, 92.3221, 90.8708, 90.0170, 90.1013],
    [92.4168, 92.1072, 90.6358, 89.7694, 89.8578],
    [92.8288, 92.5315, 91.1004, 90.2594, 90.3396],
)


def test_published_series_get_the_published_outcome():
    assert trend.recent_trend(YEARS, *DIABETES).outcome is Outcome.INCREASING
    assert trend.recent_trend(YEARS, *DIABETES, "lower").outcome is Outcome.INCREASING_WORSE
    assert trend.recent_trend(YEARS, *MMR, "higher").outcome is Outcome.DECREASING_WORSE
    assert trend.recent_trend(YEARS, *MMR, "lower").outcome is Outcome.DECREASING_BETTER


def test_slope_and_chi_square_equal_weighted_least_squares():
    y, low, high = (np.array(c) for c in DIABETES)
    w, t = ((high - low) / 3.92) ** -2, np.arange(5.0)
    covariance = np.linalg.inv(np.stack([np.full(5, 1.0), t]) * w @ np.stack([np.full(5, 1.0), t]).T)
    slope = (covariance @ (np.stack([np.full(5, 1.0), t]) * w @ y))[1]
    found = trend.recent_trend(YEARS, *DIABETES)
    np.testing.assert_allclose([found.slope, found.chi_square], [slope, slope**2 / covariance[1, 1]], rtol=1e-6)
    assert (found.first_period, found.last_period) == ("2020", "2024")


def test_a_trend_needs_the_chi_square_of_two_in_a_thousand():
    assert pytest.approx(stats.chi2.isf(0.002, 1)) == trend.CHI_SQUARE
    steady = np.array([10.0, 11, 12, 13, 14])
    half = 1.96 * np.sqrt(10 / trend.CHI_SQUARE)  # slope 1, squared distances in time 10
    for width, found in ((0.99 * half, Outcome.INCREASING), (1.01 * half, Outcome.NO_CHANGE)):
        assert trend.recent_trend(YEARS, steady, steady - width, steady + width).outcome is found


def test_one_outlier_makes_no_trend():
    value = np.array([10.0, 9.9, 10.1, 9.8, 20.0])
    found = trend.recent_trend(YEARS, value, value - 0.1, value + 0.1)
    assert found.chi_square > trend.CHI_SQUARE
    assert found.outcome is Outcome.NO_CHANGE


def test_gaps_short_series_and_missing_limits_are_refused_not_guessed():
    cannot = Outcome.CANNOT_BE_CALCULATED
    assert trend.recent_trend([], [], [], []).outcome is Outcome.NOT_YET_CALCULATED
    assert trend.recent_trend(YEARS[1:], *(c[1:] for c in MMR)).outcome is cannot
    assert trend.recent_trend(["2018", *YEARS[1:]], *MMR).outcome is cannot
    assert trend.recent_trend(YEARS, MMR[0], MMR[0], MMR[0]).outcome is cannot
    assert trend.recent_trend(YEARS, MMR[0], [np.nan] * 5, MMR[2]).outcome is cannot


def test_a_year_not_yet_delivered_is_skipped_and_the_periods_used_are_named():
    found = trend.recent_trend([*YEARS, "2025"], *([*c, np.nan] for c in MMR))
    assert (found.outcome, found.last_period) == (Outcome.DECREASING, "2024")


def test_school_years_and_reporting_days_are_years_too():
    assert trend.recent_trend([f"{y}/{int(y[2:]) + 1}" for y in YEARS], *MMR).outcome is Outcome.DECREASING
    assert trend.recent_trend([f"{y}-12-31" for y in YEARS], *MMR).outcome is Outcome.DECREASING
    with pytest.raises(StatisticsError):
        trend.recent_trend(["letztes Jahr"] * 5, *MMR)


def test_all_areas_at_once_equal_one_by_one():
    rng = np.random.default_rng(1)
    births = rate(rng.poisson(50, (30, 5)), 1000)
    slope, chi_square, direction = trend.five_points(births.value, births.lower, births.upper)
    for row in range(30):
        single = trend.recent_trend(YEARS, births.value[row], births.lower[row], births.upper[row])
        assert single.outcome is trend.outcome(direction[row])
        np.testing.assert_allclose([single.slope, single.chi_square], [slope[row], chi_square[row]], rtol=1e-12)


def test_series_are_cut_at_the_last_break_inside_them():
    periods = ["2014", "2015", "2016", "2017"]
    assert periods[trend.cut_at(periods, [])] == periods
    assert periods[trend.cut_at(periods, ["2015", "2017"])] == ["2017"]
    assert periods[trend.cut_at(periods, ["2030"])] == periods
    with pytest.raises(StatisticsError):
        trend.cut_at(["2016", "2015"], [])


def test_poisson_change_finds_a_known_growth_and_says_how_sure_it_is():
    population = np.linspace(50_000, 48_000, 10)
    change = trend.poisson_change(range(2012, 2022), np.round(0.01 * population * 1.05 ** np.arange(10)), population)
    assert change.lower < change.percent < change.upper
    np.testing.assert_allclose(change.percent, 5, atol=0.01)
    unrest = trend.poisson_change(range(2020, 2024), [40, 60, 20, 80])
    years, cases = np.arange(4) - 1.5, np.array([40.0, 60, 20, 80])
    growth = optimize.brentq(lambda b: (years * (cases - 200 * special.softmax(b * years))).sum(), -1, 1)
    expected = 200 * special.softmax(growth * years)  # a Poisson fit meets the sum and the sum weighted by time
    assert unrest.percent == pytest.approx(100 * np.expm1(growth), rel=1e-6)
    assert unrest.dispersion == pytest.approx(((cases - expected) ** 2 / expected).sum() / 2)
    with pytest.raises(StatisticsError):
        trend.poisson_change(range(2012, 2022), np.zeros(10), population)


def test_short_series_have_an_exact_p_value_and_too_short_ones_an_error():
    rising = mann_kendall.mann_kendall([1.0, 2.0, 3.0, 4.0, 5.0])
    assert rising.method.endswith("exact")
    assert rising.p == pytest.approx(2 / 120)
    with pytest.raises(StatisticsError):
        mann_kendall.mann_kendall([1.0, np.nan, 2.0, 3.0])
    assert np.isnan(mann_kendall.sen_slope([1.0, np.nan])[0])


def test_ties_lower_the_variance_of_the_score_as_scipy_has_it():
    values = np.random.default_rng(7).integers(0, 9, 40).astype(float)
    found = mann_kendall.mann_kendall(values)
    theirs = stats.kendalltau(np.arange(40), values, method="asymptotic")  # without continuity correction
    assert found.method == "Mann-Kendall"
    assert 2 * stats.norm.sf(abs(found.score) / np.sqrt(found.variance)) == pytest.approx(theirs.pvalue)
    assert found.z == pytest.approx((found.score - np.sign(found.score)) / np.sqrt(found.variance))
    assert found.p == pytest.approx(2 * stats.norm.sf(abs(found.z)))


def test_a_gap_keeps_its_place_in_the_slope():
    assert mann_kendall.sen_slope([1.0, np.nan, 5.0, 7.0]) == pytest.approx((2, 1))
