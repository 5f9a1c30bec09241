"""The yearly change of a flow beside the Land's, and where a series is cut."""

import numpy as np
import pytest
from scipy import optimize, special

from isp_utils.statistics import trend
from isp_utils.statistics.intervals import StatisticsError
from isp_utils.statistics.trend import Counted, flow_trend, peer_slopes

YEARS = range(2012, 2020)
SIZES = np.geomspace(1, 24, 30)[:, None]


def kreise(growth: float = 0.0, rho_like: float = 0.0) -> tuple[Counted, Counted, Counted]:
    """One's own Kreis (growing by `growth` a year beside the others), the Land and 30 peers that wobble a little."""
    random = np.random.default_rng(12)
    land = 0.01 * 1.03 ** np.arange(8)  # the Land grows by 3 % a year
    people = np.round(9_000 * SIZES) * np.ones(8)
    drift = rho_like * random.standard_normal((30, 1)) * np.arange(8)
    peers = random.poisson(people * land * np.exp(drift)).astype(float)
    own = np.round(20_000 * land * (1 + growth) ** np.arange(8))
    return (
        Counted(own, np.full(8, 20_000.0)),
        Counted(land * 5e6, np.full(8, 5e6)),
        Counted(peers, people),
    )


def test_only_the_difference_to_the_lands_own_change_counts():
    same, faster = (flow_trend(YEARS, *kreise(growth), phi=1.0) for growth in (0.0, 0.10))
    assert same.percent == pytest.approx(0, abs=0.3)
    assert same.faster == 0
    assert faster.percent == pytest.approx(10, abs=0.5)
    assert faster.lower < faster.percent < faster.upper
    assert faster.faster == 1
    assert flow_trend(YEARS, *kreise(-0.10), phi=1.0).faster == -1


def test_where_the_peers_drift_apart_the_same_difference_is_not_established():
    calm, adrift = (flow_trend(YEARS, *kreise(0.06, drift), phi=1.0) for drift in (0.0, 0.05))
    assert (calm.faster, adrift.faster) == (1, 0)
    assert adrift.spread > 2 * calm.spread
    assert adrift.detectable > calm.detectable


def test_the_measured_scatter_is_the_least_spread():
    assert flow_trend(YEARS, *kreise(), phi=9.0).spread == 9
    assert flow_trend(YEARS, *kreise(), phi=float("nan")).spread < 3


def test_nothing_is_stated_on_few_years_events_or_peers():
    own, land, peers = kreise(0.2)
    few = Counted(peers.events[:9], peers.population[:9])
    assert not flow_trend(YEARS, own, land, few, 1.0).stated
    known = np.where(np.arange(8) < 4, own.events, np.nan)
    assert not flow_trend(YEARS, Counted(known, own.population), land, peers, 1.0).stated
    rare = flow_trend(YEARS, Counted(np.full(8, 2.0), np.full(8, 200.0)), land, peers, 1.0)
    assert (rare.stated, rare.faster) == (False, 0)
    assert np.isnan(rare.percent)
    with pytest.raises(StatisticsError):
        flow_trend(range(3), own, land, peers, 1.0)


def test_a_gap_in_the_own_series_leaves_the_other_years():
    own, land, peers = kreise(0.1)
    gap = np.where(np.arange(8) == 3, np.nan, own.events)
    found = flow_trend(YEARS, Counted(gap, own.population), land, peers, 1.0)
    assert found.years == 7
    assert found.percent == pytest.approx(10, abs=0.6)


def test_a_slope_meets_the_sum_and_the_sum_weighted_by_time():
    years, cases = np.arange(4) - 1.5, np.array([40.0, 60, 20, 80])
    ones = np.ones(4)
    growth = optimize.brentq(lambda b: (years * (cases - 200 * special.softmax(b * years))).sum(), -1, 1)
    assert peer_slopes(range(4), Counted(cases, ones), Counted(ones, ones)).slope[0] == pytest.approx(growth, rel=1e-5)


def test_shares_near_all_scatter_less():
    people = np.full(8, 1_000.0)
    events = np.array([900.0, 905, 903, 910, 908, 912, 915, 917])
    land = Counted(np.full(8, 9e5), np.full(8, 1e6))
    share, rate = (peer_slopes(YEARS, Counted(events, people, b), land) for b in (True, False))
    assert share.error[0] < 0.5 * rate.error[0]


def test_series_are_cut_at_the_last_break_inside_them():
    periods = ["2014", "2015", "2016", "2017"]
    assert periods[trend.cut_at(periods, [])] == periods
    assert periods[trend.cut_at(periods, ["2015", "2017"])] == ["2017"]
    assert periods[trend.cut_at(periods, ["2030"])] == periods
    with pytest.raises(StatisticsError):
        trend.cut_at(["2016", "2015"], [])
